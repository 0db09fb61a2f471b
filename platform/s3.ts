/** Objects in one S3 bucket: the object store of the cloud. */
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type Bytes, type Condition, Conflict, NotFound, type ObjectStore, type Sink } from '../pipeline/ports.ts';

/** Bytes sent at once: S3 takes 10,000 parts, so an object written piece by piece can have 80 GiB. Its minimum is 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;

const NOT_FOUND = 404;

/** A key or version that is not there, or a version that is the mark of a deletion (405). */
const MISSING = [NOT_FOUND, 405];

/** A condition does not hold (412), or another writer is at the same key right now (409). */
const CONFLICT = [409, 412];

/** A range that begins behind the end. */
const BEHIND_THE_END = 416;

export interface S3Settings {
  /** Stands before every key in the bucket, such as `reports/`. */
  readonly prefix?: string;
  /** Reads see this version of whatever key they name; without it, the latest. */
  readonly version?: string | undefined;
  /** What is told of an object to be: how long it may be kept by readers, what it is, a tag for lifecycle rules. */
  readonly about?: (key: string) => About;
}

export interface About {
  readonly CacheControl?: string;
  readonly ContentType?: string;
  /** Such as `isi=baris-ditolak`. */
  readonly Tagging?: string;
}

export class S3Store implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #version: string | undefined;
  readonly #about: (key: string) => About;

  constructor(client: S3Client, bucket: string, { prefix = '', version, about = () => ({}) }: S3Settings = {}) {
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
    this.#version = version;
    this.#about = about;
  }

  async read(key: string, range?: { start: number; end: number }): Promise<Bytes | undefined> {
    // S3 has no word for an empty range.
    if (range && range.end <= range.start) return (await this.head(key)) && new Uint8Array(0);
    try {
      return await collect(await this.#get(key, range && `bytes=${range.start}-${range.end - 1}`));
    } catch (error) {
      if (hasStatus(error, MISSING)) return undefined;
      if (hasStatus(error, [BEHIND_THE_END])) return new Uint8Array(0);
      throw error;
    }
  }

  async *stream(key: string): AsyncGenerator<Uint8Array> {
    let body: Readable;
    try {
      body = await this.#get(key);
    } catch (error) {
      throw hasStatus(error, MISSING) ? new NotFound(`there is no ${key}`, { cause: error }) : error;
    }
    yield* pieces(body);
  }

  async head(key: string): Promise<{ size: number; tag: string } | undefined> {
    try {
      const found = await this.#client.send(new HeadObjectCommand(this.#at(key)));
      return { size: found.ContentLength ?? 0, tag: found.ETag ?? '' };
    } catch (error) {
      if (hasStatus(error, MISSING)) return undefined;
      throw error;
    }
  }

  async write(key: string, body: Uint8Array, condition?: Condition): Promise<void> {
    try {
      await this.#client.send(new PutObjectCommand({ ...this.#draft(key), Body: body, ...headersOf(condition) }));
    } catch (error) {
      // S3 answers 404 where the object that should still be the same is gone.
      const failed = condition && hasStatus(error, [...CONFLICT, NOT_FOUND]);
      throw failed ? new Conflict(`${key} is not as it was`, { cause: error }) : error;
    }
  }

  async create(key: string): Promise<Sink> {
    return new MultipartSink(this.#client, this.#draft(key), (body) => this.write(key, body));
  }

  async list(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    let from: string | undefined;
    do {
      // General purpose buckets list in byte order.
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: this.#prefix + prefix, ContinuationToken: from }),
      );
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key.slice(this.#prefix.length));
      from = page.NextContinuationToken;
    } while (from !== undefined);
    return keys;
  }

  async delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#place(key)));
  }

  async #get(key: string, Range?: string): Promise<Readable> {
    const { Body } = await this.#client.send(new GetObjectCommand({ ...this.#at(key), Range }));
    if (!(Body instanceof Readable)) throw new Error('S3 gave no stream');
    return Body;
  }

  #place(key: string): Place {
    return { Bucket: this.#bucket, Key: this.#prefix + key };
  }

  #draft(key: string): Draft {
    return { ...this.#place(key), ...this.#about(key) };
  }

  #at(key: string): Place & { VersionId: string | undefined } {
    return { ...this.#place(key), VersionId: this.#version };
  }
}

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

type Draft = Place & About;

/** Gathers pieces into parts; an object smaller than one part is written in one go. */
class MultipartSink implements Sink {
  readonly #client: S3Client;
  readonly #place: Place;
  readonly #draft: Draft;
  readonly #writeWhole: (body: Uint8Array) => Promise<void>;
  readonly #parts: CompletedPart[] = [];
  #part = new Uint8Array(PART_BYTES);
  #filled = 0;
  #upload: string | undefined;

  constructor(client: S3Client, draft: Draft, writeWhole: (body: Uint8Array) => Promise<void>) {
    this.#client = client;
    this.#place = { Bucket: draft.Bucket, Key: draft.Key };
    this.#draft = draft;
    this.#writeWhole = writeWhole;
  }

  async write(piece: Uint8Array): Promise<void> {
    for (let taken = 0; taken < piece.length; ) {
      if (this.#filled === PART_BYTES) await this.#send();
      const some = piece.subarray(taken, taken + PART_BYTES - this.#filled);
      this.#part.set(some, this.#filled);
      this.#filled += some.length;
      taken += some.length;
    }
  }

  async close(): Promise<void> {
    if (this.#upload === undefined) return this.#writeWhole(this.#part.subarray(0, this.#filled));
    await this.#send();
    await this.#client.send(
      new CompleteMultipartUploadCommand({
        ...this.#place,
        UploadId: this.#upload,
        MultipartUpload: { Parts: this.#parts },
      }),
    );
  }

  async abort(): Promise<void> {
    if (this.#upload === undefined) return;
    await this.#client.send(new AbortMultipartUploadCommand({ ...this.#place, UploadId: this.#upload }));
  }

  async #send(): Promise<void> {
    this.#upload ??= await this.#begin();
    const PartNumber = this.#parts.length + 1;
    const { ETag, ChecksumCRC32 } = await this.#client.send(
      new UploadPartCommand({
        ...this.#place,
        UploadId: this.#upload,
        PartNumber,
        Body: this.#part.subarray(0, this.#filled),
        ChecksumAlgorithm: 'CRC32',
      }),
    );
    this.#parts.push({ PartNumber, ETag, ChecksumCRC32 });
    this.#filled = 0;
  }

  async #begin(): Promise<string> {
    const begun = await this.#client.send(
      new CreateMultipartUploadCommand({ ...this.#draft, ChecksumAlgorithm: 'CRC32' }),
    );
    if (begun.UploadId === undefined) throw new Error(`S3 began no upload for ${this.#place.Key}`);
    return begun.UploadId;
  }
}

function headersOf(condition: Condition | undefined): { IfNoneMatch?: string; IfMatch?: string } {
  if (!condition) return {};
  return 'ifNoneMatch' in condition ? { IfNoneMatch: condition.ifNoneMatch } : { IfMatch: condition.ifMatch };
}

async function collect(body: Readable): Promise<Bytes> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces(body)) {
    all.push(piece);
    size += piece.length;
  }
  const bytes = new Uint8Array(size);
  let filled = 0;
  for (const piece of all) {
    bytes.set(piece, filled);
    filled += piece.length;
  }
  return bytes;
}

async function* pieces(body: Readable): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    if (!(piece instanceof Uint8Array)) throw new Error('S3 gave something other than bytes');
    yield piece;
  }
}

function hasStatus(error: unknown, statuses: readonly number[]): boolean {
  return error instanceof S3ServiceException && statuses.includes(error.$metadata.httpStatusCode ?? 0);
}

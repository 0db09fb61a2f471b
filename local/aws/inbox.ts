/** The upload bucket as a sender sees it: what lies under a key now, and putting a file there. */
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { History } from '../../pipeline/history.ts';
import { UploadBucket } from '../../platform/uploads.ts';

const MIB = 1024 * 1024;

/** Bytes sent at once, and kept to be sent again. */
const PART_BYTES = 8 * MIB;

/** A limit of S3: a larger file has larger parts. */
const MOST_PARTS = 10_000;

/** Parts of one file under way at once. */
const AT_ONCE = 3;

/** What lies under a key now. */
export interface Current {
  readonly version: string;
  readonly size: number;
  /** SHA-256 of its bytes, as whoever sent it with this program says; undefined from elsewhere. */
  readonly sha256: string | undefined;
}

export interface Content {
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
  /** @throws when the content is no longer the one that was hashed: nothing of it is then to be seen in the bucket */
  readonly stream: () => AsyncIterable<Uint8Array>;
  /** Told as bytes have been sent. */
  readonly sent: (bytes: number) => void;
}

export class Inbox {
  readonly bucket: string;
  readonly #client: S3Client;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.bucket = bucket;
  }

  /** Undefined where there is nothing, or a deletion. */
  async current(key: string): Promise<Current | undefined> {
    try {
      const found = await this.#client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return { version: found.VersionId ?? '', size: found.ContentLength ?? 0, sha256: found.Metadata?.sha256 };
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  /** All versions of a key, newest first. */
  history(key: string): Promise<History> {
    return new UploadBucket(this.#client, this.bucket).history(key);
  }

  /** @returns the version that the bucket gave it */
  async put({ key, size, sha256, stream, sent }: Content): Promise<string> {
    const place = { Bucket: this.bucket, Key: key };
    const Metadata = { sha256 };
    const partBytes = Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS / MIB) * MIB);
    if (size <= partBytes) {
      const Body = await whole(cut(stream(), Math.max(1, size)));
      const { VersionId } = await this.#client.send(new PutObjectCommand({ ...place, Body, Metadata }));
      sent(size);
      return given(VersionId);
    }
    const begun = await this.#client.send(
      new CreateMultipartUploadCommand({ ...place, Metadata, ChecksumAlgorithm: 'CRC32' }),
    );
    const upload = { ...place, UploadId: given(begun.UploadId) };
    try {
      const Parts = await this.#send(upload, cut(stream(), partBytes), sent);
      const done = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
      return given((await this.#client.send(done)).VersionId);
    } catch (error) {
      // Whoever may not clear up leaves it to the bucket, which does so after a day.
      await this.#client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
      throw error;
    }
  }

  /** Sends parts as they are read, a few at a time. */
  async #send(
    upload: { Bucket: string; Key: string; UploadId: string },
    parts: AsyncGenerator<Uint8Array, undefined>,
    sent: Content['sent'],
  ): Promise<CompletedPart[]> {
    const done: CompletedPart[] = [];
    let next = 1;
    const send = async () => {
      for (;;) {
        // A generator answers in the order in which it was asked, so the parts are numbered as they were read.
        const { value, done: isOver } = await parts.next();
        if (isOver) return;
        const PartNumber = next++;
        const { ETag, ChecksumCRC32 } = await this.#client.send(
          new UploadPartCommand({ ...upload, PartNumber, Body: value, ChecksumAlgorithm: 'CRC32' }),
        );
        done.push({ PartNumber, ETag, ChecksumCRC32 });
        sent(value.length);
      }
    };
    const senders = Array.from({ length: AT_ONCE }, () =>
      send().catch(async (error) => {
        await parts.return(undefined); // the others find nothing more to send
        throw error;
      }),
    );
    const failed = (await Promise.allSettled(senders)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    return done.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
  }
}

/** Gathers pieces, which are only lent, into parts of one size, the last one smaller. */
async function* cut(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array, undefined> {
  let part = new Uint8Array(size);
  let filled = 0;
  for await (const piece of source) {
    for (let taken = 0; taken < piece.length; ) {
      const some = piece.subarray(taken, taken + size - filled);
      part.set(some, filled);
      filled += some.length;
      taken += some.length;
      if (filled < size) continue;
      yield part;
      part = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

/** The one part of a small file. Read to its end, for there it turns out whether it stayed as it was. */
async function whole(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  let body = new Uint8Array(0);
  for await (const part of parts) body = Uint8Array.from(part);
  return body;
}

function given(id: string | undefined): string {
  if (id === undefined) throw new Error('S3 gave no id of a version or an upload: is versioning of the bucket on?');
  return id;
}

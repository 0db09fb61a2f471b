/** The upload bucket: reads exactly the version that an event names, and knows the versions of every key. */
import { createHash } from 'node:crypto';
import { DeleteObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import type { HistoryEntry } from '../pipeline/history.ts';
import type { UploadStore } from '../pipeline/ports.ts';
import { byBytes } from '../pipeline/rules/keys.ts';
import { S3Store } from './s3.ts';

/** A version or the mark of a deletion, and when it came. */
export interface BucketEntry extends HistoryEntry {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export class UploadBucket extends S3Store implements UploadStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  #content: string | null = null;

  /** @param version the only one that may be read */
  constructor(client: S3Client, bucket: string, version?: string) {
    super(client, bucket, { version });
    this.#client = client;
    this.#bucket = bucket;
  }

  override async *stream(key: string): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    this.#content = null;
    for await (const piece of super.stream(key)) {
      hash.update(piece);
      yield piece;
    }
    this.#content = hash.digest('hex');
  }

  contentOf(): string | null {
    return this.#content;
  }

  /**
   * First a mark of deletion, so that at no moment an older version is the latest; then the oldest first, the mark last. Cut
   * short, it leaves a key that is deleted, and can be done again.
   */
  async erase(key: string): Promise<number> {
    const place = { Bucket: this.#bucket, Key: key };
    const [newest] = await this.history(key);
    if (newest && !newest.deleted) await this.#client.send(new DeleteObjectCommand(place));
    const entries = await this.history(key);
    for (const { version } of entries.toReversed()) {
      await this.#client.send(new DeleteObjectCommand({ ...place, VersionId: version }));
    }
    return entries.filter(({ deleted }) => !deleted).length;
  }

  /** Every key under a prefix that holds a version, or did and is deleted. */
  async everyKey(prefix: string): Promise<string[]> {
    const found = new Set<string>();
    for await (const { key } of this.#entries(prefix)) found.add(key);
    return [...found];
  }

  /** All entries of one key, newest first. */
  async history(key: string): Promise<BucketEntry[]> {
    const found: BucketEntry[] = [];
    for await (const entry of this.#entries(key)) {
      if (entry.key !== key) break; // the key itself comes before those that it begins
      found.push(entry);
    }
    return found;
  }

  /** The newest entry of every key. */
  async *newest(): AsyncGenerator<BucketEntry> {
    let last: string | undefined;
    for await (const entry of this.#entries('')) {
      if (entry.key !== last) yield entry;
      last = entry.key;
    }
  }

  /** S3 lists by key, and the newest version of a key first; it gives versions and deletions apart. */
  async *#entries(Prefix: string): AsyncGenerator<BucketEntry> {
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectVersionsCommand({ Bucket: this.#bucket, Prefix, KeyMarker, VersionIdMarker }),
      );
      const entries = [
        ...(page.Versions ?? []).map((one) => ({ one, deleted: false })),
        ...(page.DeleteMarkers ?? []).map((one) => ({ one, deleted: true })),
      ].map(({ one, deleted }) => ({
        key: one.Key ?? '',
        version: one.VersionId ?? '',
        deleted,
        latest: one.IsLatest ?? false,
        at: one.LastModified?.getTime() ?? 0,
      }));
      // S3 tells times in whole seconds. The latest is said to be so; else a deletion in the second of a version is
      // taken for the later one, and versions keep the order in which S3 lists them.
      entries.sort(
        (a, b) =>
          byBytes(a.key, b.key) ||
          Number(b.latest) - Number(a.latest) ||
          b.at - a.at ||
          Number(b.deleted) - Number(a.deleted),
      );
      yield* entries.map(({ key, version, deleted, at }) => ({ key, version, deleted, at }));
      KeyMarker = page.NextKeyMarker;
      VersionIdMarker = page.NextVersionIdMarker;
    } while (KeyMarker !== undefined);
  }
}

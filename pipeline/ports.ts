/**
 * What the pipeline asks of the world around it. Nothing here names AWS, a disk or a clock: `platform/` and `local/`
 * bring those, and a test can bring less.
 */
import type { Regions } from './rules/regions.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** A place for objects under keys such as `a/b/c`. Missing objects are `undefined`, never an error. */
export interface ObjectStore {
  /**
   * All bytes, or those from `start` to before `end`.
   * @param room where to put them, for a store that can: the answer then lies in it
   */
  read(key: string, range?: { start: number; end: number }, room?: Bytes): Promise<Bytes | undefined>;
  /**
   * The bytes in order, in pieces of the store's own size. A piece is the receiver's until it asks for the next.
   * @throws NotFound when there is no such object, or it is gone before its end
   */
  stream(key: string): AsyncIterable<Uint8Array>;
  /** What is known of an object without reading it. The tag changes whenever the content does. */
  head(key: string): Promise<{ size: number; tag: string } | undefined>;
  /**
   * Writes a whole object; readers see the former one or the new one.
   * @throws Conflict when a condition does not hold
   */
  write(key: string, body: Uint8Array, condition?: Condition): Promise<void>;
  /** Opens an object for writing piece by piece; nothing is to be seen of it before `close`. */
  create(key: string): Promise<Sink>;
  /** Keys under a prefix, in byte order. */
  list(prefix: string): Promise<string[]>;
  delete(key: string): Promise<void>;
}

/** What was dropped. */
export interface UploadStore extends ObjectStore {
  /** SHA-256 of a version that was streamed to its end; null where it was not. */
  contentOf(upload: { readonly key: string; readonly version: string }): string | null;
  /** Removes every version of a key for good, and says how many there were. */
  erase(key: string): Promise<number>;
}

/** `if-none-match: *` (there is no such object yet), or `if-match` (its tag is still this one). */
export type Condition = { ifNoneMatch: '*' } | { ifMatch: string };

export interface Sink {
  /** The piece is the sender's again once this resolves. */
  write(piece: Uint8Array): Promise<void>;
  /** Makes the object visible. */
  close(): Promise<void>;
  /** Leaves no trace. */
  abort(): Promise<void>;
}

/** There is no such object, or no longer. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** The condition of a write does not hold: someone else was there before. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** Keyed pseudonyms. */
export interface Cipher {
  /** Names the key without revealing it; a run made with another key is read again, never mixed in. */
  readonly keyId: string;
  /** Encrypts 16-byte blocks in place, each by itself: a keyed permutation, so equal blocks and only those give equal blocks. */
  encrypt(blocks: Bytes): void;
}

export interface Hash {
  update(bytes: Uint8Array): void;
  /** Lower-case hexadecimal; ends the hash. */
  hex(): string;
}

/** Bytes as a zip file holds them. */
export interface Deflated {
  /** Raw DEFLATE. */
  readonly bytes: Bytes;
  /** CRC-32 of what was deflated. */
  readonly crc: number;
}

/** What every step of the pipeline may use. */
export interface Ports {
  /** What was dropped, by upload key. */
  readonly uploads: UploadStore;
  /** Runs, plans and parts: everything that can be computed again. */
  readonly work: ObjectStore;
  /** Reports and rejected rows, for officials. */
  readonly reports: ObjectStore;
  /** Published snapshots. */
  readonly snapshots: ObjectStore;
  readonly regions: Regions;
  /** What splits, judges and claims (pipeline/kernel/), compiled. */
  readonly kernel: WebAssembly.Module;
  readonly cipher: Cipher;
  readonly sha256: () => Hash;
  /**
   * The content of a gzip file: all members, zero bytes after one passed over.
   * @throws Unreadable when it is not gzip, is cut off, or is a bomb
   */
  readonly gunzip: (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  readonly deflate: (bytes: Uint8Array) => Deflated;
  /** Decisions that Aggregate should hold at once, words. */
  readonly windowWords?: number;
  /** Told as rows are read: how many more, and how many more bytes. */
  readonly progress: (rows: number, bytes: number) => void;
}

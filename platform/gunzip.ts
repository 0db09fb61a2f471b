/** Decompresses gzip as a reader of uploads needs it: every member, zero padding allowed, anything else refused. */
import { createGunzip, type Gunzip } from 'node:zlib';
import { Unreadable } from '../pipeline/ingest/records.ts';

/** A list of people compresses 5 to 30 times; beyond this ratio, and this size, it is a bomb. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 64 * 1024 * 1024;

/** @throws Unreadable when the source is not gzip, is cut off, or is a bomb */
export async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = new Source(source);
  let members = 0;
  let bytesOut = 0;
  try {
    while (!(await reader.atEnd(members > 0))) {
      for await (const piece of member(reader)) {
        bytesOut += piece.length;
        if (bytesOut > BOMB_BYTES && bytesOut > BOMB_RATIO * reader.taken) throw new Unreadable('GZIP_BOMB');
        yield piece;
      }
      members++;
    }
    if (members === 0) throw new Unreadable('NOT_GZIP');
  } finally {
    await reader.close();
  }
}

/**
 * Members up to the first zero byte behind one (zlib goes on from one to the next by itself), decompressed piece by
 * piece. What lies behind goes back to the source.
 */
async function* member(reader: Source): AsyncGenerator<Uint8Array> {
  const gzip: Gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const out: Uint8Array[] = [];
  let failed = false;
  gzip.on('data', (piece: Uint8Array) => out.push(piece));
  gzip.on('error', () => (failed = true));
  let closed = () => {};
  gzip.on('close', () => closed()); // an error closes
  const settled = (act: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      closed = resolve;
      act(resolve);
    });
  try {
    let given = 0;
    for (let piece = await reader.next(); !failed; piece = await reader.next()) {
      if (!piece) await settled((done) => gzip.once('end', done).end());
      else await settled((done) => gzip.write(piece, done));
      yield* out.splice(0);
      if (!piece) break;
      given += piece.length;
      const left = given - gzip.bytesWritten;
      if (!failed && left > 0) {
        reader.giveBack(piece.subarray(piece.length - left));
        break;
      }
    }
    if (failed) throw new Unreadable('NOT_GZIP');
  } finally {
    gzip.destroy();
  }
}

/** Compressed bytes given at once: what they become is held in memory, at the most a thousand times as much. */
const PIECE_BYTES = 16 * 1024;

class Source {
  /** Compressed bytes read so far. */
  taken = 0;
  readonly #iterator: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** Whether nothing is left; where `padded`, zero bytes are passed over first. */
  async atEnd(padded: boolean): Promise<boolean> {
    for (;;) {
      if (this.#rest.length === 0 && !(await this.#more())) return true;
      const start = padded ? this.#rest.findIndex((byte) => byte !== 0) : 0;
      if (start >= 0) {
        this.#rest = this.#rest.subarray(start);
        return false;
      }
      this.#rest = this.#rest.subarray(this.#rest.length);
    }
  }

  async next(): Promise<Uint8Array | undefined> {
    if (this.#rest.length === 0 && !(await this.#more())) return undefined;
    const piece = this.#rest.subarray(0, PIECE_BYTES);
    this.#rest = this.#rest.subarray(piece.length);
    this.taken += piece.length;
    return piece;
  }

  /** The end of the piece last given. */
  giveBack(piece: Uint8Array): void {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([piece, this.#rest]);
    this.taken -= piece.length;
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #more(): Promise<boolean> {
    for (let next = await this.#iterator.next(); !next.done; next = await this.#iterator.next()) {
      if (next.value.length === 0) continue;
      this.#rest = next.value;
      return true;
    }
    return false;
  }
}

/** What a gzip file may be, whoever inflates it: every member, zero padding allowed, anything else refused, no bombs. */
import { Unreadable } from '../pipeline/ingest/unreadable.ts';
import type { Deflated } from '../pipeline/ports.ts';

/** A list of people compresses 5 to 30 times; beyond this ratio, and this size, it is a bomb. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 64 * 1024 * 1024;

/**
 * @param member inflates one member or more from where the bytes stand, and gives back what lies behind
 * @throws Unreadable when the source is not gzip, is cut off, or is a bomb
 */
export async function* wholeGzip(
  source: AsyncIterable<Uint8Array>,
  member: (from: Compressed) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const compressed = new Compressed(source);
  let members = 0;
  let bytesOut = 0;
  try {
    while (!(await compressed.atEnd(members > 0))) {
      for await (const piece of member(compressed)) {
        bytesOut += piece.length;
        if (bytesOut > BOMB_BYTES && bytesOut > BOMB_RATIO * compressed.taken) throw new Unreadable('GZIP_BOMB');
        yield piece;
      }
      members++;
    }
    if (members === 0) throw new Unreadable('NOT_GZIP');
  } finally {
    await compressed.close();
  }
}

/** Compressed bytes given at once: what they become is held in memory, at the most a thousand times as much. */
const PIECE_BYTES = 16 * 1024;

/** The compressed bytes of a file, in small pieces. */
export class Compressed {
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
    if (this.#rest.length === 0) this.#rest = piece;
    else {
      const both = new Uint8Array(piece.length + this.#rest.length);
      both.set(piece);
      both.set(this.#rest, piece.length);
      this.#rest = both;
    }
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

/** A member without a name has a header of so many bytes; behind it come checksum and length. Source: RFC 1952. */
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/** What a gzip file of one nameless member holds: whoever compresses has made the checksum too. */
export function deflatedIn(gzip: Uint8Array): Deflated {
  const end = gzip.length - TRAILER_BYTES;
  const crc = new DataView(gzip.buffer, gzip.byteOffset + end, TRAILER_BYTES).getUint32(0, true);
  return { bytes: new Uint8Array(gzip.subarray(HEADER_BYTES, end)), crc };
}

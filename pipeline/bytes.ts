/** Bytes that grow as they are written: text and numbers, the numbers without making strings. */
import type { Bytes } from './ports.ts';

/** The largest whole number below 2^53 has 16 digits. */
const MOST_DIGITS = 16;

/** All pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

export class ByteWriter {
  #bytes: Bytes;
  #length = 0;

  /** @param room for so many bytes, before more is taken */
  constructor(room = 4096) {
    this.#bytes = new Uint8Array(room);
  }

  get length(): number {
    return this.#length;
  }

  /** Everything so far; the writer's own until it is written to again. */
  get bytes(): Bytes {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  append(piece: Uint8Array): void {
    this.#reserve(piece.length);
    this.#bytes.set(piece, this.#length);
    this.#length += piece.length;
  }

  /** The bytes from one place to before another: for short stretches, without a view of them. */
  copy(from: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    const bytes = this.#bytes;
    let to = this.#length;
    for (let at = start; at < end; at++) bytes[to++] = from[at]!;
    this.#length = to;
  }

  /** Text of ASCII characters alone. */
  ascii(text: string): void {
    this.#reserve(text.length);
    const bytes = this.#bytes;
    const to = this.#length;
    for (let i = 0; i < text.length; i++) bytes[to + i] = text.charCodeAt(i);
    this.#length = to + text.length;
  }

  /** A whole number, not negative, below 2^53, in decimal digits. */
  number(value: number): void {
    if (value < 10) {
      this.byte(48 + value); // most counts of a table
      return;
    }
    this.#reserve(MOST_DIGITS);
    let digits = 1;
    for (let power = 10; power <= value; power *= 10) digits++;
    let left = value;
    for (let at = this.#length + digits - 1; at >= this.#length; at--) {
      const tenth = Math.floor(left / 10);
      this.#bytes[at] = 48 + (left - tenth * 10);
      left = tenth;
    }
    this.#length += digits;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    // By half: what is written may be the largest thing in memory.
    const larger = new Uint8Array(Math.max(this.#bytes.length + (this.#bytes.length >> 1), this.#length + bytes));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

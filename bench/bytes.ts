/** Growing CSV text byte by byte, without a JavaScript string per cell, and drawing from weighted words. */
import type { Weighted } from './words.ts';

/** Room that one row surely fits in, bytes. */
const ROW_ROOM = 4096;

/**
 * All words, one after the other, each behind a byte that is its length; a `Word` is where it begins. One pool instead
 * of an array object per word: 100,000 of those miss the processor's cache at every cell.
 */
export type Word = number;
/** Bytes: the reference's 91,000 codes, plain and dotted, take 2.4 MB, everything else 10 kB. */
const pool = new Uint8Array(4 << 20);
let pooled = 0;

export function word(text: string): Word {
  const start = pooled;
  const { read, written } = new TextEncoder().encodeInto(text, pool.subarray(start + 1));
  if (read < text.length || written > 255) throw new Error(`no room in the pool, or too long: ${text}`);
  pool[start] = written;
  pooled = start + 1 + written;
  return start;
}

/** A word as a CSV cell, quoted where it must be. */
export function cell(text: string): Word {
  return word(/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
}

/** A buffer that is handed to `flush` whenever it may not hold one more row. */
export class Bytes {
  readonly data: Uint8Array;
  at = 0;
  readonly #flush: (bytes: Uint8Array) => void;

  constructor(size: number, flush: (bytes: Uint8Array) => void) {
    this.data = new Uint8Array(size);
    this.#flush = flush;
  }

  /** The word without its first `skip` bytes. */
  put(from: Word, skip = 0): void {
    const { data } = this;
    let at = this.at;
    const end = from + pool[from]!;
    for (let i = from + skip; i < end; ) data[at++] = pool[++i]!;
    this.at = at;
  }

  byte(value: number): void {
    this.data[this.at++] = value;
  }

  /** `value` in exactly `width` digits. */
  digits(value: number, width: number): void {
    let rest = value;
    for (let i = this.at + width - 1; i >= this.at; i--) {
      const tens = (rest / 10) | 0;
      this.data[i] = 48 + rest - tens * 10;
      rest = tens;
    }
    this.at += width;
  }

  endRow(): void {
    this.data[this.at++] = 10;
    if (this.at > this.data.length - ROW_ROOM) this.end();
  }

  end(): void {
    this.#flush(this.data.subarray(0, this.at));
    this.at = 0;
  }
}

/** mulberry32: small, seeded, good enough for invented people. */
export class Random {
  #state = 0;

  seed(a: number, b: number, c: number): void {
    this.#state = Math.imul(Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) ^ c, 0xc2b2ae35);
    this.next();
  }

  /** A whole number of 32 bits, not negative. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** A whole number from 0 to n - 1. */
  below(n: number): number {
    return Math.floor((this.next() / 4294967296) * n);
  }

  chance(share: number): boolean {
    return this.next() < share * 4294967296;
  }

  pick(list: Int32Array): Word {
    return list[this.below(list.length)]!;
  }
}

/** Indexes in proportion to weights, 1024 of them, so that a draw is one look-up. */
export function lottery(weights: readonly number[]): Int32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = weights.flatMap((weight, index) => {
    const times = Math.max(1, Math.round((1024 * weight) / total));
    return new Array<number>(times).fill(index);
  });
  return Int32Array.from({ length: 1024 }, (_, i) => drawn[Math.floor((i * drawn.length) / 1024)]!);
}

/** Words, as often as their weights say: `random.pick` draws one. */
export function spread(words: Weighted): Int32Array {
  const cells = cellsOf(words.map(([text]) => text));
  return lottery(words.map(([, weight]) => weight)).map((index) => cells[index]!);
}

export function cellsOf(words: readonly string[]): Int32Array {
  return Int32Array.from(words, cell);
}

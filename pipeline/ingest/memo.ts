/**
 * What short stretches of bytes mean, remembered: a column says the same few words a million times,
 * and each is decoded, cleaned and judged once.
 */
import { clean } from '../rules/text.ts';

/** Longer ones are judged afresh each time, bytes. */
const LONGEST = 48;
/** Distinct ones remembered, unless told otherwise; what goes beyond is judged afresh. */
const CAPACITY = 2000;

/** Nothing is remembered of these bytes. No rule answers it. */
export const UNKNOWN = -0x8000_0000;

const decoder = new TextDecoder();

/** The text of a cell, as `clean` leaves it. The bytes must be UTF-8. */
export function cellText(bytes: Uint8Array, start: number, end: number): string {
  return clean(decoder.decode(bytes.subarray(start, end)));
}

/** Numbers by stretches of bytes, up to so many. */
export class Remembered {
  readonly #capacity: number;
  /** 1 + the entry of a stretch whose hash is this slot, or 0. Two slots at least for an entry, and a power of two. */
  readonly #slots: Uint16Array;
  readonly #mask: number;
  readonly #starts: Int32Array;
  readonly #values: Int32Array;
  #pool = new DataView(new ArrayBuffer(4096));
  #count = 0;

  /** @param capacity below 65,536 */
  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
    this.#slots = new Uint16Array(2 ** Math.ceil(Math.log2(capacity * 2)));
    this.#mask = this.#slots.length - 1;
    this.#starts = new Int32Array(capacity + 1);
    this.#values = new Int32Array(capacity);
  }

  /** What was remembered of the bytes between two places, or UNKNOWN. */
  find(bytes: DataView, start: number, end: number): number {
    const length = end - start;
    if (length > LONGEST) return UNKNOWN;
    let slot = hash(bytes, start, length) & this.#mask;
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      const from = this.#starts[entry - 1]!;
      if (this.#starts[entry]! - from === length && same(this.#pool, from, bytes, start, length)) {
        return this.#values[entry - 1]!;
      }
      slot = (slot + 1) & this.#mask;
    }
    return UNKNOWN;
  }

  /** Remembers what is UNKNOWN, while there is room. */
  add(bytes: DataView, start: number, end: number, value: number): void {
    const length = end - start;
    if (length > LONGEST || this.#count === this.#capacity) return;
    let slot = hash(bytes, start, length) & this.#mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    const from = this.#starts[this.#count]!;
    if (from + length > this.#pool.byteLength) {
      const larger = new Uint8Array(this.#pool.byteLength * 2);
      larger.set(new Uint8Array(this.#pool.buffer));
      this.#pool = new DataView(larger.buffer);
    }
    for (let i = 0; i < length; i++) this.#pool.setUint8(from + i, bytes.getUint8(start + i));
    this.#values[this.#count] = value;
    this.#count++;
    this.#starts[this.#count] = from + length;
    this.#slots[slot] = this.#count;
  }
}

/** What the cells of a column mean. */
export class Memo {
  readonly #rule: (cell: string) => number;
  readonly #known: Remembered;

  /**
   * @param rule what a cleaned cell means, as a number that fits 32 bits
   * @param capacity distinct cells remembered, below 65,536
   */
  constructor(rule: (cell: string) => number, capacity = CAPACITY) {
    this.#rule = rule;
    this.#known = new Remembered(capacity);
  }

  /** What the cell between two places means. */
  at(bytes: DataView, start: number, end: number): number {
    const known = this.#known.find(bytes, start, end);
    if (known !== UNKNOWN) return known;
    const value = this.#rule(cellText(new Uint8Array(bytes.buffer, bytes.byteOffset), start, end));
    this.#known.add(bytes, start, end, value);
    return value;
  }
}

/** A number for a stretch of bytes, by its length and all of it. Four at a time; the last four may overlap those before. */
function hash(bytes: DataView, start: number, length: number): number {
  let h = length;
  if (length >= 4) {
    const last = length - 4;
    for (let i = 0; i < last; i += 4) {
      h = Math.imul(h ^ bytes.getInt32(start + i, true), 0x9e3779b1);
      h ^= h >>> 15;
    }
    h = Math.imul(h ^ bytes.getInt32(start + last, true), 0x85ebca6b);
  } else if (length > 0) {
    h = Math.imul(h ^ (bytes.getUint8(start) << 8) ^ bytes.getUint8(start + length - 1), 0x9e3779b1);
  }
  return h ^ (h >>> 15);
}

/** Whether two stretches of bytes are the same. Four at a time; the last four may overlap those before. */
function same(a: DataView, atA: number, b: DataView, atB: number, length: number): boolean {
  if (length < 4) {
    for (let i = 0; i < length; i++) if (a.getUint8(atA + i) !== b.getUint8(atB + i)) return false;
    return true;
  }
  const last = length - 4;
  for (let i = 0; i < last; i += 4) if (a.getInt32(atA + i, true) !== b.getInt32(atB + i, true)) return false;
  return a.getInt32(atA + last, true) === b.getInt32(atB + last, true);
}

/**
 * What short cells mean, remembered by their bytes: a column says the same few words a million times,
 * and each is decoded, cleaned and judged once.
 */
import { clean } from '../rules/text.ts';

/** Longer cells are judged afresh each time, bytes. */
const LONGEST = 48;
/** Distinct cells remembered per column; a column with more of them (dates of birth spelled out) is judged afresh. */
const CAPACITY = 4096;
/** A power of two. */
const SLOTS = CAPACITY * 4;

const decoder = new TextDecoder();

/** The text of a cell, as `clean` leaves it. The bytes must be UTF-8. */
export function cellText(bytes: Uint8Array, start: number, end: number): string {
  return clean(decoder.decode(bytes.subarray(start, end)));
}

export class Memo {
  readonly #rule: (cell: string) => number;
  readonly #slots = new Uint16Array(SLOTS);
  readonly #starts = new Int32Array(CAPACITY + 1);
  readonly #values = new Int32Array(CAPACITY);
  #pool = new Uint8Array(4096);
  #count = 0;

  /** @param rule what a cleaned cell means, as a number that fits 32 bits */
  constructor(rule: (cell: string) => number) {
    this.#rule = rule;
  }

  /** What the cell between two places means. */
  at(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > LONGEST) return this.#rule(cellText(bytes, start, end));
    let slot = hash(bytes, start, length) & (SLOTS - 1);
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      if (this.#holds(entry - 1, bytes, start, length)) return this.#values[entry - 1]!;
      slot = (slot + 1) & (SLOTS - 1);
    }
    const value = this.#rule(cellText(bytes, start, end));
    if (this.#count < CAPACITY) this.#add(slot, bytes.subarray(start, end), value);
    return value;
  }

  #holds(entry: number, bytes: Uint8Array, start: number, length: number): boolean {
    const from = this.#starts[entry]!;
    if (this.#starts[entry + 1]! - from !== length) return false;
    const pool = this.#pool;
    for (let i = 0; i < length; i++) if (pool[from + i] !== bytes[start + i]) return false;
    return true;
  }

  #add(slot: number, cell: Uint8Array, value: number): void {
    const from = this.#starts[this.#count]!;
    if (from + cell.length > this.#pool.length) {
      const larger = new Uint8Array(this.#pool.length * 2);
      larger.set(this.#pool);
      this.#pool = larger;
    }
    this.#pool.set(cell, from);
    this.#values[this.#count] = value;
    this.#count++;
    this.#starts[this.#count] = from + cell.length;
    this.#slots[slot] = this.#count;
  }
}

/** A few telling bytes (both ends, the middle, the month of a date) are enough: `#holds` compares them all. */
function hash(bytes: Uint8Array, start: number, length: number): number {
  if (length === 0) return 0;
  const last = start + length - 1;
  const ends = (bytes[start]! << 16) | (bytes[last]! << 8) | length;
  const inside = length < 3 ? 0 : (bytes[start + 1]! << 16) | (bytes[last - 1]! << 8) | bytes[start + (length >> 1)]!;
  const h = Math.imul(ends ^ Math.imul(inside, 0x9e3779b1), 0x85ebca6b);
  return (h ^ (h >>> 15)) >>> 0;
}

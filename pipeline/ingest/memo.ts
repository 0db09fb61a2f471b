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
  #pool = new DataView(new ArrayBuffer(4096));
  #count = 0;

  /** @param rule what a cleaned cell means, as a number that fits 32 bits */
  constructor(rule: (cell: string) => number) {
    this.#rule = rule;
  }

  /** What the cell between two places means. */
  at(bytes: DataView, start: number, end: number): number {
    const length = end - start;
    if (length > LONGEST) return this.#judge(bytes, start, end);
    let slot = hash(bytes, start, length);
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      const from = this.#starts[entry - 1]!;
      if (this.#starts[entry]! - from === length && same(this.#pool, from, bytes, start, length)) {
        return this.#values[entry - 1]!;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    const value = this.#judge(bytes, start, end);
    if (this.#count < CAPACITY) this.#add(slot, bytes, start, length, value);
    return value;
  }

  #judge(bytes: DataView, start: number, end: number): number {
    return this.#rule(cellText(new Uint8Array(bytes.buffer, bytes.byteOffset), start, end));
  }

  #add(slot: number, bytes: DataView, start: number, length: number, value: number): void {
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

/** A slot for a cell, by its length, its first bytes and its last: those tell most words apart, and `same` looks at all. */
function hash(bytes: DataView, start: number, length: number): number {
  let h = length;
  if (length >= 4) {
    h ^= Math.imul(bytes.getInt32(start, true), 0x9e3779b1);
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b) ^ Math.imul(bytes.getInt32(start + length - 4, true), 0xc2b2ae35);
  } else if (length > 0) {
    h ^= Math.imul((bytes.getUint8(start) << 8) | bytes.getUint8(start + length - 1), 0x9e3779b1);
  }
  return (h ^ (h >>> 15)) & (SLOTS - 1);
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

/** Seeded draws, so that the sample is the same, byte for byte, wherever and whenever it is written. */

/** Pairs of a value and its weight; the weights need no particular sum. */
export type Weighted<T> = readonly (readonly [T, number])[];

/** The generator mulberry32: 32 bits of state, good enough for invented people. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number from 0 to n - 1. */
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  }

  happens(share: number): boolean {
    return this.below(1_000_000) < share * 1_000_000;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  weighted<T>(list: Weighted<T>): T {
    let left = this.below(list.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [value, weight] of list) {
      if (left < weight) return value;
      left -= weight;
    }
    throw new Error('nothing to draw from');
  }
}

/** Remembers the people of files that are checked together, to say how many stand in them more than once. Counts alone come out. */
import { CLAIM_WORDS } from './claim.ts';

/** Words of a pseudonym. */
const WORDS = 4;

export interface Repeated {
  /** Claims of people who stand in the same file before. */
  readonly within: number;
  /** People who stand in an earlier file too. */
  readonly elsewhere: number;
}

export class People {
  #words = new Uint32Array(1024 * WORDS);
  /** The number of the file in which the person of each slot was last seen; 0 where the slot is free. */
  #files = new Uint32Array(1024);
  #count = 0;
  #file = 0;
  #within = 0;
  #elsewhere = 0;

  /** Begins a file: what was counted of the one before is gone. */
  begin(): void {
    this.#file++;
    this.#within = 0;
    this.#elsewhere = 0;
  }

  add(claims: Uint32Array): void {
    for (let at = 0; at < claims.length; at += CLAIM_WORDS) {
      if (this.#count * 2 >= this.#files.length) this.#grow();
      const slot = this.#slotOf(claims, at);
      const file = this.#files[slot];
      if (file === 0) {
        this.#words.set(claims.subarray(at, at + WORDS), slot * WORDS);
        this.#count++;
      } else if (file === this.#file) this.#within++;
      else this.#elsewhere++;
      this.#files[slot] = this.#file;
    }
  }

  get repeated(): Repeated {
    return { within: this.#within, elsewhere: this.#elsewhere };
  }

  /** Where a person is, or may be put. */
  #slotOf(words: Uint32Array, at: number): number {
    const mask = this.#files.length - 1;
    let hash = 0;
    for (let w = 0; w < WORDS; w++) {
      hash = Math.imul(hash ^ words[at + w]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    let slot = hash & mask;
    while (this.#files[slot] !== 0 && !this.#isAt(slot, words, at)) slot = (slot + 1) & mask;
    return slot;
  }

  #isAt(slot: number, words: Uint32Array, at: number): boolean {
    for (let w = 0; w < WORDS; w++) if (this.#words[slot * WORDS + w] !== words[at + w]) return false;
    return true;
  }

  #grow(): void {
    const [words, files] = [this.#words, this.#files];
    this.#words = new Uint32Array(words.length * 2);
    this.#files = new Uint32Array(files.length * 2);
    files.forEach((file, old) => {
      if (file === 0) return;
      const slot = this.#slotOf(words, old * WORDS);
      this.#words.set(words.subarray(old * WORDS, (old + 1) * WORDS), slot * WORDS);
      this.#files[slot] = file;
    });
  }
}

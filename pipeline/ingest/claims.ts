/** Collects accepted claims and lays them out as segments of a run: pseudonymised, grouped by shard, of bounded size. */
import { CLAIM_WORDS, rankOf, restOf, SHARDS, shardOf, TAG } from '../claim.ts';
import { group } from '../grouped.ts';
import type { Bytes, Cipher } from '../ports.ts';
import { NIK_DIGITS } from '../rules/nik.ts';
import type { Participants } from './participants.ts';

/** Claims per segment: 3.6 MB, about what a processor's caches hold while it is sorted. */
export const SEGMENT_CLAIMS = 131_072;

const BLOCK = 16;

export class ClaimSegments {
  readonly #cipher: Cipher;
  /** Two blocks a claim: the NIK, and what its tag is made of. */
  readonly #blocks = new Uint8Array(SEGMENT_CLAIMS * BLOCK * 2);
  readonly #claims = new Uint32Array(SEGMENT_CLAIMS * CLAIM_WORDS);
  #count = 0;

  private constructor(cipher: Cipher) {
    this.#cipher = cipher;
  }

  /** An empty one. Give it back with `release`: its 8 MB of buffers serve one file after another. */
  static borrow(cipher: Cipher): ClaimSegments {
    const free = ClaimSegments.#free.get(cipher)?.pop();
    return free ?? new ClaimSegments(cipher);
  }

  static readonly #free = new WeakMap<Cipher, ClaimSegments[]>();

  release(): void {
    this.#count = 0;
    const free = ClaimSegments.#free.get(this.#cipher) ?? [];
    ClaimSegments.#free.set(this.#cipher, [...free, this]);
  }

  get count(): number {
    return this.#count;
  }

  get full(): boolean {
    return this.#count === SEGMENT_CLAIMS;
  }

  /** Adds the record that `row` last judged, which had no error. */
  add(row: Participants): void {
    const nik = row.nik;
    const blocks = this.#blocks;
    const block = this.#count * BLOCK * 2;
    for (let i = 0; i < NIK_DIGITS; i++) blocks[block + i] = nik[i]!;
    writeTag(blocks, block + BLOCK, nik, row.born, row.gender);
    const claim = this.#count * CLAIM_WORDS;
    this.#claims[claim + TAG + 1] = rankOf(row.status, row.tmt, row.kategori);
    this.#claims[claim + TAG + 2] = restOf(row.region, row.program, row.dana, row.arrears);
    this.#count++;
  }

  /** The claims so far as one object (see `grouped`), and begins anew. */
  take(): Bytes {
    const count = this.#count;
    const encrypted = this.#cipher.encrypt(this.#blocks.subarray(0, count * BLOCK * 2));
    const words = new Uint32Array(encrypted.buffer, encrypted.byteOffset, encrypted.byteLength >> 2);
    const claims = this.#claims;
    for (let i = 0; i < count; i++) {
      const from = i * 8;
      const to = i * CLAIM_WORDS;
      for (let w = 0; w <= TAG; w++) claims[to + w] = words[from + w]!;
    }
    this.#count = 0;
    return group(claims, CLAIM_WORDS, count, SHARDS, (at) => shardOf(claims, at));
  }
}

/**
 * What a tag is made of: the NIK's digits two to a byte, birth date and sex. The NIK makes the tags of people born on
 * one day differ; the zero bytes at the end keep these blocks apart from those of NIKs, which are ASCII digits.
 */
function writeTag(blocks: Uint8Array, at: number, nik: Uint8Array, born: number, gender: number): void {
  for (let i = 0; i < 8; i++) blocks[at + i] = ((nik[2 * i]! & 15) << 4) | (nik[2 * i + 1]! & 15);
  const person = born * 2 + gender;
  blocks[at + 8] = person & 0xff;
  blocks[at + 9] = (person >>> 8) & 0xff;
  blocks[at + 10] = (person >>> 16) & 0xff;
  blocks[at + 11] = person >>> 24;
}

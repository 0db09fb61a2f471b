/** Collects accepted claims and lays them out as segments of a run: pseudonymised, grouped by shard, of bounded size. */
import { CLAIM_WORDS, rankOf, restOf, SHARDS, shardOf, TAG } from '../claim.ts';
import { group } from '../grouped.ts';
import type { Bytes, Cipher } from '../ports.ts';
import { Spare } from '../spare.ts';
import type { Participants } from './participants.ts';

/** Claims per segment: 3.6 MB, about what a processor's caches hold while it is sorted. */
export const SEGMENT_CLAIMS = 131_072;

const BLOCK_WORDS = 4;
/** Claims encrypted at once: 128 kB of blocks, so that they stay in a processor's cache. */
const BATCH = 4096;

export class ClaimSegments {
  readonly #cipher: Cipher;
  /**
   * Two blocks a claim: the NIK, and what its tag is made of: the NIK again, so that the tags of people born on one
   * day differ, birth date and sex.
   */
  readonly #blocks = new Uint32Array(BATCH * BLOCK_WORDS * 2);
  readonly #claims = new Uint32Array(SEGMENT_CLAIMS * CLAIM_WORDS);
  readonly #shards = new Uint16Array(SEGMENT_CLAIMS);
  /** What `take` lays out: the segment before, once it is stored. */
  readonly #room = new Uint32Array(SEGMENT_CLAIMS * CLAIM_WORDS + SHARDS + 8);
  #count = 0;
  /** Claims of which pseudonym and tag are there. */
  #encrypted = 0;

  private constructor(cipher: Cipher) {
    this.#cipher = cipher;
  }

  /** An empty one. Give it back with `release`: its 8 MB of buffers serve one file after another. */
  static borrow(cipher: Cipher): ClaimSegments {
    return ClaimSegments.#spareOf(cipher).take() ?? new ClaimSegments(cipher);
  }

  static readonly #spare = new WeakMap<Cipher, Spare<ClaimSegments>>();

  static #spareOf(cipher: Cipher): Spare<ClaimSegments> {
    const spare = ClaimSegments.#spare.get(cipher) ?? new Spare<ClaimSegments>();
    ClaimSegments.#spare.set(cipher, spare);
    return spare;
  }

  release(): void {
    this.#begin();
    ClaimSegments.#spareOf(this.#cipher).give(this);
  }

  get count(): number {
    return this.#count;
  }

  get full(): boolean {
    return this.#count === SEGMENT_CLAIMS;
  }

  /** Adds the record that `row` last judged, which had no error. */
  add(row: Participants): void {
    const nik = row.nikWords;
    const blocks = this.#blocks;
    const block = (this.#count - this.#encrypted) * BLOCK_WORDS * 2;
    for (let i = 0; i < BLOCK_WORDS; i++) blocks[block + i] = nik[i]!;
    const tag = block + BLOCK_WORDS;
    blocks[tag] = packed(nik[0]!) | (packed(nik[1]!) << 16);
    blocks[tag + 1] = packed(nik[2]!) | (packed(nik[3]!) << 16);
    blocks[tag + 2] = row.born * 2 + row.gender;
    blocks[tag + 3] = 0; // which keeps these blocks apart from those of NIKs, which are ASCII digits throughout
    const claim = this.#count * CLAIM_WORDS;
    this.#claims[claim + TAG + 1] = rankOf(row.status, row.tmt, row.kategori);
    this.#claims[claim + TAG + 2] = restOf(row.region, row.program, row.dana, row.arrears);
    this.#count++;
    if (this.#count - this.#encrypted === BATCH) this.#encrypt();
  }

  /** The claims so far as one object (see `grouped`), which is the caller's until the next call; and begins anew. */
  take(): Bytes {
    this.#encrypt();
    const count = this.#count;
    const claims = this.#claims;
    this.#begin();
    return group(claims, CLAIM_WORDS, count, SHARDS, this.#shards, this.#room);
  }

  #begin(): void {
    this.#count = 0;
    this.#encrypted = 0;
  }

  /** Makes blocks pseudonyms and tags. */
  #encrypt(): void {
    const count = this.#count - this.#encrypted;
    this.#cipher.encrypt(new Uint8Array(this.#blocks.buffer, 0, count * BLOCK_WORDS * 2 * 4));
    const words = this.#blocks;
    const claims = this.#claims;
    for (let i = 0; i < count; i++) {
      const from = i * BLOCK_WORDS * 2;
      const to = (this.#encrypted + i) * CLAIM_WORDS;
      for (let w = 0; w <= TAG; w++) claims[to + w] = words[from + w]!;
      this.#shards[this.#encrypted + i] = shardOf(claims, to);
    }
    this.#encrypted = this.#count;
  }
}

/** Four ASCII digits as 16 bits, four to a digit. */
function packed(digits: number): number {
  const values = digits & 0x0f0f0f0f;
  const pairs = ((values << 4) | (values >>> 8)) & 0x00ff00ff;
  return (pairs | (pairs >>> 8)) & 0xffff;
}

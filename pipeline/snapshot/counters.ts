/**
 * Counters by region and kategori: how many people, and how many of them what. They lie in the memory of a kernel, which counts them and
 * writes rows of them. A place is one of bytes in it.
 */
import { CELL, KATEGORI_COUNT, REGION, TEXT_ROOM } from '../kernel/counters.ts';
import { BLOCK_REGIONS } from '../kernel/decisions.ts';
import { instantiate, type Memory } from '../kernels.ts';
import type { Bytes } from '../ports.ts';
import { KATEGORI_PUBLISHED } from '../rules/vocabulary.ts';

/** The functions of kernel/counting.ts and kernel/coverage.ts. */
interface Exports extends Memory {
  take(bytes: number): number;
  tally(words: number, count: number, counters: number): void;
  sumUp(region: number): number;
  addRegion(from: number, to: number): void;
  roomForRows(): number;
  coverageRows(region: number, isPublic: number): number;
}

const FUNCTIONS = ['take', 'tally', 'sumUp', 'addRegion', 'roomForRows', 'coverageRows'] as const;

const REGION_BYTES = REGION * 4;
const BLOCK_BYTES = BLOCK_REGIONS * REGION_BYTES;

const encoder = new TextEncoder();

export class Counters {
  readonly #kernel: Exports;
  readonly #first: number;
  readonly #kept: number;
  readonly #block: number;
  readonly #endings: number;
  readonly #beginning: number;
  readonly #rows: number;
  /** The kategori whose rows end with something. */
  #ended: number[] = [];
  /** Decisions to be counted: where, and for how many words there is room. */
  #window = 0;
  #windowWords = 0;
  #isBlockUsed = false;
  #bytes: Bytes = new Uint8Array(0);
  #words = new Int32Array(0);

  /** Counters that are kept of some regions in a row, and of a block at a time of others. @param first of the former; @param count how many */
  constructor(module: WebAssembly.Module, first: number, count: number) {
    this.#kernel = instantiate<Exports>(module, FUNCTIONS, { moved: () => this.#look() });
    this.#first = first;
    this.#kept = this.#kernel.take(count * REGION_BYTES);
    this.#block = this.#kernel.take(BLOCK_BYTES);
    const names = this.#kernel.roomForRows();
    this.#endings = names + KATEGORI_COUNT * TEXT_ROOM;
    this.#beginning = this.#endings + KATEGORI_COUNT * TEXT_ROOM;
    this.#rows = this.#beginning + TEXT_ROOM;
    this.#look();
    for (const [i, kategori] of KATEGORI_PUBLISHED.entries()) this.#put(names + i * TEXT_ROOM, kategori);
  }

  /** Where so many decisions may lie while they are counted. */
  room(words: number): Uint32Array<ArrayBuffer> {
    if (words > this.#windowWords) {
      this.#window = this.#kernel.take(words * 4);
      this.#windowWords = words;
    }
    return new Uint32Array(this.#bytes.buffer, this.#window, words);
  }

  /** Counts the decisions of a block, which lie in that room. */
  count(pieces: readonly Uint32Array[]): void {
    // Most blocks have nobody: then it is as clean as it was.
    if (this.#isBlockUsed) this.#bytes.fill(0, this.#block, this.#block + BLOCK_BYTES);
    this.#isBlockUsed = pieces.some(({ length }) => length > 0);
    for (const piece of pieces) this.#kernel.tally(piece.byteOffset, piece.length, this.#block);
  }

  /** Makes SEMUA whole of a region of the block. @returns how many claims it has */
  sumUp(place: number): number {
    return this.#isBlockUsed ? this.#kernel.sumUp(place) : 0;
  }

  /** The place of the region that is `number` in the block, from 0. */
  inBlock(number: number): number {
    return this.#block + number * REGION_BYTES;
  }

  /** The place of a region that is kept. */
  of(region: number): number {
    return this.#kept + (region - this.#first) * REGION_BYTES;
  }

  /** Adds the counters at one place to those at another. */
  add(from: number, to: number): void {
    this.#kernel.addRegion(from, to);
  }

  /** A counter (kernel/counters.ts) of a kategori (place in `KATEGORI_PUBLISHED`). */
  get(place: number, kategori: number, counter: number): number {
    return this.#words[(place >> 2) + kategori * CELL + counter]!;
  }

  /**
   * The rows of a region in coverage.csv, to be copied before the next ones.
   * @param beginning the cells before the kategori
   * @param endings by kategori the cells behind the percentage, where it has a potensi
   */
  rows(tier: 'exact' | 'public', place: number, beginning: string, endings: ReadonlyMap<number, string>): Bytes {
    for (const kategori of this.#ended) this.#words[(this.#endings + kategori * TEXT_ROOM) >> 2] = 0;
    this.#ended = [...endings.keys()];
    for (const [kategori, ending] of endings) this.#put(this.#endings + kategori * TEXT_ROOM, ending);
    this.#put(this.#beginning, beginning);
    const bytes = this.#kernel.coverageRows(place, Number(tier === 'public'));
    return this.#bytes.subarray(this.#rows, this.#rows + bytes);
  }

  /** A text as the kernel reads it. */
  #put(place: number, text: string): void {
    const { written } = encoder.encodeInto(text, this.#bytes.subarray(place + 4, place + TEXT_ROOM));
    this.#words[place >> 2] = written;
  }

  #look(): void {
    this.#bytes = new Uint8Array(this.#kernel.memory.buffer);
    this.#words = new Int32Array(this.#kernel.memory.buffer);
  }
}

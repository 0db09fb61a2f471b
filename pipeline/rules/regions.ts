/**
 * The reference of regions: every province, kabupaten/kota, kecamatan and village of today, and the nation over them.
 *
 * A region is a whole number: villages first, then kecamatan, kabupaten/kota, provinces, the nation last; within a level
 * in the order of the codes. So a deeper region has the smaller number, as the winner order wants it; a child comes
 * before its parent, so one ascending pass rolls everything up; and the children of a region are a range.
 *
 * Source of the data: idn-area-data (Kemendagri codes), ODbL.
 */

import { fourDigits, notDigits, twoDigits } from './digits.ts';

export const LEVELS = ['nasional', 'provinsi', 'kabkota', 'kecamatan', 'desa'] as const;

/** Digits of a code per level. The nation is `00`. */
const DIGITS: readonly number[] = [2, 2, 4, 6, 10];

/** Types of village (its code's 7th digit) below this one share the dense table of `find`. */
const TYPES = 4;
/** Numbers of villages within a type and kecamatan, as far as the dense table goes. */
const NUMBERS = 128;
const NONE = 0xff;

const TAB = 0x09;
const LF = 0x0a;

export class Regions {
  /** How many regions there are, the nation included. */
  readonly count: number;
  readonly nation: number;
  /** The region that holds each; the nation holds itself. */
  readonly parent: Int32Array;
  /** The children of region r are `firstChild[r]` to `lastChild[r]` - 1; none for a village. */
  readonly firstChild: Int32Array;
  readonly lastChild: Int32Array;
  /** The first region of each level, by place in `LEVELS`: [nation, first province, …, 0]. */
  readonly first: readonly number[];

  /** The first four digits of each code, or the two that a province has. */
  readonly prefix: Uint16Array;

  /** Codes as numbers: within a level they are in order. The nation's is 0. */
  readonly #codes: Float64Array;
  /** Where the line of each region begins in the reference. */
  readonly #lines: Int32Array;
  readonly #reference: Uint8Array;
  readonly #kecamatan = new Uint16Array(1_000_000);
  readonly #village: Uint8Array;

  /**
   * @param reference lines `code<tab>name` in the order of regions, codes without dots, the nation left out:
   *   what `npm ci` makes of the package's files
   */
  constructor(reference: Uint8Array) {
    let lines = 0;
    for (let at = reference.indexOf(LF); at >= 0; at = reference.indexOf(LF, at + 1)) lines++;
    this.count = lines + 1;
    this.nation = lines;
    this.#reference = reference;
    this.#codes = new Float64Array(this.count);
    this.#lines = new Int32Array(this.count);
    this.prefix = new Uint16Array(this.count);
    const perLevel = this.#read();
    let at = this.count;
    this.first = perLevel.map((regions) => (at -= regions));

    this.parent = new Int32Array(this.count).fill(this.nation);
    this.firstChild = new Int32Array(this.count);
    this.lastChild = new Int32Array(this.count);
    this.#link();
    this.#village = new Uint8Array((perLevel[3] ?? 0) * TYPES * NUMBERS).fill(NONE);
    this.#index();
  }

  /** The code as published, `00` for the nation. */
  code(region: number): string {
    return region === this.nation ? '00' : String(this.#codes[region] ?? '');
  }

  /** The name as the reference writes it. */
  name(region: number): string {
    if (region === this.nation) return 'INDONESIA';
    const start = this.#lines[region]! + this.code(region).length + 1;
    return new TextDecoder().decode(this.#reference.subarray(start, this.#reference.indexOf(LF, start)));
  }

  /** 0 nation, 1 province, 2 kabupaten/kota, 3 kecamatan, 4 village: the place in `LEVELS`. */
  level(region: number): number {
    let level = 4;
    while (level > 0 && region >= (this.first[level - 1] ?? 0)) level--;
    return level;
  }

  /** The region with this code (digits alone, `00` for the nation), or -1. */
  find(code: string): number {
    if (code === '00') return this.nation;
    const level = DIGITS.indexOf(code.length, 1);
    return level < 0 || !/^[1-9]\d+$/.test(code) ? -1 : this.#find(Number(code), level);
  }

  #find(code: number, level: number): number {
    let low = this.first[level] ?? 0;
    let high = (this.first[level - 1] ?? 0) - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#codes[middle]!;
      if (found === code) return middle;
      if (found < code) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The village whose ten ASCII digits stand at `start`, or -1 when this quick look finds none (`find` has the last word). */
  findVillage(bytes: DataView, start: number): number {
    const first = bytes.getInt32(start, true);
    const second = bytes.getInt32(start + 4, true);
    const last = twoDigits(bytes, start + 8);
    if ((notDigits(first) | notDigits(second)) !== 0 || last < 0) return -1;
    const middle = fourDigits(second);
    const prefix = fourDigits(first) * 100 + ((middle / 100) | 0);
    const suffix = (middle % 100) * 100 + last;
    const kecamatan = this.#kecamatan[prefix]! - 1;
    const type = (suffix / 1000) | 0;
    const serial = suffix - type * 1000;
    if (kecamatan < 0 || type >= TYPES || serial >= NUMBERS) return -1;
    const offset = this.#village[(kecamatan * TYPES + type) * NUMBERS + serial]!;
    return offset === NONE ? -1 : this.firstChild[this.first[3]! + kecamatan]! + offset;
  }

  /** For every region 1 where it lies inside the territory (the territory itself included), else 0. */
  within(territory: number): Uint8Array {
    const inside = new Uint8Array(this.count);
    inside[territory] = 1;
    for (let r = territory - 1; r >= 0; r--) inside[r] = inside[this.parent[r]!]!;
    return inside;
  }

  /** Reads codes and where their lines begin; answers how many regions each level has. */
  #read(): number[] {
    const bytes = this.#reference;
    const perLevel = [1, 0, 0, 0, 0];
    let level = 4;
    for (let region = 0, at = 0; region < this.nation; region++) {
      this.#lines[region] = at;
      const start = at;
      let code = 0;
      for (; at < bytes.length && bytes[at] !== TAB; at++) code = code * 10 + bytes[at]! - 48;
      this.#codes[region] = code;
      const own = DIGITS.indexOf(at - start, 1);
      const inOrder = own < level || (own === level && (region === 0 || code > this.#codes[region - 1]!));
      if (own < 1 || !inOrder) throw new Error('the reference of regions is not in its order');
      level = own;
      this.prefix[region] = Math.floor(code / 10 ** Math.max(0, DIGITS[level]! - 4));
      perLevel[level]!++;
      at = bytes.indexOf(LF, at) + 1;
    }
    return perLevel;
  }

  /** Both levels are in the order of their codes, so one pass over each pair finds every parent. */
  #link(): void {
    for (let level = 4; level >= 2; level--) {
      const factor = 10 ** (DIGITS[level]! - DIGITS[level - 1]!);
      let parent = this.first[level - 1]!;
      for (let region = this.first[level]!; region < this.first[level - 1]!; region++) {
        const prefix = Math.floor(this.#codes[region]! / factor);
        while (this.#codes[parent]! < prefix) parent++;
        if (this.#codes[parent] !== prefix)
          throw new Error(`region ${this.code(region)} has no parent in the reference`);
        if (this.lastChild[parent] === 0) this.firstChild[parent] = region;
        this.lastChild[parent] = region + 1;
        this.parent[region] = parent;
      }
    }
    this.firstChild[this.nation] = this.first[1]!;
    this.lastChild[this.nation] = this.nation;
  }

  #index(): void {
    const first = this.first[3]!;
    for (let kecamatan = first; kecamatan < this.first[2]!; kecamatan++) {
      this.#kecamatan[this.#codes[kecamatan]!] = kecamatan - first + 1;
      const from = this.firstChild[kecamatan]!;
      for (let village = from; village < this.lastChild[kecamatan]!; village++) {
        const suffix = this.#codes[village]! % 10_000;
        const type = Math.floor(suffix / 1000);
        if (type < TYPES && suffix % 1000 < NUMBERS && village - from < NONE) {
          this.#village[((kecamatan - first) * TYPES + type) * NUMBERS + (suffix % 1000)] = village - from;
        }
      }
    }
  }
}

/**
 * The reference of regions: every province, kabupaten/kota, kecamatan and village of today, and the nation over them.
 *
 * A region is a whole number: villages first, then kecamatan, kabupaten/kota, provinces, the nation last; within a level
 * in the order of the codes. So a deeper region has the smaller number, as the winner order wants it; a child comes
 * before its parent, so one ascending pass rolls everything up; and the children of a region are a range.
 *
 * Source of the data: idn-area-data (Kemendagri codes), ODbL.
 */

export const LEVELS = ['nasional', 'provinsi', 'kabkota', 'kecamatan', 'desa'] as const;

/** Places in it. */
export const PROVINSI = 1;
export const KABKOTA = 2;
export const DESA = 4;

/** Digits of a code per level. The nation is `00`. */
const DIGITS: readonly number[] = [2, 2, 4, 6, 10];

const TAB = 0x09;
const LF = 0x0a;

const decoder = new TextDecoder();

/** What `Regions` looks things up in, as it can be handed to another thread. */
export interface RegionTables {
  readonly parent: Int32Array;
  readonly firstChild: Int32Array;
  readonly lastChild: Int32Array;
  readonly first: readonly number[];
  readonly prefix: Uint16Array;
  /** Codes as numbers: within a level they are in order. The nation's is 0. */
  readonly codes: Float64Array;
  /** Where the line of each region begins in the reference. */
  readonly lines: Int32Array;
  readonly reference: Uint8Array;
}

export class Regions implements Omit<RegionTables, 'codes' | 'lines' | 'reference'> {
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

  /** All of it, to make the same reference elsewhere. */
  readonly tables: RegionTables;
  readonly #codes: Float64Array;

  /** @param source see `regionTables`; or the tables of a reference that was made before */
  constructor(source: Uint8Array | RegionTables) {
    const tables = source instanceof Uint8Array ? regionTables(source) : source;
    this.tables = tables;
    this.count = tables.codes.length;
    this.nation = this.count - 1;
    this.parent = tables.parent;
    this.firstChild = tables.firstChild;
    this.lastChild = tables.lastChild;
    this.first = tables.first;
    this.prefix = tables.prefix;
    this.#codes = tables.codes;
  }

  /** The code as published, `00` for the nation. */
  code(region: number): string {
    return region === this.nation ? '00' : String(this.#codes[region] ?? '');
  }

  /** The name as the reference writes it. */
  name(region: number): string {
    if (region === this.nation) return 'INDONESIA';
    const { lines, reference } = this.tables;
    const start = lines[region]! + this.code(region).length + 1;
    return decoder.decode(reference.subarray(start, reference.indexOf(LF, start)));
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

  /** The region with this code as a number, 0 for the nation, or -1. @param guess mostly right where codes are in order */
  findNumber(code: number, guess: number): number {
    if (this.#codes[guess] === code) return guess;
    if (code === 0) return this.nation;
    return this.#find(code, DIGITS.indexOf(String(code).length, 1));
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

  /** Whether a region lies inside a territory; the territory itself does. */
  isWithin(region: number, territory: number): boolean {
    let at = region;
    while (at < territory) at = this.parent[at]!; // a region comes before what holds it
    return at === territory;
  }
}

/**
 * @param reference lines `code<tab>name` in the order of regions, codes without dots, the nation left out:
 *   what `npm ci` makes of the package's files; kept as it is
 */
export function regionTables(reference: Uint8Array): RegionTables {
  let nation = 0;
  for (let at = reference.indexOf(LF); at >= 0; at = reference.indexOf(LF, at + 1)) nation++;
  const count = nation + 1;
  const words = () => new Int32Array(count);
  const levels = readCodes(reference, {
    codes: new Float64Array(count),
    lines: words(),
    prefix: new Uint16Array(count),
  });
  const tree = link(levels, { parent: words(), firstChild: words(), lastChild: words() });
  return { ...levels, ...tree, reference };
}

/** Reads codes and where their lines begin. */
function readCodes<Tables extends Pick<RegionTables, 'codes' | 'lines' | 'prefix'>>(bytes: Uint8Array, tables: Tables) {
  const { codes, lines, prefix } = tables;
  const nation = codes.length - 1;
  const perLevel = [1, 0, 0, 0, 0];
  let level = 4;
  for (let region = 0, at = 0; region < nation; region++) {
    lines[region] = at;
    const start = at;
    let code = 0;
    for (; at < bytes.length && bytes[at] !== TAB; at++) code = code * 10 + bytes[at]! - 48;
    codes[region] = code;
    const own = DIGITS.indexOf(at - start, 1);
    const inOrder = own < level || (own === level && (region === 0 || code > codes[region - 1]!));
    if (own < 1 || !inOrder) throw new Error('the reference of regions is not in its order');
    level = own;
    prefix[region] = Math.floor(code / 10 ** Math.max(0, DIGITS[level]! - 4));
    perLevel[level]!++;
    while (bytes[at] !== LF) at++;
    at++;
  }
  let first = codes.length;
  return { ...tables, first: perLevel.map((regions) => (first -= regions)) };
}

type Levels = Pick<RegionTables, 'codes' | 'first'>;
type Tree = Pick<RegionTables, 'parent' | 'firstChild' | 'lastChild'>;

/** Both levels are in the order of their codes, so one pass over each pair finds every parent. */
function link({ codes, first }: Levels, tree: Tree): Tree {
  const { parent: parents, firstChild, lastChild } = tree;
  const nation = codes.length - 1;
  parents.fill(nation);
  for (let level = 4; level >= 2; level--) {
    const factor = 10 ** (DIGITS[level]! - DIGITS[level - 1]!);
    let parent = first[level - 1]!;
    for (let region = first[level]!; region < first[level - 1]!; region++) {
      const prefix = Math.floor(codes[region]! / factor);
      while (codes[parent]! < prefix) parent++;
      if (codes[parent] !== prefix) throw new Error(`region ${codes[region]} has no parent in the reference`);
      if (lastChild[parent] === 0) firstChild[parent] = region;
      lastChild[parent] = region + 1;
      parents[region] = parent;
    }
  }
  firstChild[nation] = first[1]!;
  lastChild[nation] = nation;
  return tree;
}

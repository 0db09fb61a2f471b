/** What a revision says differently from the one before: slots, and the cells of coverage.csv. */
import type { Changes, Manifest } from '../contracts/published.ts';
import { LEVELS } from '../rules/regions.ts';
import { KATEGORI_PUBLISHED } from '../rules/vocabulary.ts';
import { COVERAGE_HEADER } from './coverage.ts';

type Inputs = Pick<Manifest, 'keys' | 'standing'>;
type Cells = Omit<Changes['cells'][number], 'sebab'>[];

/** Slots in force now and before: those of the period, and earlier targets and commitments that stand. */
export function changedSlots(before: Inputs, now: Inputs): Changes['slots'] {
  const old = versions(before);
  const current = versions(now);
  return {
    added: [...current.keys()].filter((slot) => !old.has(slot)),
    superseded: [...current]
      .filter(([slot, version]) => old.has(slot) && old.get(slot) !== version)
      .map(([slot]) => slot),
    withdrawn: [...old.keys()].filter((slot) => !current.has(slot)),
  };
}

const COLUMNS = COVERAGE_HEADER.split(',');
const LEVEL = COLUMNS.indexOf('level');
const WILAYAH = COLUMNS.indexOf('kode_wilayah');
const KATEGORI = COLUMNS.indexOf('kategori');

const LEVEL_ORDER: readonly string[] = LEVELS;
const KATEGORI_ORDER: readonly string[] = KATEGORI_PUBLISHED;

/** Cells named at the most: some 10 MB of JSON. The nation comes first, so what is left out is small: villages, mostly. */
const NAMED = 100_000;

/**
 * Cells that differ between two tables of one period. Both are in published order, so one pass finds them.
 * @returns the first ones in that order, and how many more there are
 */
export function changedCells(before: Uint8Array, now: Uint8Array, named = NAMED): { cells: Cells; more: number } {
  const cells: Cells = [];
  let more = 0;
  const old = new Lines(before);
  const current = new Lines(now);
  while (!old.done || !current.done) {
    // Mostly a row is as it was, which its bytes tell.
    if (old.sameAs(current)) {
      old.next();
      current.next();
      continue;
    }
    const [left, right] = [old.cells(), current.cells()];
    const order = old.done ? 1 : current.done ? -1 : compare(left, right);
    const some = order <= 0 ? left : right;
    for (let i = KATEGORI + 1; i < COLUMNS.length; i++) {
      const sebelum = order <= 0 ? (left[i] ?? '') : '';
      const sesudah = order >= 0 ? (right[i] ?? '') : '';
      if (sebelum === sesudah) continue;
      const [kode_wilayah = '', kategori = '', kolom = ''] = [some[WILAYAH], some[KATEGORI], COLUMNS[i]];
      if (cells.length < named) cells.push({ kode_wilayah, kategori, kolom, sebelum, sesudah });
      else more++;
    }
    if (order <= 0) old.next();
    if (order >= 0) current.next();
  }
  return { cells, more };
}

const LF = 0x0a;
const decoder = new TextDecoder();

/** The data rows of a table, one after another, the header left out; no cell of coverage.csv holds a line end or a quote. */
class Lines {
  readonly #table: Uint8Array;
  #start = 0;
  #end = -1;

  constructor(table: Uint8Array) {
    this.#table = table;
    this.next();
    this.next();
  }

  get done(): boolean {
    return this.#start >= this.#table.length;
  }

  next(): void {
    this.#start = this.#end + 1;
    const end = this.#table.indexOf(LF, this.#start);
    this.#end = end < 0 ? this.#table.length : end;
  }

  cells(): string[] {
    return this.done ? [] : decoder.decode(this.#table.subarray(this.#start, this.#end)).split(',');
  }

  sameAs(other: Lines): boolean {
    const length = this.#end - this.#start;
    if (this.done || other.done || other.#end - other.#start !== length) return false;
    for (let i = 0; i < length; i++) {
      if (this.#table[this.#start + i] !== other.#table[other.#start + i]) return false;
    }
    return true;
  }
}

/** Which of two rows comes first in published order. */
function compare(a: readonly string[], b: readonly string[]): number {
  const place = (row: readonly string[]) => [
    LEVEL_ORDER.indexOf(row[LEVEL] ?? ''),
    Number(row[WILAYAH]),
    KATEGORI_ORDER.indexOf(row[KATEGORI] ?? ''),
  ];
  const [x, y] = [place(a), place(b)];
  const differs = x.findIndex((value, i) => value !== y[i]);
  return differs < 0 ? 0 : x[differs]! - y[differs]!;
}

function versions({ keys, standing }: Inputs): Map<string, string> {
  return new Map([
    ...standing.map(({ slot, version }) => [slot, version] as const),
    ...keys.flatMap(({ slot, inForce }) => (slot !== null && inForce !== null ? [[slot, inForce] as const] : [])),
  ]);
}

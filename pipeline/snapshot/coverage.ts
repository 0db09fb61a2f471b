/** coverage.csv in both tiers (data contract, section 7): one row of a region and kategori at a time. */
import { percent } from '../rules/numbers.ts';
import { LEVELS } from '../rules/regions.ts';
import { KATEGORI_PUBLISHED } from '../rules/vocabulary.ts';
import { type Csv, cells } from './csv.ts';
import type { Effective } from './potensi.ts';
import { CELL, KLAIM, KONFLIK, MENUNGGAK, STATUS_0, STATUS_BERBEDA, terdata } from './tallies.ts';

export const COUNT_COLUMNS = [
  'terdata',
  'aktif',
  'non_aktif',
  'diusulkan',
  'belum',
  'jkk',
  'jkm',
  'jht',
  'jp',
  'jkp',
  'menunggak',
  'klaim',
  'duplikat',
  'konflik',
  'status_berbeda',
] as const;

export const COVERAGE_HEADER = `periode,level,kode_wilayah,kategori,${COUNT_COLUMNS.join(',')},persen_terdata,potensi,potensi_dasar,aktif_dasar,cakupan_persen`;

/** What stands for a count that is not shown. */
export const HIDDEN = '[c]';

/** Counts up to this one are not shown to the public, nor rows whose claims are no more; source: data contract. */
const HIDDEN_UP_TO = 7;
const ROUNDED_TO = 5;

/** The counters of one region, at `at`, and its effective potensi by kategori. */
export interface RegionNumbers {
  readonly code: string;
  /** Place in `LEVELS`. */
  readonly level: number;
  readonly counters: Int32Array;
  readonly at: number;
  readonly potensi: ReadonlyMap<number, Effective>;
}

/** Disclosure control of one count: undefined where it is hidden, else to the nearest 5. */
export function disclosed(count: number): number | undefined {
  return count <= HIDDEN_UP_TO ? undefined : Math.floor((count + 2) / ROUNDED_TO) * ROUNDED_TO;
}

/** The kategori for which a region has a row: those with a claim or a potensi; SEMUA wherever there is any row. */
export function kategoriOf({ counters, at, potensi }: RegionNumbers): number[] {
  const own: number[] = [];
  for (let kategori = 1; kategori < KATEGORI_PUBLISHED.length; kategori++) {
    if (counters[at + kategori * CELL + KLAIM]! > 0 || potensi.has(kategori)) own.push(kategori);
  }
  return own.length > 0 || potensi.has(0) ? [0, ...own] : [];
}

export function exactRows(csv: Csv, periode: string, region: RegionNumbers): void {
  const first = firstCells(periode, region);
  for (const kategori of kategoriOf(region)) {
    csv.ready(first).ready(KATEGORI_CELLS[kategori]!);
    const { counters } = region;
    const cell = region.at + kategori * CELL;
    const people = terdata(counters, cell);
    csv.number(people);
    for (let i = STATUS_0; i <= MENUNGGAK; i++) csv.number(counters[cell + i]!);
    csv.number(counters[cell + KLAIM]!).number(counters[cell + KLAIM]! - people);
    csv.number(counters[cell + KONFLIK]!).number(counters[cell + STATUS_BERBEDA]!);
    csv.word(percent(counters[cell + STATUS_0]!, people));
    const effective = region.potensi.get(kategori);
    if (!effective) csv.empty(4);
    else {
      const { potensi, dasar, aktif } = effective;
      csv.word(String(potensi)).word(dasar).number(aktif).word(percent(aktif, potensi));
    }
    csv.end();
  }
}

export function publicRows(csv: Csv, periode: string, region: RegionNumbers): void {
  const first = firstCells(periode, region);
  for (const kategori of kategoriOf(region)) {
    const { counters } = region;
    const cell = region.at + kategori * CELL;
    const klaim = counters[cell + KLAIM]!;
    const effective = region.potensi.get(kategori);
    if (klaim <= HIDDEN_UP_TO && !effective) continue;
    csv.ready(first).ready(KATEGORI_CELLS[kategori]!);
    const people = terdata(counters, cell);
    shown(csv, people);
    for (let i = STATUS_0; i <= MENUNGGAK; i++) shown(csv, counters[cell + i]!);
    for (const count of [klaim, klaim - people, counters[cell + KONFLIK]!, counters[cell + STATUS_BERBEDA]!])
      shown(csv, count);
    csv.word(shownPercent(disclosed(counters[cell + STATUS_0]!), disclosed(people)));
    if (!effective) csv.empty(4);
    else {
      const { potensi, dasar, aktif } = effective;
      csv.word(String(potensi)).word(dasar);
      shown(csv, aktif);
      csv.word(potensi === 0n ? '' : shownPercent(disclosed(aktif), potensi));
    }
    csv.end();
  }
}

const KATEGORI_CELLS = KATEGORI_PUBLISHED.map((kategori) => cells(kategori));

/** What all rows of a region begin with. */
function firstCells(periode: string, { level, code }: RegionNumbers): Uint8Array {
  return cells(periode, LEVELS[level] ?? '', code);
}

function shown(csv: Csv, count: number): void {
  const value = disclosed(count);
  if (value === undefined) csv.word(HIDDEN);
  else csv.number(value);
}

function shownPercent(part: number | undefined, whole: number | bigint | undefined): string {
  return part === undefined || whole === undefined ? HIDDEN : percent(part, whole);
}

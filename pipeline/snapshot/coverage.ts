/** coverage.csv in both tiers (data contract, section 7): one row of a region and kategori at a time. */
import { HIDDEN_UP_TO, ROUNDED_TO } from '../kernel/counters.ts';
import { percent } from '../rules/numbers.ts';
import { LEVELS } from '../rules/regions.ts';
import type { Counters } from './counters.ts';
import type { Csv } from './csv.ts';
import type { Effective } from './potensi.ts';

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

/** A region: where its counters are, and its effective potensi by kategori. */
export interface RegionNumbers {
  readonly code: string;
  /** Place in `LEVELS`. */
  readonly level: number;
  readonly counters: Counters;
  readonly place: number;
  readonly potensi: ReadonlyMap<number, Effective>;
}

/** Disclosure control of one count: undefined where it is hidden, else to the nearest 5. */
export function disclosed(count: number): number | undefined {
  return count <= HIDDEN_UP_TO ? undefined : Math.floor((count + 2) / ROUNDED_TO) * ROUNDED_TO;
}

/** A row for each kategori with a claim or a potensi; for SEMUA wherever there is any row. The kernel writes them (kernel/coverage.ts). */
export function exactRows(csv: Csv, periode: string, region: RegionNumbers): void {
  const ending = ({ potensi, dasar, aktif }: Effective) => `,${potensi},${dasar},${aktif},${percent(aktif, potensi)}`;
  csv.rows(rowsOf('exact', periode, region, ending));
}

/** The same with small counts hidden and others rounded; rows of few claims and no potensi are left out. */
export function publicRows(csv: Csv, periode: string, region: RegionNumbers): void {
  const ending = ({ potensi, dasar, aktif }: Effective) => {
    const shown = disclosed(aktif);
    const persen = potensi === 0n ? '' : shown === undefined ? HIDDEN : percent(shown, potensi);
    return `,${potensi},${dasar},${shown ?? HIDDEN},${persen}`;
  };
  csv.rows(rowsOf('public', periode, region, ending));
}

function rowsOf(
  tier: 'exact' | 'public',
  periode: string,
  { counters, place, level, code, potensi }: RegionNumbers,
  ending: (effective: Effective) => string,
) {
  const endings =
    potensi.size === 0 ? NONE : new Map(Array.from(potensi, ([kategori, one]) => [kategori, ending(one)]));
  return counters.rows(tier, place, `${periode},${LEVELS[level]},${code}`, endings);
}

const NONE: ReadonlyMap<number, string> = new Map();

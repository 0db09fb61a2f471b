/** What differs between two publications, cell by cell, and which uploads can have caused it. */
import { CELLS, type Cell, type ChangesView } from '../../pipeline/contracts/view.ts';
import { KATEGORI_PUBLISHED } from '../../pipeline/rules/vocabulary.ts';
import { type CoverageColumn, coverageCell, numberIn } from './cells.ts';
import type { Found, Kategori, Known } from './region.ts';
import { type Revision, readChanges } from './revision.ts';

export const MAIN_COLUMNS: readonly CoverageColumn[] = ['aktif', 'terdata', 'potensi', 'cakupan_persen'];

export interface Differing {
  readonly kode: string;
  readonly nama: string;
  readonly kategori: Kategori;
  readonly kolom: CoverageColumn;
  /** Undefined where there is no row. */
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
  /** Null where one of them is no number. */
  readonly change: number | null;
}

/** Of a region and those below it, in the order of the tables. */
export function differing(before: Found, after: Found, columns: readonly CoverageColumn[] | 'all'): Differing[] {
  const earlier = new Map([before.region, ...before.children].map((one) => [one.kode, one]));
  const later = [after.region, ...after.children];
  const gone = [before.region, ...before.children].filter(({ kode }) => !later.some((one) => one.kode === kode));
  const wanted = columns === 'all' ? CELLS.coverage : columns;
  return [
    ...later.map((one) => [earlier.get(one.kode), one] as const),
    ...gone.map((one) => [one, undefined] as const),
  ].flatMap(([was, is]) => cells(was, is, wanted));
}

function cells(was: Known | undefined, is: Known | undefined, columns: readonly CoverageColumn[]): Differing[] {
  const { kode, nama } = is ?? was ?? { kode: '', nama: '' };
  return KATEGORI_PUBLISHED.flatMap((kategori) =>
    columns.flatMap((kolom) => {
      const before = coverageCell(was?.coverage?.[kategori], kolom);
      const after = coverageCell(is?.coverage?.[kategori], kolom);
      if ((before ?? null) === (after ?? null)) return [];
      const [a, b] = [numberIn(before), numberIn(after)];
      // Hundredths have no exact floating number: what they differ by is rounded to what they are written with.
      const change = a === null || b === null ? null : Math.round((b - a) * 100) / 100;
      return [{ kode, nama, kategori, kolom, before, after, change }];
    }),
  );
}

/**
 * The steps from one revision of a period to a later one, the latest first.
 * @returns null where they are not known: of two periods, in the public tier, or where one was not made from the other
 */
export async function stepsBetween(from: Revision, to: Revision): Promise<ChangesView[] | null> {
  if (from.periode !== to.periode || from.tier === 'public') return null;
  const steps: ChangesView[] = [];
  let at: string | null = to.revision;
  while (at !== null && at !== from.revision) {
    const step: ChangesView | null = await readChanges({ ...to, revision: at });
    if (step === null) return null;
    steps.push(step);
    at = step.previous;
  }
  return at === null ? null : steps;
}

/** The uploads that can have changed a cell, over all the steps. */
export function causesOf(steps: readonly ChangesView[]): (cell: Differing) => readonly string[] {
  const causes = new Map<string, Set<string>>();
  for (const { cells: changed, penyebab } of steps) {
    for (const { kode_wilayah, kategori, kolom, sebab } of changed) {
      const name = `${kode_wilayah} ${kategori} ${kolom}`;
      const found = causes.get(name) ?? new Set();
      for (const place of sebab) {
        const slot = penyebab[place];
        if (slot !== undefined) found.add(slot);
      }
      causes.set(name, found);
    }
  }
  return ({ kode, kategori, kolom }) => [...(causes.get(`${kode} ${kategori} ${kolom}`) ?? [])].sort();
}

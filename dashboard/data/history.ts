/** The same region and kategori in other revisions and periods: what changes are measured against. */
import type { Index, Latest } from '../../pipeline/contracts/published.ts';
import type { Cell } from '../../pipeline/contracts/view.ts';
import { coverageCell, numberIn } from './cells.ts';
import { findRegion, type Kategori } from './region.ts';
import { type Revision, readSummary } from './revision.ts';

/** As many periods as a line can show with its numbers legible. */
export const PERIODS_SHOWN = 8;

/** The row of coverage.csv, from the smallest file that has it. @returns undefined where there is none */
export async function coverageIn(of: Revision, kode: string, kategori: Kategori): Promise<readonly Cell[] | undefined> {
  if (kategori === 'SEMUA' && kode.length <= 4) {
    const { wilayah } = await readSummary(of);
    return wilayah.find((one) => one.kode === kode)?.semua ?? undefined;
  }
  return (await findRegion(of, kode))?.region.coverage?.[kategori];
}

/** The revision that was current before this one: those taken back are passed over. */
export function revisionBefore(of: Revision, { revisions = [] }: Latest): Revision | null {
  const place = revisions.findIndex(({ revision }) => revision === of.revision);
  const before = revisions.slice(0, Math.max(0, place)).findLast(({ status }) => status !== 'ditarik_kembali');
  return before ? { ...of, revision: before.revision } : null;
}

/** The periods up to the last, in order, each with its current revision; of its own period the one looked at. */
export function editions(of: Revision, { periods }: Index): Revision[] {
  return periods
    .toSorted((a, b) => (a.periode < b.periode ? -1 : 1))
    .map(({ periode, revision }) => (periode === of.periode ? of : { ...of, periode, revision }));
}

export function periodBefore(of: Revision, index: Index): Revision | null {
  return editions(of, index).findLast(({ periode }) => periode < of.periode) ?? null;
}

/** @returns null where one of the two is no number */
export function difference(
  before: readonly Cell[] | undefined,
  now: readonly Cell[] | undefined,
  column: 'aktif' | 'potensi' | 'cakupan_persen',
): number | null {
  const [a, b] = [numberIn(coverageCell(before, column)), numberIn(coverageCell(now, column))];
  // Hundredths have no exact floating number: what they differ by is rounded to what they are written with.
  return a === null || b === null ? null : Math.round((b - a) * 100) / 100;
}

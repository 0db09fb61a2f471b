/** What a cell says, and what it says when it says nothing: zero, hidden, withdrawn and not reported are never the same. */
import type { CELLS, Cell } from '../../pipeline/contracts/view.ts';
import { CELLS as COLUMNS } from '../../pipeline/contracts/view.ts';

export type Tier = 'exact' | 'public';

export type CoverageColumn = (typeof CELLS.coverage)[number];

export const HIDDEN = '[c]';

/**
 * `angka`: a number, zero included; `tersembunyi`: there is one, hidden in the public tier; the others: there is none, and why.
 * `tiada` stands for a region that reports, but nothing of this.
 */
export type Figure =
  | { readonly kind: 'angka'; readonly value: number }
  | { readonly kind: 'tersembunyi' | 'belum_lapor' | 'ditarik' | 'ditolak' | 'tiada' | 'tiada_atau_tersembunyi' };

/** The state of a region as `reporting.csv` says it, as far as it explains that there is no number. */
export type Reporting = string | null | undefined;

export function figure(cell: Cell | undefined, reporting: Reporting, tier: Tier): Figure {
  if (cell === HIDDEN) return { kind: 'tersembunyi' };
  const value = numberIn(cell);
  if (value !== null) return { kind: 'angka', value };
  if (reporting === 'BELUM_LAPOR') return { kind: 'belum_lapor' };
  if (reporting === 'DITARIK') return { kind: 'ditarik' };
  if (reporting === 'DITOLAK') return { kind: 'ditolak' };
  return { kind: tier === 'public' && cell === undefined ? 'tiada_atau_tersembunyi' : 'tiada' };
}

/** @returns null for what is no number: empty, hidden, absent */
export function numberIn(cell: Cell | undefined): number | null {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'string' && /^\d+$/.test(cell) ? Number(cell) : null;
}

export function wordIn(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}

/** One cell of a row of a table, by its column. */
export function coverageCell(row: readonly Cell[] | null | undefined, column: CoverageColumn): Cell | undefined {
  return row?.[COLUMNS.coverage.indexOf(column)];
}

type Table = Exclude<keyof typeof CELLS, 'coverage'>;

export function cellOf<T extends Table>(
  table: T,
  row: readonly Cell[] | null | undefined,
  column: (typeof CELLS)[T][number],
): Cell | undefined {
  const columns: readonly string[] = COLUMNS[table];
  return row?.[columns.indexOf(column)];
}

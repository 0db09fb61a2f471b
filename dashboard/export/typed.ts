/** The cells of a published table as what its columns say they are: numbers as numbers, what is hidden as what it says. */
import type { ColumnType } from '../../pipeline/contracts/tables.ts';
import { HIDDEN } from '../data/cells.ts';

export interface TypedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The public tier writes `[c]` in this column, so it is no column of numbers there. */
  readonly hides: boolean;
}

export interface Typed {
  readonly name: string;
  readonly columns: readonly TypedColumn[];
  /** As published, as text. */
  readonly rows: readonly (readonly string[])[];
}

export type Value = number | boolean | string | null;

const NUMBERS: readonly ColumnType[] = ['count', 'sum', 'percent'];

/** A sum that a floating number would round stays text. */
export function cellValue(text: string, { type }: TypedColumn): Value {
  if (text === '') return null;
  if (type === 'yes-no') return text === 'ya';
  if (!NUMBERS.includes(type) || text === HIDDEN) return text;
  const value = Number(text);
  return Number.isSafeInteger(value) || type === 'percent' ? value : text;
}

export function isNumber({ type, hides }: TypedColumn): boolean {
  return NUMBERS.includes(type) && !hides;
}

export function toJson({ columns, rows }: Typed): string {
  const objects = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.map((column, i) => [column.name, cellValue(row[i] ?? '', column)]))),
  );
  return `[\n${objects.join(',\n')}\n]\n`;
}

/** What a spreadsheet would take for a formula gets an apostrophe, as in the published tables. */
export function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

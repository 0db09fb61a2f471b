/** A reader of published tables of its own: strict, so that what it accepts has only one spelling. */
import type { Bytes } from '../../pipeline/ports.ts';
import type { Sheet } from './fault.ts';
import { LAW } from './laws.ts';
import { HEADERS } from './layout.ts';

const HEADER_OF = new Map<string, string>(Object.entries(HEADERS));

/**
 * The rows of a table.
 * @throws Unsound where the form is not exact: UTF-8, LF, the header, as many cells in every row, no needless quote
 */
export function readRows(sheet: Sheet, bytes: Bytes): string[][] {
  const header = HEADER_OF.get(sheet.file) ?? '';
  const text = decode(sheet, bytes);
  sheet.checks.count++;
  if (!text.startsWith(`${header}\n`)) throw sheet.unsound('#0', null, text.split('\n', 1)[0] ?? '', header, LAW.table);
  if (!text.endsWith('\n')) throw sheet.unsound(null, null, text.slice(-1), '\\n', LAW.table);
  const width = header.split(',').length;
  const isPlain = !/["\r]/.test(text);
  const rows = isPlain ? plainRows(text, header.length + 1) : quotedRows(sheet, text, header.length + 1);
  for (const [i, { length }] of rows.entries()) {
    if (length !== width) throw sheet.unsound(`#${i + 1}`, null, length, width, LAW.table);
  }
  sheet.checks.count += rows.length;
  sheet.checks.rows += rows.length;
  return rows;
}

/** Compares a table with what it must say. @throws Unsound that names the first row and column that differ */
export function compare(sheet: Sheet, bytes: Bytes, expected: readonly string[][], keys: readonly string[]): void {
  const columns = HEADER_OF.get(sheet.file)?.split(',') ?? [];
  const rows = readRows(sheet, bytes);
  const places = keys.map((key) => columns.indexOf(key));
  const nameOf = (row: readonly string[]) => places.map((place) => row[place]).join(' ');
  for (let i = 0; i < Math.max(rows.length, expected.length); i++) {
    const [row, want] = [rows[i], expected[i]];
    if (!want || !row || nameOf(row) !== nameOf(want)) throw stray(sheet, nameOf, row, want, expected);
    const differs = columns.findIndex((_, c) => row[c] !== want[c]);
    if (differs >= 0) {
      throw sheet.unsound(nameOf(want), columns[differs] ?? '', row[differs] ?? '', want[differs] ?? '', LAW.public);
    }
    sheet.checks.count += columns.length;
  }
}

/** A row that is not the one that comes next: either it does not belong there, or another one is missing before it. */
function stray(
  sheet: Sheet,
  nameOf: (row: readonly string[]) => string,
  row: readonly string[] | undefined,
  want: readonly string[] | undefined,
  expected: readonly (readonly string[])[],
) {
  const belongs = row !== undefined && expected.some((one) => nameOf(one) === nameOf(row));
  if (row && (!want || !belongs)) return sheet.unsound(nameOf(row), null, row.join(','), null, LAW.absent);
  return sheet.unsound(want ? nameOf(want) : null, null, null, want?.join(',') ?? null, LAW.present);
}

function plainRows(text: string, start: number): string[][] {
  const lines = text.slice(start, -1);
  return start === text.length ? [] : lines.split('\n').map((line) => line.split(','));
}

/** @throws Unsound where a quote is not as it must be */
function quotedRows(sheet: Sheet, text: string, start: number): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n)/y;
  pattern.lastIndex = start;
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    const [, quoted, plain = '', end] = pattern.exec(text) ?? [];
    // A cell is quoted only where it must be.
    if (end === undefined || (quoted !== undefined && !/[",\r\n]/.test(quoted))) {
      throw sheet.unsound(`#${rows.length + 1}`, null, text.slice(from).split('\n', 1)[0] ?? '', null, LAW.table);
    }
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}

function decode(sheet: Sheet, bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw sheet.unsound(null, null, null, 'UTF-8', LAW.table);
  }
}

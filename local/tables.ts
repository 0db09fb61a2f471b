/** Reads published tables back, to tell people what they say. */
import type { ObjectStore } from '../pipeline/ports.ts';

export type Row = Readonly<Record<string, string>>;

/** The rows of an exact table of a revision, by column; none where it is not there. */
export async function readTable(
  snapshots: ObjectStore,
  periode: string,
  revision: string,
  table: string,
): Promise<Row[]> {
  const bytes = await snapshots.read(`${periode}/${revision}/exact/${table}.csv`);
  const [header = [], ...rows] = parseCsv(bytes ? new TextDecoder().decode(bytes) : '');
  return rows.map((cells) => Object.fromEntries(header.map((column, i) => [column, cells[i] ?? ''])));
}

/** CSV as this program writes it: cells quoted where they must be. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n"]*))(,|\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '' && row.length === 0) break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

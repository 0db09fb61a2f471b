/** Reads published tables back, to tell people what they say. */
import type { ObjectStore } from '../pipeline/ports.ts';

export type Row = Readonly<Record<string, string>>;

/** Bytes in which the header and the first row of any table have ended. */
const FIRST_LOOK = 4096;

/** The rows of an exact table of a revision, by column; none where it is not there. */
export async function readTable(
  snapshots: ObjectStore,
  periode: string,
  revision: string,
  table: string,
): Promise<Row[]> {
  return rowsOf(await snapshots.read(keyOf(periode, revision, table)));
}

/** The first row, which says the whole nation's numbers; the rest, 40 MB in a nation's period, is not read. */
export async function readFirstRow(
  snapshots: ObjectStore,
  periode: string,
  revision: string,
  table: string,
): Promise<Row | undefined> {
  const beginning = await snapshots.read(keyOf(periode, revision, table), { start: 0, end: FIRST_LOOK });
  return rowsOf(beginning)[0];
}

function keyOf(periode: string, revision: string, table: string): string {
  return `${periode}/${revision}/exact/${table}.csv`;
}

function rowsOf(csv: Uint8Array | undefined): Row[] {
  const [header = [], ...rows] = parseCsv(csv ? new TextDecoder().decode(csv) : '');
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

/** The published form of a table as rows of cells: comma, LF, quotes only where they must be. */

/** @throws Error where a line has not as many cells as the header: the file is not whole */
export function readCsv(text: string): { header: string[]; rows: string[][] } {
  const rows = text.includes('"') ? quoted(text) : text.split('\n').map((line) => line.split(','));
  const last = rows.at(-1);
  if (last?.length === 1 && last[0] === '') rows.pop(); // what follows the last line; a row of empty cells is a row
  const header = rows.shift() ?? [];
  const odd = rows.findIndex(({ length }) => length !== header.length);
  if (odd !== -1 || header.length === 0) throw new Error(`${odd + 2}: ${header.length}`);
  return { header, rows };
}

function quoted(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/y;
  while (pattern.lastIndex < text.length) {
    const [, inQuotes, plain = '', end] = pattern.exec(text) ?? [];
    if (end === undefined) throw new Error(`${rows.length + 1}: "`);
    row.push(inQuotes?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}

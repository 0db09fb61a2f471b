/** Compares a list as a workbook with the same list as CSV: `npm run bench:xlsx -- --rows 100000,1048575 --rounds 3`. */
import { closeSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { generate } from './generate.ts';
import { type Measure, measure, median } from './measure.ts';
import { cakupan } from './programs.ts';

/** Prints Markdown to standard output. */
async function bench(rows: readonly number[], rounds: number): Promise<void> {
  console.log('| rows | | size | wall | CPU | peak memory |\n|---:|---|---:|---:|---:|---:|');
  for (const count of rows) {
    const folder = mkdtempSync(join(tmpdir(), 'cakupan-bench-'));
    try {
      const [csv, xlsx] = [join(folder, 'csv'), join(folder, 'xlsx')];
      const [key = ''] = generate(csv, { rows: count, files: 1 });
      generate(xlsx, { rows: count, files: 1 });
      const workbook = join(xlsx, key.replace('.csv', '.xlsx'));
      writeWorkbook(join(csv, key), workbook);
      renameSync(join(xlsx, key), join(folder, 'spare.csv'));
      const runs: Record<'csv' | 'xlsx', Measure[]> = { csv: [], xlsx: [] };
      for (let round = 0; round < rounds; round++) {
        runs.csv.push(await once(folder, csv));
        runs.xlsx.push(await once(folder, xlsx));
      }
      const sizes = { csv: statSync(join(csv, key)).size, xlsx: statSync(workbook).size };
      for (const kind of ['csv', 'xlsx'] as const) {
        const of = (what: keyof Measure) => median(runs[kind].map((one) => one[what]));
        console.log(
          `| ${count} | ${kind} | ${mega(sizes[kind])} | ${of('wall').toFixed(2)} s | ${of('cpu').toFixed(2)} s | ${mega(of('memory'))} |`,
        );
      }
      const wall = (kind: 'csv' | 'xlsx') => median(runs[kind].map((one) => one.wall));
      console.log(`| ${count} | xlsx ÷ csv | | ${(wall('xlsx') / wall('csv')).toFixed(1)} × | | |`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function once(folder: string, uploads: string): Promise<Measure> {
  // Where nothing was before: a file system makes files slowly where it has just removed some.
  const command = [...cakupan(uploads, mkdtempSync(join(folder, 'out-'))), '--quiet'];
  return measure(command, { CAKUPAN_KEY_FILE: join(folder, 'key') });
}

function mega(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** Texts gathered before they are compressed. */
const CHUNK = 1 << 20;

/** Writes a CSV file (no cell of which holds a line end) as Excel does: every text once, in a table that cells refer to by number. */
export function writeWorkbook(csv: string, path: string): void {
  const file = openSync(path, 'w');
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    writeSync(file, piece);
  });
  const shared = new Map<string, number>();
  const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const part = (name: string, texts: Iterable<string>) => {
    const stream = new ZipDeflate(name, { level: 6 });
    zip.add(stream);
    let text = header;
    for (const one of texts) {
      text += one;
      if (text.length < CHUNK) continue;
      stream.push(strToU8(text));
      text = '';
    }
    stream.push(strToU8(text), true);
  };
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${relations}/${kind}" Target="${target}"/>`;
  const all = (texts: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${texts}</Relationships>`;
  part('[Content_Types].xml', [
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
  ]);
  part('_rels/.rels', [all(relation('rId1', 'officeDocument', 'xl/workbook.xml'))]);
  part('xl/workbook.xml', [
    `<workbook ${main} xmlns:r="${relations}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ]);
  part('xl/_rels/workbook.xml.rels', [
    all(
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml') + relation('rId2', 'sharedStrings', 'sharedStrings.xml'),
    ),
  ]);
  part('xl/worksheets/sheet1.xml', sheet(readFileSync(csv), main, shared));
  part('xl/sharedStrings.xml', strings(shared, main));
  zip.end();
  closeSync(file);
}

function* sheet(csv: Buffer, main: string, shared: Map<string, number>): Generator<string> {
  yield `<worksheet ${main}><sheetData>`;
  let row = 0;
  for (let at = 0; at < csv.length; ) {
    const end = csv.indexOf(10, at);
    const cells = cellsOf(csv.toString('utf8', at, end));
    at = end + 1;
    row++;
    const written = cells.map((text, x) => {
      if (text === '') return '';
      const index = shared.get(text) ?? shared.size;
      shared.set(text, index);
      return `<c r="${String.fromCharCode(65 + x)}${row}" s="1" t="s"><v>${index}</v></c>`;
    });
    yield `<row r="${row}" spans="1:13">${written.join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return Array.from(cells, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

function* strings(shared: Map<string, number>, main: string): Generator<string> {
  yield `<sst ${main} uniqueCount="${shared.size}">`;
  for (const text of shared.keys()) yield `<si><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></si>`;
  yield '</sst>';
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { rows: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } },
  });
  await bench(values.rows.split(',').map(Number), Number(values.rounds));
}

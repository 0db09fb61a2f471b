/** The rows of a published table by region, found once and read where they are: a nation's table is not held a second time. */
import type { ByteWriter } from '../bytes.ts';
import { EXACT_DIGITS, RUN } from '../kernel/layout.ts';
import { DESA, type Regions } from '../rules/regions.ts';
import type { TableKernel } from './table-kernel.ts';

const LF = 0x0a;
const COMMA = 0x2c;

/** A table is looked through in pieces of about so many bytes. */
const PIECE_BYTES = 256 * 1024;

const decoder = new TextDecoder();

/** Column → cell. */
export type Row = Readonly<Record<string, string>>;

/** No cell of these tables holds a line end: a row is a line. */
export class TableRows {
  /** The regions that have rows, in the order of these. */
  readonly regions: number[] = [];
  /** Where the first row of each region begins, and where its last one ends; both 0 where it has none. From the region `first` on. */
  #from: Uint32Array;
  #to: Uint32Array;
  #first: number;
  readonly #table: Uint8Array;
  readonly #header: readonly string[];
  /** Places of the column `kode_wilayah`, and of a column of any text. */
  readonly #code: number;
  readonly #text: number;
  readonly #kernel: TableKernel;

  /** @param table the rows of a region stand together */
  constructor(table: Uint8Array, regions: Regions, kernel: TableKernel) {
    this.#table = table;
    this.#kernel = kernel;
    const start = table.indexOf(LF) + 1;
    this.#header = decoder.decode(table.subarray(0, start - 1)).split(',');
    this.#code = this.#header.indexOf('kode_wilayah');
    this.#text = this.#header.indexOf('sumber');
    // Most tables have no village.
    this.#first = regions.first[DESA - 1]!;
    this.#from = new Uint32Array(regions.count - this.#first);
    this.#to = new Uint32Array(regions.count - this.#first);
    let region = -1;
    for (let at = start; at < table.length; ) {
      const end = table.indexOf(LF, at + PIECE_BYTES) + 1 || table.length;
      const runs = kernel.runs(table.subarray(at, end), this.#code);
      for (let i = 0; i < runs.length; i += RUN) {
        const found = regions.findNumber(runs[i + 1]!, region + 1);
        if (found === region) continue; // the piece before ended with it
        if (region >= 0) this.#to[region - this.#first] = at + runs[i]!;
        region = found;
        if (region < this.#first) this.#addVillages();
        this.#from[region - this.#first] = at + runs[i]!;
        this.regions.push(region);
      }
      at = end;
    }
    if (region >= 0) this.#to[region - this.#first] = table.length;
  }

  has(region: number): boolean {
    return this.#range(region)[1] > 0;
  }

  /** The rows of a region, by column. */
  of(region: number): Row[] {
    return readRows(decoder.decode(this.#table.subarray(...this.#range(region))), this.#header);
  }

  /** The first row of a region. */
  firstOf(region: number): Row | undefined {
    const [from, to] = this.#range(region);
    if (to === 0) return undefined;
    return readRows(decoder.decode(this.#table.subarray(from, this.#table.indexOf(LF, from) + 1)), this.#header)[0];
  }

  /**
   * Writes the rows of a region as members of a JSON object: the cell behind the code names a row, the others are its array.
   * A cell is a number, a text, or null where it is empty. A nation has some ten million: they go from bytes to bytes.
   */
  write(region: number, out: ByteWriter): void {
    const [from, to] = this.#range(region);
    out.append(this.#kernel.json(this.#table.subarray(from, to), this.#code + 1, this.#text));
  }

  #range(region: number): [from: number, to: number] {
    const i = region - this.#first;
    return i < 0 ? [0, 0] : [this.#from[i]!, this.#to[i]!];
  }

  #addVillages(): void {
    const grown = (places: Uint32Array) => {
      const all = new Uint32Array(this.#first + places.length);
      all.set(places, this.#first);
      return all;
    };
    this.#from = grown(this.#from);
    this.#to = grown(this.#to);
    this.#first = 0;
  }
}

/** A cell of a table as JSON. @param isText of a column of any text, in which a number is a text too */
export function cellValue(cell: string, isText = false): number | string | null {
  if (cell === '') return null;
  return !isText && /^[\d.]+$/.test(cell) && cell.length <= EXACT_DIGITS ? Number(cell) : cell;
}

/** All rows of a table, by column. */
export function readTable(table: Uint8Array): Row[] {
  const text = decoder.decode(table);
  const end = text.indexOf('\n');
  return readRows(text.slice(end + 1), text.slice(0, end).split(','));
}

/**
 * What different rows say in some columns, in the order of the rows, up to so many.
 * @param columns beside each other; no cell before them is quoted
 */
export function distinct(table: Uint8Array, columns: readonly string[], most: number): Row[] {
  const found = new Set<string>();
  const said = new RegExp(`(?:${CELL}){${columns.length}}`, 'y');
  const start = table.indexOf(LF) + 1;
  const before = decoder
    .decode(table.subarray(0, start - 1))
    .split(',')
    .indexOf(columns[0]!);
  for (let at = start; at < table.length && found.size < most; ) {
    const end = table.indexOf(LF, at) + 1;
    let from = at;
    for (let left = before; left > 0; left--) from = table.indexOf(COMMA, from) + 1;
    said.lastIndex = 0;
    found.add(said.exec(decoder.decode(table.subarray(from, end)))?.[0] ?? '');
    at = end;
  }
  return readRows([...found].join(''), columns);
}

/** A cell, and what ends it. */
const CELL = '("(?:[^"]|"")*"|[^,\\n]*)(?:,|\\n)';

function readRows(text: string, header: readonly string[]): Row[] {
  const rows: Row[] = [];
  const pattern = new RegExp(CELL, 'y');
  while (pattern.lastIndex < text.length) {
    rows.push(Object.fromEntries(header.map((column) => [column, unquoted(pattern.exec(text)?.[1] ?? '')])));
  }
  return rows;
}

function unquoted(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

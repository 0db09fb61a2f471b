/** The rows of a published table by region, found once and read where they are: a nation's table is not held a second time. */
import type { ByteWriter } from '../bytes.ts';
import type { Bytes } from '../ports.ts';
import type { Regions } from '../rules/regions.ts';

const COMMA = 0x2c;
const LF = 0x0a;
const QUOTE = 0x22;
const DOT = 0x2e;
const [ZERO, NINE] = [0x30, 0x39];

/** More digits than these a browser may round. */
const EXACT_DIGITS = 15;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Column → cell. */
export type Row = Readonly<Record<string, string>>;

/** No cell of these tables holds a line end: a row is a line. */
export class TableRows {
  /** Where the first row of each region begins, and where its last one ends; both 0 where it has none. */
  readonly #from: Uint32Array;
  readonly #to: Uint32Array;
  readonly #table: Bytes;
  readonly #header: readonly string[];
  /** Places of the column `kode_wilayah`, and of a column of any text. */
  readonly #code: number;
  readonly #text: number;

  /** @param table the rows of a region stand together */
  constructor(table: Bytes, regions: Regions) {
    this.#table = table;
    const start = table.indexOf(LF) + 1;
    this.#header = decoder.decode(table.subarray(0, start - 1)).split(',');
    this.#code = this.#header.indexOf('kode_wilayah');
    this.#text = this.#header.indexOf('sumber');
    this.#from = new Uint32Array(regions.count);
    this.#to = new Uint32Array(regions.count);
    for (let at = start, region = -1, last = ''; at < table.length; ) {
      const cell = this.#cell(at, this.#code);
      // Mostly it is the region of the line before.
      if (!isAt(table, cell, last)) {
        last = decoder.decode(table.subarray(cell, table.indexOf(COMMA, cell)));
        region = regions.find(last);
        this.#from[region] = at;
      }
      at = table.indexOf(LF, at) + 1;
      this.#to[region] = at;
    }
  }

  has(region: number): boolean {
    return this.#to[region]! > 0;
  }

  /** Whether a region from `first` to before `end` has a row. */
  hasAny(first: number, end: number): boolean {
    for (let region = first; region < end; region++) if (this.has(region)) return true;
    return false;
  }

  /** The rows of a region, by column. */
  of(region: number): Row[] {
    const rows = this.#table.subarray(this.#from[region]!, this.#to[region]!);
    return readRows(decoder.decode(rows), this.#header);
  }

  /**
   * Writes the rows of a region as members of a JSON object: the cell behind the code names a row, the others are its array.
   * A cell is a number, a text, or null where it is empty.
   */
  write(region: number, out: ByteWriter): void {
    let isFirst = true;
    for (const [start, end] of this.#lines(region)) {
      if (!isFirst) out.byte(COMMA);
      isFirst = false;
      const name = this.#cell(start, this.#code + 1);
      let at = this.#table.indexOf(COMMA, name);
      out.byte(QUOTE);
      out.append(this.#table.subarray(name, at));
      out.ascii('":[');
      for (let column = this.#code + 2; at < end; column++) {
        if (column > this.#code + 2) out.byte(COMMA);
        at = this.#writeCell(at + 1, end, column === this.#text, out);
      }
      out.ascii(']');
    }
  }

  *#lines(region: number): Generator<[at: number, end: number]> {
    for (let at = this.#from[region]!; at < this.#to[region]!; ) {
      const end = this.#table.indexOf(LF, at);
      yield [at, end];
      at = end + 1;
    }
  }

  /** Where a cell of the line at `at` begins; no cell before it is quoted. */
  #cell(at: number, column: number): number {
    for (let i = 0; i < column; i++) at = this.#table.indexOf(COMMA, at) + 1;
    return at;
  }

  /** @returns where the cell ends: at a comma, or at `end` */
  #writeCell(start: number, end: number, isText: boolean, out: ByteWriter): number {
    const table = this.#table;
    let at = start;
    if (table[start] === QUOTE) {
      // A doubled quote stands for one; the cell ends at the first that is not doubled.
      for (at++; table[at] !== QUOTE || table[at + 1] === QUOTE; at++) if (table[at] === QUOTE) at++;
      at++;
    } else while (at < end && table[at] !== COMMA) at++;
    if (at === start) out.ascii('null');
    else if (!isText && isNumber(table, start, at)) for (let i = start; i < at; i++) out.byte(table[i]!);
    else out.append(encoder.encode(JSON.stringify(unquoted(decoder.decode(table.subarray(start, at))))));
    return at;
  }
}

/** A cell of a table as JSON. @param isText of a column of any text, in which a number is a text too */
export function cellValue(cell: string, isText = false): number | string | null {
  if (cell === '') return null;
  return !isText && /^[\d.]+$/.test(cell) && cell.length <= EXACT_DIGITS ? Number(cell) : cell;
}

/** All rows of a table, by column. */
export function readTable(table: Bytes): Row[] {
  const text = decoder.decode(table);
  const end = text.indexOf('\n');
  return readRows(text.slice(end + 1), text.slice(0, end).split(','));
}

/** What different rows say in some columns, in the order of the rows, up to so many. No cell holds a line end. */
export function distinct(table: Bytes, columns: readonly string[], most: number): string[][] {
  const found = new Map<string, string[]>();
  const start = table.indexOf(LF) + 1;
  const header = decoder.decode(table.subarray(0, start - 1)).split(',');
  for (let at = start; at < table.length && found.size < most; ) {
    const end = table.indexOf(LF, at) + 1;
    const [row = {}] = readRows(decoder.decode(table.subarray(at, end)), header);
    const cells = columns.map((column) => row[column] ?? '');
    found.set(cells.join('\n'), cells);
    at = end;
  }
  return [...found.values()];
}

function readRows(text: string, header: readonly string[]): Row[] {
  const rows: Row[] = [];
  const pattern = /("(?:[^"]|"")*"|[^,\n]*)(?:,|\n)/y;
  while (pattern.lastIndex < text.length) {
    rows.push(Object.fromEntries(header.map((column) => [column, unquoted(pattern.exec(text)?.[1] ?? '')])));
  }
  return rows;
}

function unquoted(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

function isNumber(table: Bytes, start: number, end: number): boolean {
  if (end - start > EXACT_DIGITS) return false;
  for (let at = start; at < end; at++) {
    const byte = table[at]!;
    if ((byte < ZERO || byte > NINE) && byte !== DOT) return false;
  }
  return true;
}

function isAt(table: Bytes, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (table[start + i] !== text.charCodeAt(i)) return false;
  return text !== '' && table[start + text.length] === COMMA;
}

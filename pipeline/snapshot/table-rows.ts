/** The rows of a published table by region, found once and read where they are: a nation's table is not held a second time. */
import type { ByteWriter } from '../bytes.ts';
import type { Regions } from '../rules/regions.ts';

const COMMA = 0x2c;
const LF = 0x0a;
const QUOTE = 0x22;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const SPACE = 0x20;
const BACKSLASH = 0x5c;
const NULL = Uint8Array.of(0x6e, 0x75, 0x6c, 0x6c);

/** What a byte says of its cell: it is of a number (0), of something else, of a text that JSON escapes; or the cell is over. */
const LETTER = 1;
const ESCAPED = 2;
const END = 4;
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === COMMA || byte === LF) return END;
  if ((byte >= ZERO && byte <= NINE) || byte === DOT) return 0;
  return byte < SPACE || byte === BACKSLASH ? LETTER | ESCAPED : LETTER;
});

/** Bytes of JSON that a byte of a table becomes at the most: an escaped one. A comma may become `,null`. */
const WIDEST = 6;

/** More digits than these a browser may round. */
const EXACT_DIGITS = 15;

/** The level of villages. */
const DESA = 4;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Column → cell. */
export type Row = Readonly<Record<string, string>>;

/** No cell of these tables holds a line end: a row is a line. */
export class TableRows {
  /** Where the first row of each region begins, and where its last one ends; both 0 where it has none. From the region `first` on. */
  #from: Uint32Array;
  #to: Uint32Array;
  #first: number;
  readonly #table: Uint8Array;
  readonly #header: readonly string[];
  /** Places of the column `kode_wilayah`, and of a column of any text. */
  readonly #code: number;
  readonly #text: number;
  /** What is written of one region, before it goes on. */
  #room = new Uint8Array(1 << 16);

  /** @param table the rows of a region stand together */
  constructor(table: Uint8Array, regions: Regions) {
    this.#table = table;
    const start = table.indexOf(LF) + 1;
    this.#header = decoder.decode(table.subarray(0, start - 1)).split(',');
    this.#code = this.#header.indexOf('kode_wilayah');
    this.#text = this.#header.indexOf('sumber');
    // Most tables have no village.
    this.#first = regions.first[DESA - 1]!;
    this.#from = new Uint32Array(regions.count - this.#first);
    this.#to = new Uint32Array(regions.count - this.#first);
    for (let at = start, region = -1, last = ''; at < table.length; ) {
      const cell = this.#cell(at, this.#code);
      // Mostly it is the region of the line before.
      if (!isAt(table, cell, last)) {
        last = decoder.decode(table.subarray(cell, table.indexOf(COMMA, cell)));
        region = regions.find(last);
        if (region < this.#first) this.#addVillages();
        this.#from[region - this.#first] = at;
      }
      at = table.indexOf(LF, at) + 1;
      this.#to[region - this.#first] = at;
    }
  }

  has(region: number): boolean {
    return this.#range(region)[1] > 0;
  }

  /** Whether a region from `first` to before `end` has a row. */
  hasAny(first: number, end: number): boolean {
    for (let region = first; region < end; region++) if (this.has(region)) return true;
    return false;
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
    const [table, textAt] = [this.#table, this.#text - this.#code - 2];
    const [from, to] = this.#range(region);
    const most = (to - from) * WIDEST;
    if (this.#room.length < most) this.#room = new Uint8Array(most);
    const room = this.#room;
    let n = 0;
    for (let at = from; at < to; at++) {
      if (n > 0) room[n++] = COMMA;
      at = this.#cell(at, this.#code + 1);
      room[n++] = QUOTE;
      while (table[at] !== COMMA) room[n++] = table[at++]!;
      room[n++] = QUOTE;
      room[n++] = COLON;
      for (let column = 0; table[at] !== LF; column++) {
        room[n++] = column === 0 ? OPEN : COMMA;
        const [first, begin] = [++at, n];
        if (table[at] === QUOTE) {
          at = endOfQuoted(table, at);
          n = writeText(table.subarray(first, at), room, n);
          continue;
        }
        let kinds = column === textAt ? LETTER : 0;
        for (let kind = KINDS[table[at]!]!; kind !== END; kind = KINDS[table[++at]!]!) {
          kinds |= kind;
          room[n++] = table[at]!;
        }
        if (at === first) {
          room.set(NULL, n);
          n += NULL.length;
        } else if (kinds === 0 && at - first <= EXACT_DIGITS) continue;
        else if ((kinds & ESCAPED) === 0) {
          room.copyWithin(begin + 1, begin, n);
          room[begin] = QUOTE;
          n++;
          room[n++] = QUOTE;
        } else n = writeText(table.subarray(first, at), room, begin);
      }
      room[n++] = CLOSE;
    }
    out.append(room.subarray(0, n));
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

  /** Where a cell of the line at `at` begins; no cell before it is quoted. */
  #cell(at: number, column: number): number {
    for (let i = 0; i < column; i++) at = this.#table.indexOf(COMMA, at) + 1;
    return at;
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

/** What different rows say in some columns, in the order of the rows, up to so many. No cell holds a line end. */
export function distinct(table: Uint8Array, columns: readonly string[], most: number): string[][] {
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

/** Where a quoted cell ends: behind the first quote that is not doubled. */
function endOfQuoted(table: Uint8Array, start: number): number {
  let at = start + 1;
  for (; table[at] !== QUOTE || table[at + 1] === QUOTE; at++) if (table[at] === QUOTE) at++;
  return at + 1;
}

/** @returns the place behind it */
function writeText(cell: Uint8Array, room: Uint8Array, at: number): number {
  const text = encoder.encode(JSON.stringify(unquoted(decoder.decode(cell))));
  room.set(text, at);
  return at + text.length;
}

function isAt(table: Uint8Array, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (table[start + i] !== text.charCodeAt(i)) return false;
  return text !== '' && table[start + text.length] === COMMA;
}

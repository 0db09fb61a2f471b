/** Reads coverage.csv of up to a million rows into arrays: its form, its keys and their order are checked on the way. */
import type { Bytes } from '../../pipeline/ports.ts';
import { LEVELS, type Regions } from '../../pipeline/rules/regions.ts';
import { KATEGORI_PUBLISHED } from '../../pipeline/rules/vocabulary.ts';
import type { Sheet } from './fault.ts';
import { LAW } from './laws.ts';
import { COUNTS, HEADERS, TAIL } from './layout.ts';

const COMMA = 0x2c;
const LF = 0x0a;
const ZERO = 0x30;

/** Counts are kept in 32 bits; more people than that there are not. */
const MOST = 0xffffffff;

/** Kategori per region, SEMUA included. */
export const KATEGORI_COUNT = KATEGORI_PUBLISHED.length;

const KATEGORI = new Map<string, number>(KATEGORI_PUBLISHED.map((kategori, place) => [kategori, place]));
const COLUMNS = HEADERS['exact/coverage.csv'].split(',');

export class Coverage {
  /** How many rows. */
  readonly count: number;
  readonly region: Int32Array;
  /** Place in `KATEGORI_PUBLISHED`. */
  readonly kategori: Uint8Array;
  /** Row after row the counts in the order of `COUNTS`. */
  readonly counts: Uint32Array;
  readonly regions: Regions;
  readonly #text: Buffer;
  /** Where each row begins, and where its cells behind the counts do. */
  readonly #start: Uint32Array;
  readonly #tail: Uint32Array;
  /** Region → its first row + 1. */
  readonly #first: Int32Array;

  /** @throws Unsound at the first cell that is not as it must be */
  constructor(sheet: Sheet, bytes: Bytes, regions: Regions) {
    this.regions = regions;
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const header = `${HEADERS['exact/coverage.csv']}\n`;
    const first = this.#text.toString('latin1', 0, header.length);
    sheet.equal('#0', null, first, header, LAW.table);
    sheet.equal(null, null, bytes.at(-1) ?? null, LF, LAW.table);
    let rows = -1;
    for (let at = -1; (at = bytes.indexOf(LF, at + 1)) >= 0; ) rows++;
    this.count = rows;
    this.region = new Int32Array(rows);
    this.kategori = new Uint8Array(rows);
    this.counts = new Uint32Array(rows * COUNTS.length);
    this.#start = new Uint32Array(rows + 1);
    this.#tail = new Uint32Array(rows);
    this.#first = new Int32Array(regions.count);
    this.#read(sheet, bytes, header.length);
    sheet.checks.rows += rows;
  }

  /** The row of a region and kategori, or -1. */
  find(region: number, kategori: number): number {
    let row = this.firstOf(region);
    if (row < 0) return -1;
    while (row < this.count && this.region[row] === region && this.kategori[row]! < kategori) row++;
    return row < this.count && this.region[row] === region && this.kategori[row] === kategori ? row : -1;
  }

  /** The first row of a region, or -1. */
  firstOf(region: number): number {
    return this.#first[region]! - 1;
  }

  /** A count of a region and kategori; 0 where there is no row. */
  of(region: number, kategori: number, column: number): number {
    const row = this.find(region, kategori);
    return row < 0 ? 0 : this.counts[row * COUNTS.length + column]!;
  }

  nameOf(row: number): string {
    return `${this.regions.code(this.region[row]!)} ${KATEGORI_PUBLISHED[this.kategori[row]!]}`;
  }

  /** The cells behind the counts, in the order of `TAIL`. */
  tailOf(row: number): string[] {
    return this.#text.toString('latin1', this.#tail[row]!, this.#start[row + 1]! - 1).split(',');
  }

  /** All cells of a row. */
  cellsOf(row: number): string[] {
    return this.#text.toString('latin1', this.#start[row]!, this.#start[row + 1]! - 1).split(',');
  }

  /** Whether a row is the same as one of another table, byte for byte. */
  sameRow(row: number, other: Coverage, theirs: number): boolean {
    const [start, end] = [this.#start[row]!, this.#start[row + 1]!];
    return this.#text.compare(other.#text, other.#start[theirs]!, other.#start[theirs + 1]!, start, end) === 0;
  }

  #read(sheet: Sheet, bytes: Bytes, from: number): void {
    const width = COUNTS.length;
    const text = this.#text;
    const periode = sheet.checks.periode ?? '';
    /** The cells `periode,level,kode_wilayah,` of the row before: mostly the next one begins with the same. */
    let lead = '';
    let region = -1;
    let level = 0;
    let kategori = -1;
    let at = from;
    for (let row = 0; row < this.count; row++) {
      this.#start[row] = at;
      const fresh = lead === '' || text.toString('latin1', at, at + lead.length) !== lead;
      if (fresh) {
        const [month = '', word = '', code = ''] = text.toString('latin1', at, at + 64).split(',', 3);
        lead = `${month},${word},${code},`;
        const name = `#${row + 1} ${code}`;
        sheet.equal(name, 'periode', month, periode, LAW.itself);
        const next = this.regions.find(code);
        if (next < 0) throw sheet.unsound(name, 'kode_wilayah', code, null, LAW.code);
        const nextLevel = this.regions.level(next);
        sheet.equal(name, 'level', word, LEVELS[nextLevel] ?? '', LAW.level);
        if (region >= 0 && (nextLevel < level || (nextLevel === level && next <= region))) {
          throw sheet.unsound(name, null, code, `> ${this.regions.code(region)}`, LAW.order);
        }
        [region, level, kategori] = [next, nextLevel, -1];
        this.#first[region] = row + 1;
      }
      at += lead.length;
      const end = bytes.indexOf(COMMA, at);
      const word = text.toString('latin1', at, Math.max(at, end));
      const place = KATEGORI.get(word);
      if (place === undefined)
        throw sheet.unsound(`#${row + 1} ${lead.split(',')[2]}`, 'kategori', word, null, LAW.code);
      if (place <= kategori) throw sheet.unsound(`${lead.split(',')[2]} ${word}`, null, word, null, LAW.order);
      this.region[row] = region;
      this.kategori[row] = kategori = place;
      at = end + 1;
      for (let c = 0; c < width; c++) {
        const begin = at;
        let value = 0;
        let digit = bytes[at]! - ZERO;
        while (digit >= 0 && digit <= 9) {
          value = value * 10 + digit;
          digit = bytes[++at]! - ZERO;
        }
        const spelled = at > begin && (bytes[begin] !== ZERO || at === begin + 1) && bytes[at] === COMMA;
        if (!spelled || value > MOST) throw this.#odd(sheet, row, c, begin);
        this.counts[row * width + c] = value;
        at++;
      }
      this.#tail[row] = at;
      at = bytes.indexOf(LF, at) + 1;
      sheet.checks.count += 3 + width;
    }
    this.#start[this.count] = at;
  }

  #odd(sheet: Sheet, row: number, count: number, at: number) {
    const end = this.#text.indexOf(LF, at);
    const [cell = ''] = this.#text.toString('latin1', at, end).split(',', 1);
    return sheet.unsound(this.nameOf(row), COUNTS[count] ?? '', cell, null, LAW.number);
  }

  /** The columns, and how many of them stand before the counts. */
  static readonly columns: readonly string[] = COLUMNS;
  static readonly keys = COLUMNS.length - COUNTS.length - TAIL.length;
}

/**
 * One sheet as records: a row of the sheet is a record, its cells as a person reads them. Rows that the sheet leaves out are
 * blank records, so that the number of a record is the number of its row.
 */
import { Out } from './out.ts';
import { RunText, type Strings } from './strings.ts';
import type { Kind } from './styles.ts';
import { exponentText, isoText, numberText } from './values.ts';
import { broken, CLOSE, code, END, OPEN, TEXT, Xml } from './xml.ts';

const ROW = code('row');
const CELL = code('c');
const VALUE = code('v');
const FORMULA = code('f');
const INLINE = code('is');

const [R, S, T] = [code('r'), code('s'), code('t')];

/** What a sheet can hold. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

/** Records are handed on when so many bytes have gathered. */
const PIECE_BYTES = 128 * 1024;

const ZERO = 0x30;
const NINE = 0x39;
const DOLLAR = 0x24;

/** More digits than these are not copied but read: a spreadsheet keeps 15. */
const PLAIN_DIGITS = 15;

/** How a cell says what its value is; everything else is text. */
const SHARED = code('s');
const BOOLEAN = code('b');
const DATE = code('d');
const NUMBER = code('n');

export interface SheetContext {
  readonly strings: Strings;
  readonly kinds: readonly Kind[];
  readonly since1904: boolean;
}

/** In which column, below which row, a number is one that lost digits: it is written as `8.17E+15`. */
export interface Numberless {
  readonly column: number;
  readonly below: number;
}

export class Sheet {
  /** Of the rows read so far: hidden ones, and cells whose formula was saved without its value. */
  hiddenRows = 0;
  unknownFormulas = 0;

  readonly #xml: Xml;
  readonly #context: SheetContext;
  readonly #numberless: Numberless | undefined;
  readonly #out = new Out();
  readonly #text = new RunText();
  /** The row and the column last begun, from 1; cells of the row written so far. */
  #row = 0;
  #column = 0;
  #written = 0;
  #inValue = false;
  #inInline = false;
  #hasValue = false;
  #hasFormula = false;
  #type = 0;
  #style = 0;

  constructor(pieces: Iterable<Uint8Array>, context: SheetContext, numberless?: Numberless) {
    this.#xml = new Xml(pieces);
    this.#context = context;
    this.#numberless = numberless;
  }

  /**
   * The records in pieces of many; a piece is the receiver's until it asks for the next.
   * @param most rows to be read
   * @throws Unreadable when the sheet is none
   */
  *records(most = MOST_ROWS): Generator<Uint8Array> {
    const out = this.#out;
    while (this.#row < most && this.#readRow(most)) {
      if (out.length < PIECE_BYTES) continue;
      yield out.bytes;
      out.clear();
    }
    if (out.length > 0) yield out.bytes;
  }

  /** Reads up to the end of the next row; false when there is none. Its record is written, and blank ones for rows left out. */
  #readRow(most: number): boolean {
    const xml = this.#xml;
    for (;;) {
      const token = xml.next();
      if (token === TEXT) {
        if (this.#inValue) this.#text.add(xml);
        else if (this.#inInline) this.#text.take(token, xml);
      } else if (token === END) throw broken();
      else if (xml.name === CELL) {
        if (token === OPEN) this.#beginCell();
        else this.#endCell();
      } else if (xml.name === VALUE) {
        this.#inValue = token === OPEN;
        if (token === OPEN) this.#hasValue = true;
      } else if (xml.name === ROW) {
        if (token === CLOSE) {
          this.#out.endRecord();
          return true;
        }
        if (!this.#beginRow(most)) return false;
      } else if (xml.name === FORMULA) this.#hasFormula = true;
      else if (xml.name === INLINE) {
        this.#inInline = token === OPEN;
        this.#hasValue = true;
      } else if (this.#inInline) this.#text.take(token, xml);
      else if (token === CLOSE && xml.name === 0 && xml.localName === 'sheetData') return false;
    }
  }

  /** @returns false when the row is beyond those that are read */
  #beginRow(most: number): boolean {
    const xml = this.#xml;
    const row = xml.has(R) ? wholeNumber(xml) : this.#row + 1;
    if (row <= this.#row || row > MOST_ROWS) throw broken();
    for (let blank = this.#row + 1; blank < row && blank <= most; blank++) this.#out.endRecord();
    this.#row = row;
    this.#column = 0;
    this.#written = 0;
    const hidden = xml.attribute('hidden');
    if (hidden === '1' || hidden === 'true') this.hiddenRows++;
    return row <= most;
  }

  #beginCell(): void {
    const xml = this.#xml;
    const column = xml.has(R) ? columnOf(xml) : this.#column + 1;
    if (this.#row === 0 || column <= this.#column || column > MOST_COLUMNS) throw broken();
    this.#column = column;
    this.#style = xml.has(S) ? wholeNumber(xml) : 0;
    this.#type = xml.has(T) ? typeOf(xml) : NUMBER;
    this.#hasValue = false;
    this.#hasFormula = false;
    this.#text.clear();
  }

  /** A cell that holds nothing, not even an empty text, is as if it were not there. */
  #endCell(): void {
    this.#inValue = false;
    this.#inInline = false;
    if (!this.#hasValue) {
      if (this.#hasFormula) this.unknownFormulas++;
      return;
    }
    const { strings, since1904, kinds } = this.#context;
    const text = this.#text;
    const out = this.#out;
    out.delimiters(this.#column - Math.max(1, this.#written));
    this.#written = this.#column;
    if (this.#type === SHARED) strings.writeTo(out, index(text));
    else if (this.#type === NUMBER) {
      const kind = kinds[this.#style] ?? 'plain';
      if (this.#isNumberless(kind)) out.ascii(quoteless(exponentText(ascii(text))));
      else if (kind === 'plain' && isPlain(text)) out.verbatim(text.bytes, 0, text.length);
      else out.ascii(quoteless(numberText(ascii(text), kind, since1904)));
    } else if (this.#type === BOOLEAN) out.ascii(ascii(text).trim() === '1' ? 'TRUE' : 'FALSE');
    else if (this.#type === DATE) out.ascii(quoteless(isoText(ascii(text))));
    else text.writeTo(out); // inline, the text of a formula, an error such as #N/A
  }

  #isNumberless(kind: Kind): boolean {
    const where = this.#numberless;
    return where !== undefined && this.#column === where.column && this.#row > where.below && kind !== 'date';
  }
}

/** The letters of `AB12` as a number from 1. */
function columnOf({ bytes, start, end }: Xml): number {
  let column = 0;
  for (let p = start; p < end; p++) {
    const letter = (bytes[p]! | 0x20) - 0x60;
    if (bytes[p] === DOLLAR) continue;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}

/** The number of an attribute; beyond all rows and styles when it is none. */
function wholeNumber({ bytes, start, end }: Xml): number {
  let number = 0;
  for (let p = start; p < end; p++) {
    const byte = bytes[p]!;
    if (byte < ZERO || byte > NINE || number > MOST_ROWS) return Number.MAX_SAFE_INTEGER;
    number = number * 10 + byte - ZERO;
  }
  return end > start ? number : Number.MAX_SAFE_INTEGER;
}

function typeOf({ bytes, start, end }: Xml): number {
  let type = 0;
  if (end - start > 4) return 0; // inlineStr
  for (let p = start; p < end; p++) type = (type << 8) | bytes[p]!;
  return type;
}

/** The number of a shared text. */
function index(text: RunText): number {
  let number = 0;
  for (let p = 0; p < text.length; p++) {
    const digit = text.bytes[p]! - ZERO;
    if (digit < 0 || digit > 9) return digitsApart(text);
    number = number * 10 + digit;
  }
  return text.length > 0 ? number : Number.NaN;
}

function digitsApart(text: RunText): number {
  const trimmed = ascii(text).trim();
  return /^\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** Whether a number is written as it is shown: digits alone, no zero in front. */
function isPlain({ bytes, length }: RunText): boolean {
  if (length === 0 || length > PLAIN_DIGITS || (bytes[0] === ZERO && length > 1)) return false;
  for (let p = 0; p < length; p++) if (bytes[p]! < ZERO || bytes[p]! > NINE) return false;
  return true;
}

const latin = new TextDecoder('latin1');

function ascii(text: RunText): string {
  return latin.decode(text.bytes.subarray(0, text.length));
}

/** What stands where a number should is shown as far as it is plain. */
function quoteless(text: string): string {
  return text.replace(/[^\x20\x21\x23-\x3a\x3c-\x7e]/g, '?').slice(0, 64);
}

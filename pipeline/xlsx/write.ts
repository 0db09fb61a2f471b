/** Writes a workbook of one sheet whose cells are all text, row by row, and compresses it as a whole: for sheets of a few thousand rows. */
import { strToU8, Zip, type ZipInputFile, ZipPassThrough } from 'fflate';
import { ByteWriter } from '../bytes.ts';
import type { Bytes, Deflated, Ports } from '../ports.ts';
import { Spare } from '../spare.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What Excel takes at most in a cell, and in a row. */
const MOST_CHARACTERS = 32_767;
const MOST_CELLS = 16_384;

/** Tags, as bytes: the shortest that say text, since a sheet of a thousand rejected rows is mostly tags. */
const [ROW, ROW_END] = [strToU8('<row>'), strToU8('</row>')];
const [TEXT, TEXT_END] = [strToU8('<c t="str"><v>'), strToU8('</v></c>')];
const EMPTY = strToU8('<c/>');

/** Room for some hundred rows. */
const FIRST_BYTES = 256 * 1024;

/** Writers of sheets that are finished: the next one is written in the same memory. */
const WRITERS = new Spare<ByteWriter>();

/** A row: where its cells lie in some bytes of UTF-8. */
export interface Cells {
  readonly count: number;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

export class TextSheet {
  readonly #file = new ByteWriter();
  readonly #zip = new Zip((_, piece) => this.#file.append(piece));
  readonly #sheet = new Sheet('xl/worksheets/sheet1.xml');
  readonly #deflate: Ports['deflate'];
  readonly #out = WRITERS.take() ?? new ByteWriter(FIRST_BYTES);

  /** @param name of the sheet: letters alone */
  constructor(name: string, deflate: Ports['deflate']) {
    this.#deflate = deflate;
    const relation = (id: number, kind: string, target: string) =>
      `<Relationship Id="rId${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
    const relations = (all: string) => `<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`;
    this.#part('[Content_Types].xml', CONTENT_TYPES);
    this.#part('_rels/.rels', relations(relation(1, 'officeDocument', 'xl/workbook.xml')));
    this.#part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    );
    this.#part(
      'xl/_rels/workbook.xml.rels',
      relations(relation(1, 'worksheet', 'worksheets/sheet1.xml') + relation(2, 'styles', 'styles.xml')),
    );
    this.#part('xl/styles.xml', STYLES);
    this.#open(this.#sheet);
    // The first row stays in sight.
    this.#out.ascii(
      `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>`,
    );
  }

  add(bytes: Bytes, { count, starts, ends }: Cells): void {
    const out = this.#out;
    out.append(ROW);
    for (let i = 0; i < Math.min(count, MOST_CELLS); i++) this.#cell(bytes, starts[i]!, ends[i]!);
    out.append(ROW_END);
  }

  /** The whole file; nothing is added afterwards. */
  finish(): Bytes {
    this.#out.ascii('</sheetData></worksheet>');
    this.#sheet.hold(this.#out.length, this.#deflate(this.#out.bytes));
    this.#zip.end();
    this.#out.clear();
    WRITERS.give(this.#out);
    return this.#file.bytes;
  }

  #cell(bytes: Bytes, start: number, end: number): void {
    const out = this.#out;
    if (start === end) out.append(EMPTY);
    else if (isPlain(bytes, start, end)) {
      out.append(TEXT);
      out.copy(bytes, start, end);
      out.append(TEXT_END);
    } else {
      const text = decoder.decode(bytes.subarray(start, end)).slice(0, MOST_CHARACTERS);
      const space = /^\s|\s$/.test(text) ? ' xml:space="preserve"' : '';
      out.append(strToU8(`<c t="str"><v${space}>${xml(text)}</v></c>`));
    }
  }

  #part(name: string, text: string): void {
    this.#open(new ZipPassThrough(name)).push(strToU8(DECLARATION + text), true);
  }

  #open<T extends ZipInputFile>(part: T): T {
    part.mtime = MADE;
    this.#zip.add(part);
    return part;
  }
}

/** A part that is at hand as a whole, compressed. */
class Sheet implements ZipInputFile {
  readonly filename: string;
  readonly compression = 8;
  size = 0;
  crc = 0;
  ondata?: NonNullable<ZipInputFile['ondata']>;

  constructor(name: string) {
    this.filename = name;
  }

  /** @param size before it was compressed, bytes */
  hold(size: number, { bytes, crc }: Deflated): void {
    this.size = size;
    this.crc = crc;
    this.ondata?.(null, bytes, true);
  }
}

/** No clock here: the same rows make the same bytes. Zip files know no earlier day. */
const MADE = '1980-01-02';

const CONTENT_TYPES = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;

/** Every cell is text, those too that will be typed: format 49 is `@`. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** Whether XML holds these bytes as they are; of what is rare nothing is said. */
function isPlain(bytes: Bytes, start: number, end: number): boolean {
  if (end - start > MOST_CHARACTERS || !isInk(bytes[start]!) || !isInk(bytes[end - 1]!)) return false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte < 0x20 || byte === 0x26 || byte === 0x3c || byte === 0x3e || byte === 0xef) return false;
    if (byte === 0x5f && bytes[at + 1] === 0x78) return false; // _x begins what stands for another character
  }
  return true;
}

/** ASCII that is to be seen. */
function isInk(byte: number): boolean {
  return byte > 0x20 && byte < 0x7f;
}

/** Text as XML holds it; characters that XML cannot hold as workbooks write them. */
function xml(text: string): string {
  if (!/[&<>\x00-\x1f\ufffe\uffff_]/.test(text)) return text;
  return text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, (c) => `_x${c.charCodeAt(0).toString(16).padStart(4, '0')}_`)
    .replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
}

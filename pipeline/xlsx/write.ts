/** Writes a workbook of one sheet whose cells are all text, row by row; only what is compressed already is held. */
import { strToU8, Zip, ZipDeflate, type ZipInputFile, ZipPassThrough } from 'fflate';
import type { Bytes } from '../ports.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** What Excel takes at most in a cell, and in a row. */
const MOST_CHARACTERS = 32_767;
const MOST_CELLS = 16_384;

/** Characters gathered before they are compressed. */
const CHUNK = 256 * 1024;

/** The fastest, and nearly as small: the tags of a sheet repeat themselves. */
const LEVEL = 1;

export class TextSheet {
  readonly #pieces: Uint8Array[] = [];
  readonly #zip = new Zip((_, piece) => this.#pieces.push(piece));
  readonly #sheet: ZipDeflate;
  #text = '';

  /** @param name of the sheet: letters alone */
  constructor(name: string) {
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
    this.#sheet = this.#open(new ZipDeflate('xl/worksheets/sheet1.xml', { level: LEVEL }));
    // The first row stays in sight.
    this.#text = `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>`;
  }

  /** An empty cell is formatted as text too, for what will be typed into it. */
  add(cells: readonly string[]): void {
    const row = cells.slice(0, MOST_CELLS).map((cell) => {
      const text = cell.slice(0, MOST_CHARACTERS);
      return text === ''
        ? '<c s="1"/>'
        : `<c s="1" t="inlineStr"><is><t${/^\s|\s$/.test(text) ? ' xml:space="preserve"' : ''}>${xml(text)}</t></is></c>`;
    });
    this.#text += `<row>${row.join('')}</row>`;
    if (this.#text.length > CHUNK) this.#flush(false);
  }

  /** The whole file. */
  finish(): Bytes {
    this.#text += '</sheetData></worksheet>';
    this.#flush(true);
    this.#zip.end();
    const bytes = new Uint8Array(this.#pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  #flush(last: boolean): void {
    this.#sheet.push(strToU8(this.#text), last);
    this.#text = '';
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

/** No clock here: the same rows make the same bytes. Zip files know no earlier day. */
const MADE = '1980-01-02';

const CONTENT_TYPES = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;

/** Style 1 is text: format 49 is `@`. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** Text as XML holds it; characters that XML cannot hold as workbooks write them. */
function xml(text: string): string {
  if (!/[&<>\x00-\x1f\ufffe\uffff_]/.test(text)) return text;
  return text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, (c) => `_x${c.charCodeAt(0).toString(16).padStart(4, '0')}_`)
    .replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
}

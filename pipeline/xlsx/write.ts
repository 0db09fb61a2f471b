/** Writes a workbook of one sheet whose cells are all text, row by row, and compresses it as a whole: for sheets of a few thousand rows. */
import { strToU8, Zip, type ZipInputFile, ZipPassThrough } from 'fflate';
import { ByteWriter } from '../bytes.ts';
import type { Kernel } from '../ingest/kernel.ts';
import { MOST_CHARACTERS } from '../kernel/layout.ts';
import type { Bytes, Deflated, Ports } from '../ports.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What Excel takes at most in a row. */
const MOST_CELLS = 16_384;

const [ROW, ROW_END] = [strToU8('<row>'), strToU8('</row>')];

export class TextSheet {
  readonly #file = new ByteWriter();
  readonly #zip = new Zip((_, piece) => this.#file.append(piece));
  readonly #sheet = new Sheet('xl/worksheets/sheet1.xml');
  readonly #deflate: Ports['deflate'];
  readonly #kernel: Kernel;

  /**
   * @param name of the sheet: letters alone
   * @param kernel splits the records that are added, and gathers the sheet
   */
  constructor(name: string, deflate: Ports['deflate'], kernel: Kernel) {
    this.#deflate = deflate;
    this.#kernel = kernel;
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
    kernel.gatherAnew();
    // The first row stays in sight.
    kernel.gather(
      strToU8(
        `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>`,
      ),
    );
  }

  /** Adds the record that the kernel split last. */
  add(): void {
    const kernel = this.#kernel;
    const count = Math.min(kernel.count, MOST_CELLS);
    kernel.gather(ROW);
    for (let i = kernel.gatherCells(0, count); i < count; i = kernel.gatherCells(i + 1, count)) {
      const text = decoder.decode(kernel.bytes.subarray(kernel.starts[i], kernel.ends[i])).slice(0, MOST_CHARACTERS);
      const space = /^\s|\s$/.test(text) ? ' xml:space="preserve"' : '';
      kernel.gather(strToU8(`<c t="str"><v${space}>${xml(text)}</v></c>`));
    }
    kernel.gather(ROW_END);
  }

  /** The whole file; nothing is added afterwards. */
  finish(): Bytes {
    const kernel = this.#kernel;
    kernel.gather(strToU8('</sheetData></worksheet>'));
    this.#sheet.hold(kernel.gatheredBytes, this.#deflate(kernel.gathered));
    this.#zip.end();
    kernel.gatherAnew();
    return this.#file.bytes;
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

/** Text as XML holds it; characters that XML cannot hold as workbooks write them. */
function xml(text: string): string {
  if (!/[&<>\x00-\x1f\ufffe\uffff_]/.test(text)) return text;
  return text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/[\x00-\x08\x0b-\x1f\ufffe\uffff]/g, (c) => `_x${c.charCodeAt(0).toString(16).padStart(4, '0')}_`)
    .replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
}

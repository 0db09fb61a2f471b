/** Makes workbooks for tests, part by part, as plainly as the format allows. */
import { strToU8, type Zippable, zipSync } from 'fflate';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

export interface SheetParts {
  readonly name?: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** The `row` elements. */
  readonly rows: string;
  /** What comes after `sheetData`. */
  readonly after?: string;
}

export interface WorkbookParts {
  readonly sheets: readonly SheetParts[];
  /** The `si` elements. */
  readonly strings?: string;
  /** Format codes: style number i + 1 uses the i-th. */
  readonly formats?: readonly string[];
  readonly since1904?: boolean;
  /** Parts added, or written over. */
  readonly parts?: Readonly<Record<string, string>>;
}

export function workbook(parts: WorkbookParts): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  for (const [path, text] of Object.entries({ ...partsOf(parts), ...parts.parts })) files[path] = strToU8(text);
  return Uint8Array.from(zipSync(files, { level: 1 }));
}

/** A sheet of text cells: even rows inline, odd rows by the table of shared texts. */
export function textWorkbook(records: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
  const shared = new Map<string, number>();
  const rows = records.map((cells, y) => {
    const row = cells.map((text, x) => {
      if (y % 2 === 0) return `<c r="${columnName(x)}${y + 1}" t="inlineStr">${run(text, 'is')}</c>`;
      const index = shared.get(text) ?? shared.size;
      shared.set(text, index);
      return `<c r="${columnName(x)}${y + 1}" t="s"><v>${index}</v></c>`;
    });
    return `<row r="${y + 1}">${row.join('')}</row>`;
  });
  return workbook({
    sheets: [{ rows: rows.join('') }],
    strings: [...shared.keys()].map((text) => run(text, 'si')).join(''),
  });
}

/** Column 0 is A. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

export function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/[\x00-\x08\x0b-\x1f]/g, (c) => `_x${c.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`)
    .replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;' })[c] ?? '&gt;');
}

function run(text: string, element: string): string {
  return `<${element}><t xml:space="preserve">${escaped(text)}</t></${element}>`;
}

function partsOf({ sheets, strings, formats = [], since1904 = false }: WorkbookParts): Record<string, string> {
  const listed = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name ?? `Sheet${i + 1}`}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
  );
  const relations = sheets.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`));
  const numFmts = formats.map((format, i) => `<numFmt numFmtId="${164 + i}" formatCode="${format}"/>`);
  const xfs = formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`);
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"/>`,
    '_rels/.rels': relationships([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${since1904 ? 1 : 0}"/><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...relations,
      relation('rIdS', 'sharedStrings', 'sharedStrings.xml'),
      relation('rIdF', 'styles', '/xl/styles.xml'),
    ]),
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${numFmts.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings ?? ''}</sst>`,
    ...Object.fromEntries(
      sheets.map(({ rows, after }, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after ?? ''}</worksheet>`,
      ]),
    ),
  };
}

function relationships(all: readonly string[]): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

function relation(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
}

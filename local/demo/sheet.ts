/** Cells as the bytes of an upload, in the manners in which spreadsheets and information systems save them. */
import { gzipSync } from 'node:zlib';
import { grouped } from '../../pipeline/rules/numbers.ts';

export interface Look {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly encode: (text: string) => Uint8Array;
  /** Typed by a person: titles above, numbered rows, a total below, words and dates in full. */
  readonly byHand: boolean;
}

export interface Sheet {
  readonly key: string;
  readonly look: Look;
  readonly titles: readonly string[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is counted, for the total. */
  readonly unit: string;
}

const utf8 = new TextEncoder();

/** "CSV" of a spreadsheet in Indonesia: the comma being the decimal sign, semicolons part the cells. */
export const EXCEL: Look = {
  delimiter: ';',
  lineEnd: '\r\n',
  // Latin-1 is Windows-1252 for the letters that names have.
  encode: (text) => Buffer.from(text, 'latin1'),
  byHand: true,
};

/** "CSV UTF-8" of a spreadsheet. */
export const EXCEL_UTF8: Look = { ...EXCEL, encode: (text) => utf8.encode(`\ufeff${text}`) };

/** "Unicode text" of a spreadsheet, renamed to .csv. */
export const UNICODE_TEXT: Look = {
  ...EXCEL,
  delimiter: '\t',
  encode: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
};

/** Exported from a personnel information system. */
export const SYSTEM: Look = { delimiter: ',', lineEnd: '\n', encode: (text) => utf8.encode(text), byHand: false };

/** The same, compressed. */
export const SYSTEM_GZ: Look = { ...SYSTEM, encode: (text) => gzipSync(text, { level: 4 }) };

export function bytesOf({ look, titles, header, rows, unit }: Sheet): Uint8Array {
  const width = look.byHand ? header.length + 1 : header.length;
  // A spreadsheet writes as many cells in each row as the widest has.
  const short = (...cells: string[]) => [...cells, ...new Array<string>(width - cells.length).fill('')];
  const records: (readonly string[])[] = look.byHand
    ? [
        ...titles.map((title) => short(title)),
        short(),
        ['No.', ...header],
        ...rows.map((row, i) => [String(i + 1), ...row]),
        short('JUMLAH', '', `${thousands(rows.length)} ${unit}`),
      ]
    : [header, ...rows];
  return look.encode(records.map((cells) => line(cells, look)).join(''));
}

/** As people write large numbers: 40.000. */
export function thousands(value: number): string {
  return grouped(String(value), '.');
}

function line(cells: readonly string[], { delimiter, lineEnd }: Look): string {
  let text = '';
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    if (i > 0) text += delimiter;
    text += cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
  }
  return text + lineEnd;
}

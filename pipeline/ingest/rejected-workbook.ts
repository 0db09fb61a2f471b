/**
 * The first rejected rows as a workbook, all cells text: a spreadsheet that opens rejected.csv makes numbers of NIKs.
 *
 * As many rows as a person mends by hand; all of them are in rejected.csv. A row takes many times as long to write here as to
 * read, so that a file in which every row fails would take much longer than a good one without a bound.
 */
import type { Bytes, Ports } from '../ports.ts';
import { TextSheet } from '../xlsx/write.ts';
import { INCOMPLETE, Records } from './records.ts';

/** Rows, the header not counted. */
export const MOST_ROWS = 1_000;
/** Bytes of rejected.csv, where rows are long. */
const MOST_BYTES = 4 * 1024 * 1024;

export class RejectedWorkbook {
  readonly #records: Records;
  readonly #sheet: TextSheet;
  #rows = -1;
  #bytes = 0;

  constructor(delimiter: string, deflate: Ports['deflate']) {
    this.#sheet = new TextSheet('Ditolak', deflate);
    this.#records = new Records(delimiter.charCodeAt(0), false);
  }

  /** Takes whole records of rejected.csv, the header first. They may be written over. */
  take(bytes: Bytes): void {
    const records = this.#records;
    for (let at = 0; at < bytes.length && this.#rows < MOST_ROWS && this.#bytes < MOST_BYTES; this.#rows++) {
      const next = records.next(bytes, at, bytes.length, true);
      if (next === INCOMPLETE) return;
      this.#sheet.add(bytes, records);
      this.#bytes += next - at;
      at = next;
    }
  }

  finish(): Bytes {
    return this.#sheet.finish();
  }
}

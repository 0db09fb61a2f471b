/**
 * The first rejected rows as a workbook, all cells text: a spreadsheet that opens rejected.csv makes numbers of NIKs.
 *
 * As many rows as a person mends by hand; all of them are in rejected.csv. A row takes many times as long to write here as to
 * read, so that a file in which every row fails would take much longer than a good one without a bound.
 */
import type { Bytes, Ports } from '../ports.ts';
import { TextSheet } from '../xlsx/write.ts';
import { INCOMPLETE, Kernel } from './kernel.ts';

/** Rows, the header not counted. */
export const MOST_ROWS = 1_000;
/** Bytes of rejected.csv, where rows are long. */
const MOST_BYTES = 4 * 1024 * 1024;

export class RejectedWorkbook {
  readonly #kernel: Kernel;
  readonly #delimiter: number;
  readonly #sheet: TextSheet;
  #rows = -1;
  #bytes = 0;

  constructor(delimiter: string, { deflate, kernel }: Pick<Ports, 'deflate' | 'kernel'>) {
    this.#kernel = Kernel.borrow(kernel);
    this.#delimiter = delimiter.charCodeAt(0);
    this.#sheet = new TextSheet('Ditolak', deflate, this.#kernel);
  }

  /** Takes whole records of rejected.csv, the header first. */
  take(bytes: Bytes): void {
    if (this.#rows >= MOST_ROWS || this.#bytes >= MOST_BYTES) return;
    const kernel = this.#kernel;
    const text = kernel.room(bytes.length, 0);
    kernel.bytes.set(bytes, text);
    kernel.begin(this.#delimiter, false);
    const limit = text + bytes.length;
    for (let at = text; at < limit && this.#rows < MOST_ROWS && this.#bytes < MOST_BYTES; this.#rows++) {
      const next = kernel.split(at, limit, true);
      if (next === INCOMPLETE) return;
      this.#sheet.add();
      this.#bytes += next - at;
      at = next;
    }
  }

  /** The workbook; nothing is taken afterwards. */
  finish(): Bytes {
    const bytes = this.#sheet.finish();
    this.#kernel.release();
    return bytes;
  }
}

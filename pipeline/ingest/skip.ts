/** Records below the header that are no data: blank ones, repetitions of the header, totals. */
import { clean, squash } from '../rules/text.ts';

const TOTALS = /^(?:jumlah|total|sub ?total|grand total)/iu;

export class Skipping {
  readonly #header: readonly string[];
  readonly #key: number;

  /** @param header the header's cells; @param key where the column stands whose digits make a record data */
  constructor(header: readonly string[], key: number) {
    this.#header = header.map((cell) => squash(clean(cell)));
    this.#key = key;
  }

  /** Whether a record is passed over. @param cells as read, not yet clean */
  isSkipped(cells: readonly string[]): boolean {
    const cleaned = cells.map(clean);
    const first = cleaned.find((cell) => cell !== '');
    if (first === undefined) return true;
    if (TOTALS.test(first) && !/\p{Nd}/u.test(cleaned[this.#key] ?? '')) return true;
    return cleaned.length === this.#header.length && cleaned.every((cell, i) => squash(cell) === this.#header[i]);
  }
}

/** Counts what the rows of one upload were found to be, and judges the file as a whole by it. */
import type { Counts, Example, Issues } from '../contracts/run.ts';
import { ERRORS, type FileCode, ROW_CODES, type RowCode } from '../rules/codes.ts';

/** Rows named per code; enough to find the pattern, and a bound whatever the number of errors. */
const EXAMPLES = 5;

/** On the trace of a spreadsheet that keeps 15 digits: from so many whole NIKs on, more than half end in 0 … */
const TRACE_MOST_FROM = 50;
/** … or, from so many on, all do. */
const TRACE_ALL_FROM = 10;

export class Tally {
  lolos = 0;
  ditolak = 0;
  dilewati = 0;
  /** The codes that have as many examples as are wanted, as bits. */
  settled = 0;
  readonly #codes = new Uint32Array(32);
  readonly #examples = ROW_CODES.map((): Example[] => []);
  readonly #exampleOf: (code: RowCode, findings: number, line: number) => Example;

  /** @param exampleOf says where in the row last read a code is found */
  constructor(exampleOf: (code: RowCode, findings: number, line: number) => Example) {
    this.#exampleOf = exampleOf;
  }

  /**
   * Counts a row.
   * @param line its number, as a spreadsheet counts rows
   * @returns whether more codes have as many examples as are wanted
   */
  add(findings: number, line: number): boolean {
    if ((findings & ERRORS) !== 0) this.ditolak++;
    else this.lolos++;
    const before = this.settled;
    for (let left = findings; left !== 0; left &= left - 1) {
      const code = 31 - Math.clz32(left & -left);
      this.#codes[code]!++;
      const examples = this.#examples[code]!;
      if (examples.length < EXAMPLES) examples.push(this.#exampleOf(ROW_CODES[code]!, findings, line));
      if (examples.length === EXAMPLES) this.settled |= 1 << code;
    }
    return this.settled !== before;
  }

  /** Counts rows that need not be seen. */
  addRead(passed: number, refused: number): void {
    this.lolos += passed;
    this.ditolak += refused;
  }

  get rows(): number {
    return this.lolos + this.ditolak;
  }

  get counts(): Counts {
    return { lolos: this.lolos, ditolak: this.ditolak, dilewati: this.dilewati };
  }

  /** How many rows have each code. @param read those that were not seen, by the codes' bits */
  issues(read: ArrayLike<number>): Issues {
    return Object.fromEntries(
      this.#found().map((code) => {
        const at = ROW_CODES.indexOf(code);
        return [code, this.#codes[at]! + (read[at] ?? 0)];
      }),
    );
  }

  get examples(): Partial<Record<RowCode, Example[]>> {
    return Object.fromEntries(this.#found().map((code) => [code, this.#examples[ROW_CODES.indexOf(code)]!]));
  }

  /** The code that rejects the file whole, or null. @param niks how many have 16 digits, and how many of them end in 0 */
  verdict({ whole, endingIn0: zero }: { whole: number; endingIn0: number }): FileCode | null {
    if (this.rows === 0) return 'FILE_EMPTY';
    if ((whole >= TRACE_MOST_FROM && 2 * zero > whole) || (whole >= TRACE_ALL_FROM && zero === whole)) {
      return 'NIK_LAST_DIGIT_LOST';
    }
    return 2 * this.ditolak > this.rows ? 'TOO_MANY_REJECTED' : null;
  }

  #found(): RowCode[] {
    return ROW_CODES.filter((_, i) => this.#codes[i]! > 0);
  }
}

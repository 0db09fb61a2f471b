/** What the counts of one row of coverage.csv say of each other, and a region's row of those of the regions below it. */
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { DESA } from '../../pipeline/rules/regions.ts';
import { type Counts, PARTS, SUMS } from './cell.ts';
import type { Coverage } from './coverage.ts';
import type { Sheet } from './fault.ts';
import { LAW } from './laws.ts';
import { COUNTS, KLAIM } from './layout.ts';

const WIDTH = COUNTS.length;

/** @throws Unsound */
export function checkPeople(sheet: Sheet, coverage: Coverage): Own {
  const { counts, regions } = coverage;
  let at = 0;
  const said: Counts = (column) => counts[at + column]!;
  for (let row = 0; row < coverage.count; row++, at += WIDTH) {
    for (const { column, of, law } of SUMS) {
      const should = of(said);
      if (said(column) !== should) {
        throw sheet.unsound(coverage.nameOf(row), COUNTS[column] ?? '', said(column), should, law);
      }
    }
    for (const { column, most, law } of PARTS) {
      const bound = most(said);
      if (said(column) > bound) {
        throw sheet.unsound(coverage.nameOf(row), COUNTS[column] ?? '', said(column), `≤ ${bound}`, law);
      }
    }
  }
  sheet.checks.count += coverage.count * (SUMS.length + PARTS.length);
  const own = new Own(sheet, coverage);
  for (let row = 0; row < own.upper; row++) {
    if (coverage.region[row] === regions.nation) own.checkNation(sheet, row);
    else own.check(sheet, row);
  }
  return own;
}

/**
 * Who is counted at a very region: in it and in none below. They were coded to it, and are people like others, so the same
 * must hold of them as of a row.
 */
export class Own {
  /** Rows that stand above those of villages: a village has nothing below, all that it counts is its own. */
  readonly upper: number;
  readonly #coverage: Coverage;
  readonly #own: Float64Array;

  /** @throws Unsound where a region has claims and the one above has no row for them */
  constructor(sheet: Sheet, coverage: Coverage) {
    const { region, kategori, counts, regions } = coverage;
    this.#coverage = coverage;
    let upper = 0;
    while (upper < coverage.count && regions.level(region[upper]!) < DESA) upper++;
    this.upper = upper;
    this.#own = Float64Array.from(counts.subarray(0, upper * WIDTH));
    for (let row = 0; row < coverage.count; row++) {
      const at = row * WIDTH;
      if (region[row] === regions.nation || counts[at + KLAIM] === 0) continue;
      const parent = regions.parent[region[row]!]!;
      const above = coverage.find(parent, kategori[row]!);
      if (above < 0) {
        const name = coverage.nameOf(row).replace(/^\d+/, regions.code(parent));
        throw sheet.unsound(name, null, null, `≥ ${counts[at + KLAIM]}`, LAW.rollup);
      }
      for (let c = 0; c < WIDTH; c++) this.#own[above * WIDTH + c]! -= counts[at + c]!;
    }
  }

  of(row: number, column: number): number {
    const at = row * WIDTH + column;
    return row < this.upper ? this.#own[at]! : this.#coverage.counts[at]!;
  }

  /** @throws Unsound */
  check(sheet: Sheet, row: number): void {
    const own: Counts = (column) => this.of(row, column);
    for (let c = 0; c < WIDTH; c++) {
      if (own(c) < 0) throw this.#unsound(sheet, row, c, `≥ ${this.#said(row, c) - own(c)}`, LAW.rollup);
    }
    for (const { column, most } of PARTS) {
      const over = own(column) - most(own);
      if (over > 0) throw this.#unsound(sheet, row, column, `≤ ${this.#said(row, column) - over}`, LAW.ownClaims);
    }
    sheet.checks.count += WIDTH + PARTS.length;
  }

  /** Nobody is coded to the nation. @throws Unsound */
  checkNation(sheet: Sheet, row: number): void {
    for (let c = 0; c < WIDTH; c++) {
      const over = this.of(row, c);
      if (over !== 0) throw this.#unsound(sheet, row, c, `${this.#said(row, c) - over}`, LAW.nation);
    }
    sheet.checks.count += WIDTH;
  }

  #said(row: number, column: number): number {
    return this.#coverage.counts[row * WIDTH + column]!;
  }

  #unsound(sheet: Sheet, row: number, column: number, should: string, law: Sentence) {
    return sheet.unsound(this.#coverage.nameOf(row), COUNTS[column] ?? '', this.#said(row, column), should, law);
  }
}

/**
 * Holds SEMUA, where everybody counts once, against the categories, where one person may count in several: coverage.csv.
 *
 * The claim that counts a person in SEMUA also counts them in its kategori, at the same place. So what the categories count
 * beyond SEMUA are people counted once more: they, too, must keep the rules of a row. (In a region SEMUA may be less than
 * one of its categories: a person may count in SEMUA elsewhere.)
 */
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { type Counts, PARTS } from './cell.ts';
import { type Coverage, KATEGORI_COUNT } from './coverage.ts';
import type { Sheet } from './fault.ts';
import { LAW } from './laws.ts';
import {
  AKTIF,
  COUNTS,
  DIUSULKAN,
  DUPLIKAT,
  KLAIM,
  KONFLIK,
  MENUNGGAK,
  NON_AKTIF,
  STATUS_BERBEDA,
  TERDATA,
} from './layout.ts';
import type { Own } from './people.ts';

const WIDTH = COUNTS.length;
const CONFLICTS = [KONFLIK, STATUS_BERBEDA];

/** @throws Unsound */
export function checkEverybody(sheet: Sheet, coverage: Coverage, own: Own): void {
  const { regions, region, kategori } = coverage;
  if (coverage.count > 0) checkNation(sheet, coverage);
  const extra = furtherCounted(coverage);
  /** People so far who differ in SEMUA and in no kategori. */
  const differ = CONFLICTS.map(() => 0);
  for (let row = 0; row < coverage.count; ) {
    if (kategori[row] !== 0) {
      throw sheet.unsound(`${regions.code(region[row]!)} SEMUA`, null, null, null, LAW.present);
    }
    let end = row + 1;
    while (end < coverage.count && region[end] === region[row]) end++;
    const said = (column: number) => coverage.counts[row * WIDTH + column]!;
    const unsound = (column: number, should: string, law: Sentence) =>
      sheet.unsound(coverage.nameOf(row), COUNTS[column] ?? '', said(column), should, law);
    let claims = 0;
    for (let one = row + 1; one < end; one++) claims += coverage.counts[one * WIDTH + KLAIM]!;
    if (said(KLAIM) !== claims) throw unsound(KLAIM, `${claims}`, LAW.allClaims);

    const rest: Counts = (column) => {
      let sum = -own.of(row, column);
      for (let one = row + 1; one < end; one++) sum += own.of(one, column);
      return sum;
    };
    for (let column = TERDATA; column <= MENUNGGAK; column++) {
      if (rest(column) < 0) throw unsound(column, `≤ ${said(column) + rest(column)}`, LAW.allPeople);
    }
    for (const { column, most } of PARTS) {
      const over = rest(column) - most(rest);
      if (over > 0) throw unsound(column, `≥ ${said(column) + over}`, LAW.allRest);
    }
    for (const [i, column] of CONFLICTS.entries()) {
      differ[i]! -= Math.min(0, rest(column));
      const over = differ[i]! - extra;
      if (over > 0) throw unsound(column, `≤ ${said(column) - over}`, LAW.allConflicts);
    }
    sheet.checks.count += 2 + MENUNGGAK + PARTS.length + CONFLICTS.length;
    row = end;
  }
}

/** How often somebody counts in one kategori more: nobody differs in SEMUA alone who has but one. */
function furtherCounted(coverage: Coverage): number {
  const { nation } = coverage.regions;
  let sum = -coverage.of(nation, 0, TERDATA);
  for (let k = 1; k < KATEGORI_COUNT; k++) sum += coverage.of(nation, k, TERDATA);
  return sum;
}

/** Of the whole country's claims of a person one counts, the one with the best status; so much more must hold there. */
function checkNation(sheet: Sheet, coverage: Coverage): void {
  const { regions } = coverage;
  const of = (kategori: number, column: number) => coverage.of(regions.nation, kategori, column);
  const better = (kategori: number, statuses: number) => {
    let people = 0;
    for (let column = AKTIF; column < AKTIF + statuses; column++) people += of(kategori, column);
    return people;
  };
  const least = (column: number, bound: number) =>
    sheet.atLeast('00 SEMUA', COUNTS[column] ?? '', of(0, column), bound, LAW.allNation);
  for (let k = 0; k < KATEGORI_COUNT; k++) {
    const row = coverage.find(regions.nation, k);
    if (row < 0) continue;
    const name = coverage.nameOf(row);
    sheet.atLeast(name, 'terdata', of(k, TERDATA), Math.min(1, of(k, KLAIM)), LAW.someCounted);
    for (const column of CONFLICTS) {
      sheet.atMost(name, COUNTS[column] ?? '', of(k, column), of(k, DUPLIKAT), LAW.conflicts);
      least(column, of(k, column));
    }
    // Who is active in a kategori is active in SEMUA; who is inactive there is inactive or active; and so on.
    for (const [i, column] of [AKTIF, NON_AKTIF, DIUSULKAN].entries()) {
      least(column, of(0, column) + better(k, i + 1) - better(0, i + 1));
    }
    least(TERDATA, of(k, TERDATA));
  }
}

/** Counters per region and kategori: how many people, and how many of them what. */

import { arrearsOf, danaOf, isAlike, kategoriOf, programOf, regionInBlock, statusOf } from '../decided.ts';
import {
  CONFLICT_KATEGORI,
  CONFLICT_SEMUA,
  COUNTS_KATEGORI,
  COUNTS_SEMUA,
  DISAGREE_KATEGORI,
  DISAGREE_SEMUA,
} from '../kernel/decisions.ts';
import { AKTIF, KATEGORI_PUBLISHED, PROGRAM, STATUS, SUMBER_DANA } from '../rules/vocabulary.ts';

/** Places of the counters of one region and kategori. */
export const KLAIM = 0;
export const STATUS_0 = 1;
export const PROGRAM_0 = STATUS_0 + STATUS.length;
export const MENUNGGAK = PROGRAM_0 + PROGRAM.length;
export const KONFLIK = MENUNGGAK + 1;
export const STATUS_BERBEDA = KONFLIK + 1;
/** Active people by source of funds. */
export const DANA_0 = STATUS_BERBEDA + 1;
export const CELL = DANA_0 + SUMBER_DANA.length;

/** Counters of one region: SEMUA first, then the kategori in their order. */
export const REGION = KATEGORI_PUBLISHED.length * CELL;

/**
 * Adds what was decided about claims to the counters of their block of regions: by kategori, and to SEMUA what it has less or
 * more than their sum. Most people stand in one kategori, so `sumUp` does the rest at once.
 */
export function tally(words: Uint32Array, counters: Int32Array): void {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const semua = regionInBlock(word) * REGION;
    const kategori = semua + (kategoriOf(word) + 1) * CELL;
    counters[kategori + KLAIM]!++;
    if ((word & COUNTS_KATEGORI) === 0) continue; // then it does not count in SEMUA either
    const [conflict, disagree] = [word & CONFLICT_KATEGORI ? 1 : 0, word & DISAGREE_KATEGORI ? 1 : 0];
    count(counters, kategori, word, 1);
    counters[kategori + KONFLIK]! += conflict;
    counters[kategori + STATUS_BERBEDA]! += disagree;
    if (isAlike(word)) continue;
    // Less than nothing, until the sum is added.
    if ((word & COUNTS_SEMUA) === 0) count(counters, semua, word, -1);
    counters[semua + KONFLIK]! += (word & CONFLICT_SEMUA ? 1 : 0) - conflict;
    counters[semua + STATUS_BERBEDA]! += (word & DISAGREE_SEMUA ? 1 : 0) - disagree;
  }
}

/** Makes the counters of SEMUA of the region at `at` whole. */
export function sumUp(counters: Int32Array, at: number): void {
  for (let kategori = at + CELL; kategori < at + REGION; kategori += CELL) {
    if (counters[kategori + KLAIM] === 0) continue;
    for (let i = 0; i < CELL; i++) counters[at + i]! += counters[kategori + i]!;
  }
}

function count(counters: Int32Array, cell: number, word: number, by: 1 | -1): void {
  const status = statusOf(word);
  counters[cell + STATUS_0 + status]! += by;
  if (status !== AKTIF) return;
  const program = programOf(word);
  counters[cell + PROGRAM_0]! += (program & 1) * by;
  counters[cell + PROGRAM_0 + 1]! += ((program >>> 1) & 1) * by;
  counters[cell + PROGRAM_0 + 2]! += ((program >>> 2) & 1) * by;
  counters[cell + PROGRAM_0 + 3]! += ((program >>> 3) & 1) * by;
  counters[cell + PROGRAM_0 + 4]! += ((program >>> 4) & 1) * by;
  counters[cell + MENUNGGAK]! += arrearsOf(word) * by;
  counters[cell + DANA_0 + danaOf(word) - 1]! += by; // an active claim always names its source
}

/** Adds the counters of one region, at `from`, to those at `to`. */
export function addRegion(counters: Int32Array, from: number, into: Int32Array, to: number): void {
  for (let i = 0; i < REGION; i++) into[to + i]! += counters[from + i]!;
}

/** People counted in a cell: the sum over the statuses. */
export function terdata(counters: Int32Array, cell: number): number {
  return (
    counters[cell + STATUS_0]! +
    counters[cell + STATUS_0 + 1]! +
    counters[cell + STATUS_0 + 2]! +
    counters[cell + STATUS_0 + 3]!
  );
}

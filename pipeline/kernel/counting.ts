/** Counts people by region and kategori, and adds up. A counter is a word. */
import { CELL, DANA_0, KLAIM, KONFLIK, MENUNGGAK, PROGRAM_0, REGION, STATUS_0, STATUS_BERBEDA } from './counters.ts';
import {
  APART,
  BLOCK_REGIONS,
  CONFLICT_KATEGORI,
  CONFLICT_SEMUA,
  COUNTS_KATEGORI,
  COUNTS_SEMUA,
  DETAILS_SHIFT,
  DISAGREE_KATEGORI,
  DISAGREE_SEMUA,
  KATEGORI_SHIFT,
  STATUS_SHIFT,
} from './decisions.ts';
import { AKTIF } from './layout.ts';

const REGION_BYTES: i32 = REGION * 4;
const CELL_BYTES: i32 = CELL * 4;

/**
 * Adds what was decided about claims to the counters of their block of regions: by kategori, and to SEMUA what it has less or more
 * than their sum. Most people stand in one kategori, so `sumUp` does the rest at once.
 */
export function tally(words: i32, count: i32, counters: i32): void {
  for (const end = words + count * 4; words < end; words += 4) {
    const word = load<i32>(words);
    const semua = counters + (word & (BLOCK_REGIONS - 1)) * REGION_BYTES;
    const kategori = semua + (((word >>> KATEGORI_SHIFT) & 15) + 1) * CELL_BYTES;
    add(kategori, KLAIM, 1);
    if ((word & COUNTS_KATEGORI) === 0) continue; // then it does not count in SEMUA either
    const conflict = i32((word & CONFLICT_KATEGORI) !== 0);
    const disagree = i32((word & DISAGREE_KATEGORI) !== 0);
    person(kategori, word, 1);
    add(kategori, KONFLIK, conflict);
    add(kategori, STATUS_BERBEDA, disagree);
    if ((((word >>> APART) ^ word) & (COUNTS_KATEGORI | CONFLICT_KATEGORI | DISAGREE_KATEGORI)) === 0) continue;
    // Less than nothing, until the sum is added.
    if ((word & COUNTS_SEMUA) === 0) person(semua, word, -1);
    add(semua, KONFLIK, i32((word & CONFLICT_SEMUA) !== 0) - conflict);
    add(semua, STATUS_BERBEDA, i32((word & DISAGREE_SEMUA) !== 0) - disagree);
  }
}

/** Makes the counters of SEMUA of a region whole. @returns how many claims it has */
export function sumUp(region: i32): i32 {
  for (let kategori = region + CELL_BYTES; kategori < region + REGION_BYTES; kategori += CELL_BYTES) {
    if (load<i32>(kategori, KLAIM * 4) === 0) continue;
    for (let i = 0; i < CELL; i++) add(region, i, load<i32>(kategori + i * 4));
  }
  return load<i32>(region, KLAIM * 4);
}

/** Adds the counters of one region to those of another. */
export function addRegion(from: i32, to: i32): void {
  for (let i = 0; i < REGION; i++) add(to, i, load<i32>(from + i * 4));
}

function person(cell: i32, word: i32, by: i32): void {
  const status = word >>> STATUS_SHIFT;
  add(cell, STATUS_0 + status, by);
  if (status !== AKTIF) return;
  const details = word >>> DETAILS_SHIFT;
  for (let program = 0; program < MENUNGGAK - PROGRAM_0; program++) {
    add(cell, PROGRAM_0 + program, ((details >>> (5 + program)) & 1) * by);
  }
  add(cell, MENUNGGAK, (details & 1) * by);
  add(cell, DANA_0 + ((details >>> 1) & 15) - 1, by); // an active claim always names its source
}

function add(cell: i32, counter: i32, by: i32): void {
  const at = cell + counter * 4;
  store<i32>(at, load<i32>(at) + by);
}

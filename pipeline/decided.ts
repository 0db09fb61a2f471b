/**
 * What deduplication decided about one claim, as one 32-bit word beside its region: how it is counted.
 *
 * Words are grouped by block of regions, and the low bits of the region stand in the word.
 */

/** Regions of a block: their counters (see `tallies`) fit a processor's second cache. */
export const BLOCK_BITS = 8;
export const BLOCK_REGIONS = 1 << BLOCK_BITS;

/** The claim counts its person in its own kategori, and there its person conflicts, or disagrees in status. */
export const COUNTS_KATEGORI = 1 << 8;
export const CONFLICT_KATEGORI = 1 << 9;
export const DISAGREE_KATEGORI = 1 << 10;
/** The same in SEMUA. */
export const COUNTS_SEMUA = 1 << 11;
export const CONFLICT_SEMUA = 1 << 12;
export const DISAGREE_SEMUA = 1 << 13;

/** The three of SEMUA stand so many bits higher than those of kategori. */
const APART = 3;
const KATEGORI_BITS = COUNTS_KATEGORI | CONFLICT_KATEGORI | DISAGREE_KATEGORI;

const DETAILS_SHIFT = 14;
const KATEGORI_SHIFT = 24;
const STATUS_SHIFT = 28;

/** @param details programmes, source of funds and arrears as ten bits (see `claim`) */
export function decided(region: number, flags: number, details: number, kategori: number, status: number): number {
  return (
    (region & (BLOCK_REGIONS - 1)) |
    flags |
    (details << DETAILS_SHIFT) |
    (kategori << KATEGORI_SHIFT) |
    (status << STATUS_SHIFT)
  );
}

/** Whether the claim counts in SEMUA just as it does in its kategori. */
export const isAlike = (word: number) => ((word >>> APART) & KATEGORI_BITS) === (word & KATEGORI_BITS);
export const regionInBlock = (word: number) => word & (BLOCK_REGIONS - 1);
export const kategoriOf = (word: number) => (word >>> KATEGORI_SHIFT) & 15;
export const statusOf = (word: number) => word >>> STATUS_SHIFT;
export const programOf = (word: number) => (word >>> (DETAILS_SHIFT + 5)) & 31;
export const danaOf = (word: number) => (word >>> (DETAILS_SHIFT + 1)) & 15;
export const arrearsOf = (word: number) => (word >>> DETAILS_SHIFT) & 1;

export function blocksOf(regions: number): number {
  return Math.ceil(regions / BLOCK_REGIONS);
}

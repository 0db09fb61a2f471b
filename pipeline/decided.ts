/**
 * What deduplication decided about one claim, as one 32-bit word beside its region: how it is counted.
 *
 * Words are grouped by block of regions, and the low bits of the region stand in the word.
 */

import {
  APART,
  BLOCK_REGIONS,
  CONFLICT_KATEGORI,
  COUNTS_KATEGORI,
  DETAILS_SHIFT,
  DISAGREE_KATEGORI,
  KATEGORI_SHIFT,
  STATUS_SHIFT,
} from './kernel/decisions.ts';

const KATEGORI_BITS = COUNTS_KATEGORI | CONFLICT_KATEGORI | DISAGREE_KATEGORI;

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

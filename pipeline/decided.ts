/**
 * What deduplication decided about one claim, as one 32-bit word beside its region: how it is counted.
 *
 * Words are grouped by block of regions, and the low bits of the region stand in the word. Its bits: kernel/decisions.ts.
 */

import { BLOCK_REGIONS } from './kernel/decisions.ts';

export function blocksOf(regions: number): number {
  return Math.ceil(regions / BLOCK_REGIONS);
}

/**
 * A claim as seven 32-bit words, laid out so that the winner order (data contract, section 4) is a comparison of two numbers.
 *
 * | words | what |
 * |---|---|
 * | 0-3 | pseudonym: the NIK as one encrypted block; its first byte is the shard |
 * | 4 | tag: birth date and sex, keyed with the NIK; two claims of a NIK conflict when theirs differ |
 * | 5 | status, `tmt` (later is smaller), kategori: steps 1 to 3 of the order |
 * | 6 | region (deeper is smaller, then the code): step 4; then programmes, source of funds, arrears |
 *
 * Steps 5 and 6, slot and record, are the order in which claims are read. kernel/claims.ts makes them.
 */

import { CLAIM_WORDS, RANK, REGION_SHIFT, REST, SHARDS, TMT_BITS } from './kernel/layout.ts';

export { CLAIM_WORDS, SHARDS };

export const statusOf = (claims: Uint32Array, at: number) => claims[at + RANK]! >>> (TMT_BITS + 4);
export const kategoriOf = (claims: Uint32Array, at: number) => claims[at + RANK]! & 15;
export const regionOf = (claims: Uint32Array, at: number) => claims[at + REST]! >>> REGION_SHIFT;
/** Programmes, source of funds and arrears as ten bits. */
export const detailsOf = (claims: Uint32Array, at: number) => claims[at + REST]! & ((1 << REGION_SHIFT) - 1);

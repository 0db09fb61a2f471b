/** The word that says how a claim is counted (pipeline/decided.ts): its bits, plain numbers, which both sides read here. */

/** Regions of a block: their counters fit a processor's second cache. */
export const BLOCK_BITS = 8;
export const BLOCK_REGIONS = 1 << BLOCK_BITS;

/** The claim counts its person in its own kategori, and there its person conflicts, or disagrees in status. */
export const COUNTS_KATEGORI = 1 << 8;
export const CONFLICT_KATEGORI = 1 << 9;
export const DISAGREE_KATEGORI = 1 << 10;
/** The same in SEMUA, so many bits higher. */
export const APART = 3;
export const COUNTS_SEMUA = COUNTS_KATEGORI << APART;
export const CONFLICT_SEMUA = CONFLICT_KATEGORI << APART;
export const DISAGREE_SEMUA = DISAGREE_KATEGORI << APART;

/** Programmes, source of funds and arrears as in a claim, ten bits; kategori, four; status. */
export const DETAILS_SHIFT = 14;
export const KATEGORI_SHIFT = 24;
export const STATUS_SHIFT = 28;

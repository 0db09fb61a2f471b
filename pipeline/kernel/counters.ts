/** Places of the counters of one region and kategori, plain numbers, which both sides of the kernel read here. */

/** `KATEGORI_PUBLISHED`, `STATUS`, `PROGRAM` and `SUMBER_DANA` (rules/vocabulary.ts) have so many words each; a test counts them. */
export const KATEGORI_COUNT = 15;
export const STATUS_COUNT = 4;
export const PROGRAM_COUNT = 5;
export const DANA_COUNT = 10;

export const KLAIM = 0;
export const STATUS_0 = 1;
export const PROGRAM_0 = STATUS_0 + STATUS_COUNT;
export const MENUNGGAK = PROGRAM_0 + PROGRAM_COUNT;
export const KONFLIK = MENUNGGAK + 1;
export const STATUS_BERBEDA = KONFLIK + 1;
/** Active people by source of funds. */
export const DANA_0 = STATUS_BERBEDA + 1;
export const CELL = DANA_0 + DANA_COUNT;

/** Counters of one region: SEMUA first, then the kategori in their order. */
export const REGION = KATEGORI_COUNT * CELL;

/** Disclosure control: counts up to this one are not shown to the public, others to the nearest so many; source: data contract. */
export const HIDDEN_UP_TO = 7;
export const ROUNDED_TO = 5;

/** Of each kategori a text: how many bytes, then the bytes. */
export const TEXT_ROOM = 128;

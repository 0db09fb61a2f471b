/** How the rows for one region and instruction become one: furthest status, earliest deadline, sums of money. */
import type { KomitmenRow } from '../contracts/run.ts';
import { KOMITMEN_STATUS } from './vocabulary.ts';

/** Both rows are for the same region and instruction; the order does not matter. */
export function joinKomitmen(a: KomitmenRow, b: KomitmenRow): KomitmenRow {
  return {
    ...a,
    status: KOMITMEN_STATUS.indexOf(a.status) >= KOMITMEN_STATUS.indexOf(b.status) ? a.status : b.status,
    tenggat: a.tenggat === 0 || b.tenggat === 0 ? a.tenggat + b.tenggat : Math.min(a.tenggat, b.tenggat),
    anggaran: sum(a.anggaran, b.anggaran),
    realisasi: sum(a.realisasi, b.realisasi),
  };
}

function sum(a: string | null, b: string | null): string | null {
  return a === null || b === null ? (a ?? b) : String(BigInt(a) + BigInt(b));
}

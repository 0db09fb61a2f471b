/** What a list says about a worker at the end of a period: its claim, as yet without a file's manner of writing it. */

import type { RowCode } from '../../pipeline/rules/codes.ts';
import { periodMonth } from '../../pipeline/rules/dates.ts';
import type { STATUS } from '../../pipeline/rules/vocabulary.ts';
import type { Chance } from './chance.ts';
import type { Worker } from './people.ts';
import type { Kategori, Periode } from './promise.ts';

export interface Claim {
  readonly worker: Worker;
  readonly wilayah: string;
  readonly kategori: Kategori;
  readonly status: (typeof STATUS)[number];
  /** As this list has them: `yyyymmdd`, 0 for none. */
  readonly lahir: number;
  readonly mulai: number;
  /** Month up to which contributions are paid, `yyyymm`; 0 for none. */
  readonly iuran: number;
  /** The one error that a clerk made in this row. */
  readonly flaw?: RowCode;
}

/** Share of members in arrears, and of how many months at the most. */
const ARREARS = 0.06;
const ARREARS_MONTHS = 8;

/** @param wilayah where the claim is coded to: the worker's village, or the region that employs */
export function claimOf(
  worker: Worker,
  kategori: Kategori,
  wilayah: string,
  status: Claim['status'],
  periode: Periode,
  chance: Chance,
): Claim {
  const now = periodMonth(periode);
  const paid = status === 'DIUSULKAN' || status === 'BELUM' ? 0 : now;
  const behind = status === 'NON_AKTIF' || chance.happens(ARREARS) ? 1 + chance.below(ARREARS_MONTHS) : 0;
  const mulai = paid && worker.mulai;
  // Nobody has paid for less than the first month.
  const iuran = paid && Math.max(earlier(paid, behind), Math.floor(mulai / 100));
  return { worker, kategori, wilayah, status, lahir: worker.lahir, mulai, iuran };
}

/** The month `months` before, `yyyymm`; at most a year before. */
function earlier(month: number, months: number): number {
  const left = (month % 100) - months;
  return left > 0 ? month - months : month - 100 + 12 - months;
}

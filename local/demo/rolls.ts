/** The lists of the sample that grow from period to period, and who stands on one of them at the end of each. */
import type { Chance } from './chance.ts';
import { type Claim, claimOf } from './claims.ts';
import type { Residents, Window, Worker } from './people.ts';
import type { Place } from './places.ts';
import { type Headcount, type Kategori, NON_ASN_OF_MALUKU, PERIODS, type Periode } from './promise.ts';
import { TRADES, type Trade } from './trades.ts';

export interface RollPlan {
  /** The sender, 2 or 4 digits. */
  readonly wilayah: string;
  readonly label: string;
  readonly kategori: Kategori;
  readonly aktif: Headcount;
  readonly trade: Trade;
  /** Whether people are coded to their village, or to the sender that employs them. */
  readonly byVillage: boolean;
  /** The villages that these people live in; all of the sender's where not given. */
  readonly lives?: (village: string) => boolean;
}

/** Seaweed grows along the coast: the kecamatan of Bantaeng that have one. */
const COAST_OF_BANTAENG = ['730301', '730302', '730305'];

export const ROLLS: readonly RollPlan[] = [
  plan('8171', 'pekerja-rentan', 'PEKERJA_RENTAN', [25_000, 32_000, 40_000], TRADES.city, true),
  ...Object.entries(NON_ASN_OF_MALUKU).map(([wilayah, aktif]) =>
    plan(wilayah, 'non-asn', 'NON_ASN', aktif, TRADES.nonAsn, false),
  ),
  plan('8171', 'rt-rw', 'RT_RW', [0, 420, 500], TRADES.neighbourhood, true),
  plan('8171', 'bumd', 'BUMD', [118, 131, 146], TRADES.company, false),
  plan('8171', 'pemilu', 'PENYELENGGARA_PEMILU', [0, 0, 175], TRADES.election, true),
  plan('81', 'bumd', 'BUMD', [0, 190, 212], TRADES.company, false),
  plan('81', 'non-asn', 'NON_ASN', [0, 0, 640], TRADES.nonAsn, false),
  { ...plan('8101', 'aparatur-negeri', 'APARATUR_DESA', [0, 240, 360], TRADES.office, true), lives: isDesa },
  plan('8101', 'pekerja-rentan', 'PEKERJA_RENTAN', [0, 0, 600], TRADES.coast, true),
  plan('8102', 'pekerja-rentan', 'PEKERJA_RENTAN', [0, 0, 0], TRADES.coast, true),
  { ...plan('8104', 'aparatur-desa', 'APARATUR_DESA', [0, 0, 328], TRADES.office, true), lives: isDesa },
  plan('8106', 'kader', 'KADER', [0, 0, 240], TRADES.cadre, true),
  plan('7309', 'non-asn', 'NON_ASN', [0, 3_120, 4_156], TRADES.nonAsn, false),
  plan('7309', 'pemilu', 'PENYELENGGARA_PEMILU', [0, 0, 379], TRADES.election, true),
  {
    ...plan('7303', 'pekerja-rentan', 'PEKERJA_RENTAN', [0, 0, 756], TRADES.seaweed, true),
    lives: (village) => COAST_OF_BANTAENG.includes(village.slice(0, 6)),
  },
];

/** The 7th digit tells a desa (2), which has village funds and officials of its own, from a kelurahan. */
export function isDesa(village: string): boolean {
  return village.charAt(6) === '2';
}

/** Memberships of each period begin in these months. */
export const WINDOWS: readonly [Window, Window, Window] = [
  [201902, 202104],
  [202105, 202208],
  [202209, 202308],
];

/** Share of the active that left since an earlier period, and that are proposed for the next. */
const LEFT = [0, 0.015, 0.03];
const PROPOSED = 0.008;

export class Roll {
  readonly plan: RollPlan;
  /** In the order in which they joined; those before `#left[p]` have left by period p. */
  readonly #workers: Worker[] = [];
  readonly #left: readonly number[];

  constructor(plan: RollPlan, place: Place, residents: Residents) {
    this.plan = plan;
    this.#left = plan.aktif.map((count, p) => (plan.aktif[p - 1] ? Math.round(count * LEFT[p]!) : 0));
    const villages = place.villages.filter(plan.lives ?? (() => true));
    WINDOWS.forEach((window, p) => {
      const needed = plan.aktif[p]! && this.#left[p]! + plan.aktif[p]!;
      while (this.#workers.length < needed) this.#workers.push(residents.invent(villages, plan.trade, window));
    });
    // The last proposals join after the sample ends, so their first day is never written.
    for (let i = proposals(plan.aktif[2]); i > 0; i--)
      this.#workers.push(residents.invent(villages, plan.trade, WINDOWS[2]));
  }

  /** The active ones at the end of a period. */
  active(periode: Periode): readonly Worker[] {
    const p = PERIODS.indexOf(periode);
    return this.#workers.slice(this.#left[p], this.#left[p]! + this.plan.aktif[p]!);
  }

  /** Those who left, the active, and those proposed. */
  claims(periode: Periode, chance: Chance): Claim[] {
    const p = PERIODS.indexOf(periode);
    const until = this.#left[p]! + this.plan.aktif[p]!;
    return this.#workers.slice(0, until + proposals(this.plan.aktif[p]!)).map((worker, i) => {
      const status = i < this.#left[p]! ? 'NON_AKTIF' : i < until ? 'AKTIF' : 'DIUSULKAN';
      return claimOf(worker, this.plan.kategori, this.coded(worker), status, periode, chance);
    });
  }

  /** The region that this list codes somebody to. */
  coded(worker: Worker): string {
    return this.plan.byVillage ? worker.desa : this.plan.wilayah;
  }
}

function proposals(aktif: number): number {
  return Math.round(aktif * PROPOSED);
}

function plan(
  wilayah: string,
  label: string,
  kategori: Kategori,
  aktif: Headcount,
  trade: Trade,
  byVillage: boolean,
): RollPlan {
  return { wilayah, label, kategori, aktif, trade, byVillage };
}

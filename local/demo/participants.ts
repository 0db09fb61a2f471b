/** The participants files of the sample: every roll at the end of every period, and who stands in two of them. */
import { ROW_CODES } from '../../pipeline/rules/codes.ts';
import type { Chance } from './chance.ts';
import { type Claim, claimOf } from './claims.ts';
import { listing, MONTHS } from './listing.ts';
import type { Residents, Worker } from './people.ts';
import type { Places } from './places.ts';
import { PAID_BY_VILLAGES, PERIODS, type Periode, PROMISE } from './promise.ts';
import { isDesa, ROLLS, Roll, WINDOWS } from './rolls.ts';
import { EXCEL, EXCEL_UTF8, type Look, type Sheet, SYSTEM, SYSTEM_GZ, UNICODE_TEXT } from './sheet.ts';
import { TRADES } from './trades.ts';

/** One after the other, so that a file can be written and forgotten before the next is made. */
export function* participants(places: Places, residents: Residents, chance: Chance): Generator<Sheet> {
  const rolls = new Map<string, Roll>(
    ROLLS.map((plan) => [`${plan.wilayah}/${plan.label}`, new Roll(plan, places(plan.wilayah), residents)]),
  );
  const active = (roll: string, periode: Periode) => rolls.get(roll)!.active(periode);
  for (const periode of PERIODS) {
    for (const [name, roll] of rolls) {
      const { wilayah, label, byVillage } = roll.plan;
      const claims = roll.claims(periode, chance).concat(guests(name, periode));
      if (claims.length === 0) continue;
      const key = keyOf(periode, name);
      // As lists are made: village by village, by name, not in the order in which people joined.
      claims.sort((a, b) => order(a.wilayah, b.wilayah) || order(a.worker.nama, b.worker.nama));
      scatter(toMend(key, roll, periode), claims);
      const titles = [
        `DAFTAR PESERTA JAMINAN SOSIAL KETENAGAKERJAAN - ${label.replaceAll('-', ' ')}`.toUpperCase(),
        `${places(wilayah).name.toUpperCase()} - KEADAAN ${monthName(periode)}`,
      ];
      yield listing(key, LOOKS[name] ?? EXCEL, titles, ACCENTED.has(name) ? accented(claims) : claims, byVillage);
    }
  }

  /** Those whom a list has besides its own people: some of them stand in another list too. */
  function guests(name: string, periode: Periode): Claim[] {
    const claim = (worker: Worker, status: Claim['status'], wilayah = worker.desa) =>
      claimOf(worker, rolls.get(name)!.plan.kategori, wilayah, status, periode, chance);
    if (name === '8171/rt-rw' && active(name, periode).length > 0) {
      const heads = [
        ...active('8171/non-asn', periode).slice(0, 210),
        ...active('8171/pekerja-rentan', periode).slice(0, 90),
      ];
      return heads.map((worker) => claim(worker, 'AKTIF'));
    }
    if (periode !== '2023-08') return [];
    switch (name) {
      case '8171/pekerja-rentan': {
        // The same people twice in one list, some of them with another status: they count once all the same.
        const again = active(name, periode);
        return again.slice(500, 645).map((worker, i) => claim(worker, i < 120 ? 'AKTIF' : 'NON_AKTIF'));
      }
      case '8101/non-asn':
        // Teachers who moved across the strait; the former employer's membership is the older one, so the later counts.
        return active('8106/non-asn', periode)
          .slice(0, 85)
          .map((worker, i) => {
            const former = { ...claim(worker, i >= 12 && i < 32 ? 'NON_AKTIF' : 'AKTIF', '8101'), mulai: 20180101 };
            return i < 12 ? { ...former, lahir: otherDay(worker.lahir) } : former;
          });
      case '8101/pekerja-rentan': {
        const villages = places('8101').villages;
        const proposed = active('8171/pekerja-rentan', periode).slice(1000, 1150);
        return [
          ...paidByVillages('8101').map((worker) => claim(worker, 'AKTIF')),
          ...proposed.map((worker) => claim(worker, 'DIUSULKAN', chance.pick(villages))),
        ];
      }
      case '8102/pekerja-rentan':
        return paidByVillages('8102').map((worker) => claim(worker, 'AKTIF'));
      default:
        return [];
    }
  }

  function paidByVillages(wilayah: string): Worker[] {
    const desa = places(wilayah).villages.filter(isDesa);
    return (PAID_BY_VILLAGES[wilayah] ?? []).flatMap((people, i) => {
      const village = [desa[i * 9]!];
      return Array.from({ length: people }, () => residents.invent(village, TRADES.village, WINDOWS[2]));
    });
  }

  /** Rows with one mistake each, of people who are in no other row. */
  function toMend(key: string, roll: Roll, periode: Periode): Claim[] {
    const { wilayah, kategori, trade } = roll.plan;
    const mend = PROMISE.mend[key] ?? {};
    return ROW_CODES.flatMap((code) =>
      Array.from({ length: mend[code] ?? 0 }, () => {
        const worker = residents.invent(places(wilayah).villages, trade, WINDOWS[0]);
        const claim = claimOf(worker, kategori, roll.coded(worker), 'AKTIF', periode, chance);
        return { ...claim, flaw: code };
      }),
    );
  }

  function scatter(some: readonly Claim[], among: Claim[]): void {
    for (const claim of some) among.splice(chance.below(among.length + 1), 0, claim);
  }
}

/** Rolls by wilayah and label: who saves files otherwise than as a spreadsheet's CSV. */
const LOOKS: Readonly<Record<string, Look>> = {
  '7309/non-asn': SYSTEM,
  '7303/pekerja-rentan': UNICODE_TEXT,
  '8101/pekerja-rentan': SYSTEM_GZ,
  '8106/non-asn': EXCEL_UTF8,
  '81/bumd': SYSTEM,
};

/** A roll with names beyond ASCII, which make its spreadsheet's CSV Windows-1252. */
const ACCENTED = new Set(['8102/non-asn']);

function accented(claims: readonly Claim[]): Claim[] {
  return claims.map((claim, i) => {
    const { worker } = claim;
    const nama = worker.nama.replace(/^\S+/, worker.jk === 'L' ? 'André' : 'Renée');
    return i % 40 === 3 ? { ...claim, worker: { ...worker, nama } } : claim;
  });
}

function keyOf(periode: Periode, roll: string): string {
  const [wilayah, label] = roll.split('/');
  return `${periode}/${wilayah}/peserta-${label}.${LOOKS[roll] === SYSTEM_GZ ? 'csv.gz' : 'csv'}`;
}

/** 2023-08 as AGUSTUS 2023. */
function monthName(periode: Periode): string {
  return `${MONTHS[Number(periode.slice(5)) - 1]!.toUpperCase()} ${periode.slice(0, 4)}`;
}

/** Another day of the same month, which every month has. */
function otherDay(date: number): number {
  return date - (date % 100) + ((date % 100) % 28) + 1;
}

/** By code units: the same everywhere, whatever the machine's language. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

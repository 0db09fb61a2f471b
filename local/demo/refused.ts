/** The files of the sample that are rejected whole, each for a reason that clerks meet. */
import type { Chance } from './chance.ts';
import { claimOf } from './claims.ts';
import { lastDigitLost } from './flaws.ts';
import { listing } from './listing.ts';
import type { Residents } from './people.ts';
import type { Places } from './places.ts';
import type { Kategori } from './promise.ts';
import { WINDOWS } from './rolls.ts';
import { EXCEL, type Sheet } from './sheet.ts';
import { TRADES, type Trade } from './trades.ts';

export function refused(places: Places, residents: Residents, chance: Chance): Sheet[] {
  const list = (key: string, count: number, kategori: Kategori, trade: Trade): Sheet => {
    const { code, name, villages } = places(key.split('/')[1] ?? '');
    const claims = Array.from({ length: count }, () => {
      const worker = residents.invent(villages, trade, WINDOWS[2]);
      return claimOf(worker, kategori, worker.desa, 'AKTIF', '2023-08', chance);
    });
    return listing(key, EXCEL, [`DATA PESERTA ${name.toUpperCase()} (${code})`, 'AGUSTUS 2023'], claims, true);
  };
  const nikIs = (sheet: Sheet, changed: (nik: string) => string): Sheet => ({
    ...sheet,
    rows: sheet.rows.map(([nik = '', ...rest]) => [changed(nik), ...rest]),
  });

  const jobs = list('2023-08/7305/peserta-nelayan.csv', 90, 'PEKERJA_RENTAN', TRADES.coast);
  const names = list('2023-08/7304/peserta.csv', 64, 'PEKERJA_RENTAN', TRADES.coast);
  return [
    // A name that says neither what the file holds nor that it is the only one.
    list('2023-08/7301/Data Peserta Agustus 2023 (FINAL).csv', 40, 'PEKERJA_RENTAN', TRADES.coast),
    // A list of names: no status, programme or source of funds.
    { ...names, header: names.header.slice(0, 6), rows: names.rows.map((row) => row.slice(0, 6)) },
    // The trade stands where the kategori should.
    { ...jobs, rows: jobs.rows.map((row, i) => (i % 3 === 0 ? row : row.with(KATEGORI, 'Nelayan'))) },
    // Opened in a spreadsheet, its NIKs taken for numbers, and saved.
    nikIs(list('2023-08/8172/peserta-rt-rw.csv', 180, 'RT_RW', TRADES.neighbourhood), lastDigitLost),
  ];
}

/** The place of the kategori column in a listing's rows. */
const KATEGORI = 5;

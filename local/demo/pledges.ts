/** The targets and commitments of the sample: how many people are eligible, and what regions have promised to do. */
import { MONTHS, slashed } from './listing.ts';
import type { Places } from './places.ts';
import { NON_ASN_OF_MALUKU, type Periode } from './promise.ts';
import { EXCEL, type Sheet, thousands } from './sheet.ts';

export function pledges(places: Places): Sheet[] {
  const target = (periode: Periode, sender: string, rows: string[][]): Sheet => ({
    key: `${periode}/${sender}/target.csv`,
    look: EXCEL,
    titles: ['POTENSI PEKERJA YANG HARUS DILINDUNGI', `PENGIRIM: ${nameOf(sender)} - ${month(periode)}`],
    header: ['Kode Wilayah', 'Nama Wilayah', 'Kategori', 'Jumlah Potensi', 'Target', 'Sumber Data', 'Tanggal Acuan'],
    rows: rows.map(([code = '', ...rest]) => [dotted(code), nameOf(code), ...rest]),
    unit: 'baris',
  });
  const komitmen = (periode: Periode, sender: string, rows: string[][]): Sheet => ({
    key: `${periode}/${sender}/komitmen.csv`,
    look: EXCEL,
    titles: ['TINDAK LANJUT LIMA INSTRUKSI JAMINAN SOSIAL KETENAGAKERJAAN', `${nameOf(sender)} - ${month(periode)}`],
    header:
      'Kode Wilayah|Nama Wilayah|Butir Instruksi|Status|Batas Waktu|Nomor Regulasi|Tanggal|Anggaran (Rp)|Realisasi (Rp)|Keterangan'.split(
        '|',
      ),
    rows: rows.map(([code = '', ...rest]) => [dotted(code), nameOf(code), ...rest]),
    unit: 'baris',
  });
  function nameOf(code: string): string {
    return code === '00' ? 'INDONESIA' : places(code).name.toUpperCase();
  }

  return [
    target('2021-04', '8171', [potensi('8171', 'Pekerja Rentan', 48_000, '50%', 'Dinas Sosial', 20210331)]),
    target('2021-04', '81', nonAsn(20210331, 0.96)),
    target('2022-08', '00', [
      potensi('7303', 'PEKERJA_RENTAN', 9_800, '20%', 'Pendataan desa', 20220630),
      potensi('7309', 'NON_ASN', 4_720, '85,5%', 'Pendataan tenaga non ASN', 20220731),
    ]),
    target('2023-08', '8171', [potensi('8171', 'Pekerja Rentan', 52_000, '75%', 'Dinas Sosial', 20230630)]),
    target('2023-08', '81', [...nonAsn(20230630, 1), ...vulnerable(20230630)]),
    komitmen('2021-04', '81', commitments(BEGINNING)),
    komitmen('2021-04', '8171', paid('8171', ['PROSES', 'PROSES'], 25_000, 20210409)),
    komitmen('2022-08', '7309', paid('7309', ['SELESAI', 'PROSES'], 3_120, 20220214)),
    komitmen('2023-08', '81', commitments(TWO_YEARS_ON)),
    komitmen('2023-08', '8171', paid('8171', ['SELESAI', 'SELESAI'], 40_000, 20230112)),
    komitmen('2023-08', '7303', paid('7303', ['SELESAI', 'PROSES'], 756, 20230306)),
  ];
}

/** Workers without civil-servant status in each kabupaten/kota of Maluku, as counted in 2023. */
const NON_ASN: Readonly<Record<string, number>> = {
  '8101': 1_450,
  '8102': 690,
  '8103': 910,
  '8104': 620,
  '8105': 840,
  '8106': 760,
  '8107': 700,
  '8108': 560,
  '8109': 540,
  '8171': 1_150,
  '8172': 390,
};

/** Vulnerable workers of Maluku beyond Kota Ambon, which counts its own. */
const VULNERABLE: Readonly<Record<string, number>> = {
  '8101': 24_600,
  '8102': 8_900,
  '8103': 9_300,
  '8104': 10_200,
  '8105': 11_700,
  '8106': 15_400,
  '8107': 8_100,
  '8108': 7_200,
  '8109': 6_300,
  '8172': 4_800,
};

/** The five instructions and the day by which each is to be done. */
const DEADLINES = [20221231, 20230630, 20231231, 20231231, 20240630];

/** Per region how far each of the five is: B not begun, P under way, S done. */
const BEGINNING: Readonly<Record<string, string>> = {
  '81': 'PPBBB',
  ...Object.fromEntries(Object.keys(NON_ASN).map((code) => [code, 'BBBBB'])),
  '8101': 'PPBBB',
  '8104': 'PBBBB',
  '8172': 'PPBBB',
};
const TWO_YEARS_ON: Readonly<Record<string, string>> = {
  '81': 'SSPSP',
  ...Object.fromEntries(Object.keys(NON_ASN_OF_MALUKU).map((code) => [code, 'SSPBB'])),
  '8101': 'SSPPB',
  '8104': 'SSSPP',
  '8106': 'SSPPB',
  '8108': 'PBBBB',
};
const STATUS: Readonly<Record<string, string>> = { B: 'Belum', P: 'Proses', S: 'Selesai' };

function potensi(
  code: string,
  kategori: string,
  count: number,
  persen: string,
  sumber: string,
  acuan: number,
): string[] {
  return [code, kategori, thousands(count), persen, sumber, slashed(acuan)];
}

function nonAsn(acuan: number, share: number): string[][] {
  return Object.entries(NON_ASN).map(([code, count]) =>
    potensi(code, 'Honorer', Math.round(count * share), '80%', 'BKD Provinsi', acuan),
  );
}

function vulnerable(acuan: number): string[][] {
  return Object.entries(VULNERABLE).map(([code, count]) =>
    potensi(code, 'Pekerja Rentan', count, '20%', 'Pendataan desa', acuan),
  );
}

/** Kota Ambon sends its own. */
function commitments(standing: Readonly<Record<string, string>>): string[][] {
  return Object.entries(standing)
    .filter(([code]) => code !== '8171')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([code, letters]) =>
      DEADLINES.map((deadline, i) => {
        const word = STATUS[letters.charAt(i)] ?? 'Belum';
        const act = i === 0 && word === 'Selesai' ? `Perda ${1 + (Number(code) % 17)} Tahun 2022` : '-';
        return [code, String(i + 1), word, slashed(deadline), act, '-', '-', '-', ''];
      }),
    );
}

/** Contributions to JKK and JKM, rupiah a month for one person. */
const CONTRIBUTION = 16_800;

/** The first two instructions of a region that pays for so many people, and what a year of it costs. */
function paid(code: string, status: readonly [string, string], people: number, signed: number): string[][] {
  const year = people * CONTRIBUTION * 12;
  const spent = status[1] === 'SELESAI' ? year * 0.94 : year * 0.31;
  const act = `Peraturan Kepala Daerah ${1 + (signed % 31)} Tahun ${String(signed).slice(0, 4)}`;
  return [
    [code, 'REGULASI', status[0], slashed(20221231), act, slashed(signed), '-', '-', 'Iuran dari APBD'],
    [code, 'PENDAFTARAN', status[1], slashed(20231231), '', '-', thousands(year), thousands(Math.round(spent)), ''],
  ];
}

function dotted(code: string): string {
  return code.length === 4 ? `${code.slice(0, 2)}.${code.slice(2)}` : code;
}

function month(periode: Periode): string {
  return `${MONTHS[Number(periode.slice(5)) - 1]!} ${periode.slice(0, 4)}`.toUpperCase();
}

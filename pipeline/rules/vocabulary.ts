/**
 * The code lists of the data contract (section 6) and every spelling that means one of their codes.
 *
 * The position of a code in its list is its number in claims, and the order in which tables show it.
 * To add a kategori: append it to `KATEGORI` where it belongs in the published order, give its spellings below,
 * raise `RULES_VERSION` (versions.ts), and run the tests. Only villages100 (rollup.ts) names a kategori besides. A claim has
 * room for 16 of them (four bits, claim.ts).
 */
import { fold } from './text.ts';

export const KATEGORI = [
  'PENERIMA_UPAH',
  'BUMN',
  'BUMD',
  'JASA_KONSTRUKSI',
  'PMI',
  'NON_ASN',
  'PPPK_PARUH_WAKTU',
  'APARATUR_DESA',
  'BPD',
  'PENYELENGGARA_PEMILU',
  'RT_RW',
  'KADER',
  'PEKERJA_RENTAN',
  'BUKAN_PENERIMA_UPAH',
] as const;

/** Every person once, whatever the kategori. Never the sum of the categories: they overlap. */
export const SEMUA = 'SEMUA';

/** The kategori column of published tables, in published order. */
export const KATEGORI_PUBLISHED = [SEMUA, ...KATEGORI] as const;

export const STATUS = ['AKTIF', 'NON_AKTIF', 'DIUSULKAN', 'BELUM'] as const;
export const AKTIF = 0;

export const SUMBER_DANA = [
  'APBN',
  'APBD_PROV',
  'APBD_KAB',
  'DANA_DESA',
  'ADD',
  'DBH_SAWIT',
  'DBHCHT',
  'CSR',
  'PERUSAHAAN',
  'MANDIRI',
] as const;

/** Bit i of a programme set stands for `PROGRAM[i]`. An active member has the first two (JKK and JKM) at least. */
export const PROGRAM = ['JKK', 'JKM', 'JHT', 'JP', 'JKP'] as const;
export const PROGRAM_OF_ACTIVE = 0b11;

/** The five instructions that commitments answer to; uploads may give the number or the word. */
export const INSTRUKSI = ['REGULASI', 'PENDAFTARAN', 'PENGAWASAN', 'BUMD', 'PTSP'] as const;

/** How far a commitment is, from nothing to done. */
export const KOMITMEN_STATUS = ['BELUM', 'PROSES', 'SELESAI'] as const;

export const JENIS_KELAMIN = ['L', 'P'] as const;

const KATEGORI_SPELLINGS = {
  PENERIMA_UPAH: ['PU', 'PEKERJA PENERIMA UPAH'],
  JASA_KONSTRUKSI: ['JAKON'],
  PMI: ['PEKERJA MIGRAN', 'PEKERJA MIGRAN INDONESIA'],
  NON_ASN: ['NONASN', 'HONORER', 'TENAGA HONORER', 'TENAGA NON ASN', 'PEGAWAI NON ASN'],
  PPPK_PARUH_WAKTU: ['PPPK PW'],
  APARATUR_DESA: ['APARAT DESA', 'PERANGKAT DESA', 'PERANGKAT NEGERI', 'APARATUR NEGERI'],
  BPD: ['SANIRI', 'BADAN PERMUSYAWARATAN DESA'],
  PENYELENGGARA_PEMILU: ['PEMILU'],
  RT_RW: ['RTRW', 'RT', 'RW', 'KETUA RT', 'KETUA RW'],
  KADER: ['KADER POSYANDU'],
  PEKERJA_RENTAN: ['RENTAN'],
  BUKAN_PENERIMA_UPAH: ['BPU', 'PEKERJA BUKAN PENERIMA UPAH'],
};

const STATUS_SPELLINGS = {
  NON_AKTIF: ['NONAKTIF', 'TIDAK AKTIF'],
  DIUSULKAN: ['USULAN', 'DALAM USULAN'],
  BELUM: ['BELUM TERDAFTAR', 'BELUM DAFTAR'],
};

const SUMBER_DANA_SPELLINGS = {
  APBD_PROV: ['APBD PROVINSI'],
  APBD_KAB: ['APBD KABUPATEN', 'APBD KOTA', 'APBD KAB KOTA', 'APBD'],
  DANA_DESA: ['DD', 'APBDES', 'APB DES'],
  ADD: ['ALOKASI DANA DESA'],
  DBH_SAWIT: ['SAWIT'],
  DBHCHT: ['DBH CHT'],
  PERUSAHAAN: ['BADAN USAHA'],
  MANDIRI: ['PRIBADI', 'SWADAYA'],
};

const GENDER_SPELLINGS = { L: ['LAKI LAKI', 'LAKI', 'LELAKI', 'PRIA'], P: ['PEREMPUAN', 'WANITA'] };

const KOMITMEN_STATUS_SPELLINGS = { PROSES: ['DALAM PROSES'], SELESAI: ['SUDAH'] };

const INSTRUKSI_SPELLINGS = { REGULASI: ['1'], PENDAFTARAN: ['2'], PENGAWASAN: ['3'], BUMD: ['4'], PTSP: ['5'] };

/** The number of the code that a cell means, or -1. */
export type CodeReader = (cell: string) => number;

export const readKategori = reader(KATEGORI, KATEGORI_SPELLINGS);
export const readStatus = reader(STATUS, STATUS_SPELLINGS);
export const readSumberDana = reader(SUMBER_DANA, SUMBER_DANA_SPELLINGS);
export const readGender = reader(JENIS_KELAMIN, GENDER_SPELLINGS);
export const readInstruksi = reader(INSTRUKSI, INSTRUKSI_SPELLINGS);
export const readKomitmenStatus = reader(KOMITMEN_STATUS, KOMITMEN_STATUS_SPELLINGS);

/** As `readKategori` for targets, where `SEMUA` is a kategori too: its place in `KATEGORI_PUBLISHED`, or -1. */
export function readKategoriPublished(cell: string): number {
  return fold(cell) === SEMUA ? 0 : readKategori(cell) + 1 || -1;
}

/** The programme set that a cell names, as bits; -1 when a word of it is no programme. Empty is the empty set. */
export function readProgram(cell: string): number {
  let set = 0;
  for (const word of cell
    .normalize('NFKC')
    .toUpperCase()
    .split(/[+,;/|\s]+/)) {
    if (word === '') continue;
    const bit = PROGRAM.findIndex((program) => program === word);
    if (bit < 0) return -1;
    set |= 1 << bit;
  }
  return set;
}

function reader(codes: readonly string[], spellings: Record<string, readonly string[]>): CodeReader {
  const known = new Map<string, number>();
  codes.forEach((code, number) => {
    for (const word of [fold(code), ...(spellings[code] ?? [])]) known.set(word, number);
  });
  return (cell) => known.get(fold(cell)) ?? -1;
}

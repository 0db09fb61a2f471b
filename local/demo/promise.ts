/** What the sample promises: the numbers that must come out of it, and what is wrong with which of its files. */
import type { FileCode, RowCode } from '../../pipeline/rules/codes.ts';
import type { KATEGORI } from '../../pipeline/rules/vocabulary.ts';

export type Kategori = (typeof KATEGORI)[number];

/** The state at the end of three months, the first and last of which are in the news reports that the sample retells. */
export const PERIODS = ['2021-04', '2022-08', '2023-08'] as const;
export type Periode = (typeof PERIODS)[number];

/** People counted active at the end of each period, in the kategori named. */
export type Headcount = readonly [number, number, number];

/** Kabupaten/kota of Maluku that registered workers without civil-servant status; Maluku Barat Daya (8108) has not begun. */
export const NON_ASN_OF_MALUKU: Readonly<Record<string, Headcount>> = {
  '8101': [310, 520, 780],
  '8102': [0, 260, 415],
  '8103': [0, 0, 352],
  '8104': [180, 345, 498],
  '8105': [0, 0, 266],
  '8106': [0, 205, 431],
  '8107': [0, 0, 188],
  '8109': [0, 148, 305],
  '8171': [420, 690, 920],
  '8172': [95, 190, 274],
};

/** Vulnerable workers of some villages, paid by the village's own funds: 12 of these 20 and 2 of these 6 reach 100. */
export const PAID_BY_VILLAGES: Readonly<Record<string, readonly number[]>> = {
  '8101': [134, 128, 121, 117, 112, 110, 108, 106, 104, 102, 101, 100, 97, 91, 84, 76, 68, 55, 47, 36],
  '8102': [119, 103, 98, 88, 61, 40],
};

export const PROMISE: {
  /** By kode_wilayah. */
  readonly aktif: readonly { wilayah: string; kategori: Kategori; aktif: Headcount }[];
  /** Kabupaten/kota of Maluku that report. */
  readonly reporting: Headcount;
  readonly villages100: Readonly<Record<string, number>>;
  /** Files rejected whole. */
  readonly rejected: Readonly<Record<string, FileCode>>;
  /** Rows to correct in accepted files; each has this one error. */
  readonly mend: Readonly<Record<string, Readonly<Partial<Record<RowCode, number>>>>>;
  /** What the bytes of some files are; the others are UTF-8 (or ASCII) text. */
  readonly encoding: Readonly<Record<string, string>>;
} = {
  aktif: [
    { wilayah: '8171', kategori: 'PEKERJA_RENTAN', aktif: [25_000, 32_000, 40_000] },
    { wilayah: '7309', kategori: 'NON_ASN', aktif: [0, 3_120, 4_156] },
    { wilayah: '7303', kategori: 'PEKERJA_RENTAN', aktif: [0, 0, 756] },
    { wilayah: '8101', kategori: 'PEKERJA_RENTAN', aktif: [0, 0, 2_497] },
    { wilayah: '8102', kategori: 'PEKERJA_RENTAN', aktif: [0, 0, 509] },
    { wilayah: '8171', kategori: 'RT_RW', aktif: [0, 720, 800] },
    ...Object.entries(NON_ASN_OF_MALUKU).map(([wilayah, aktif]) => ({ wilayah, kategori: 'NON_ASN' as const, aktif })),
  ],
  reporting: [4, 7, 10],
  villages100: { '8101': 12, '8102': 2 },
  rejected: {
    '2023-08/7301/Data Peserta Agustus 2023 (FINAL).csv': 'PATH_INVALID',
    '2023-08/7304/peserta.csv': 'HEADER_NOT_FOUND',
    '2023-08/7305/peserta-nelayan.csv': 'TOO_MANY_REJECTED',
    '2023-08/8172/peserta-rt-rw.csv': 'NIK_LAST_DIGIT_LOST',
  },
  mend: {
    '2021-04/8171/peserta-pekerja-rentan.csv': { NIK_NUMERIC: 14, NIK_FORMAT: 6, BIRTHDATE_INVALID: 5 },
    '2022-08/8101/peserta-non-asn.csv': { NIK_NUMERIC: 7, FUNDING_UNKNOWN: 4 },
    '2023-08/8171/peserta-pekerja-rentan.csv': {
      NIK_NUMERIC: 11,
      NIK_FORMAT: 7,
      NIK_BIRTHDATE: 4,
      BIRTHDATE_INVALID: 6,
      REGION_OUTSIDE: 8,
      CATEGORY_UNKNOWN: 5,
      STATUS_UNKNOWN: 3,
    },
    '2023-08/8101/peserta-non-asn.csv': { NIK_NUMERIC: 9, BIRTHDATE_INVALID: 3, REGION_UNKNOWN: 4 },
    '2023-08/8104/peserta-non-asn.csv': { NIK_SERIAL: 2, GENDER_INVALID: 3, REGION_OUTSIDE: 2 },
    '2023-08/7309/peserta-non-asn.csv': { NAME_MISSING: 2, PROGRAM_INVALID: 5, FUNDING_UNKNOWN: 6 },
  },
  encoding: {
    '2023-08/7303/peserta-pekerja-rentan.csv': 'utf-16le',
    '2022-08/8102/peserta-non-asn.csv': 'windows-1252',
    '2023-08/8102/peserta-non-asn.csv': 'windows-1252',
  },
};

/** How each column of a template is filled in: told in its header's hint, in the message of its cells, and on the sheet that explains. */
import type { Sentence } from '../rules/codes.ts';
import { COLUMNS, type Jenis } from '../rules/columns.ts';
import {
  INSTRUKSI,
  JENIS_KELAMIN,
  KATEGORI,
  KATEGORI_PUBLISHED,
  KOMITMEN_STATUS,
  STATUS,
  SUMBER_DANA,
} from '../rules/vocabulary.ts';

export interface Filling {
  /** At the most 200 characters: a spreadsheet shows no more. */
  readonly how: Sentence;
  readonly example: string;
  /** Characters. */
  readonly width: number;
  /** What may be chosen. */
  readonly list?: readonly string[];
  /** Other values are fine too: the list does not hold every combination. */
  readonly open?: true;
  /** Cells are numbers; all others are text, so that nothing is turned into one. */
  readonly isNumber?: true;
}

export type Column<J extends Jenis> = (typeof COLUMNS)[J][number];

const DATE_FORMS: Sentence = {
  id: 'tanggal, misalnya 1980-08-17, 17/08/1980, atau 17 Agustus 1980',
  en: 'a date, such as 1980-08-17, 17/08/1980 or 17 Agustus 1980',
};

const date = (what: Sentence, example: string): Filling => ({
  how: { id: `${what.id}: ${DATE_FORMS.id}.`, en: `${what.en}: ${DATE_FORMS.en}.` },
  example,
  width: 18,
});

const rupiah = (what: Sentence, example: string): Filling => ({
  how: { id: `${what.id}, dalam rupiah, angka saja.`, en: `${what.en}, in rupiah, digits alone.` },
  example,
  width: 18,
  isNumber: true,
});

const AREA = {
  how: {
    id: 'Kode Kemendagri (bukan BPS) wilayah yang bertanggung jawab. Pilih dari daftar; nama-namanya ada di lembar wilayah.',
    en: 'Kemendagri code (not BPS) of the area that answers for the row. Choose from the list; names are on the sheet wilayah.',
  },
  example: '', // the template's own region
  width: 16,
} as const;

const PESERTA: Readonly<Record<Column<'peserta'>, Filling>> = {
  nik: {
    how: {
      id: '16 angka persis seperti di KTP. Kolom ini berformat Teks: tempel dengan Tempel Khusus > Nilai supaya tetap begitu.',
      en: '16 digits exactly as on the identity card. This column is Text: paste with Paste Special > Values so that it stays so.',
    },
    example: '', // begins with the template's own region
    width: 20,
  },
  nama: { how: { id: 'Nama lengkap.', en: 'Full name.' }, example: 'CONTOH, BUKAN ORANG', width: 28 },
  tanggal_lahir: date({ id: 'Tanggal lahir', en: 'Date of birth' }, '1980-08-17'),
  jenis_kelamin: {
    how: { id: 'L (laki-laki) atau P (perempuan).', en: 'L (male) or P (female).' },
    example: 'L',
    width: 14,
    list: JENIS_KELAMIN,
  },
  kode_wilayah: {
    ...AREA,
    how: {
      id: 'Desa pekerja rentan atau perangkat desa; bagi yang lain kabupaten, kota, atau provinsi yang mempekerjakan. Nama ada di lembar wilayah.',
      en: 'The village of a vulnerable worker or village official; for others the regency, city or province that employs. Names: sheet wilayah.',
    },
  },
  kategori: {
    how: {
      id: 'Kategori pekerja. Arti tiap kode ada di lembar kode.',
      en: 'Worker category. The sheet kode explains each.',
    },
    example: 'PEKERJA_RENTAN',
    width: 24,
    list: KATEGORI,
  },
  status: {
    how: { id: 'Status kepesertaan pada akhir periode.', en: 'Status of membership at the end of the period.' },
    example: 'DIUSULKAN',
    width: 14,
    list: STATUS,
  },
  program: {
    how: {
      id: 'Program, digabung tanda tambah. AKTIF sedikitnya JKK+JKM; yang lain boleh kosong.',
      en: 'Programmes joined by plus signs. AKTIF has JKK+JKM at least; others may be empty.',
    },
    example: 'JKK+JKM',
    width: 22,
    list: ['JKK+JKM', 'JKK+JKM+JHT', 'JKK+JKM+JHT+JP', 'JKK+JKM+JHT+JP+JKP'],
    open: true,
  },
  sumber_dana: {
    how: {
      id: 'Siapa yang membayar iuran. Wajib bagi AKTIF; yang lain boleh kosong.',
      en: 'Who pays the dues. Required for AKTIF; others may be empty.',
    },
    example: 'DANA_DESA',
    width: 16,
    list: SUMBER_DANA,
  },
  tmt: date({ id: 'Mulai menjadi peserta', en: 'Start of membership' }, '2023-01-31'),
  iuran_sampai: {
    how: {
      id: 'Bulan terakhir yang iurannya lunas, misalnya 2023-08, 08/2023, atau Agustus 2023.',
      en: 'Month up to which dues are paid, such as 2023-08, 08/2023 or Agustus 2023.',
    },
    example: '2023-08',
    width: 14,
  },
  kpj: {
    how: { id: 'Nomor KPJ pada kartu, 11 angka.', en: 'KPJ number on the card, 11 digits.' },
    example: '23012345678',
    width: 16,
  },
  pekerjaan: { how: { id: 'Pekerjaan, bebas.', en: 'Occupation, free.' }, example: 'NELAYAN', width: 20 },
};

const TARGET: Readonly<Record<Column<'target'>, Filling>> = {
  kode_wilayah: AREA,
  kategori: {
    how: {
      id: 'Kategori pekerja, atau SEMUA untuk seluruh pekerja. Satu baris untuk tiap wilayah dan kategori.',
      en: 'Worker category, or SEMUA for all workers. One row for each area and category.',
    },
    example: 'PEKERJA_RENTAN',
    width: 24,
    list: KATEGORI_PUBLISHED,
  },
  potensi: {
    how: {
      id: 'Jumlah pekerja yang seharusnya terlindungi, bilangan bulat.',
      en: 'How many workers ought to be covered, a whole number.',
    },
    example: '40000',
    width: 14,
    isNumber: true,
  },
  target_persen: {
    how: { id: 'Target cakupan, 0 sampai 100, misalnya 75 atau 75,5%.', en: 'Target, 0 to 100, such as 75 or 75.5%.' },
    example: '75',
    width: 14,
  },
  sumber: { how: { id: 'Asal angka potensi.', en: 'Where the figure comes from.' }, example: 'DTKS', width: 24 },
  tanggal_acuan: date({ id: 'Keadaan per tanggal', en: 'As of' }, '2022-12-31'),
};

const KOMITMEN: Readonly<Record<Column<'komitmen'>, Filling>> = {
  kode_wilayah: {
    ...AREA,
    how: {
      id: 'Provinsi (2 angka) atau kabupaten/kota (4 angka) yang berkomitmen.',
      en: 'The province (2 digits) or regency or city (4 digits) that made the commitment.',
    },
  },
  instruksi: {
    how: { id: 'Butir instruksi. Artinya ada di lembar kode.', en: 'The instruction. The sheet kode explains each.' },
    example: 'PENDAFTARAN',
    width: 18,
    list: INSTRUKSI,
  },
  status: {
    how: { id: 'Sejauh mana pelaksanaannya.', en: 'How far it has been carried out.' },
    example: 'PROSES',
    width: 14,
    list: KOMITMEN_STATUS,
  },
  tenggat: date({ id: 'Batas waktu', en: 'Deadline' }, '2023-12-31'),
  nomor: {
    how: { id: 'Nomor peraturan atau surat, bebas.', en: 'Number of the regulation, free.' },
    example: '12/2023',
    width: 18,
  },
  tanggal: date({ id: 'Tanggal peraturan atau surat', en: 'Date of the regulation' }, '2023-03-01'),
  anggaran_rp: rupiah({ id: 'Anggaran', en: 'Budget' }, '1500000000'),
  realisasi_rp: rupiah({ id: 'Realisasi', en: 'Spent' }, '250000000'),
  keterangan: { how: { id: 'Bebas.', en: 'Free.' }, example: 'contoh', width: 28 },
};

/** The columns of a kind in their order, each with how it is filled in. */
export function fillings(jenis: Jenis): readonly (readonly [column: string, Filling])[] {
  if (jenis === 'peserta') return COLUMNS.peserta.map((column) => [column, PESERTA[column]]);
  if (jenis === 'target') return COLUMNS.target.map((column) => [column, TARGET[column]]);
  return COLUMNS.komitmen.map((column) => [column, KOMITMEN[column]]);
}

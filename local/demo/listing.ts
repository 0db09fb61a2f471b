/** Claims as the rows of a participants file: spelled by hand in a spreadsheet, or in codes by an information system. */
import { isoDate } from '../../pipeline/rules/dates.ts';
import type { Claim } from './claims.ts';
import { type Cells, spoil } from './flaws.ts';
import type { Kategori } from './promise.ts';
import type { Look, Sheet } from './sheet.ts';
import type { Dana } from './trades.ts';

/** @param byVillage whether people are coded to their village, which names the column */
export function listing(
  key: string,
  look: Look,
  titles: readonly string[],
  claims: readonly Claim[],
  byVillage: boolean,
): Sheet {
  const region = byVillage ? 'Kode Desa/Kel.' : 'Kode Wilayah';
  const header = look.byHand ? BY_HAND.map((name) => (name === 'Kode' ? region : name)) : IN_CODES;
  const rows = claims.map((claim, i) => {
    const cells = look.byHand ? typed(claim, i) : exported(claim);
    if (claim.flaw) spoil(cells, claim.flaw);
    return cells;
  });
  return { key, look, titles, header, rows, unit: 'orang' };
}

/** Both headers have the columns of the contract in its order. The last is the sender's own. */
const BY_HAND =
  'NIK|Nama Lengkap|Tgl. Lahir|JK|Kode|Kategori|Status Kepesertaan|Program|Sumber Dana|TMT|Iuran Sampai|No. KPJ|Pekerjaan|Ket.'.split(
    '|',
  );
const IN_CODES =
  'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana,tmt,iuran_sampai,kpj,pekerjaan'.split(
    ',',
  );

/** In every so many rows somebody typed the apostrophe that keeps a NIK text. */
const APOSTROPHE_EVERY = 41;

function typed({ worker, wilayah, kategori, status, lahir, mulai, iuran }: Claim, row: number): Cells {
  return [
    row % APOSTROPHE_EVERY === 0 ? `'${worker.nik}` : worker.nik,
    worker.nama.toUpperCase(),
    slashed(lahir),
    worker.jk,
    wilayah,
    KATEGORI_TYPED[kategori] ?? kategori,
    STATUS_TYPED[status],
    worker.program,
    DANA_TYPED[worker.dana] ?? worker.dana,
    slashed(mulai),
    iuran === 0 ? '-' : `${MONTHS[(iuran % 100) - 1]!} ${Math.floor(iuran / 100)}`,
    worker.kpj,
    worker.pekerjaan,
    '',
  ];
}

function exported({ worker, wilayah, kategori, status, lahir, mulai, iuran }: Claim): Cells {
  return [
    worker.nik,
    worker.nama,
    isoDate(lahir),
    worker.jk,
    wilayah,
    kategori,
    status,
    worker.program,
    worker.dana,
    isoDate(mulai),
    iuran === 0 ? '' : isoDate(iuran * 100 + 1).slice(0, 7),
    worker.kpj,
    worker.pekerjaan,
  ];
}

const KATEGORI_TYPED: Partial<Record<Kategori, string>> = {
  NON_ASN: 'Honorer',
  APARATUR_DESA: 'Perangkat Negeri',
  PENYELENGGARA_PEMILU: 'Penyelenggara Pemilu',
  RT_RW: 'RT/RW',
  KADER: 'Kader Posyandu',
  PEKERJA_RENTAN: 'Pekerja Rentan',
};

const STATUS_TYPED: Record<Claim['status'], string> = {
  AKTIF: 'Aktif',
  NON_AKTIF: 'Tidak Aktif',
  DIUSULKAN: 'Usulan',
  BELUM: 'Belum Terdaftar',
};

const DANA_TYPED: Partial<Record<Dana, string>> = {
  APBD_PROV: 'APBD Provinsi',
  APBD_KAB: 'APBD Kab/Kota',
  DANA_DESA: 'Dana Desa',
  PERUSAHAAN: 'Badan Usaha',
};

export const MONTHS = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
  ' ',
);

/** 20230817 as 17/08/2023; 0 as a dash. */
export function slashed(day: number): string {
  const text = String(day);
  return day === 0 ? '-' : `${text.slice(6)}/${text.slice(4, 6)}/${text.slice(0, 4)}`;
}

/** The columns of each jenis of upload, the header names that mean them, and which of them a header must hold. */
import { clean, squash } from './text.ts';

export const JENIS = ['peserta', 'target', 'komitmen'] as const;
export type Jenis = (typeof JENIS)[number];

/** Column → the header names that mean it, as `squash` leaves them. */
const NAMES: Record<string, string> = {
  nik: 'nik noktp nomorktp nonik nomornik nikktp noidentitas nomorindukkependudukan',
  nama: 'nama namalengkap namatenagakerja namapeserta namapekerja',
  tanggal_lahir: 'tanggallahir tgllahir tgllahirtglblnthn',
  jenis_kelamin: 'jeniskelamin jk kelamin gender lp',
  kode_wilayah: 'kodewilayah kodedesa kodekelurahan kodedesakelurahan kodekemendagri kodedesakel',
  kategori: 'kategori kategoripeserta kategoripekerja',
  status: 'status statuskepesertaan statuspeserta',
  program: 'program programjaminan programdiikuti',
  sumber_dana: 'sumberdana sumberiuran sumberpendanaan pembayariuran',
  tmt: 'tmt tanggalmulai tglkepesertaan tanggalkepesertaan mulaikepesertaan',
  iuran_sampai: 'iuransampai bulaniuran iuranterakhir periodeiuran',
  kpj: 'kpj nokpj nomorkpj nokartu',
  pekerjaan: 'pekerjaan jenispekerjaan profesi',
  potensi: 'potensi jumlahpotensi sasaran jumlahsasaran eligible',
  target_persen: 'targetpersen target',
  sumber: 'sumber sumberdata',
  tanggal_acuan: 'tanggalacuan',
  instruksi: 'instruksi butirinstruksi',
  tenggat: 'tenggat bataswaktu targetselesai',
  nomor: 'nomor nomorregulasi',
  tanggal: 'tanggal',
  anggaran_rp: 'anggaranrp anggaran',
  realisasi_rp: 'realisasirp realisasi',
  keterangan: 'keterangan',
};

/** The columns of each jenis, required ones first. */
export const COLUMNS = {
  peserta: [
    'nik',
    'nama',
    'tanggal_lahir',
    'jenis_kelamin',
    'kode_wilayah',
    'kategori',
    'status',
    'program',
    'sumber_dana',
    'tmt',
    'iuran_sampai',
    'kpj',
    'pekerjaan',
  ],
  target: ['kode_wilayah', 'kategori', 'potensi', 'target_persen', 'sumber', 'tanggal_acuan'],
  komitmen: [
    'kode_wilayah',
    'instruksi',
    'status',
    'tenggat',
    'nomor',
    'tanggal',
    'anggaran_rp',
    'realisasi_rp',
    'keterangan',
  ],
} as const satisfies Record<Jenis, readonly string[]>;

const REQUIRED_COUNT = { peserta: 9, target: 3, komitmen: 3 } as const satisfies Record<Jenis, number>;

/** The column whose cell tells a totals record from a data record. */
export const KEY_COLUMN = { peserta: 'nik', target: 'kode_wilayah', komitmen: 'kode_wilayah' } as const;

const BY_NAME = new Map(
  Object.entries(NAMES).flatMap(([column, names]) => names.split(' ').map((name) => [name, column] as const)),
);

/** The columns that a header of this jenis must hold. */
export function requiredColumns(jenis: Jenis): readonly string[] {
  return COLUMNS[jenis].slice(0, REQUIRED_COUNT[jenis]);
}

/** Where a record, read as a header, has each column of the jenis: column → position. Of two with one meaning the first counts. */
export function columnsOf(record: readonly string[], jenis: Jenis): Map<string, number> {
  const columns: readonly string[] = COLUMNS[jenis];
  const found = new Map<string, number>();
  record.forEach((cell, position) => {
    const column = BY_NAME.get(squash(clean(cell)));
    if (column !== undefined && columns.includes(column) && !found.has(column)) found.set(column, position);
  });
  return found;
}

/** What a revision consists of (data contract, section 7): its files, and the columns of its tables. */

/** The counts of coverage.csv, and the places at which they are kept here. */
export const COUNTS = [
  'terdata',
  'aktif',
  'non_aktif',
  'diusulkan',
  'belum',
  'jkk',
  'jkm',
  'jht',
  'jp',
  'jkp',
  'menunggak',
  'klaim',
  'duplikat',
  'konflik',
  'status_berbeda',
] as const;

export const TERDATA = 0;
export const AKTIF = 1;
export const NON_AKTIF = 2;
export const DIUSULKAN = 3;
export const BELUM = 4;
export const JKK = 5;
export const JKM = 6;
export const JHT = 7;
export const JP = 8;
export const JKP = 9;
export const MENUNGGAK = 10;
export const KLAIM = 11;
export const DUPLIKAT = 12;
export const KONFLIK = 13;
export const STATUS_BERBEDA = 14;

/** The cells of coverage.csv behind its counts. */
export const TAIL = ['persen_terdata', 'potensi', 'potensi_dasar', 'aktif_dasar', 'cakupan_persen'] as const;

const COVERAGE = `periode,level,kode_wilayah,kategori,${COUNTS.join(',')},${TAIL.join(',')}`;
const FUNDING = 'periode,level,kode_wilayah,kategori,sumber_dana,aktif';
const VILLAGES = 'periode,kode_wilayah,jumlah_desa,desa_tercapai,persen';
const TARGETS = 'periode,kode_wilayah,kategori,potensi,target_persen,sumber,tanggal_acuan,sejak';
const COMMITMENTS = 'periode,kode_wilayah,instruksi,status,tenggat,terlambat,anggaran_rp,realisasi_rp,sejak';
const REPORTING = 'periode,kode_wilayah,status,berkas_berlaku,berkas_tidak_berlaku';
const REPORTED = 'kabkota_lapor,kabkota_total';

/** The header of every table, by its path below the revision. */
export const HEADERS = {
  'exact/coverage.csv': COVERAGE,
  'exact/funding.csv': FUNDING,
  'exact/villages100.csv': VILLAGES,
  'exact/targets.csv': `${TARGETS},slot`,
  'exact/commitments.csv': COMMITMENTS,
  'exact/reporting.csv': `${REPORTING},baris_diterima,baris_ditolak,${REPORTED}`,
  'exact/files.csv': 'kunci,slot,hasil,kode,berlaku,baris_lolos,baris_ditolak,baris_dilewati',
  'exact/issues.csv': 'kunci,kode,jumlah',
  'public/coverage.csv': COVERAGE,
  'public/funding.csv': FUNDING,
  'public/villages100.csv': VILLAGES,
  'public/targets.csv': TARGETS,
  'public/commitments.csv': COMMITMENTS,
  'public/reporting.csv': `${REPORTING},${REPORTED}`,
} as const;

export type Table = keyof typeof HEADERS;

export const MANIFEST = 'exact/manifest.json';
export const PUBLIC_MANIFEST = 'public/manifest.json';
export const CHANGES = 'exact/changes.json';

/** What tells others of the tables. A revision of an earlier program has none, and nothing for the page. */
export const METADATA = ['exact', 'public'].flatMap((tier) => [`${tier}/datapackage.json`, `${tier}/dcat.jsonld`]);

/** What every manifest lists. */
export const LISTED: readonly string[] = [...Object.keys(HEADERS), CHANGES, PUBLIC_MANIFEST];

/** The words that invented upload rows are made of: names, spellings with their weights, and what is wrong in bad rows. */

/** [spelling, weight]; the weights of one list need no particular sum. */
export type Weighted = readonly (readonly [string, number])[];

export const FIRST_NAMES = {
  L: (
    'Abdul Adi Agus Ahmad Andi Arif Bambang Bayu Benny Budi Charles Dedi Deni Dwi Eko Fajar Ferry Frans Gede Hadi ' +
    'Hasan Hendra Heri Imam Irwan Jefri Joko Johanis Kadek Komang La Lukas Made Muhammad Nyoman Paulus Petrus Putu ' +
    'Rahmat Ridwan Rizki Rudi Slamet Sugeng Sulaiman Supriadi Taufik Tono Udin Wahyu Wayan Yohanes Yusuf Zainal'
  ).split(' '),
  P: (
    'Ani Ayu Bunga Citra Desi Dewi Diah Dina Elisabeth Endang Erna Eva Fatimah Fitri Hana Hesti Ida Indah Ika Intan ' +
    'Juliana Kartini Lestari Lina Maria Maya Mega Nur Nurul Ningsih Novita Oktavia Putri Rahma Ratna Rina Rini Rosmini ' +
    'Sari Siti Sri Sulastri Susi Tati Tuti Umi Wa Wahyuni Wati Wulan Yanti Yuli Yunita Zahra'
  ).split(' '),
} as const;

/** Some are quoted in the CSV, as a comma or quote needs, and some are not ASCII. */
export const LAST_NAMES: Weighted = [
  ...(
    'Alfons Aritonang Basri Batubara Darmawan Effendi Fauzi Ginting Gunawan Halim Harahap Hatta Hidayat Iskandar ' +
    'Kurniawan Kusuma Latuconsina Lubis Mahendra Manuputty Maulana Mulyadi Nasution Nugroho Pattiasina Pattimura ' +
    'Permana Prasetyo Purnama Rahayu Rahman Ramadhan Ritonga Rumakuway Sahertian Salim Santoso Saputra Sembiring ' +
    'Setiawan Siahaan Simanjuntak Siregar Sitompul Suharto Sukarno Suryadi Susanto Sutrisno Tanaka Tuasikal ' +
    'Utami Wakanno Wibowo Wijaya Yulianto Yusran Zulkifli'
  )
    .split(' ')
    .map((name): readonly [string, number] => [name, 17]),
  ['Ma’ruf', 2],
  ['Sa`adah', 2],
];

/** What follows a name; the comma of a degree needs quotes. */
export const NAME_TAILS: Weighted = [
  ['', 970],
  [', S.Pd', 14],
  [', A.Md', 8],
  [' "Ucok"', 2],
  ['  ', 6],
];

/** One worker category: its share, spellings, who pays, the programmes and how the region is coded. */
export interface Category {
  code: string;
  weight: number;
  spellings: Weighted;
  funding: Weighted;
  programs: Weighted;
  jobs: readonly string[];
  /** Share of rows coded to the regency that employs, not to a village. */
  employer: number;
}

const TWO: Weighted = [
  ['JKK+JKM', 93],
  ['JKK,JKM', 3],
  ['JKK JKM', 2],
  ['jkk + jkm', 1],
  ['JKM/JKK', 1],
];
const THREE: Weighted = [
  ['JKK+JKM+JHT', 70],
  ['JKK+JKM', 28],
  ['JKK;JKM;JHT', 2],
];
const FIVE: Weighted = [
  ['JKK+JKM+JHT+JP+JKP', 52],
  ['JKK+JKM+JHT+JP', 30],
  ['JKK+JKM+JHT', 16],
  ['JKK, JKM, JHT, JP', 2],
];
// biome-ignore format: a list
const COMPANY: Weighted = [['PERUSAHAAN', 97], ['Badan Usaha', 3]];
// biome-ignore format: a list
const OWN: Weighted = [['MANDIRI', 96], ['Pribadi', 4]];
// biome-ignore format: a list
const REGENCY: Weighted = [['APBD_KAB', 92], ['APBD', 5], ['APBD Kab/Kota', 3]];
// biome-ignore format: a list
const VILLAGE: Weighted = [['ADD', 60], ['DANA_DESA', 30], ['APBDes', 5], ['Alokasi Dana Desa', 5]];

// biome-ignore format: a table
export const CATEGORIES: readonly Category[] = [
  category('PENERIMA_UPAH', 90, [['PENERIMA_UPAH', 92], ['PU', 8]], COMPANY, FIVE, 'Buruh pabrik,Karyawan toko,Satpam', 0.3),
  category('BUMN', 8, [['BUMN', 1]], COMPANY, FIVE, 'Karyawan,Teknisi', 0.6),
  category('BUMD', 12, [['BUMD', 1]], COMPANY, FIVE, 'Karyawan,Petugas PDAM', 0.6),
  category('JASA_KONSTRUKSI', 35, [['JASA_KONSTRUKSI', 80], ['Jakon', 20]], COMPANY, TWO, 'Tukang batu,Tukang kayu', 0.2),
  category('PMI', 12, [['PMI', 90], ['Pekerja Migran', 10]], OWN, THREE, 'Asisten rumah tangga,Pelaut', 0),
  category('NON_ASN', 190, [['NON_ASN', 86], ['Honorer', 8], ['Non ASN', 5], ['Tenaga Honorer', 1]], REGENCY, THREE, 'Guru honorer,Staf,Perawat', 0.4),
  category('PPPK_PARUH_WAKTU', 25, [['PPPK_PARUH_WAKTU', 90], ['PPPK PW', 10]], REGENCY, TWO, 'Guru,Tenaga teknis', 0.5),
  category('APARATUR_DESA', 70, [['APARATUR_DESA', 82], ['Perangkat Desa', 18]], VILLAGE, THREE, 'Sekretaris desa,Kaur,Kasi', 0),
  category('BPD', 30, [['BPD', 95], ['Saniri', 5]], VILLAGE, TWO, 'Anggota BPD', 0),
  category('PENYELENGGARA_PEMILU', 25, [['PENYELENGGARA_PEMILU', 85], ['Pemilu', 15]], REGENCY, TWO, 'PPK,PPS,KPPS', 0),
  category('RT_RW', 60, [['RT_RW', 75], ['RT/RW', 20], ['Ketua RT', 5]], VILLAGE, TWO, 'Ketua RT,Ketua RW', 0),
  category('KADER', 40, [['KADER', 90], ['Kader Posyandu', 10]], VILLAGE, TWO, 'Kader posyandu', 0),
  category('PEKERJA_RENTAN', 320, [['PEKERJA_RENTAN', 92], ['rentan', 5], ['Pekerja Rentan', 3]],
    [['APBD_KAB', 50], ['DANA_DESA', 22], ['APBD_PROV', 14], ['DBH_SAWIT', 5], ['DBHCHT', 3], ['CSR', 3], ['DD', 2], ['APBN', 1]],
    TWO, 'Nelayan,Petani,Pedagang,Buruh tani,Pemulung,Ojek', 0),
  category('BUKAN_PENERIMA_UPAH', 83, [['BUKAN_PENERIMA_UPAH', 90], ['BPU', 10]], OWN, TWO, 'Pedagang,Ojek,Penjahit', 0),
];

// biome-ignore format: a table
export const STATUSES: readonly { code: string; weight: number; spellings: Weighted }[] = [
  { code: 'AKTIF', weight: 80, spellings: [['AKTIF', 90], ['Aktif', 10]] },
  { code: 'NON_AKTIF', weight: 9, spellings: [['NON_AKTIF', 85], ['Non Aktif', 10], ['tidak aktif', 5]] },
  { code: 'DIUSULKAN', weight: 6, spellings: [['DIUSULKAN', 90], ['Usulan', 10]] },
  { code: 'BELUM', weight: 5, spellings: [['BELUM', 90], ['Belum Terdaftar', 10]] },
];

// biome-ignore format: a table
export const GENDERS = {
  L: [['L', 90], ['Laki-laki', 8], ['PRIA', 2]],
  P: [['P', 90], ['Perempuan', 9], ['wanita', 1]],
} as const;

/** Spellings of each instruction, in order. */
export const INSTRUCTIONS = [
  ['REGULASI', '1'],
  ['PENDAFTARAN', '2'],
  ['PENGAWASAN', 'Pengawasan'],
  ['BUMD', '4'],
  ['PTSP', '5'],
] as const;

export const PROGRESS = ['BELUM', 'PROSES', 'Dalam proses', 'SELESAI', 'Sudah'] as const;

export const MONTHS = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
  ' ',
);

/** Invalid cells, by error code; what depends on the row (NIK, regions) is made where the row is made. */
export const BAD = {
  NAME_MISSING: ['', '-', '12345', '...'],
  BIRTHDATE_INVALID: ['', '31/02/1980', '1980-13-01', '2024-01-05', '05/17/1980', '1890-01-01', 'lupa', '12 Agus 1980'],
  GENDER_INVALID: ['', 'X', '1', 'Laki-laki/Perempuan'],
  CATEGORY_UNKNOWN: ['', 'PNS', 'Nelayan', 'PEKERJA'],
  STATUS_UNKNOWN: ['', 'Meninggal', 'AKTIF?NON', 'Pindah'],
  PROGRAM_INVALID: ['JKK+JKN', 'JKK+JKM+BPJS', 'JKK&JKM', 'Ketenagakerjaan'],
  FUNDING_UNKNOWN: ['HIBAH', 'Pemerintah', 'APBD2', '?'],
  TMT_INVALID: ['2021-02-30', '01/13/2022', 'belum ada', '0'],
  PAID_UNTIL_INVALID: ['2023-13', '08/23', 'Agustusan 2023', 'lunas'],
} as const;

function category(
  code: string,
  weight: number,
  spellings: Weighted,
  funding: Weighted,
  programs: Weighted,
  jobs: string,
  employer: number,
): Category {
  return { code, weight, spellings, funding, programs, jobs: jobs.split(','), employer };
}

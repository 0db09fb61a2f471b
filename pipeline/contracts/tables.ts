/**
 * What every published table and column means, in both languages: for the metadata beside the tables and for the page's hints. Source:
 * data contract, section 7. Plain data, so that a page need not load the schemas.
 */

export interface Words {
  readonly id: string;
  readonly en: string;
}

/** As Frictionless names them. `count` is a whole number that the public tier may hide, `sum` one that may outgrow a floating number. */
export type ColumnType = 'month' | 'date' | 'word' | 'code' | 'text' | 'count' | 'sum' | 'percent' | 'yes-no';

export interface Column extends Words {
  readonly name: string;
  readonly type: ColumnType;
  /** Told to officials alone. */
  readonly exact?: true;
}

export interface Table extends Words {
  readonly name: string;
  readonly title: Words;
  readonly columns: readonly Column[];
  /** The columns that no two rows have alike. */
  readonly key: readonly string[];
  readonly exact?: true;
}

const column = (name: string, type: ColumnType, id: string, en: string): Column => ({ name, type, id, en });
const official = (name: string, type: ColumnType, id: string, en: string): Column => ({
  ...column(name, type, id, en),
  exact: true,
});

const PERIODE = column(
  'periode',
  'month',
  'Bulan data: keadaan pada akhir bulan itu.',
  'Month of the data: as things stood at its end.',
);
const LEVEL = column(
  'level',
  'word',
  'Tingkat wilayah: nasional, provinsi, kabkota, kecamatan, desa.',
  'Level of the area: nation, province, regency or city, district, village.',
);
const WILAYAH = column(
  'kode_wilayah',
  'code',
  'Kode wilayah Kemendagri tanpa titik; 00 untuk nasional. Bukan kode BPS.',
  'Area code of the Ministry of Home Affairs, without dots; 00 is the nation. Not the code of the statistics office.',
);
const KATEGORI = column(
  'kategori',
  'word',
  'Kategori pekerja. SEMUA menghitung setiap orang satu kali; karena satu orang bisa ada di beberapa kategori, SEMUA bukan jumlah kategori.',
  'Worker category. SEMUA counts every person once; as one person may be in several categories, it is not their sum.',
);
const SEJAK = column(
  'sejak',
  'month',
  'Periode asal baris ini; berlaku sampai diganti.',
  'Period that this row comes from; it stands until replaced.',
);

export const TABLES: readonly Table[] = [
  {
    name: 'coverage',
    title: { id: 'Cakupan', en: 'Coverage' },
    id: 'Orang yang terdata dan terlindungi menurut wilayah dan kategori, dengan penyebutnya.',
    en: 'People known and covered by area and category, with the denominator.',
    key: ['kode_wilayah', 'kategori'],
    columns: [
      PERIODE,
      LEVEL,
      WILAYAH,
      KATEGORI,
      column(
        'terdata',
        'count',
        'Orang yang terdata: aktif + non-aktif + diusulkan + belum terdaftar.',
        'People known: active + inactive + proposed + not registered.',
      ),
      column('aktif', 'count', 'Peserta aktif.', 'Active participants.'),
      column('non_aktif', 'count', 'Peserta yang tidak aktif lagi.', 'Participants who are active no longer.'),
      column('diusulkan', 'count', 'Orang yang baru diusulkan menjadi peserta.', 'People proposed as participants.'),
      column('belum', 'count', 'Orang yang belum terdaftar.', 'People not registered.'),
      column('jkk', 'count', 'Peserta aktif dengan Jaminan Kecelakaan Kerja.', 'Active, with work accident insurance.'),
      column('jkm', 'count', 'Peserta aktif dengan Jaminan Kematian.', 'Active, with death insurance.'),
      column('jht', 'count', 'Peserta aktif dengan Jaminan Hari Tua.', 'Active, with old-age savings.'),
      column('jp', 'count', 'Peserta aktif dengan Jaminan Pensiun.', 'Active, with a pension.'),
      column(
        'jkp',
        'count',
        'Peserta aktif dengan Jaminan Kehilangan Pekerjaan.',
        'Active, with unemployment insurance.',
      ),
      column(
        'menunggak',
        'count',
        'Peserta aktif yang iurannya terakhir dibayar untuk bulan sebelum periode ini.',
        'Active, contributions paid up to a month before this period.',
      ),
      column(
        'klaim',
        'count',
        'Baris yang diterima untuk wilayah dan kategori ini.',
        'Accepted rows for this area and category.',
      ),
      column(
        'duplikat',
        'count',
        'Baris yang tidak dihitung karena orangnya sudah dihitung, di sini atau di tempat lain: klaim − terdata.',
        'Rows that do not count, as the person counts already, here or elsewhere: klaim − terdata.',
      ),
      column(
        'konflik',
        'count',
        'Orang yang tanggal lahir atau jenis kelaminnya berbeda antarbaris.',
        'People whose rows differ in birth date or sex.',
      ),
      column(
        'status_berbeda',
        'count',
        'Orang yang status kepesertaannya berbeda antarbaris.',
        'People whose rows differ in status.',
      ),
      column('persen_terdata', 'percent', '100 × aktif / terdata.', '100 × aktif / terdata.'),
      column(
        'potensi',
        'sum',
        'Penyebut: orang yang seharusnya terlindungi. Kosong bila tidak ada target.',
        'The denominator: people who should be covered. Empty without a target.',
      ),
      column(
        'potensi_dasar',
        'word',
        'Asal penyebut: DINYATAKAN untuk wilayah ini; JUMLAH dari semua wilayah di bawahnya; SEBAGIAN bila hanya dari beberapa.',
        'Where the denominator comes from: declared for this area (DINYATAKAN), the sum of all areas below (JUMLAH), or of some of them (SEBAGIAN).',
      ),
      column(
        'aktif_dasar',
        'count',
        'Peserta aktif di wilayah yang sama dengan penyebutnya: pembilang cakupan.',
        'Active people of the same areas as the denominator: the numerator.',
      ),
      column(
        'cakupan_persen',
        'percent',
        '100 × aktif_dasar / potensi; bisa lebih dari 100.',
        '100 × aktif_dasar / potensi; may exceed 100.',
      ),
    ],
  },
  {
    name: 'funding',
    title: { id: 'Sumber dana', en: 'Funding' },
    id: 'Peserta aktif menurut sumber dana, sampai kabupaten/kota.',
    en: 'Active participants by source of funds, down to regencies and cities.',
    key: ['kode_wilayah', 'kategori', 'sumber_dana'],
    columns: [
      PERIODE,
      LEVEL,
      WILAYAH,
      KATEGORI,
      column('sumber_dana', 'word', 'Yang membayar iuran.', 'Who pays the contributions.'),
      column(
        'aktif',
        'count',
        'Peserta aktif yang dibayar dari sumber ini.',
        'Active participants paid from this source.',
      ),
    ],
  },
  {
    name: 'villages100',
    title: { id: 'Desa dengan 100 pekerja rentan', en: 'Villages with 100 vulnerable workers' },
    id: 'Di berapa desa sedikitnya 100 pekerja rentan aktif dibayar dari dana desa.',
    en: 'In how many villages at least 100 active vulnerable workers are paid from village funds.',
    key: ['kode_wilayah'],
    columns: [
      PERIODE,
      WILAYAH,
      column(
        'jumlah_desa',
        'count',
        'Desa (bukan kelurahan) di wilayah ini.',
        'Villages (desa, not kelurahan) of the area.',
      ),
      column('desa_tercapai', 'count', 'Desa yang mencapai 100.', 'Villages that reached 100.'),
      column('persen', 'percent', '100 × desa_tercapai / jumlah_desa.', '100 × desa_tercapai / jumlah_desa.'),
    ],
  },
  {
    name: 'targets',
    title: { id: 'Target yang berlaku', en: 'Targets in force' },
    id: 'Potensi yang dinyatakan untuk wilayah dan kategori, berlaku sampai diganti.',
    en: 'The eligible population declared for an area and category; it stands until replaced.',
    key: ['kode_wilayah', 'kategori'],
    columns: [
      PERIODE,
      WILAYAH,
      KATEGORI,
      column('potensi', 'count', 'Orang yang seharusnya terlindungi.', 'People who should be covered.'),
      column('target_persen', 'percent', 'Cakupan yang ditargetkan.', 'Coverage aimed at.'),
      column(
        'sumber',
        'text',
        'Sumber angka potensi, seperti tertulis di berkas.',
        'Source of the figure, as the file says.',
      ),
      column('tanggal_acuan', 'date', 'Tanggal acuan angka potensi.', 'Date that the figure refers to.'),
      SEJAK,
      official('slot', 'text', 'Unggahan asal baris ini.', 'The upload that this row comes from.'),
    ],
  },
  {
    name: 'commitments',
    title: { id: 'Komitmen yang berlaku', en: 'Commitments in force' },
    id: 'Janji kepala daerah menurut lima butir instruksi.',
    en: 'What heads of regions promised, by the five instructions.',
    key: ['kode_wilayah', 'instruksi'],
    columns: [
      PERIODE,
      WILAYAH,
      column(
        'instruksi',
        'word',
        'REGULASI regulasi dan anggaran; PENDAFTARAN semua pekerja; PENGAWASAN; BUMD; PTSP kepesertaan sebagai syarat izin.',
        'REGULASI regulation and budget; PENDAFTARAN registration of all workers; PENGAWASAN supervision; BUMD regional enterprises; PTSP membership as a licence requirement.',
      ),
      column(
        'status',
        'word',
        'BELUM, PROSES atau SELESAI.',
        'Not begun (BELUM), under way (PROSES) or done (SELESAI).',
      ),
      column('tenggat', 'date', 'Batas waktu yang dijanjikan.', 'The deadline promised.'),
      column(
        'terlambat',
        'yes-no',
        'ya: belum selesai, dan tenggatnya sebelum akhir periode.',
        'ya: not done, with a deadline before the end of the period.',
      ),
      column('anggaran_rp', 'sum', 'Anggaran, rupiah.', 'Budget, rupiah.'),
      column('realisasi_rp', 'sum', 'Realisasi, rupiah.', 'Spent, rupiah.'),
      SEJAK,
    ],
  },
  {
    name: 'reporting',
    title: { id: 'Pelaporan', en: 'Reporting' },
    id: 'Siapa yang sudah mengirim daftar peserta: nasional, 38 provinsi, 514 kabupaten/kota.',
    en: 'Who has sent lists of participants: the nation, 38 provinces, 514 regencies and cities.',
    key: ['kode_wilayah'],
    columns: [
      PERIODE,
      WILAYAH,
      column(
        'status',
        'word',
        'MELAPOR: ada berkas yang berlaku; DITOLAK: ada berkas, tidak satu pun berlaku; DITARIK: semua berkas ditarik; BELUM_LAPOR: belum pernah ada.',
        'MELAPOR: a file is in force; DITOLAK: there are files, none in force; DITARIK: all were withdrawn; BELUM_LAPOR: none yet.',
      ),
      column('berkas_berlaku', 'count', 'Berkas peserta yang berlaku.', 'Participants files in force.'),
      column('berkas_tidak_berlaku', 'count', 'Berkas peserta yang tidak berlaku.', 'Participants files not in force.'),
      official(
        'baris_diterima',
        'count',
        'Baris yang diterima dari berkas yang berlaku.',
        'Accepted rows of the files in force.',
      ),
      official(
        'baris_ditolak',
        'count',
        'Baris yang ditolak dari berkas yang berlaku.',
        'Rejected rows of the files in force.',
      ),
      column(
        'kabkota_lapor',
        'count',
        'Kabupaten/kota yang melapor; kosong untuk kabupaten/kota.',
        'Regencies and cities that report; empty for themselves.',
      ),
      column(
        'kabkota_total',
        'count',
        'Jumlah kabupaten/kota; kosong untuk kabupaten/kota.',
        'Regencies and cities in all; empty for themselves.',
      ),
    ],
  },
  {
    name: 'files',
    title: { id: 'Berkas', en: 'Files' },
    id: 'Setiap berkas periode ini dan hasil pemeriksaan versi terbarunya.',
    en: 'Every file of the period, and how its latest version was judged.',
    exact: true,
    key: ['kunci'],
    columns: [
      official('kunci', 'text', 'Nama berkas di folder unggahan.', 'Name of the file in the upload folder.'),
      official(
        'slot',
        'text',
        'Tempat yang diisi berkas ini; kosong bila namanya tidak sesuai.',
        'The place that the file fills; empty where its name does not fit.',
      ),
      official('hasil', 'word', 'diterima atau ditolak.', 'Accepted (diterima) or rejected (ditolak).'),
      official(
        'kode',
        'word',
        'Kode yang menolak seluruh berkas; kosong bila diterima.',
        'The code that rejected the whole file; empty where accepted.',
      ),
      official(
        'berlaku',
        'yes-no',
        'ya: ada versi berkas ini yang berlaku.',
        'ya: some version of the file is in force.',
      ),
      official('baris_lolos', 'count', 'Baris yang lolos.', 'Rows that passed.'),
      official('baris_ditolak', 'count', 'Baris yang ditolak.', 'Rows rejected.'),
      official(
        'baris_dilewati',
        'count',
        'Baris kosong, judul berulang dan baris jumlah, yang dilewati.',
        'Blank rows, repeated headers and totals, skipped.',
      ),
    ],
  },
  {
    name: 'issues',
    title: { id: 'Temuan', en: 'Findings' },
    id: 'Berapa baris setiap berkas yang memuat setiap kode galat dan peringatan.',
    en: 'How many rows of each file bear each error and warning code.',
    exact: true,
    key: ['kunci', 'kode'],
    columns: [
      official('kunci', 'text', 'Nama berkas di folder unggahan.', 'Name of the file in the upload folder.'),
      official('kode', 'word', 'Kode galat atau peringatan.', 'Error or warning code.'),
      official('jumlah', 'count', 'Baris dengan kode ini.', 'Rows that bear it.'),
    ],
  },
];

/** The tables of a tier, with the columns that it has. */
export function tablesOf(tier: 'exact' | 'public'): readonly Table[] {
  if (tier === 'exact') return TABLES;
  return TABLES.filter(({ exact }) => !exact).map((table) => ({
    ...table,
    columns: table.columns.filter(({ exact }) => !exact),
  }));
}

/** What must hold of published files, in words: told with the first fault. */
import type { Sentence } from '../../pipeline/rules/codes.ts';

export const LAW = {
  missing: { id: 'Berkas ini tidak ada.', en: 'This file is not there.' },
  surplus: {
    id: 'Berkas ini tidak tercatat dalam manifes revisi.',
    en: "The revision's manifest does not list this file.",
  },
  listed: {
    id: 'Manifes harus mencatat setiap berkas revisi tepat sekali.',
    en: 'The manifest must list every file of a revision exactly once.',
  },
  size: { id: 'Ukuran berkas berbeda dari manifes.', en: 'The size of the file is not the one in the manifest.' },
  sha256: {
    id: 'Isi berkas berubah sejak diterbitkan: SHA-256-nya berbeda.',
    en: 'The content has changed since it was published: its SHA-256 differs.',
  },
  readable: {
    id: 'Isi berkas tidak dapat dibaca menurut bentuk yang semestinya.',
    en: 'The content cannot be read as what it has to be.',
  },
  itself: {
    id: 'Berkas menyebut periode atau revisi lain daripada tempatnya.',
    en: 'The file names another period or revision than the one where it lies.',
  },
  reference: {
    id: 'Revisi ini dibuat dengan daftar wilayah lain; periksa dengan program yang memakai daftar itu.',
    en: 'The revision was made with another reference of regions; verify it with the program that has that one.',
  },
  pointers: {
    id: 'index.json, latest.json dan changelog.json harus menunjuk revisi yang sama. (Bila penerbitan terhenti di tengah, jalankan cakupan run sekali lagi.)',
    en: 'index.json, latest.json and changelog.json must name the same revision. (Where a publisher was stopped half-way, run cakupan run once more.)',
  },
  changelog: {
    id: 'Setiap catatan changelog harus menyambung catatan sebelumnya.',
    en: 'Every entry of the changelog must follow from the one before.',
  },
  inputs: {
    id: 'Daftar kunci dalam manifes harus memenuhi aturan slot: urut, satu pemegang per slot, yang ditarik tidak berlaku.',
    en: 'The keys in the manifest must keep the rules of slots: in order, one holder for each, none in force once withdrawn.',
  },
  table: {
    id: 'Bentuk tabel harus tepat: judul kolom, jumlah sel, tanda kutip, akhir baris.',
    en: 'The form of the table must be exact: header, number of cells, quotes, line ends.',
  },
  number: { id: 'Sel ini harus bilangan bulat.', en: 'This cell must be a whole number.' },
  code: { id: 'Kode ini tidak ada dalam daftarnya.', en: 'This code is not in its list.' },
  level: { id: 'Tingkat harus sesuai kode wilayah.', en: 'The level must be that of the region.' },
  order: {
    id: 'Baris harus urut menurut kuncinya, masing-masing sekali.',
    en: 'Rows must be in the order of their keys, each there once.',
  },
  present: { id: 'Baris ini harus ada.', en: 'This row must be there.' },
  absent: { id: 'Baris ini tidak boleh ada.', en: 'This row must not be there.' },
  statuses: {
    id: 'terdata = aktif + non_aktif + diusulkan + belum.',
    en: 'terdata = aktif + non_aktif + diusulkan + belum.',
  },
  duplicates: { id: 'duplikat = klaim − terdata.', en: 'duplikat = klaim − terdata.' },
  programmes: {
    id: 'Setiap peserta aktif ikut JKK dan JKM.',
    en: 'Every active participant has JKK and JKM.',
  },
  ofActive: {
    id: 'Bagian dari yang aktif tidak dapat melebihi yang aktif.',
    en: 'A part of the active ones cannot be more than they are.',
  },
  ofCounted: {
    id: 'Bagian dari yang terdata tidak dapat melebihi yang terdata.',
    en: 'A part of the people counted cannot be more than they are.',
  },
  differs: {
    id: 'Yang klaimnya berbeda status terhitung dengan status terbaiknya, jadi tidak sebagai BELUM.',
    en: 'Whose claims differ in status is counted with the best of them, so not as BELUM.',
  },
  rollup: {
    id: 'Nilai suatu wilayah tidak dapat kurang dari jumlah wilayah di bawahnya.',
    en: 'The value of a region cannot be less than the sum of the regions below.',
  },
  nation: {
    id: 'Nilai nasional adalah jumlah semua provinsi.',
    en: 'The national value is the sum of the provinces.',
  },
  ownClaims: {
    id: 'Yang tercatat langsung di wilayah ini (bukan di bawahnya) harus memenuhi aturan yang sama.',
    en: 'Who is counted at this very region (not below it) must keep the same rules.',
  },
  allClaims: {
    id: 'klaim SEMUA adalah jumlah klaim semua kategori.',
    en: 'The claims of SEMUA are the sum of those of the categories.',
  },
  allPeople: {
    id: 'SEMUA tidak dapat melebihi jumlah kategorinya: setiap orang terhitung juga di kategorinya.',
    en: 'SEMUA cannot be more than the sum of its categories: everybody is counted in a category too.',
  },
  allRest: {
    id: 'Selisih jumlah kategori dengan SEMUA adalah orang yang terhitung sekali lagi; bagi mereka berlaku aturan yang sama.',
    en: 'What the categories count beyond SEMUA are people counted once more; the same rules hold of them.',
  },
  allNation: {
    id: 'Secara nasional SEMUA tidak dapat kurang dari satu kategori.',
    en: 'For the nation SEMUA cannot be less than a category.',
  },
  allConflicts: {
    id: 'Hanya orang dengan beberapa kategori dapat berbeda di SEMUA tanpa berbeda di kategorinya.',
    en: 'Only people with several categories can differ in SEMUA without differing in their category.',
  },
  someCounted: {
    id: 'Dari klaim seseorang di seluruh negeri tepat satu yang terhitung.',
    en: "Of a person's claims in the whole country exactly one counts.",
  },
  conflicts: {
    id: 'Siapa yang datanya berbeda mempunyai klaim lain yang tidak terhitung.',
    en: 'Whose data differ has another claim, which does not count.',
  },
  percent: {
    id: 'Persentase harus sesuai pembilang dan penyebutnya.',
    en: 'The percentage must follow from its numerator and denominator.',
  },
  potensi: {
    id: 'Potensi efektif mengikuti targets.csv dan wilayah di bawahnya.',
    en: 'The effective potensi follows from targets.csv and the regions below.',
  },
  claimsRead: {
    id: 'Setiap baris yang diterima adalah satu klaim, di dalam wilayah pengirimnya.',
    en: 'Every accepted row is one claim, inside the territory of its sender.',
  },
  funding: {
    id: 'Jumlah semua sumber dana adalah aktif di coverage.csv.',
    en: 'The sources of funds add up to aktif in coverage.csv.',
  },
  positive: { id: 'Hanya nilai di atas nol yang ditulis.', en: 'Only values above zero are written.' },
  villages: {
    id: 'Jumlah desa dihitung dari daftar wilayah.',
    en: 'The number of villages is that of the reference.',
  },
  reached: {
    id: 'Jumlah desa yang tercapai harus mungkin menurut coverage.csv dan funding.csv.',
    en: 'The number of villages that reached it must be possible by coverage.csv and funding.csv.',
  },
  standing: {
    id: 'Baris ini harus berasal dari berkas yang berlaku menurut manifes, dan di dalam wilayahnya.',
    en: 'This row must come from a file that stands by the manifest, and lie inside its territory.',
  },
  standingRows: {
    id: 'Baris target yang berlaku harus sesuai jumlah baris berkasnya (files.csv).',
    en: 'The target rows in force must agree with the number of rows of their file (files.csv).',
  },
  value: { id: 'Nilai sel ini tidak mungkin.', en: 'This cell cannot have this value.' },
  late: {
    id: 'terlambat: belum SELESAI dan tenggat sebelum akhir periode.',
    en: 'terlambat: not SELESAI, and the deadline lies before the end of the period.',
  },
  reporting: {
    id: 'Pelaporan mengikuti berkas-berkas peserta dalam manifes dan files.csv.',
    en: 'Reporting follows from the participants files in the manifest and files.csv.',
  },
  files: { id: 'files.csv mengikuti kunci dalam manifes.', en: 'files.csv follows from the keys in the manifest.' },
  judged: {
    id: 'Jumlah baris harus sesuai putusan atas berkas itu.',
    en: 'The numbers of rows must agree with how the file was judged.',
  },
  issues: {
    id: 'issues.csv harus sesuai jumlah baris berkasnya di files.csv.',
    en: "issues.csv must agree with its file's numbers of rows in files.csv.",
  },
  public: {
    id: 'Tabel publik mengikuti tabel lengkap setelah penyamaran.',
    en: 'The public table follows from the exact one after disclosure control.',
  },
  publicManifest: {
    id: 'Manifes publik mencatat berkas publik seperti manifes lengkap.',
    en: 'The public manifest lists the public files as the exact one does.',
  },
  view: {
    id: 'Berkas untuk halaman harus mengatakan persis apa yang dikatakan tabelnya.',
    en: 'What the page reads must say exactly what its tables say.',
  },
  metadata: {
    id: 'Keterangan revisi harus menyebut kolom, ukuran dan SHA-256 tabelnya.',
    en: 'The metadata must name the columns, sizes and hashes of its tables.',
  },
  changes: {
    id: 'changes.json mencatat setiap sel yang berubah terhadap revisi sebelumnya, dan hanya itu.',
    en: 'changes.json lists every cell that changed against the revision before, and no other.',
  },
} as const satisfies Record<string, Sentence>;

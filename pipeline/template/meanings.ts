/** What the codes of a template's lists mean, for the sheet that explains them. */
import type { Sentence } from '../rules/codes.ts';
import type {
  INSTRUKSI,
  JENIS_KELAMIN,
  KATEGORI_PUBLISHED,
  KOMITMEN_STATUS,
  PROGRAM,
  STATUS,
  SUMBER_DANA,
} from '../rules/vocabulary.ts';

type Code =
  | (typeof KATEGORI_PUBLISHED)[number]
  | (typeof STATUS)[number]
  | (typeof SUMBER_DANA)[number]
  | (typeof PROGRAM)[number]
  | (typeof INSTRUKSI)[number]
  | (typeof KOMITMEN_STATUS)[number]
  | (typeof JENIS_KELAMIN)[number];

/** Undefined for what needs no words: combinations of codes. */
export function meaningOf(code: string): Sentence | undefined {
  return new Map<string, Sentence>(Object.entries(MEANINGS)).get(code);
}

const MEANINGS: Readonly<Record<Code, Sentence>> = {
  SEMUA: { id: 'Semua pekerja, tiap orang sekali', en: 'All workers, everybody once' },
  PENERIMA_UPAH: { id: 'Pekerja penerima upah di perusahaan', en: 'Wage earners in companies' },
  BUMN: { id: 'Pekerja badan usaha milik negara', en: 'Workers of state enterprises' },
  BUMD: {
    id: 'Pekerja badan usaha milik daerah; instruksi tentang BUMD',
    en: 'Workers of regional enterprises; the instruction on them',
  },
  JASA_KONSTRUKSI: { id: 'Pekerja jasa konstruksi', en: 'Construction workers' },
  PMI: { id: 'Pekerja migran Indonesia', en: 'Indonesian migrant workers' },
  NON_ASN: { id: 'Pegawai pemerintah bukan ASN (honorer)', en: 'Government employees who are no civil servants' },
  PPPK_PARUH_WAKTU: { id: 'PPPK paruh waktu', en: 'Part-time contract civil servants' },
  APARATUR_DESA: { id: 'Kepala desa dan perangkat desa', en: 'Village heads and officials' },
  BPD: { id: 'Anggota BPD, saniri', en: 'Members of village councils' },
  PENYELENGGARA_PEMILU: { id: 'Penyelenggara pemilu', en: 'Election workers' },
  RT_RW: { id: 'Ketua RT dan RW', en: 'Neighbourhood heads' },
  KADER: { id: 'Kader posyandu dan kader lain', en: 'Health post and other volunteers' },
  PEKERJA_RENTAN: { id: 'Pekerja rentan yang iurannya dibantu', en: 'Vulnerable workers whose dues are paid for them' },
  BUKAN_PENERIMA_UPAH: { id: 'Pekerja mandiri (BPU)', en: 'Self-employed workers' },
  AKTIF: { id: 'Peserta aktif', en: 'Active member' },
  NON_AKTIF: { id: 'Pernah peserta, sekarang tidak aktif', en: 'Was a member, not active now' },
  DIUSULKAN: { id: 'Sedang diusulkan', en: 'Proposed' },
  BELUM: { id: 'Belum terdaftar; komitmen: belum dimulai', en: 'Not registered; of a commitment: not begun' },
  PROSES: { id: 'Sedang dilaksanakan', en: 'Under way' },
  SELESAI: { id: 'Selesai', en: 'Done' },
  APBN: { id: 'Anggaran negara', en: 'State budget' },
  APBD_PROV: { id: 'Anggaran provinsi', en: 'Provincial budget' },
  APBD_KAB: { id: 'Anggaran kabupaten atau kota', en: 'Budget of the regency or city' },
  DANA_DESA: { id: 'Dana desa', en: 'Village fund' },
  ADD: { id: 'Alokasi dana desa', en: 'Village allocation' },
  DBH_SAWIT: { id: 'Dana bagi hasil sawit', en: 'Palm oil revenue share' },
  DBHCHT: { id: 'Dana bagi hasil cukai hasil tembakau', en: 'Tobacco excise revenue share' },
  CSR: { id: 'Tanggung jawab sosial perusahaan', en: 'Corporate giving' },
  PERUSAHAAN: { id: 'Perusahaan pemberi kerja', en: 'The employer' },
  MANDIRI: { id: 'Peserta sendiri', en: 'The members themselves' },
  JKK: { id: 'Jaminan kecelakaan kerja', en: 'Work accident' },
  JKM: { id: 'Jaminan kematian', en: 'Death' },
  JHT: { id: 'Jaminan hari tua', en: 'Old age' },
  JP: { id: 'Jaminan pensiun', en: 'Pension' },
  JKP: { id: 'Jaminan kehilangan pekerjaan', en: 'Job loss' },
  REGULASI: { id: 'Peraturan dan anggaran', en: 'Regulation and budget' },
  PENDAFTARAN: { id: 'Pendaftaran semua pekerja', en: 'Registration of all workers' },
  PENGAWASAN: { id: 'Pengawasan', en: 'Supervision' },
  PTSP: { id: 'Kepesertaan aktif sebagai syarat izin', en: 'Active membership as a licence requirement' },
  L: { id: 'Laki-laki', en: 'Male' },
  P: { id: 'Perempuan', en: 'Female' },
};

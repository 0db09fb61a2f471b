/**
 * Every code that a report may hold, with what it means and how to mend it, in Indonesian and English.
 *
 * Row codes also have a bit (their place in `ROW_CODES`), so that all findings of a row are one number.
 */

/** A sentence in both languages of the program. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

export interface Rule {
  readonly level: 'error' | 'warning';
  readonly means: Sentence;
  readonly remedy: Sentence;
}

/** Rejects the row (error) or marks it (warning). */
const ROW_RULES = {
  NIK_NUMERIC: {
    level: 'error',
    means: {
      id: 'NIK berubah menjadi angka (misalnya 8,17E+15); digit terakhirnya hilang.',
      en: 'The NIK was turned into a number (such as 8.17E+15); its last digits are lost.',
    },
    remedy: {
      id: 'Mengubah format sekarang tidak mengembalikan digit yang hilang. Di Excel: pilih kolom NIK, Beranda > Format Angka > Teks; baru kemudian ketik atau tempel ulang NIK dari sumbernya (Tempel Khusus > Nilai). CSV jangan diklik dua kali: buka lewat Data > Dari Teks/CSV, lalu pilih jenis Teks untuk kolom NIK.',
      en: 'Changing the format now does not bring the lost digits back. In Excel: select the NIK column, Home > Number Format > Text; only then type or paste the NIK again from its source (Paste Special > Values). Do not double-click a CSV: open it with Data > From Text/CSV and choose the type Text for the NIK column.',
    },
  },
  NIK_FORMAT: {
    level: 'error',
    means: { id: 'NIK tidak terdiri dari 16 angka.', en: 'The NIK does not have 16 digits.' },
    remedy: {
      id: 'Tulis 16 angka NIK persis seperti di KTP; spasi, titik, dan tanda hubung boleh.',
      en: 'Write the 16 digits exactly as on the identity card; spaces, dots and hyphens are fine.',
    },
  },
  NIK_PROVINCE: {
    level: 'error',
    means: {
      id: 'Dua angka pertama NIK bukan kode provinsi.',
      en: "The NIK's first two digits are not a province.",
    },
    remedy: { id: 'Periksa NIK pada KTP atau KK.', en: 'Check the NIK on the identity card or family card.' },
  },
  NIK_BIRTHDATE: {
    level: 'error',
    means: {
      id: 'Angka 7 sampai 12 NIK bukan tanggal (perempuan: tanggal + 40).',
      en: 'Digits 7 to 12 of the NIK are not a date (women: day + 40).',
    },
    remedy: { id: 'Periksa NIK pada KTP atau KK.', en: 'Check the NIK on the identity card or family card.' },
  },
  NIK_SERIAL: {
    level: 'error',
    means: { id: 'Empat angka terakhir NIK 0000.', en: 'The last four digits of the NIK are 0000.' },
    remedy: {
      id: 'Periksa NIK pada KTP; 0000 biasanya tanda NIK pernah dibulatkan.',
      en: 'Check the NIK on the identity card; 0000 usually means that it was rounded.',
    },
  },
  NAME_MISSING: {
    level: 'error',
    means: { id: 'Nama kosong atau tanpa huruf.', en: 'The name is empty or has no letter.' },
    remedy: { id: 'Isi nama lengkap.', en: 'Fill in the full name.' },
  },
  BIRTHDATE_INVALID: {
    level: 'error',
    means: {
      id: 'Tanggal lahir bukan tanggal, atau sesudah akhir periode.',
      en: 'The birth date is not a date, or lies after the end of the period.',
    },
    remedy: {
      id: 'Tulis sebagai 1980-08-17, 17/08/1980, atau 17 Agustus 1980.',
      en: 'Write it as 1980-08-17, 17/08/1980 or 17 Agustus 1980.',
    },
  },
  GENDER_INVALID: {
    level: 'error',
    means: { id: 'Jenis kelamin bukan L atau P.', en: 'The sex is not L (male) or P (female).' },
    remedy: { id: 'Tulis L atau P.', en: 'Write L or P.' },
  },
  REGION_UNKNOWN: {
    level: 'error',
    means: {
      id: 'Kode wilayah tidak ada dalam daftar Kemendagri.',
      en: 'The region code is not in the list of the Ministry of Home Affairs.',
    },
    remedy: {
      id: 'Pakai kode Kemendagri (bukan BPS): 2, 4, 6, atau 10 angka.',
      en: 'Use the code of Kemendagri (not BPS): 2, 4, 6 or 10 digits.',
    },
  },
  REGION_OUTSIDE: {
    level: 'error',
    means: {
      id: 'Wilayah ini di luar wilayah pengirim berkas.',
      en: 'The region lies outside the territory that sent the file.',
    },
    remedy: {
      id: 'Kirim baris ini lewat wilayahnya sendiri, atau perbaiki kodenya.',
      en: 'Send this row through its own region, or mend the code.',
    },
  },
  CATEGORY_UNKNOWN: {
    level: 'error',
    means: { id: 'Kategori pekerja tidak dikenal.', en: 'The worker category is not known.' },
    remedy: {
      id: 'Pakai salah satu kategori dari daftar, misalnya NON_ASN, RT_RW, PEKERJA_RENTAN.',
      en: 'Use a category of the list, such as NON_ASN, RT_RW, PEKERJA_RENTAN.',
    },
  },
  STATUS_UNKNOWN: {
    level: 'error',
    means: { id: 'Status tidak dikenal.', en: 'The status is not known.' },
    remedy: {
      id: 'Peserta: AKTIF, NON_AKTIF, DIUSULKAN, atau BELUM. Komitmen: BELUM, PROSES, atau SELESAI.',
      en: 'Participants: AKTIF, NON_AKTIF, DIUSULKAN or BELUM. Commitments: BELUM, PROSES or SELESAI.',
    },
  },
  PROGRAM_INVALID: {
    level: 'error',
    means: {
      id: 'Program tidak dikenal, atau peserta AKTIF tanpa JKK dan JKM.',
      en: 'A programme is not known, or an AKTIF participant lacks JKK and JKM.',
    },
    remedy: {
      id: 'Tulis program dengan tanda tambah, misalnya JKK+JKM.',
      en: 'Write the programmes joined by plus signs, such as JKK+JKM.',
    },
  },
  FUNDING_UNKNOWN: {
    level: 'error',
    means: {
      id: 'Sumber dana tidak dikenal, atau kosong pada peserta AKTIF.',
      en: 'The source of funds is not known, or is empty for an AKTIF participant.',
    },
    remedy: {
      id: 'Pakai salah satu dari daftar, misalnya APBD_KAB, DANA_DESA, MANDIRI.',
      en: 'Use one of the list, such as APBD_KAB, DANA_DESA, MANDIRI.',
    },
  },
  TMT_INVALID: {
    level: 'error',
    means: { id: 'TMT bukan tanggal.', en: 'TMT (start of membership) is not a date.' },
    remedy: {
      id: 'Tulis sebagai 2023-01-31 atau 31/01/2023, atau kosongkan.',
      en: 'Write it as 2023-01-31 or 31/01/2023, or leave it empty.',
    },
  },
  PAID_UNTIL_INVALID: {
    level: 'error',
    means: { id: 'Iuran sampai bulan apa tidak terbaca.', en: 'The month up to which dues are paid cannot be read.' },
    remedy: {
      id: 'Tulis sebagai 2023-08, 08/2023, atau Agustus 2023, atau kosongkan.',
      en: 'Write it as 2023-08, 08/2023 or Agustus 2023, or leave it empty.',
    },
  },
  COLUMN_COUNT: {
    level: 'error',
    means: { id: 'Baris berisi lebih banyak sel daripada judulnya.', en: 'The row has more cells than the header.' },
    remedy: {
      id: 'Biasanya sel berisi tanda pemisah: apit sel itu dengan tanda petik, atau hapus sel berlebih.',
      en: 'Usually a cell holds the delimiter: put that cell in quotes, or remove the extra cells.',
    },
  },
  NUMBER_INVALID: {
    level: 'error',
    means: { id: 'Bukan bilangan bulat.', en: 'Not a whole number.' },
    remedy: {
      id: 'Tulis angka saja, boleh dengan titik ribuan: 40.000.',
      en: 'Write digits alone, if need be in groups of three: 40.000.',
    },
  },
  PERCENT_INVALID: {
    level: 'error',
    means: { id: 'Persentase tidak di antara 0 dan 100.', en: 'The percentage is not within 0 to 100.' },
    remedy: { id: 'Tulis misalnya 75 atau 75,5%.', en: 'Write for instance 75 or 75.5%.' },
  },
  DATE_INVALID: {
    level: 'error',
    means: { id: 'Bukan tanggal.', en: 'Not a date.' },
    remedy: { id: 'Tulis sebagai 2023-08-31 atau 31/08/2023.', en: 'Write it as 2023-08-31 or 31/08/2023.' },
  },
  DUPLICATE_KEY: {
    level: 'error',
    means: {
      id: 'Wilayah dan kategori ini sudah ada di baris sebelumnya.',
      en: 'This region and category already stand in an earlier row.',
    },
    remedy: { id: 'Sisakan satu baris saja.', en: 'Keep one row of them.' },
  },
  INSTRUCTION_UNKNOWN: {
    level: 'error',
    means: { id: 'Butir instruksi tidak dikenal.', en: 'The instruction is not known.' },
    remedy: {
      id: 'Tulis 1 sampai 5, atau REGULASI, PENDAFTARAN, PENGAWASAN, BUMD, PTSP.',
      en: 'Write 1 to 5, or REGULASI, PENDAFTARAN, PENGAWASAN, BUMD, PTSP.',
    },
  },
  NIK_BIRTHDATE_DIFFERS: {
    level: 'warning',
    means: {
      id: 'Tanggal lahir berbeda dari tanggal dalam NIK.',
      en: 'The birth date differs from the one in the NIK.',
    },
    remedy: {
      id: 'Periksa keduanya; NIK tidak diterbitkan ulang bila data diperbaiki, jadi beda bisa benar.',
      en: 'Check both; a NIK is not reissued when data are corrected, so a difference may be right.',
    },
  },
  NIK_GENDER_DIFFERS: {
    level: 'warning',
    means: { id: 'Jenis kelamin berbeda dari yang ada dalam NIK.', en: 'The sex differs from the one in the NIK.' },
    remedy: { id: 'Periksa keduanya.', en: 'Check both.' },
  },
  NIK_REGION_DIFFERS: {
    level: 'warning',
    means: {
      id: 'Wilayah dalam NIK berbeda dari kode wilayah.',
      en: 'The region in the NIK differs from the region code.',
    },
    remedy: {
      id: 'Wajar bagi orang yang pindah; periksa bila hampir semua baris begini.',
      en: 'Normal for people who moved; check when nearly all rows are so.',
    },
  },
  AGE_RANGE: {
    level: 'warning',
    means: {
      id: 'Umur di bawah 18 atau di atas 64 pada akhir periode.',
      en: 'Under 18 or over 64 at the end of the period.',
    },
    remedy: { id: 'Periksa tanggal lahir.', en: 'Check the birth date.' },
  },
  TMT_FUTURE: {
    level: 'warning',
    means: {
      id: 'TMT sesudah akhir periode; dianggap belum ada.',
      en: 'TMT lies after the end of the period; read as none.',
    },
    remedy: { id: 'Periksa TMT.', en: 'Check TMT.' },
  },
  KPJ_FORMAT: {
    level: 'warning',
    means: { id: 'Nomor KPJ tidak terdiri dari 11 angka.', en: 'The KPJ number does not have 11 digits.' },
    remedy: { id: 'Periksa nomor KPJ pada kartu.', en: 'Check the KPJ number on the card.' },
  },
} as const satisfies Record<string, Rule>;

/** Rejects the whole file. */
const FILE_RULES = {
  PATH_INVALID: {
    level: 'error',
    means: {
      id: 'Nama atau folder berkas tidak sesuai pola.',
      en: 'The file name or its folders do not fit the pattern.',
    },
    remedy: {
      id: 'Letakkan sebagai 2023-08/8171/peserta.csv: periode, kode wilayah, lalu peserta, target, atau komitmen (boleh -label huruf kecil).',
      en: 'Put it at 2023-08/8171/peserta.csv: period, region code, then peserta, target or komitmen (a lower-case -label may follow).',
    },
  },
  SLOT_CONFLICT: {
    level: 'error',
    means: {
      id: 'Berkas lain sudah mengisi tempat yang sama.',
      en: 'Another file already fills the same slot.',
    },
    remedy: {
      id: 'Hapus salah satu, atau beri label: peserta-tambahan.csv.',
      en: 'Delete one of them, or give it a label: peserta-tambahan.csv.',
    },
  },
  SHRUNK: {
    level: 'error',
    means: {
      id: 'Berkas ini berisi kurang dari separuh baris versi yang berlaku, jadi ditahan: mungkin hanya baris perbaikan yang dikirim.',
      en: 'This file has fewer than half the rows of the version in force, so it is held: perhaps only the mended rows were sent.',
    },
    remedy: {
      id: 'Kirim seluruh berkas dengan nama yang sama, atau baris perbaikannya saja dengan label lain (misalnya peserta-perbaikan.csv). Bila memang berkurang, minta operator menerimanya (cakupan accept).',
      en: 'Send the whole file under the same name, or the mended rows alone under another label (such as peserta-perbaikan.csv). If there really are fewer people, ask the operator to accept it (cakupan accept).',
    },
  },
  UNREADABLE: {
    level: 'error',
    means: { id: 'Isi berkas tidak dapat dibaca.', en: 'The content of the file cannot be read.' },
    remedy: {
      id: 'Buka di Excel lalu simpan sebagai "CSV UTF-8"; jangan mengganti nama akhiran berkas.',
      en: 'Open it in Excel and save it as "CSV UTF-8"; do not rename the extension.',
    },
  },
  HEADER_NOT_FOUND: {
    level: 'error',
    means: {
      id: 'Baris judul kolom tidak ditemukan dalam 20 baris pertama.',
      en: 'No header row was found among the first 20 rows.',
    },
    remedy: {
      id: 'Pastikan satu baris berisi semua judul kolom wajib.',
      en: 'Make sure that one row holds the titles of all required columns.',
    },
  },
  FILE_EMPTY: {
    level: 'error',
    means: { id: 'Berkas tidak berisi baris data.', en: 'The file holds no data row.' },
    remedy: {
      id: 'Isi sedikitnya satu baris di bawah judul, atau hapus berkas ini bila memang tidak ada data.',
      en: 'Fill in at least one row below the header, or delete the file when there is nothing to report.',
    },
  },
  NIK_LAST_DIGIT_LOST: {
    level: 'error',
    means: {
      id: 'Terlalu banyak NIK berakhiran 0: Excel hanya menyimpan 15 angka.',
      en: 'Too many NIKs end in 0: Excel keeps only 15 digits.',
    },
    remedy: {
      id: 'Digit terakhir tidak dapat dikembalikan dari berkas ini: ambil ulang NIK dari sumbernya. Di Excel: pilih kolom NIK, Beranda > Format Angka > Teks, baru kemudian tempel. CSV dari aplikasi lain buka lewat Data > Dari Teks/CSV, lalu pilih jenis Teks untuk kolom NIK.',
      en: 'The last digit cannot be brought back from this file: fetch the NIKs again from their source. In Excel: select the NIK column, Home > Number Format > Text, and only then paste. Open a CSV of another program with Data > From Text/CSV and choose the type Text for the NIK column.',
    },
  },
  TOO_MANY_REJECTED: {
    level: 'error',
    means: { id: 'Lebih dari separuh baris ditolak.', en: 'More than half of the rows were rejected.' },
    remedy: {
      id: 'Perbaiki kesalahan yang terbanyak dahulu (lihat rejected.csv), lalu kirim ulang seluruh berkas.',
      en: 'Mend the most frequent error first (see rejected.csv), then send the whole file again.',
    },
  },
  PROCESSING_FAILED: {
    level: 'error',
    means: {
      id: 'Program gagal memeriksa berkas ini; isinya belum dinilai.',
      en: 'The program failed to check this file; its content has not been judged.',
    },
    remedy: {
      id: 'Tidak perlu mengubah berkas; beri tahu pengelola, yang dapat menjalankan ulang.',
      en: 'No need to change the file; tell the operator, who can run it again.',
    },
  },
} as const satisfies Record<string, Rule>;

export type RowCode = keyof typeof ROW_RULES;
export type FileCode = keyof typeof FILE_RULES;

export const RULES: Readonly<Record<RowCode | FileCode, Rule>> = { ...ROW_RULES, ...FILE_RULES };

const isRowCode = (code: string): code is RowCode => code in ROW_RULES;
const isFileCode = (code: string): code is FileCode => code in FILE_RULES;

/** The bit of a row code is its place here. */
export const ROW_CODES: readonly RowCode[] = Object.keys(ROW_RULES).filter(isRowCode);
export const FILE_CODES: readonly FileCode[] = Object.keys(FILE_RULES).filter(isFileCode);

/** The bit that stands for a code in the findings of a row. */
export function bit(code: RowCode): number {
  return 1 << ROW_CODES.indexOf(code);
}

/** The codes whose bits are set, in the order of `ROW_CODES`. */
export function codesOf(findings: number): RowCode[] {
  return ROW_CODES.filter((_, i) => (findings >>> i) & 1);
}

/** Whether any code of this file or row is an error, for each bit: findings & ERRORS says that the row is rejected. */
export const ERRORS = ROW_CODES.reduce((mask, code) => (RULES[code].level === 'error' ? mask | bit(code) : mask), 0);

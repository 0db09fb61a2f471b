/** Codes of what is wrong with a record as a whole, and with the cells of targets and commitments. */
import { FIND_ROWS } from './clicks.ts';
import type { Rule } from './rule.ts';

export const FIGURE_RULES = {
  COLUMN_COUNT: {
    level: 'error',
    means: { id: 'Baris berisi lebih banyak sel daripada judulnya.', en: 'The row has more cells than the header.' },
    remedy: {
      id: 'Biasanya sel berisi tanda pemisah: apit sel itu dengan tanda petik, atau hapus sel berlebih.',
      en: 'Usually a cell holds the delimiter: put that cell in quotes, or remove the extra cells.',
    },
    why: {
      id: 'Bila satu baris punya sel lebih banyak daripada judulnya, tidak dapat diketahui sel mana yang tergeser.',
      en: 'When a row has more cells than the header, nobody can tell which cell has shifted.',
    },
    example: { wrong: '…,Contoh, S.Pd,1980-08-17,…', right: '…,"Contoh, S.Pd",1980-08-17,…' },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Buka CSV di Excel, cari baris yang melewati kolom terakhir, geser isinya kembali, lalu simpan sebagai "CSV UTF-8"; Excel menaruh tanda petiknya sendiri.',
        en: 'Open the CSV in Excel, find the row that goes beyond the last column, shift its cells back, and save as "CSV UTF-8"; Excel sets the quotes itself.',
      },
      {
        id: 'Bila ada catatan di kanan tabel, beri judul kolom itu atau hapus.',
        en: 'If there are notes to the right of the table, give their column a title or remove them.',
      },
    ],
  },
  NUMBER_INVALID: {
    level: 'error',
    means: { id: 'Bukan bilangan bulat.', en: 'Not a whole number.' },
    remedy: {
      id: 'Tulis angka saja, boleh dengan titik ribuan: 40.000.',
      en: 'Write digits alone, if need be in groups of three: 40.000.',
    },
    why: {
      id: 'Jumlah orang dan rupiah dihitung sebagai bilangan bulat; kata, desimal, atau tanda Rp tidak dapat ditafsirkan dengan pasti.',
      en: 'People and rupiah are whole numbers; words, decimals or a sign of currency cannot be read with certainty.',
    },
    example: { wrong: { potensi: 'Rp 1,5 M' }, right: { potensi: '1500000000' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Pilih kolomnya, tekan Ctrl+1, Angka (Number) > Angka, 0 desimal, lalu isi angka saja.',
        en: 'Select the column, press Ctrl+1, Number > Number, 0 decimals, then enter digits alone.',
      },
    ],
  },
  PERCENT_INVALID: {
    level: 'error',
    means: { id: 'Persentase tidak di antara 0 dan 100.', en: 'The percentage is not within 0 to 100.' },
    remedy: { id: 'Tulis misalnya 75 atau 75,5%.', en: 'Write for instance 75 or 75.5%.' },
    why: {
      id: 'Target di luar 0 sampai 100 hampir selalu salah ketik; Excel juga menyimpan 75% sebagai 0,75.',
      en: 'A target outside 0 to 100 nearly always is a slip; and Excel keeps 75% as 0.75.',
    },
    example: { wrong: { target_persen: '750' }, right: { target_persen: '75' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Format kolomnya sebagai Teks (Ctrl+1 > Teks), lalu tulis 75 atau 75,5%.',
        en: 'Format the column as Text (Ctrl+1 > Text), then write 75 or 75.5%.',
      },
    ],
  },
  DATE_INVALID: {
    level: 'error',
    means: { id: 'Bukan tanggal.', en: 'Not a date.' },
    remedy: { id: 'Tulis sebagai 2023-08-31 atau 31/08/2023.', en: 'Write it as 2023-08-31 or 31/08/2023.' },
    why: {
      id: 'Tanggal yang tidak ada atau berurutan bulan/hari tidak dapat ditafsirkan dengan pasti.',
      en: 'A date that does not exist, or that has the month first, cannot be read with certainty.',
    },
    example: { wrong: { tanggal_acuan: '12/31/2022' }, right: { tanggal_acuan: '31/12/2022' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Tulis hari sebelum bulan, tahun empat angka. Sel boleh dikosongkan bila tanggalnya tidak diketahui.',
        en: 'Write the day before the month, the year with four digits. The cell may be empty when the date is not known.',
      },
    ],
  },
  DUPLICATE_KEY: {
    level: 'error',
    means: {
      id: 'Wilayah dan kategori ini sudah ada di baris sebelumnya.',
      en: 'This region and category already stand in an earlier row.',
    },
    remedy: { id: 'Sisakan satu baris saja.', en: 'Keep one row of them.' },
    why: {
      id: 'Untuk satu wilayah dan kategori hanya satu angka yang dapat berlaku; yang pertama dipakai, yang berikutnya ditolak.',
      en: 'For an area and category only one figure can hold; the first is taken, the later ones are rejected.',
    },
    example: { wrong: '8171 SEMUA 40000; 8171 SEMUA 41000', right: '8171 SEMUA 41000' },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Cari gandanya: pilih kolom kode_wilayah dan kategori, Data > Hapus Duplikat (Remove Duplicates) menyisakan yang pertama; pastikan itu angka yang benar.',
        en: 'Find them: select the columns kode_wilayah and kategori; Data > Remove Duplicates leaves the first; make sure that it is the right figure.',
      },
    ],
  },
  INSTRUCTION_UNKNOWN: {
    level: 'error',
    means: { id: 'Butir instruksi tidak dikenal.', en: 'The instruction is not known.' },
    remedy: {
      id: 'Tulis 1 sampai 5, atau REGULASI, PENDAFTARAN, PENGAWASAN, BUMD, PTSP.',
      en: 'Write 1 to 5, or REGULASI, PENDAFTARAN, PENGAWASAN, BUMD, PTSP.',
    },
    why: {
      id: 'Komitmen dicatat menurut lima butir instruksi; yang lain tidak punya tempat dalam tabel.',
      en: 'Commitments are recorded by five instructions; anything else has no place in the table.',
    },
    example: { wrong: { instruksi: 'SOSIALISASI' }, right: { instruksi: 'PENDAFTARAN' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Pakai 1 REGULASI, 2 PENDAFTARAN, 3 PENGAWASAN, 4 BUMD, 5 PTSP.',
        en: 'Use 1 REGULASI, 2 PENDAFTARAN, 3 PENGAWASAN, 4 BUMD, 5 PTSP.',
      },
    ],
  },
} as const satisfies Record<string, Rule>;

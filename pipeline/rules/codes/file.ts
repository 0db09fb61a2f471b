/** Codes that reject, or hold, a whole file. */
import { AS_TEXT, OPEN_AS_TEXT, SAVE_AS_CSV } from './clicks.ts';
import type { Rule } from './rule.ts';

export const FILE_RULES = {
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
    why: {
      id: 'Periode, wilayah, dan jenis dibaca dari letak berkas, bukan dari isinya; letak yang tidak sesuai pola tidak dapat ditafsirkan.',
      en: 'Period, region and kind are read from where a file lies, not from its content; a place that does not fit the pattern cannot be read.',
    },
    example: { wrong: '2023-8/Kota Ambon/Peserta.xlsx', right: '2023-08/8171/peserta.xlsx' },
    mend: [
      {
        id: 'Beri nama persis `peserta`, `target`, atau `komitmen`, huruf kecil; label boleh menyusul: `peserta-susulan`.',
        en: 'Name it exactly `peserta`, `target` or `komitmen`, in lower case; a label may follow: `peserta-susulan`.',
      },
      {
        id: 'Letakkan di folder periode (`2023-08`), lalu folder kode wilayah pengirim (`8171`, `81`, atau `00`).',
        en: 'Put it into the folder of the period (`2023-08`), then that of the sending region (`8171`, `81` or `00`).',
      },
      {
        id: 'Tampilkan akhiran nama di Windows: Lihat (View) > Tampilkan > Ekstensi nama file; `peserta.csv.xlsx` bukan yang dimaksud.',
        en: 'Have Windows show endings: View > Show > File name extensions; `peserta.csv.xlsx` is not what is meant.',
      },
    ],
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
    why: {
      id: 'Satu tempat (periode, wilayah, jenis, label) diisi satu berkas, supaya tidak ada yang terhitung dari dua berkas tanpa disadari.',
      en: 'One slot (period, region, kind, label) is filled by one file, so that nothing is counted from two files unawares.',
    },
    example: { wrong: '8171/peserta.csv, 8171/peserta.xlsx', right: '8171/peserta.xlsx' },
    mend: [
      {
        id: 'Bila keduanya berisi daftar yang sama, hapus yang lama.',
        en: 'If both hold the same list, delete the older one.',
      },
      {
        id: 'Bila isinya berbeda dan keduanya berlaku, beri label: `peserta-susulan.csv`.',
        en: 'If they differ and both are meant, give one a label: `peserta-susulan.csv`.',
      },
    ],
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
    why: {
      id: 'Berkas baru menggantikan seluruh berkas lama. Bila hanya baris perbaikan yang dikirim, semua orang lain akan hilang dari angka; karena itu ditahan dahulu.',
      en: 'A new file takes the place of the whole old one. If only mended rows were sent, everybody else would vanish from the numbers; so it is held first.',
    },
    example: { wrong: 'peserta.csv: 1.200 → 40', right: 'peserta.csv: 1.200 → 1.198' },
    mend: [
      {
        id: 'Perbaiki baris di berkas lengkap, lalu kirim berkas lengkap itu dengan nama yang sama.',
        en: 'Mend the rows in the whole file, then send the whole file under the same name.',
      },
      {
        id: 'Atau kirim baris yang diperbaiki saja dengan label lain, misalnya `peserta-perbaikan.csv`.',
        en: 'Or send the mended rows alone under another label, such as `peserta-perbaikan.csv`.',
      },
      {
        id: 'Bila pesertanya memang berkurang, operator menjalankan `cakupan accept 2023-08/8171/peserta`.',
        en: 'If there really are fewer people, the operator runs `cakupan accept 2023-08/8171/peserta`.',
      },
    ],
  },
  UNREADABLE: {
    level: 'error',
    means: { id: 'Isi berkas tidak dapat dibaca.', en: 'The content of the file cannot be read.' },
    remedy: {
      id: 'Buka di Excel lalu simpan sebagai Buku Kerja Excel (.xlsx) atau "CSV UTF-8"; jangan mengganti akhiran nama berkasnya.',
      en: 'Open it in Excel and save it as an Excel Workbook (.xlsx) or "CSV UTF-8"; do not rename the extension.',
    },
    why: {
      id: 'Isi berkas tidak cocok dengan akhirannya, rusak, atau terpotong; apa yang terbaca sebagian tidak boleh diterbitkan.',
      en: 'The content does not fit the ending, is damaged or cut off; what can be read in part must not be published.',
    },
    example: { wrong: 'data.xls → peserta.csv', right: 'peserta.xlsx' },
    mend: [
      {
        id: 'Buka berkasnya di Excel. Bila tidak dapat dibuka, minta lagi dari pengirimnya.',
        en: 'Open the file in Excel. If it does not open, ask its sender for it again.',
      },
      ...SAVE_AS_CSV,
      {
        id: 'Jangan mengganti akhiran nama di Windows Explorer: itu tidak mengubah isinya. Laporan menyebut penyebab tepatnya.',
        en: 'Do not change the ending in Windows Explorer: that does not change the content. The report names the exact cause.',
      },
    ],
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
    why: {
      id: 'Kolom dikenali dari judulnya, bukan dari urutannya. Tanpa satu baris yang memuat semua judul wajib, isi kolom hanya dapat ditebak.',
      en: 'Columns are known by their titles, not by their order. Without one row that holds all required titles, columns could only be guessed.',
    },
    example: { wrong: 'NO | NAMA | ALAMAT', right: 'nik | nama | tanggal_lahir | …' },
    mend: [
      {
        id: 'Laporan menyebut kolom yang tidak ditemukan; tambahkan, atau ganti judulnya dengan nama yang dikenal (huruf besar dan spasi tidak berpengaruh).',
        en: 'The report names the columns that were not found; add them, or give them a known title (capitals and spaces do not matter).',
      },
      {
        id: 'Satukan judul bertingkat menjadi satu baris: pilih judulnya, Beranda > Gabungkan & Ketengahkan (Merge & Center) untuk melepas gabungan.',
        en: 'Bring stacked titles into one row: select them, Home > Merge & Center takes a merge apart.',
      },
      { id: 'Judul harus ada dalam 20 baris pertama.', en: 'The header must be among the first 20 rows.' },
    ],
  },
  FILE_EMPTY: {
    level: 'error',
    means: { id: 'Berkas tidak berisi baris data.', en: 'The file holds no data row.' },
    remedy: {
      id: 'Isi sedikitnya satu baris di bawah judul, atau hapus berkas ini bila memang tidak ada data.',
      en: 'Fill in at least one row below the header, or delete the file when there is nothing to report.',
    },
    why: {
      id: 'Berkas tanpa baris data bisa berarti "tidak ada peserta" atau "salah simpan"; yang pertama dinyatakan dengan menghapus berkas.',
      en: 'A file without data rows may mean "nobody" or "saved wrongly"; the former is said by deleting the file.',
    },
    example: { wrong: 'nik,nama,…', right: 'nik,nama,… / 8171011708800001,Contoh,…' },
    mend: [
      {
        id: 'Periksa apakah datanya ada di lembar lain: CSV hanya menyimpan lembar yang sedang dibuka.',
        en: 'See whether the data are on another sheet: CSV saves only the sheet that is open.',
      },
      {
        id: 'Pada lembar dari `cakupan template`, isi di bawah judul: baris contoh di atas judul tidak dibaca.',
        en: 'On a sheet of `cakupan template`, enter rows below the header: the example above it is not read.',
      },
    ],
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
    why: {
      id: 'Excel menyimpan 15 digit; digit ke-16 menjadi 0. Pada daftar yang utuh hanya sekitar satu dari sepuluh NIK berakhiran 0; di berkas ini lebih dari separuhnya, atau semuanya. NIK yang kebetulan benar pun tidak dapat dibedakan lagi.',
      en: 'Excel keeps 15 digits; the 16th becomes 0. In a sound list about one NIK in ten ends in 0; here more than half do, or all. Those that happen to be right cannot be told from the others any more.',
    },
    example: { wrong: '8171011708800010, 8171012503850020, …', right: '8171011708800013, 8171012503850027, …' },
    mend: [
      {
        id: 'Jangan memperbaiki di berkas ini: digitnya sudah hilang. Ambil lagi berkas sebelum dibuka di Excel, atau ekspor ulang dari aplikasinya.',
        en: 'Do not mend this file: the digits are gone. Take the file as it was before Excel opened it, or export it from its application again.',
      },
      ...OPEN_AS_TEXT,
      ...AS_TEXT,
      {
        id: 'Setelah itu periksa beberapa NIK dengan KTP sebelum mengirim.',
        en: 'Then compare some NIKs with identity cards before you send it.',
      },
    ],
  },
  TOO_MANY_REJECTED: {
    level: 'error',
    means: { id: 'Lebih dari separuh baris ditolak.', en: 'More than half of the rows were rejected.' },
    remedy: {
      id: 'Perbaiki kesalahan yang terbanyak dahulu (lihat rejected.csv), lalu kirim ulang seluruh berkas.',
      en: 'Mend the most frequent error first (see rejected.csv), then send the whole file again.',
    },
    why: {
      id: 'Bila lebih dari separuh baris ditolak, penyebabnya hampir selalu satu untuk semuanya (kolom tergeser, format salah); menerbitkan sisanya akan menyesatkan.',
      en: 'When more than half of the rows are rejected, there mostly is one cause for all (shifted columns, a wrong format); to publish the rest would mislead.',
    },
    example: { wrong: '1.000: 400 + 600', right: '1.000: 990 + 10' },
    mend: [
      {
        id: 'Lihat kesalahan yang paling banyak di laporan dan baca halaman kodenya; satu perbaikan sering menyelesaikan semuanya.',
        en: 'Look at the most frequent error of the report and read the page of its code; one mend often settles all.',
      },
      {
        id: 'Periksa lagi dengan `cakupan check` sebelum mengirim.',
        en: 'Check again with `cakupan check` before you send it.',
      },
    ],
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
    why: {
      id: 'Program sendiri yang gagal, misalnya karena gangguan jaringan; isi berkas tidak ikut dinilai dan versi sebelumnya tetap berlaku.',
      en: 'The program itself failed, for instance because a network was down; the file has not been judged, and the version before stays in force.',
    },
    example: { wrong: 'eksekusi gagal', right: 'cakupan rerun 2023-08' },
    mend: [
      {
        id: 'Beri tahu operator; laporan menyebut eksekusi yang gagal. Operator menjalankan `cakupan rerun` untuk periodenya.',
        en: 'Tell the operator; the report names the execution that failed. The operator runs `cakupan rerun` for the period.',
      },
      { id: 'Tidak perlu mengirim ulang.', en: 'There is no need to send it again.' },
    ],
  },
} as const satisfies Record<string, Rule>;

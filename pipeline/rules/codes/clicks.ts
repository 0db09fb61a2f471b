/** Steps in Excel that several codes are mended with, with the names of its menus in Indonesian and English. */
import type { Sentence } from './rule.ts';

export const FIND_ROWS: readonly Sentence[] = [
  {
    id: 'Buka berkas, tekan Ctrl+G, tulis A dan nomor baris dari laporan (misalnya A12), Enter. Semua baris yang ditolak juga ada di rejected.csv, dengan nomor baris dan kodenya.',
    en: 'Open the file, press Ctrl+G, write A and the row of the report (such as A12), Enter. All rejected rows are in rejected.csv too, with their row and code.',
  },
];

export const AS_TEXT: readonly Sentence[] = [
  {
    id: 'Sebelum mengisi: klik huruf kolom NIK, tekan Ctrl+1, pilih Angka (Number) > Teks (Text), OK. Baru kemudian ketik, atau tempel dengan Tempel Khusus (Paste Special) > Nilai (Values).',
    en: 'Before you fill it in: click the letter of the NIK column, press Ctrl+1, choose Number > Text, OK. Only then type, or paste with Paste Special > Values.',
  },
];

export const OPEN_AS_TEXT: readonly Sentence[] = [
  {
    id: 'Jangan membuka CSV dengan klik ganda: Excel langsung mengubah NIK. Buka buku kerja kosong, Data > Dari Teks/CSV (From Text/CSV), pilih berkasnya, Ubah Data (Transform Data), klik kanan judul kolom NIK > Ubah Tipe (Change Type) > Teks (Text) > Ganti yang saat ini (Replace current), lalu Tutup & Muat (Close & Load).',
    en: 'Do not open a CSV by a double click: Excel changes the NIK at once. Open an empty workbook, Data > From Text/CSV, choose the file, Transform Data, right-click the title of the NIK column > Change Type > Text > Replace current, then Close & Load.',
  },
];

export const SAVE_AS_CSV: readonly Sentence[] = [
  {
    id: 'File > Simpan Sebagai (Save As) > jenis "CSV UTF-8 (Comma delimited)" atau "Buku Kerja Excel (.xlsx)".',
    en: 'File > Save As > type "CSV UTF-8 (Comma delimited)" or "Excel Workbook (.xlsx)".',
  },
];

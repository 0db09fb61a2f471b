/** Codes of what is wrong with the other cells of a participant, and with codes that all kinds share. */
import { FIND_ROWS } from './clicks.ts';
import type { Rule } from './rule.ts';

export const PERSON_RULES = {
  NAME_MISSING: {
    level: 'error',
    means: { id: 'Nama kosong atau tanpa huruf.', en: 'The name is empty or has no letter.' },
    remedy: { id: 'Isi nama lengkap.', en: 'Fill in the full name.' },
    why: {
      id: 'Tanpa nama, baris tidak dapat diperiksa oleh daerah, dan biasanya kolomnya tergeser.',
      en: 'Without a name the region cannot check the row, and mostly columns have shifted.',
    },
    example: { wrong: { nama: '12' }, right: { nama: 'Contoh Nama' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Lihat sel di kiri dan kanannya: bila nama ada di kolom lain, geser isi baris itu kembali.',
        en: 'Look at the cells to its left and right: if the name stands in another column, shift the row back.',
      },
    ],
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
    why: {
      id: 'Tanggal lahir membedakan orang bila dua daerah mengirim NIK yang sama. Hari selalu sebelum bulan.',
      en: 'The birth date tells people apart when two regions send the same NIK. The day always comes before the month.',
    },
    example: { wrong: { tanggal_lahir: '08/17/1980' }, right: { tanggal_lahir: '17/08/1980' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Bila semua tanggal berurutan bulan/hari, pilih kolomnya, lalu Data > Teks ke Kolom (Text to Columns) > Berikutnya > Berikutnya > Tanggal (Date): MDY > Selesai.',
        en: 'If all dates are month first, select the column, then Data > Text to Columns > Next > Next > Date: MDY > Finish.',
      },
      {
        id: 'Bila sel menampilkan angka seperti 29450: pilih kolomnya, tekan Ctrl+1, Angka (Number) > Tanggal (Date), pilih 2012-03-14.',
        en: 'If a cell shows a number such as 29450: select the column, press Ctrl+1, Number > Date, choose 2012-03-14.',
      },
    ],
  },
  GENDER_INVALID: {
    level: 'error',
    means: { id: 'Jenis kelamin bukan L atau P.', en: 'The sex is not L (male) or P (female).' },
    remedy: { id: 'Tulis L atau P.', en: 'Write L or P.' },
    why: {
      id: 'Hanya L dan P (atau laki-laki dan perempuan, pria dan wanita) yang dikenal. Angka 1 dan 2 berbeda artinya di tiap aplikasi.',
      en: 'Only L and P are known (or laki-laki and perempuan, pria and wanita). 1 and 2 mean different things in every application.',
    },
    example: { wrong: { jenis_kelamin: '1' }, right: { jenis_kelamin: 'L' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Ganti sekaligus: pilih kolomnya, Ctrl+H, cari 1, ganti dengan L, centang "Cocokkan seluruh isi sel" (Match entire cell contents), Ganti Semua; begitu juga 2 dengan P.',
        en: 'Replace all at once: select the column, Ctrl+H, find 1, replace with L, tick "Match entire cell contents", Replace All; likewise 2 with P.',
      },
    ],
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
    why: {
      id: 'Angka cakupan dihitung per desa, kecamatan, kabupaten/kota, dan provinsi. Kode BPS mirip kode Kemendagri tetapi menunjuk tempat lain.',
      en: 'Coverage is counted by village, district, regency and province. Codes of BPS look like those of Kemendagri but mean other places.',
    },
    example: { wrong: { kode_wilayah: '8171021' }, right: { kode_wilayah: '8171012001' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Cari kodenya di lembar "wilayah" yang dibuat `cakupan template --wilayah 8171` (dengan kode daerah Anda), lalu salin sebagai teks.',
        en: 'Look the code up on the sheet "wilayah" that `cakupan template --wilayah 8171` makes (with the code of your region), and copy it as text.',
      },
      {
        id: 'Kode berisi 2, 4, 6, atau 10 angka; titik seperti 81.71.01.2001 boleh.',
        en: 'A code has 2, 4, 6 or 10 digits; dots as in 81.71.01.2001 are fine.',
      },
    ],
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
    why: {
      id: 'Daerah hanya mengirim baris untuk wilayahnya sendiri, supaya satu daerah tidak mengubah angka daerah lain.',
      en: 'A region sends rows for its own territory alone, so that none changes the numbers of another.',
    },
    example: { wrong: { kode_wilayah: '8172012001' }, right: { kode_wilayah: '8171012001' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Saring kolom kode_wilayah: Data > Filter, Filter Teks > Tidak Diawali Dengan (Does Not Begin With), lalu kode daerah Anda.',
        en: 'Filter the column kode_wilayah: Data > Filter, Text Filters > Does Not Begin With, then the code of your region.',
      },
      {
        id: 'Bila kodenya benar, pindahkan baris itu ke berkas daerahnya; bila seluruh berkas begini, folder unggahannya yang salah.',
        en: 'If the code is right, move the row to the file of that region; if the whole file is so, it lies in the wrong folder.',
      },
    ],
  },
  CATEGORY_UNKNOWN: {
    level: 'error',
    means: { id: 'Kategori pekerja tidak dikenal.', en: 'The worker category is not known.' },
    remedy: {
      id: 'Pakai salah satu kategori dari daftar, misalnya NON_ASN, RT_RW, PEKERJA_RENTAN.',
      en: 'Use a category of the list, such as NON_ASN, RT_RW, PEKERJA_RENTAN.',
    },
    why: {
      id: 'Tiap kategori dihitung tersendiri dan punya potensinya sendiri; kategori yang tidak dikenal tidak punya tempat dalam tabel.',
      en: 'Every category is counted by itself and has its own denominator; one that is not known has no place in the tables.',
    },
    example: { wrong: { kategori: 'GURU' }, right: { kategori: 'NON_ASN' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Lihat kategori apa saja yang ada: Data > Filter pada kolom kategori, lalu buka daftarnya.',
        en: 'See which there are: Data > Filter on the column kategori, then open its list.',
      },
      {
        id: 'Ganti sekaligus dengan Ctrl+H. Kode yang dikenal ada di lembar "kode" dari `cakupan template`; HONORER, PERANGKAT DESA, RENTAN, BPU, dan ejaan lazim lain juga diterima.',
        en: 'Replace all at once with Ctrl+H. The sheet "kode" of `cakupan template` has the codes; HONORER, PERANGKAT DESA, RENTAN, BPU and other common spellings are accepted too.',
      },
    ],
  },
  STATUS_UNKNOWN: {
    level: 'error',
    means: { id: 'Status tidak dikenal.', en: 'The status is not known.' },
    remedy: {
      id: 'Peserta: AKTIF, NON_AKTIF, DIUSULKAN, atau BELUM. Komitmen: BELUM, PROSES, atau SELESAI.',
      en: 'Participants: AKTIF, NON_AKTIF, DIUSULKAN or BELUM. Commitments: BELUM, PROSES or SELESAI.',
    },
    why: {
      id: 'Status menentukan siapa yang dihitung aktif. Status yang tidak dikenal tidak boleh ditebak.',
      en: 'The status decides who counts as active. One that is not known must not be guessed.',
    },
    example: { wrong: { status: 'YA' }, right: { status: 'AKTIF' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Ganti sekaligus dengan Ctrl+H. Peserta: AKTIF, NON_AKTIF, DIUSULKAN, BELUM. Komitmen: BELUM, PROSES, SELESAI.',
        en: 'Replace all at once with Ctrl+H. Participants: AKTIF, NON_AKTIF, DIUSULKAN, BELUM. Commitments: BELUM, PROSES, SELESAI.',
      },
    ],
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
    why: {
      id: 'Peserta aktif sedikitnya terlindungi dari kecelakaan kerja (JKK) dan kematian (JKM). Tanpa keduanya statusnya belum aktif.',
      en: 'An active member is insured against accident (JKK) and death (JKM) at least. Without both, the status is not yet active.',
    },
    example: { wrong: { status: 'AKTIF', program: 'JKK' }, right: { status: 'AKTIF', program: 'JKK+JKM' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Periksa apakah JKM memang belum ada (maka statusnya bukan AKTIF) atau hanya lupa ditulis. Pemisah yang diterima: + , ; / | dan spasi.',
        en: 'Find out whether JKM is really missing (then the status is not AKTIF) or was only left out. Accepted separators: + , ; / | and spaces.',
      },
    ],
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
    why: {
      id: 'Angka terbit juga menurut siapa yang membayar iuran, dan peserta aktif selalu ada yang membayar.',
      en: 'Numbers are also published by who pays the dues, and for an active member somebody does.',
    },
    example: { wrong: { status: 'AKTIF', sumber_dana: 'DANA PUSAT' }, right: { status: 'AKTIF', sumber_dana: 'APBN' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Pilih dari daftar di lembar "kode" dari `cakupan template`. Boleh kosong hanya bila statusnya bukan AKTIF.',
        en: 'Choose from the sheet "kode" of `cakupan template`. It may be empty only where the status is not AKTIF.',
      },
    ],
  },
  TMT_INVALID: {
    level: 'error',
    means: { id: 'TMT bukan tanggal.', en: 'TMT (start of membership) is not a date.' },
    remedy: {
      id: 'Tulis sebagai 2023-01-31 atau 31/01/2023, atau kosongkan.',
      en: 'Write it as 2023-01-31 or 31/01/2023, or leave it empty.',
    },
    why: {
      id: 'Bila satu orang ada di beberapa baris, TMT yang lebih baru ikut menentukan baris mana yang dihitung.',
      en: 'When a person stands in several rows, the later TMT helps to decide which of them counts.',
    },
    example: { wrong: { tmt: '31/02/2023' }, right: { tmt: '28/02/2023' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Kosongkan selnya bila tanggalnya tidak diketahui; TMT tidak wajib.',
        en: 'Empty the cell when the date is not known; TMT is not required.',
      },
    ],
  },
  PAID_UNTIL_INVALID: {
    level: 'error',
    means: { id: 'Iuran sampai bulan apa tidak terbaca.', en: 'The month up to which dues are paid cannot be read.' },
    remedy: {
      id: 'Tulis sebagai 2023-08, 08/2023, atau Agustus 2023, atau kosongkan.',
      en: 'Write it as 2023-08, 08/2023 or Agustus 2023, or leave it empty.',
    },
    why: {
      id: 'Dari bulan ini dihitung siapa yang menunggak.',
      en: 'From this month it is counted who is in arrears.',
    },
    example: { wrong: { iuran_sampai: '3 bulan' }, right: { iuran_sampai: '2023-08' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Tulis bulan terakhir yang lunas, bukan lamanya; kosongkan bila tidak diketahui.',
        en: 'Write the last month that is paid, not how many there are; leave it empty when it is not known.',
      },
    ],
  },
} as const satisfies Record<string, Rule>;

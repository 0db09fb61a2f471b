/** Codes of what is wrong with a NIK. */
import { AS_TEXT, FIND_ROWS, OPEN_AS_TEXT } from './clicks.ts';
import type { Rule } from './rule.ts';

export const NIK_RULES = {
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
    why: {
      id: 'Excel menyimpan angka paling banyak 15 digit. NIK 16 digit yang menjadi angka kehilangan digit terakhirnya, dan digit itu tidak dapat ditebak: orangnya bisa tertukar dengan orang lain.',
      en: 'Excel keeps 15 digits of a number at the most. A NIK of 16 digits that became a number has lost its last digit, and nobody can guess it: the person could be taken for another.',
    },
    example: { wrong: { nik: '8,17101E+15' }, right: { nik: '8171011708800001' } },
    mend: [
      {
        id: 'Mengubah format sel yang sudah rusak tidak mengembalikan digitnya: ambil NIK lagi dari sumbernya (berkas asli, aplikasi, atau KTP).',
        en: 'Formatting the damaged cell anew does not bring the digit back: take the NIK from its source again (the original file, the application or the identity card).',
      },
      ...AS_TEXT,
      ...OPEN_AS_TEXT,
      {
        id: 'Atau pakai lembar dari `cakupan template`: kolom NIK-nya sudah berformat Teks.',
        en: 'Or use the sheet that `cakupan template` makes: its NIK column is Text already.',
      },
    ],
  },
  NIK_FORMAT: {
    level: 'error',
    means: { id: 'NIK tidak terdiri dari 16 angka.', en: 'The NIK does not have 16 digits.' },
    remedy: {
      id: 'Tulis 16 angka NIK persis seperti di KTP; spasi, titik, dan tanda hubung boleh.',
      en: 'Write the 16 digits exactly as on the identity card; spaces, dots and hyphens are fine.',
    },
    why: {
      id: 'Orang dikenali dari 16 angka NIK. Kurang atau lebih satu angka berarti NIK lain atau bukan NIK.',
      en: 'A person is known by the 16 digits of the NIK. One digit less or more means another NIK, or none.',
    },
    example: { wrong: { nik: '817101170880001' }, right: { nik: '8171011708800001' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Hitung angkanya: di sel kosong tulis `=LEN(B2)` (ganti B2 dengan sel NIK); hasilnya harus 16. Hapus rumus itu lagi sebelum menyimpan.',
        en: 'Count the digits: write `=LEN(B2)` in an empty cell (with the cell of the NIK for B2); it must say 16. Remove the formula again before you save.',
      },
      {
        id: 'Bila angka nol di depan hilang, atau NIK tertukar dengan nomor KK, salin lagi dari KTP.',
        en: 'If a leading digit is missing, or the number is that of the family card, copy it from the identity card again.',
      },
    ],
  },
  NIK_PROVINCE: {
    level: 'error',
    means: {
      id: 'Dua angka pertama NIK bukan kode provinsi.',
      en: "The NIK's first two digits are not a province.",
    },
    remedy: { id: 'Periksa NIK pada KTP atau KK.', en: 'Check the NIK on the identity card or family card.' },
    why: {
      id: 'Dua angka pertama NIK adalah kode provinsi tempat NIK diterbitkan. Kode yang tidak ada berarti ada angka yang salah ketik.',
      en: 'The first two digits of a NIK are the province that issued it. A code that does not exist means that a digit is mistyped.',
    },
    example: { wrong: { nik: '0071011708800001' }, right: { nik: '8171011708800001' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Bandingkan enam angka pertama dengan KTP; sering kali dua angka tertukar tempat.',
        en: 'Compare the first six digits with the identity card; often two of them have changed places.',
      },
    ],
  },
  NIK_BIRTHDATE: {
    level: 'error',
    means: {
      id: 'Angka 7 sampai 12 NIK bukan tanggal (perempuan: tanggal + 40).',
      en: 'Digits 7 to 12 of the NIK are not a date (women: day + 40).',
    },
    remedy: { id: 'Periksa NIK pada KTP atau KK.', en: 'Check the NIK on the identity card or family card.' },
    why: {
      id: 'Angka 7 sampai 12 adalah tanggal lahir (perempuan: tanggal ditambah 40). Tanggal yang tidak ada berarti ada angka yang salah ketik.',
      en: 'Digits 7 to 12 are the birth date (women: the day plus 40). A date that does not exist means that a digit is mistyped.',
    },
    example: { wrong: { nik: '8171013113800001' }, right: { nik: '8171013112800001' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Baca angka 7 sampai 12 sebagai tanggal, bulan, tahun: 311380 bukan tanggal, 311280 adalah 31 Desember 1980. Perbaiki menurut KTP, jangan menurut tanggal lahir di berkas.',
        en: 'Read digits 7 to 12 as day, month, year: 311380 is no date, 311280 is 31 December 1980. Mend it by the identity card, not by the birth date in the file.',
      },
    ],
  },
  NIK_SERIAL: {
    level: 'error',
    means: { id: 'Empat angka terakhir NIK 0000.', en: 'The last four digits of the NIK are 0000.' },
    remedy: {
      id: 'Periksa NIK pada KTP; 0000 biasanya tanda NIK pernah dibulatkan.',
      en: 'Check the NIK on the identity card; 0000 usually means that it was rounded.',
    },
    why: {
      id: 'Nomor urut NIK mulai dari 0001. Akhiran 0000 hampir selalu bekas pembulatan oleh Excel.',
      en: 'Serials of NIKs begin at 0001. An ending of 0000 nearly always is what Excel leaves after rounding.',
    },
    example: { wrong: { nik: '8171011708800000' }, right: { nik: '8171011708800001' } },
    mend: [
      ...FIND_ROWS,
      { id: 'Salin NIK lagi dari sumbernya.', en: 'Copy the NIK from its source again.' },
      ...AS_TEXT,
    ],
  },
} as const satisfies Record<string, Rule>;

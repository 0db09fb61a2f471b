/** Codes of what looks odd in a row that counts all the same. */
import { FIND_ROWS } from './clicks.ts';
import type { Rule } from './rule.ts';

export const WARNING_RULES = {
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
    why: {
      id: 'NIK memuat tanggal lahir saat diterbitkan dan tidak diganti bila datanya kemudian diperbaiki, jadi perbedaan bisa benar; tetapi bisa juga salah ketik.',
      en: 'A NIK holds the birth date as it was when issued and is not replaced when data are corrected, so a difference may be right; but it may be a slip.',
    },
    example: {
      wrong: { nik: '8171011708800001', tanggal_lahir: '1980-07-18' },
      right: { nik: '8171011708800001', tanggal_lahir: '1980-08-17' },
    },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Bandingkan keduanya dengan KTP. Bila sudah benar, tidak ada yang perlu diubah.',
        en: 'Compare both with the identity card. If they are right, there is nothing to change.',
      },
    ],
  },
  NIK_GENDER_DIFFERS: {
    level: 'warning',
    means: { id: 'Jenis kelamin berbeda dari yang ada dalam NIK.', en: 'The sex differs from the one in the NIK.' },
    remedy: { id: 'Periksa keduanya.', en: 'Check both.' },
    why: {
      id: 'Pada NIK perempuan tanggal lahir ditambah 40. Bila tidak cocok, salah satunya mungkin keliru.',
      en: 'In the NIK of a woman the day of birth has 40 added. If that does not fit, one of the two may be wrong.',
    },
    example: {
      wrong: { nik: '8171015708800001', jenis_kelamin: 'L' },
      right: { nik: '8171015708800001', jenis_kelamin: 'P' },
    },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Bandingkan keduanya dengan KTP. Bila hampir semua baris begini, arti L dan P mungkin tertukar.',
        en: 'Compare both with the identity card. If nearly all rows are so, L and P may have been swapped.',
      },
    ],
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
    why: {
      id: 'NIK menyimpan wilayah tempat pertama didaftarkan. Orang pindah, jadi perbedaan itu wajar; bila hampir semua berbeda, kode wilayahnya mungkin kode BPS atau kolomnya tergeser.',
      en: 'A NIK keeps the region of first registration. People move, so differences are normal; if nearly all differ, the codes may be those of BPS or columns have shifted.',
    },
    example: {
      wrong: { nik: '7371011708800001', kode_wilayah: '8171012001' },
      right: { nik: '8171011708800001', kode_wilayah: '8171012001' },
    },
    mend: [
      {
        id: 'Tidak perlu diubah untuk orang yang pindah. Periksa hanya bila jumlahnya mendekati jumlah baris.',
        en: 'Nothing to change for people who moved. Check only when there are nearly as many as there are rows.',
      },
    ],
  },
  AGE_RANGE: {
    level: 'warning',
    means: {
      id: 'Umur di bawah 18 atau di atas 64 pada akhir periode.',
      en: 'Under 18 or over 64 at the end of the period.',
    },
    remedy: { id: 'Periksa tanggal lahir.', en: 'Check the birth date.' },
    why: {
      id: 'Peserta biasanya berumur 18 sampai 64 tahun. Umur lain diterima, tetapi sering berasal dari tahun yang salah ketik.',
      en: 'Members mostly are 18 to 64 years old. Other ages are accepted, but often come from a mistyped year.',
    },
    example: { wrong: { tanggal_lahir: '1908-08-17' }, right: { tanggal_lahir: '1980-08-17' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Periksa tahun lahir; Excel membaca tahun dua angka sebagai 1930 sampai 2029.',
        en: 'Check the year of birth; Excel reads years of two digits as 1930 to 2029.',
      },
    ],
  },
  TMT_FUTURE: {
    level: 'warning',
    means: {
      id: 'TMT sesudah akhir periode; dianggap belum ada.',
      en: 'TMT lies after the end of the period; read as none.',
    },
    remedy: { id: 'Periksa TMT.', en: 'Check TMT.' },
    why: {
      id: 'Berkas menyatakan keadaan pada akhir periode; kepesertaan yang mulai sesudahnya dibaca seperti tanpa TMT.',
      en: 'A file tells how things stand at the end of its period; a membership that begins later is read as having no TMT.',
    },
    example: { wrong: { tmt: '2024-08-01' }, right: { tmt: '2023-08-01' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Periksa tahun TMT, dan apakah berkas diletakkan di folder periode yang benar.',
        en: 'Check the year of TMT, and whether the file lies in the folder of the right period.',
      },
    ],
  },
  KPJ_FORMAT: {
    level: 'warning',
    means: { id: 'Nomor KPJ tidak terdiri dari 11 angka.', en: 'The KPJ number does not have 11 digits.' },
    remedy: { id: 'Periksa nomor KPJ pada kartu.', en: 'Check the KPJ number on the card.' },
    why: {
      id: 'Nomor KPJ terdiri dari 11 angka. Nomor lain tidak mengubah hitungan, tetapi menyulitkan pencocokan.',
      en: 'A KPJ number has 11 digits. Any other changes no count, but makes it hard to match.',
    },
    example: { wrong: { kpj: '2301234567' }, right: { kpj: '23012345678' } },
    mend: [
      ...FIND_ROWS,
      {
        id: 'Bila nol di depan hilang, format kolomnya sebagai Teks (Ctrl+1 > Teks) dan isi lagi; boleh dikosongkan.',
        en: 'If a leading zero is gone, format the column as Text (Ctrl+1 > Text) and enter it again; it may be left empty.',
      },
    ],
  },
} as const satisfies Record<string, Rule>;

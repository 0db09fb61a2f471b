/** What `cakupan --help` says. */
export const HELP = {
  id: `cakupan: dari berkas daerah menjadi angka cakupan yang terbit

  cakupan run FOLDER [--out DIR] [--periode YYYY-MM] [--strict]
      memproses folder unggahan, menerbitkan yang berubah, lalu selesai
  cakupan demo [--out DIR]
      membuat contoh lengkap dan memprosesnya

  --out DIR      folder hasil (bawaan: cakupan-out)
  --periode P    hanya berkas periode ini
  --strict       kode keluar 3 bila ada berkas yang ditolak
  --quiet        tanpa keluaran
  --json         hasil sebagai JSON
  --lang id|en   bahasa

Kode keluar: 0 selesai, 3 ada berkas ditolak (--strict), 2 salah pakai atau folder tak terbaca, 1 kesalahan program.
`,
  en: `cakupan: from regional files to published coverage

  cakupan run FOLDER [--out DIR] [--periode YYYY-MM] [--strict]
      processes a folder of uploads, publishes what changed, stops
  cakupan demo [--out DIR]
      makes a whole example and processes it

  --out DIR      where results go (default: cakupan-out)
  --periode P    only this period's files
  --strict       exit code 3 when a file is rejected
  --quiet        no output
  --json         the result as JSON
  --lang id|en   language

Exit codes: 0 done, 3 a file was rejected (--strict), 2 wrong usage or unreadable folder, 1 a fault of the program.
`,
} as const;

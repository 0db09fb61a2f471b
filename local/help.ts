/** What `cakupan --help` says. */
export const HELP = {
  id: `cakupan: dari berkas daerah menjadi angka cakupan yang terbit

  cakupan run FOLDER [--out DIR] [--periode YYYY-MM] [--strict]
      memproses folder unggahan, menerbitkan yang berubah, lalu selesai
  cakupan status [--out DIR] [--periode YYYY-MM]
      tiap periode dan berkasnya: diterima, ditolak, ditarik, terlambat
  cakupan serve [--uploads DIR] [--out DIR] [--port N]
      mengawasi folder unggahan, memproses yang berubah, menampilkan hasilnya di
      komputer ini; perintah lain berjalan melaluinya
  cakupan diff [PERIODE/rA PERIODE/rB]
      sel yang berbeda antara dua revisi, dan berkas penyebabnya
  cakupan accept SLOT
      memberlakukan koreksi yang ditahan (SHRUNK)
  cakupan rollback PERIODE/REVISI --reason TEKS      cakupan release PERIODE
      kembali ke revisi lama dan menahan periode; melepasnya lagi
  cakupan rerun PERIODE
      membaca dan menghitung ulang satu periode, apa pun yang tersimpan
  cakupan verify [PERIODE[/REVISI]] [--all]
      memeriksa keutuhan yang terbit, dengan hitungan tersendiri
  cakupan purge SLOT|PERIODE --reason TEKS --yes
      menghapus semua yang memuat data pribadi; angka yang terbit tetap
  cakupan check BERKAS... [--wilayah C] [--periode P] [--jenis J] [--watch]
      memeriksa berkas atau folder (- untuk masukan standar) sebelum diunggah;
      tidak menulis apa pun
  cakupan template [--wilayah C] [--jenis J] [--out BERKAS.xlsx] [--empty]
      membuat lembar Excel dengan pilihan kode dan desa wilayah itu, dan satu
      baris contoh untuk ditimpa; --empty tanpa baris itu
  cakupan demo [--out DIR]
      membuat contoh lengkap dan memprosesnya

Pada stack di AWS, dengan kredensial AWS Anda sendiri:

  cakupan run FOLDER --aws [--periode YYYY-MM] [--strict]
      mengirim berkas yang berubah ke bucket unggahan, mengikutinya sampai terbit;
      tidak menghapus apa pun di bucket
  cakupan status --aws [--periode YYYY-MM]
  cakupan rerun YYYY-MM --aws [--redrive]
      membaca dan menghitung ulang satu periode; dengan --redrive hanya melanjutkan
      eksekusi yang gagal, dari langkah yang gagal
  cakupan accept SLOT --aws                          cakupan release PERIODE --aws
  cakupan rollback PERIODE/REVISI --reason TEKS --aws
  cakupan purge SLOT|PERIODE --reason TEKS --yes --aws
      seperti di atas, pada tabel dan bucket stack itu, lalu diikuti sampai terbit
  cakupan diff ... --aws                             cakupan verify ... --aws
      seperti di atas, atas yang terbit di bucket
  cakupan serve --aws [--port N]
      menampilkan tabel dan laporan untuk pejabat di http://127.0.0.1:N, hanya di
      komputer ini

  --out DIR      folder hasil (bawaan: cakupan-out)
  --periode P    hanya berkas periode ini
  --wilayah C    kode wilayah pengirim, misalnya 8171; --jenis peserta, target, komitmen
  --watch        memeriksa lagi setiap kali berkas berubah, sampai Ctrl-C
  --strict       kode keluar 3 bila ada berkas yang ditolak
  --stack NAMA   stack yang dipakai --aws (bawaan: CAKUPAN_STACK, atau cakupan-dev)
  --port N       bawaan 8080; 0 untuk port mana saja yang kosong
  --quiet        tanpa keluaran
  --json         hasil sebagai JSON
  --lang id|en   bahasa

Kode keluar: 0 selesai, 3 ada berkas ditolak (--strict) atau check menemukan kesalahan, 2 salah pakai atau tak terbaca,
1 kesalahan program.
`,
  en: `cakupan: from regional files to published coverage

  cakupan run FOLDER [--out DIR] [--periode YYYY-MM] [--strict]
      processes a folder of uploads, publishes what changed, stops
  cakupan status [--out DIR] [--periode YYYY-MM]
      every period and its files: accepted, rejected, withdrawn, late
  cakupan serve [--uploads DIR] [--out DIR] [--port N]
      attends to the upload folder, processes what changes, shows the results on
      this computer; the other verbs go through it
  cakupan diff [PERIODE/rA PERIODE/rB]
      cells that differ between two revisions, and the files that caused it
  cakupan accept SLOT
      lets a held correction count (SHRUNK)
  cakupan rollback PERIODE/REVISION --reason TEXT    cakupan release PERIODE
      goes back to an earlier revision and holds the period; lets it go on
  cakupan rerun PERIODE
      reads and computes a period again, whatever is cached
  cakupan verify [PERIODE[/REVISION]] [--all]
      checks what is published, by an arithmetic of its own
  cakupan purge SLOT|PERIODE --reason TEXT --yes
      removes all that holds personal data; published counts stay
  cakupan check FILE... [--wilayah C] [--periode P] [--jenis J] [--watch]
      checks files or folders (- for standard input) before they are uploaded;
      writes nothing
  cakupan template [--wilayah C] [--jenis J] [--out FILE.xlsx] [--empty]
      makes an Excel sheet with lists of the codes and the region's villages,
      and one row of an example to write over; --empty leaves that row out
  cakupan demo [--out DIR]
      makes a whole example and processes it

On a stack on AWS, with your own AWS credentials:

  cakupan run FOLDER --aws [--periode YYYY-MM] [--strict]
      sends changed files to the upload bucket, follows them until they are
      published; removes nothing in the bucket
  cakupan status --aws [--periode YYYY-MM]
  cakupan rerun YYYY-MM --aws [--redrive]
      reads and computes a period again; with --redrive only continues failed
      executions, at the step that failed
  cakupan accept SLOT --aws                          cakupan release PERIODE --aws
  cakupan rollback PERIODE/REVISION --reason TEXT --aws
  cakupan purge SLOT|PERIODE --reason TEXT --yes --aws
      as above, on the stack's table and buckets, then followed until published
  cakupan diff ... --aws                             cakupan verify ... --aws
      as above, on what is published in the bucket
  cakupan serve --aws [--port N]
      shows officials tables and reports at http://127.0.0.1:N, on this computer
      alone

  --out DIR      where results go (default: cakupan-out)
  --periode P    only this period's files
  --wilayah C    code of the sending region, such as 8171; --jenis peserta, target, komitmen
  --watch        checks again whenever a file changes, until Ctrl-C
  --strict       exit code 3 when a file is rejected
  --stack NAME   the stack that --aws means (default: CAKUPAN_STACK, or cakupan-dev)
  --port N       8080 unless given; 0 for any that is free
  --quiet        no output
  --json         the result as JSON
  --lang id|en   language

Exit codes: 0 done, 3 a file was rejected (--strict) or check found errors, 2 wrong usage or unreadable folder,
1 a fault of the program.
`,
} as const;

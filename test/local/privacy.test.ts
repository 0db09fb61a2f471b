/** People who do not exist are planted in uploads, and looked for everywhere else. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ClassicLevel } from 'classic-level';
import { afterAll, expect, test } from 'vitest';
import { cakupan, temporaryFolder } from '../cakupan.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What must be found nowhere: NIKs, names, birth dates, in the forms in which they were sent and are kept. */
const CANARIES = [
  '8171014207930019',
  '8171 0142 0793 0019',
  '8171011101710027',
  '817101420793001',
  'Kenarizza Wibisana',
  'Burungkuning Sutedja',
  '1993-07-02',
  '02/07/1993',
  '2 Juli 1993',
  '19930702',
  '1971-01-11',
  '19710111',
];

const HEADER = 'nik;nama;tanggal lahir;jk;kode desa;kategori;status;program;sumber dana;tmt';
const GOOD = '8171014207930019;Kenarizza Wibisana;1993-07-02;P;8171012001;RENTAN;AKTIF;JKK+JKM;DD;';
const TWIN = '8171 0142 0793 0019;Kenarizza Wibisana;02/07/1993;P;8171;RT;AKTIF;JKK+JKM;APBD;';
const OTHER = '8171011101710027;Burungkuning Sutedja;1971-01-11;L;8171012001;RENTAN;BELUM;;;';
const BAD = '817101420793001;Kenarizza Wibisana;2 Juli 1993;P;x;RENTAN;AKTIF;JKK;DD;';
const lines = (...rows: string[]) => `${rows.join('\r\n')}\r\n`;

const UPLOADS: Record<string, string | Uint8Array> = {
  '2023-08/8171/peserta.csv': lines('DAFTAR PESERTA', HEADER, GOOD, OTHER, BAD),
  '2023-08/8171/peserta-gz.csv.gz': gzipSync(lines(HEADER, TWIN)),
  '2023-08/81/peserta-utf16.csv': Buffer.from(`\ufeff${lines(HEADER, GOOD, BAD)}`, 'utf16le'),
  // Rejected whole, each for another reason.
  '2023-08/8171/peserta-tanpa-judul.csv': lines(GOOD, OTHER, BAD),
  '2023-08/8171/peserta-buruk.csv': lines(HEADER, BAD, BAD, GOOD),
  '2023-08/8171/peserta-petik.csv': lines(HEADER, GOOD, `"${OTHER}`),
  '2023-08/8171/peserta-nol.csv': lines(HEADER, ...Array<string>(12).fill(GOOD.replace('0019', '0020'))),
  '2023-08/8171/daftar.csv': lines(HEADER, GOOD),
};

test('no NIK, name or birth date leaves the uploads but for the rejected rows', async () => {
  const uploads = join(root, 'uploads');
  const out = join(root, 'out');
  for (const [key, content] of Object.entries(UPLOADS)) {
    mkdirSync(join(uploads, key, '..'), { recursive: true });
    writeFileSync(join(uploads, key), content);
  }
  const env = { CAKUPAN_KEY_FILE: join(root, 'key') };
  const said = [
    await cakupan(['run', uploads, '--out', out], env),
    await cakupan(['run', uploads, '--out', out, '--json'], env),
  ].map(({ stdout, stderr }) => stdout + stderr);
  writeFileSync(join(uploads, '2023-08/8171/peserta.csv'), lines(HEADER, GOOD));
  said.push((await cakupan(['run', uploads, '--out', out, '--lang', 'en'], env)).stdout);

  const searched = new Map<string, Buffer>(said.map((text, i) => [`what was said at run ${i + 1}`, Buffer.from(text)]));
  const rejected: string[] = [];
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (entry.name === 'rejected.csv') rejected.push(path);
    else if (entry.name === 'rejected.xlsx')
      continue; // the same rows once more, compressed
    else searched.set(path, readFileSync(path));
  }
  // The table's own files may be compressed: its content is read through its engine.
  const table = new ClassicLevel<Buffer, Buffer>(join(out, 'state/table'), {
    keyEncoding: 'buffer',
    valueEncoding: 'buffer',
  });
  let entries = 0;
  for await (const [key, value] of table.iterator())
    searched.set(`table entry ${entries++}`, Buffer.concat([key, value]));
  await table.close();

  expect(searched.size).toBeGreaterThan(60);
  expect(entries).toBeGreaterThan(8);
  for (const [where, bytes] of searched) {
    const found = CANARIES.filter((canary) => bytes.includes(canary) || bytes.includes(Buffer.from(canary, 'utf16le')));
    expect(found, where).toEqual([]);
  }
  // The search does find them where they may be.
  expect(rejected.length).toBeGreaterThan(2);
  for (const path of rejected) expect(readFileSync(path).includes('Kenarizza Wibisana'), path).toBe(true);
});

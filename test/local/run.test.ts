/** `cakupan run` as people meet it: first runs, corrections, withdrawals, and what it says when something is wrong. */
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { cakupan, type Ended, temporaryFolder } from '../cakupan.ts';

const root = temporaryFolder();
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const HEADER = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana';
const person = (serial: number, more = '') =>
  `817101170880${String(serial).padStart(4, '0')},Contoh ${'x'.repeat(3)},1980-08-17,L,8171012001,PEKERJA_RENTAN,AKTIF,JKK+JKM,DANA_DESA${more}`;
const list = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');

let folders = 0;
/** A folder of uploads, and one for results. */
function aPlace(files: Record<string, string | Uint8Array>) {
  const uploads = join(root, `u${folders}`);
  const out = join(root, `o${folders++}`);
  mkdirSync(uploads);
  const put = (key: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(uploads, key)), { recursive: true });
    writeFileSync(join(uploads, key), content);
  };
  for (const [key, content] of Object.entries(files)) put(key, content);
  const run = (...flags: string[]) => cakupan(['run', uploads, '--out', out, ...flags]);
  return { uploads, out, put, run };
}

const Result = z.object({
  read: z.array(z.object({ key: z.string(), kode: z.string().nullable() })),
  withdrawn: z.array(z.string()),
  periods: z.array(z.object({ periode: z.string(), decision: z.string(), revision: z.string().nullable() })),
});
const resultOf = ({ stdout }: Ended) => Result.parse(JSON.parse(stdout));
const table = (out: string, revision: string, name: string) =>
  readFileSync(join(out, 'snapshots/2023-08', revision, 'exact', `${name}.csv`), 'utf8');

describe('a run', () => {
  test('reads only what has changed since the last one, and publishes nothing when nothing has', async () => {
    const place = aPlace({ '2023-08/8171/peserta.csv': list(person(1)), '2023-08/81/peserta.csv': list(person(2)) });
    expect(resultOf(await place.run('--json')).read).toHaveLength(2);

    place.put('2023-08/81/peserta.csv', list(person(2), person(3)));
    const corrected = resultOf(await place.run('--json'));
    expect(corrected.read.map(({ key }) => key)).toEqual(['2023-08/81/peserta.csv']);
    expect(corrected.periods).toEqual([{ periode: '2023-08', decision: 'publish', revision: 'r2' }]);
    expect(table(place.out, 'r2', 'coverage')).toContain('2023-08,nasional,00,SEMUA,3,');

    const idle = await place.run();
    expect(idle.stdout).toContain('tidak ada yang berubah; r2 tetap berlaku');
    expect(readdirSync(join(place.out, 'snapshots/2023-08')).sort()).toEqual([
      ...['changelog.js', 'changelog.json', 'latest.js', 'latest.json'],
      'r1',
      'r2',
    ]);
  });

  test('takes a deleted file out of the numbers, as withdrawn and not as zero, and back when it is restored', async () => {
    const place = aPlace({ '2023-08/8171/peserta.csv': list(person(1)) });
    await place.run('--quiet');
    unlinkSync(join(place.uploads, '2023-08/8171/peserta.csv'));
    expect(resultOf(await place.run('--json')).withdrawn).toEqual(['2023-08/8171/peserta.csv']);
    expect(table(place.out, 'r2', 'coverage').trimEnd().split('\n')).toHaveLength(1);
    expect(table(place.out, 'r2', 'reporting')).toContain('2023-08,8171,DITARIK,0,0,0,0,,');
    place.put('2023-08/8171/peserta.csv', list(person(1)));
    await place.run('--quiet');
    expect(table(place.out, 'r3', 'coverage')).toBe(table(place.out, 'r1', 'coverage'));
  });

  test('leaves the version in force when its correction is rejected, even after the cache is gone', async () => {
    const place = aPlace({ '2023-08/8171/peserta.csv': list(person(1)) });
    await place.run('--quiet');
    place.put('2023-08/8171/peserta.csv', 'bukan daftar peserta\n');
    expect((await place.run()).stdout).toContain('HEADER_NOT_FOUND');
    expect(table(place.out, 'r2', 'coverage')).toBe(table(place.out, 'r1', 'coverage'));
    expect(table(place.out, 'r2', 'files')).toContain('peserta,ditolak,HEADER_NOT_FOUND,ya,0,0,0');
    rmSync(join(place.out, 'cache'), { recursive: true });
    place.put('2023-08/81/peserta.csv', list(person(2)));
    await place.run('--quiet');
    expect(table(place.out, 'r3', 'coverage')).toContain('2023-08,nasional,00,SEMUA,2,');
  });

  test('ends with 3 under --strict when a file is rejected, also one that was rejected before', async () => {
    const place = aPlace({ '2023-08/8171/peserta.csv': '' });
    expect((await place.run('--quiet')).code).toBe(0);
    expect((await place.run('--quiet', '--strict')).code).toBe(3);
  });

  test('of one period leaves the others alone', async () => {
    const place = aPlace({ '2023-08/8171/peserta.csv': list(person(1)), '2023-09/8171/peserta.csv': list(person(1)) });
    expect(resultOf(await place.run('--json', '--periode', '2023-09')).periods.map(({ periode }) => periode)).toEqual([
      '2023-09',
    ]);
    expect(readdirSync(join(place.out, 'snapshots')).sort()).toEqual(['2023-09', 'index.js', 'index.json']);
  });

  test('says nothing when quiet, speaks English when asked, and names line and remedy', async () => {
    const place = aPlace({
      '2023-08/8171/peserta.csv': list(person(1), person(2), '8.17E+15,Contoh,1980-08-17,L,8171,RT,BELUM,,'),
    });
    const { stdout } = await place.run('--lang', 'en');
    expect(stdout).toContain('NIK_NUMERIC × 1 (row 4): The NIK was turned into a number');
    expect(stdout).toContain('Home > Number Format > Text');
    const quiet = await place.run('--quiet');
    expect(quiet).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

describe('a run that cannot go right', () => {
  test.each<[string, (place: ReturnType<typeof aPlace>) => string[], number, string]>([
    ['a missing folder', ({ uploads }) => ['run', join(uploads, 'tidak-ada')], 2, 'tidak ada. Periksa'],
    [
      'a file for a folder',
      ({ uploads, put }) => {
        put('x.csv', '');
        return ['run', join(uploads, 'x.csv')];
      },
      2,
      'bukan folder',
    ],
    ['no folder', () => ['run'], 2, 'Sebutkan satu folder'],
    ['an unknown verb', () => ['terbang'], 2, 'tidak dikenal'],
    ['an unknown option', ({ uploads }) => ['run', uploads, '--cepat'], 2, '--cepat'],
    ['a period that is none', ({ uploads }) => ['run', uploads, '--periode', '2023-13'], 2, 'bukan periode'],
    ['a language that is none', ({ uploads }) => ['run', uploads, '--lang', 'fr'], 2, 'pakai id atau en'],
  ])('because of %s says so, with exit code 2', async (_, args, code, message) => {
    const place = aPlace({});
    const ended = await cakupan(args(place));
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toContain('    at ');
  });

  test('on an empty folder says where files belong, and publishes nothing', async () => {
    const place = aPlace({});
    const ended = await place.run();
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('Folder unggahan kosong');
  });

  test('because a folder in it cannot be read changes nothing: what cannot be seen is not deleted', async () => {
    const place = aPlace({ '2023-08/8171/peserta.csv': list(person(1)) });
    chmodSync(join(place.uploads, '2023-08/8171'), 0o000);
    mkdirSync(place.out);
    chmodSync(place.out, 0o777);
    // Whoever may read everything is tested as someone who may not.
    const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const key = join(place.out, 'key');
    const ended = await cakupan(['run', place.uploads, '--out', place.out], { CAKUPAN_KEY_FILE: key }, { identity });
    chmodSync(join(place.uploads, '2023-08/8171'), 0o755);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('tidak dapat dibaca (EACCES)');
  });

  test('because a file in it cannot be read, or the output folder cannot be used, says which', async () => {
    const place = aPlace({ '2023-08/8171/peserta.csv': list(person(1)), '2023-08/81/peserta.csv': list(person(2)) });
    chmodSync(join(place.uploads, '2023-08/81/peserta.csv'), 0o000);
    mkdirSync(place.out);
    chmodSync(place.out, 0o777);
    const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const env = { CAKUPAN_KEY_FILE: join(place.out, 'key') };
    const unread = await cakupan(['run', place.uploads, '--out', place.out], env, { identity });
    expect(unread.code).toBe(2);
    expect(unread.stderr).toContain('Berkas 2023-08/81/peserta.csv tidak dapat dibaca (EACCES)');
    chmodSync(join(place.uploads, '2023-08/81/peserta.csv'), 0o644);
    const unwritten = await cakupan(['run', place.uploads, '--out', join(place.uploads, 'out')], env, { identity });
    expect(unwritten.code).toBe(2);
    expect(unwritten.stderr).toContain('tidak dapat dipakai (EACCES)');
  });

  test('because it cannot start ends at once, and does not hang', async () => {
    const place = aPlace({ '2023-08/8171/peserta.csv': list(person(1)) });
    mkdirSync(join(place.out, 'state'), { recursive: true });
    writeFileSync(join(place.out, 'state/table'), 'not a folder');
    const args = ['run', place.uploads, '--out', place.out];
    expect(await cakupan(args, {}, { killAfterMs: 20_000 })).toMatchObject({ code: 1, signal: null });
  });

  test('does not take its own output folder for uploads', async () => {
    const place = aPlace({ '2023-08/8171/peserta.csv': list(person(1)) });
    const inside = ['run', place.uploads, '--out', join(place.uploads, 'hasil'), '--json'];
    expect(resultOf(await cakupan(inside)).read).toHaveLength(1);
    expect(resultOf(await cakupan(inside))).toMatchObject({ read: [], withdrawn: [] });
  });

  test('because another program works on the output folder names that program', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => person((i % 9000) + 1));
    const place = aPlace({ '2023-08/8171/peserta.csv': list(...rows), '2023-08/81/peserta.csv': list(...rows) });
    const runs = await Promise.all([place.run('--quiet'), place.run('--quiet')]);
    const refused = runs.filter(({ code }) => code === 2);
    expect(runs.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(refused[0]?.stderr).toMatch(/sedang dipakai program lain \(proses \d+/);
  });
});

describe('a file that cannot be read', () => {
  test.each<[string, string, string | Uint8Array, string, string]>([
    ['of 0 bytes', 'peserta.csv', '', 'FILE_EMPTY', 'tidak berisi baris data'],
    ['that is binary', 'peserta.csv', Uint8Array.from({ length: 4000 }, (_, i) => i % 256), 'UNREADABLE', 'bukan teks'],
    ['with a quote that never closes', 'peserta.csv', `${list(person(1))}"8171`, 'UNREADABLE', 'tidak pernah ditutup'],
    ['that is no gzip', 'peserta.csv.gz', 'nik,nama', 'UNREADABLE', 'Bukan berkas gzip'],
    [
      'whose gzip is cut off',
      'peserta.csv.gz',
      gzipSync(list(person(1))).subarray(0, -9),
      'UNREADABLE',
      'gzip yang utuh',
    ],
    [
      'that is a gzip bomb',
      'peserta.csv.gz',
      gzipSync('nik,nama\n'.repeat(20_000_000)),
      'UNREADABLE',
      'mengembang secara tidak wajar',
    ],
    ['in one line of 40 MB', 'peserta.csv', 'nik,'.repeat(10_000_000), 'HEADER_NOT_FOUND', 'judul kolom'],
    [
      'with a row of 40 MB',
      'peserta.csv',
      `${list(person(1))}${'8171,'.repeat(8_000_000)}`,
      'UNREADABLE',
      'lebih panjang dari 16 MB',
    ],
    [
      'of ten thousand columns, none of them ours',
      'peserta.csv',
      `${'x;'.repeat(10_000)}\n`.repeat(30),
      'HEADER_NOT_FOUND',
      'judul kolom',
    ],
    [
      'that lacks columns',
      'peserta.csv',
      'nik,nama,status\n1,a,b\n',
      'HEADER_NOT_FOUND',
      'tanggal_lahir, jenis_kelamin',
    ],
    ['that is called a workbook and is none', 'peserta.xlsx', 'PK', 'UNREADABLE', 'tidak utuh'],
  ])('%s is rejected with a reason, and nothing else suffers', async (_, name, content, code, message) => {
    const place = aPlace({ [`2023-08/8171/${name}`]: content, '2023-08/81/peserta.csv': list(person(9)) });
    const ended = await place.run();
    expect({ code: ended.code, stderr: ended.stderr.includes('    at ') }).toEqual({ code: 0, stderr: false });
    expect(ended.stdout).toContain(`2023-08/8171/${name}  ${code}`);
    expect(ended.stdout).toContain(message);
    expect(table(place.out, 'r1', 'coverage')).toContain('2023-08,nasional,00,SEMUA,1,');
  });

  test('is no link that leads out of the folder', async () => {
    const secret = join(root, 'rahasia.csv');
    writeFileSync(secret, list(person(1)));
    const place = aPlace({ '2023-08/81/peserta.csv': list(person(9)) });
    symlinkSync(secret, join(place.uploads, '2023-08/81/peserta-tautan.csv'));
    expect((await place.run()).stdout).toContain('peserta-tautan.csv: tautan ke luar folder unggahan');
    expect(table(place.out, 'r1', 'coverage')).toContain('2023-08,nasional,00,SEMUA,1,');
  });
});

describe('an encoding', () => {
  const text = list(person(1), '8171011708800002,Ny. Élisa,1980-08-17,P,8171012001,RT/RW,BELUM,,');
  const utf16 = (big: boolean) => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', utf16(false)],
    ['UTF-16, big end first', utf16(true)],
    ['Windows-1252', Buffer.from(text, 'latin1')],
  ])('%s is read', async (_, bytes) => {
    const place = aPlace({ '2023-08/8171/peserta.csv': bytes });
    await place.run('--quiet');
    expect(table(place.out, 'r1', 'files')).toContain('peserta,diterima,,ya,2,0,0');
  });
});

test('a pseudonym key is made once, for its owner alone, outside the output folder', async () => {
  const place = aPlace({ '2023-08/8171/peserta.csv': list(person(1)) });
  const key = join(root, 'config', 'pseudonym.key');
  await cakupan(['run', place.uploads, '--out', place.out, '--quiet'], { CAKUPAN_KEY_FILE: key });
  const made = readFileSync(key, 'utf8');
  expect(made).toMatch(/^[0-9a-f]{64}\n$/);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  await cakupan(['run', place.uploads, '--out', place.out, '--quiet'], { CAKUPAN_KEY_FILE: key });
  expect(readFileSync(key, 'utf8')).toBe(made);
});

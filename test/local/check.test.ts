/** `cakupan check` as people meet it: before uploading, with nothing left behind. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Report } from '../../pipeline/contracts/report.ts';
import { cakupan, temporaryFolder } from '../cakupan.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const HEADER = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana';
const person = (serial: number, program = 'JKK+JKM') =>
  `817101170880${String(serial).padStart(4, '0')},Contoh,1980-08-17,L,8171012001,PEKERJA_RENTAN,AKTIF,${program},DANA_DESA`;
const list = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');

/** A folder with these files. */
function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(root, 'f-'));
  for (const [key, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), content);
  }
  return folder;
}

const reportsOf = (stdout: string) => z.array(Report).parse(JSON.parse(stdout));
const English = { LANG: 'en_GB.UTF-8' };

describe('check', () => {
  test('says first what to do, then the errors with their rows and pages, and what it may be uploaded as', async () => {
    const folder = folderWith({ '2023-08/8171/peserta.csv': list(person(1), person(2, 'JKK'), person(3)) });
    const { code, stdout, stderr } = await cakupan(['check', join(folder, '2023-08/8171/peserta.csv')], English);
    expect({ code, stderr }).toMatchObject({ code: 3 });
    const places = [
      'rows: 2 pass, 1 rejected, 0 skipped',
      'What to do:',
      '1. Mend the rejected rows',
      'Errors:',
      '1 × PROGRAM_INVALID:',
      'Row 3 · docs/rules/PROGRAM_INVALID.md',
      'May be uploaded as 2023-08/8171/peserta.csv',
    ].map((words) => stdout.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
      '2023-08',
      '2023-08/8171',
      '2023-08/8171/peserta.csv',
    ]);
  });

  test('ends with 0 for a file that is ready, and names the guesses that it made', async () => {
    const folder = folderWith({ 'daftar.csv': list(person(1)) });
    const { code, stdout } = await cakupan(['check', join(folder, 'daftar.csv'), '--periode', '2023-08']);
    expect(code).toBe(0);
    expect(stdout).toContain('Siap diunggah sebagai 2023-08/00/peserta.csv.');
    expect(stdout).toContain('(--wilayah)');
    expect(stdout).not.toContain('(--periode)');
    expect(stdout).toContain('pemisah koma');
  });

  test('calls the delimiter by its name', async () => {
    const file = join(folderWith({ 'peserta.csv': list(person(1)).replaceAll(',', ';') }), 'peserta.csv');
    expect((await cakupan(['check', file])).stdout).toContain('pemisah titik koma');
    expect((await cakupan(['check', file], English)).stdout).toContain('delimiter semicolon');
  });

  test('reads a whole folder, and says which files would fill one slot', async () => {
    const folder = folderWith({
      '2023-08/8171/peserta.csv': list(person(1)),
      '2023-08/81.71/peserta.csv': list(person(1)),
      '2023-08/8171/target.csv': 'kode_wilayah,kategori,potensi\n8171,SEMUA,40000\n',
      '2023-08/8171/~$peserta.xlsx': 'a lock file',
      '2023-08/8171/catatan.txt': 'a stray file',
    });
    const { code, stdout } = await cakupan(['check', folder, '--json']);
    expect(code).toBe(3);
    expect(reportsOf(stdout).map(({ kunci, kode }) => [kunci, kode])).toEqual([
      ['2023-08/81.71/peserta.csv', null],
      ['2023-08/8171/catatan.txt', 'PATH_INVALID'],
      ['2023-08/8171/peserta.csv', 'SLOT_CONFLICT'],
      ['2023-08/8171/target.csv', null],
    ]);
    const inWords = await cakupan(['check', folder, '--lang', 'en']);
    expect(inWords.stdout).toContain(`It is ${join(folder, '2023-08/81.71/peserta.csv')}.`);
    expect(inWords.stdout).toContain('4 files: 2 ready, 2 would be rejected, 0 with rejected rows.');
  });

  test('says how many people stand in it twice, and in the files checked with it, and names none', async () => {
    const folder = folderWith({
      '2023-08/8171/peserta.csv': list(person(1), person(2), person(2)),
      '2023-08/8171/peserta-susulan.csv': list(person(1), person(3)),
    });
    const { code, stdout } = await cakupan(['check', folder, '--lang', 'en']);
    expect(code).toBe(0);
    expect(stdout).toContain('1 rows hold a NIK that stands in an earlier row');
    expect(stdout).toContain('1 people also stand in other files');
    expect(stdout).not.toMatch(/\d{16}/);
  });

  test('reads standard input', async () => {
    const child = start(['check', '-', '--wilayah', '8171', '--periode', '2023-08', '--json']);
    child.stdin.end(list(person(1), person(2)));
    const { code, stdout } = await ended(child);
    expect(code).toBe(0);
    expect(reportsOf(stdout)).toMatchObject([{ kunci: '2023-08/8171/peserta.csv', baris: { lolos: 2 } }]);
  });

  test.each([
    [['check'], 'There is no file to check'],
    [['check', 'nowhere.csv'], 'There is no file nowhere.csv'],
    [['check', '-', '--watch'], '--watch does not go with standard input'],
    [['check', '-', '--wilayah', '8199'], '--wilayah 8199 is no sending region'],
    [['check', '-', '--jenis', 'orang'], 'There is no --jenis orang'],
    [['check', 'x.csv', '--out', 'y'], '--out does not go with "check"'],
  ])('refuses %j in words', async (args, words) => {
    const { code, stderr } = await cakupan([...args, '--lang', 'en']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
  });

  test('checks again when a watched file is replaced, until it is told to stop', async () => {
    const folder = folderWith({ 'peserta.csv': list(person(1, 'JKK')) });
    const child = start(['check', join(folder, 'peserta.csv'), '--watch', '--lang', 'en']);
    let told = '';
    child.stdout.on('data', (text) => (told += text));
    const ending = ended(child);
    await until(() => told.includes('Not ready'));
    // As a spreadsheet saves: another file first, then renamed over the old one.
    writeFileSync(join(folder, '~$peserta.csv'), 'lock');
    writeFileSync(join(folder, 'new.tmp'), list(person(1)));
    renameSync(join(folder, 'new.tmp'), join(folder, 'peserta.csv'));
    await until(() => told.includes('Ready to upload as'));
    child.kill('SIGINT');
    expect((await ending).code).toBe(0);
  });
});

function start(args: readonly string[]): ChildProcessWithoutNullStreams {
  const cli = new URL('../../local/cli.ts', import.meta.url).pathname;
  return spawn(process.execPath, [cli, ...args], { env: { ...process.env, NODE_OPTIONS: '' } });
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<{ code: number | null; stdout: string }> {
  let stdout = '';
  child.stdout.on('data', (text) => (stdout += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout })));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Workbooks that LibreOffice wrote, where it is installed (CI installs it). */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../cakupan.ts';
import { snapshotOf } from '../memory.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const isInstalled = spawnSync('soffice', ['--version']).status === 0;
const CASE = join(import.meta.dirname, '../journeys/handmade/uploads/2023-08/8171/peserta-pekerja-rentan.csv');

/** Comma, double quote, UTF-8, from line 1, and every column as text. */
const ALL_TEXT = `CSV:44,34,76,1,${Array.from({ length: 14 }, (_, i) => `${i + 1}/2`).join('/')}`;
/** As it opens a file that somebody clicks on: what looks like a number becomes one, a date a date. */
const AS_CLICKED = 'CSV:44,34,76,1,,1033,false,true';

test.runIf(isInstalled)('a list saved with all columns as text publishes what its CSV does', async () => {
  const key = '2023-08/8171/peserta';
  const csv = await snapshotOf([[`${key}.csv`, readFileSync(CASE)]]);
  const xlsx = await snapshotOf([[`${key}.xlsx`, convert(CASE, ALL_TEXT)]]);
  for (const [path, table] of Object.entries(xlsx)) expect(table.replaceAll('.xlsx,', '.csv,'), path).toBe(csv[path]);
});

test.runIf(isInstalled)('a list opened with a click has lost its NIKs, and nothing else', async () => {
  const path = join(root, 'peserta.csv');
  const rows = [
    '8171011708800001,Budi,1980-08-17,L,8171012001,RT/RW,BELUM,,',
    '8171014308850002,Siti,03/08/1985,P,81.71.01.2001,KADER,BELUM,,',
  ];
  writeFileSync(
    path,
    ['nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana', ...rows, ''].join('\n'),
  );
  const tables = await snapshotOf([['2023-08/8171/peserta.xlsx', convert(path, AS_CLICKED)]]);
  expect(tables['exact/issues.csv']).toBe('kunci,kode,jumlah\n2023-08/8171/peserta.xlsx,NIK_NUMERIC,2\n');
});

function convert(csv: string, filter: string): Buffer {
  const folder = mkdtempSync(join(root, 'x-'));
  mkdirSync(join(folder, 'in'));
  cpSync(csv, join(folder, 'in/peserta.csv'));
  const profile = `-env:UserInstallation=${pathToFileURL(join(root, 'profile'))}`;
  const options = ['--headless', `--infilter=${filter}`, '--convert-to', 'xlsx', '--outdir', folder];
  execFileSync('soffice', [profile, ...options, join(folder, 'in/peserta.csv')], { stdio: 'pipe' });
  return readFileSync(join(folder, 'peserta.xlsx'));
}

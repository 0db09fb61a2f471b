/** The page over a period with several revisions: which is current, what changed, and what a browser can take away of it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCsv } from '../../local/tables.ts';
import { cakupan, temporaryFolder } from '../cakupan.ts';
import { type Served, serveOfficial, servePublic } from './shown.ts';
import { startBrowser, visit } from './visitor.ts';

const scratch = temporaryFolder();
const uploads = join(scratch, 'uploads');
const out = join(scratch, 'out');
let browser: Browser;
let official: Served;
let everyone: Served;

const HEADER = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana';
const person = (serial: number, kategori: string, status = 'AKTIF') =>
  `81710117088000${String(serial).padStart(2, '0')},Orang Rekaan,1980-08-17,L,8171,${kategori},${status},JKK+JKM,APBD_KAB`;
const people = (count: number, kategori: string) => Array.from({ length: count }, (_, i) => person(i + 1, kategori));

beforeAll(async () => {
  write('2023-08/8171/peserta.csv', [HEADER, ...people(20, 'NON_ASN')]);
  write('2023-08/8171/target.csv', [
    'kode_wilayah,kategori,potensi,target_persen,sumber',
    '8171,NON_ASN,80,50,"=BPS, 2022"',
  ]);
  await run('run', uploads, '--out', out);
  write('2023-08/8171/peserta.csv', [HEADER, ...people(28, 'NON_ASN')]);
  write('2023-08/81/peserta-kader.csv', [HEADER, ...people(9, 'KADER')]);
  await run('run', uploads, '--out', out);
  write('2023-08/8171/peserta.csv', [HEADER, ...people(40, 'NON_ASN')]);
  await run('run', uploads, '--out', out);
  await run('rollback', '2023-08/r2', '--out', out, '--reason', 'daftar salah kirim');
  [official, everyone] = await Promise.all([serveOfficial(out), servePublic(out, join(scratch, 'public'))]);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([official?.close(), everyone?.close()]);
  rmSync(scratch, { recursive: true, force: true });
});

describe('revisions', () => {
  test('opens on the current one, not on the newest', async () => {
    const { page, faults, go, leave } = await visit(browser, official.address);
    await go('#/81/8171?kategori=NON_ASN');
    expect(await page.locator('[data-angka=aktif]').innerText()).toBe('28');
    expect(await page.locator('[data-angka=cakupan]').innerText()).toBe('35,00 %');
    await expect
      .poll(() => page.locator('.changes').innerText())
      .toContain('Aktif +8 dibanding revisi r1; cakupan +10,00 poin');
    expect(await page.locator('.source').first().innerText()).toContain('DINYATAKAN');
    expect(await page.getByText('Target 50,00').count()).toBe(1);
    expect(faults).toEqual([]);
    await leave();
  });

  test.each([
    ['r1', 'telah digantikan', ''],
    ['r3', 'ditarik kembali', 'daftar salah kirim'],
  ])('says of %s that it %s, and leads to the current one', async (revision, state, reason) => {
    const { page, faults, go, leave } = await visit(browser, official.address);
    await go(`#/2023-08/${revision}/81`);
    const banner = page.getByRole('status').first();
    await expect.poll(() => banner.innerText()).toContain(state);
    await expect.poll(() => banner.innerText()).toContain(reason);
    await page.getByRole('link', { name: 'Buka revisi r2' }).click();
    await expect.poll(() => page.getByRole('link', { name: 'Buka revisi r2' }).count()).toBe(0);
    expect(new URL(page.url()).hash).toBe('#/2023-08/81');
    expect(faults).toEqual([]);
    await leave();
  });

  test('names what changed between two of them, and the files that caused it', async () => {
    const { page, faults, go, leave } = await visit(browser, official.address);
    await go('#/banding/2023-08/r3/81?dari=2023-08/r1&kategori=NON_ASN');
    const row = page.locator('tbody tr', { hasText: 'Kota Ambon' }).filter({ hasText: 'Aktif' });
    await expect.poll(() => row.innerText()).toContain('+20');
    expect(await row.innerText()).toContain('2023-08/8171/peserta');
    const slots = page.locator('section', { hasText: 'Berkas yang berubah' }).last();
    expect(await slots.innerText()).toContain('2023-08/81/peserta-kader');
    expect(faults).toEqual([]);
    await leave();
  });

  test('tells officials who took one back and why, and everyone only that it was', async () => {
    const { page, faults, go, leave } = await visit(browser, official.address);
    await go('#/catatan');
    expect(await page.locator('main tbody').innerText()).toContain('daftar salah kirim');
    await leave();
    const other = await visit(browser, everyone.address);
    await other.go('#/catatan');
    const said = await other.page.locator('main').innerText();
    expect(said).toContain('r3');
    expect(said).not.toContain('daftar salah kirim');
    await other.go('#/banding?dari=2023-08/r1');
    expect(await other.page.getByText('hanya ditampilkan untuk pejabat').count()).toBe(1);
    expect([...faults, ...other.faults]).toEqual([]);
    await other.leave();
  });
});

describe('downloads', () => {
  test('give the published table itself, and its hash is checked', async () => {
    const { page, faults, go, leave } = await visit(browser, official.address);
    await go('#/unduh/2023-08/r2');
    const csv = await download(page, 'CSV: coverage');
    expect(csv.name).toBe('cakupan-2023-08-r2-exact-coverage.csv');
    expect(csv.bytes).toEqual(readFileSync(join(out, 'snapshots/2023-08/r2/exact/coverage.csv')));
    await page.getByRole('button', { name: 'Periksa: coverage' }).click();
    await expect.poll(() => page.locator('[data-tabel=coverage] [role=status]').innerText()).toBe('cocok');
    expect(faults).toEqual([]);
    await leave();
  });

  test.each(['exact', 'public'] as const)(
    'make JSON, XLSX and Parquet of the %s tables with the same cells',
    async (tier) => {
      const { page, faults, go, leave } = await visit(browser, (tier === 'exact' ? official : everyone).address);
      await go('#/unduh/2023-08/r2');
      for (const table of ['coverage', 'targets']) {
        const [header = [], ...rows] = parseCsv(
          readFileSync(join(out, `snapshots/2023-08/r2/${tier}/${table}.csv`), 'utf8'),
        );
        const json: Record<string, unknown>[] = JSON.parse((await download(page, `JSON: ${table}`)).bytes.toString());
        const parquet = await download(page, `PARQUET: ${table}`);
        const read = await parquetReadObjects({ file: Uint8Array.from(parquet.bytes).buffer });
        const sheet = cellsOf((await download(page, `XLSX: ${table}`)).bytes);
        expect(sheet[0]).toEqual(header);
        rows.forEach((row, i) => {
          header.forEach((column, c) => {
            const wanted = row[c] ?? '';
            expect(plain(json[i]?.[column]), `JSON ${table} ${i} ${column}`).toBe(bare(wanted));
            expect(plain(read[i]?.[column]), `Parquet ${table} ${i} ${column}`).toBe(bare(wanted));
            expect(bare(sheet[i + 1]?.[c] ?? ''), `XLSX ${table} ${i} ${column}`).toBe(bare(wanted));
          });
        });
        if (table === 'targets') expect(sheet[1]).toContain("'=BPS, 2022");
      }
      expect(faults).toEqual([]);
      await leave();
    },
  );
});

function write(key: string, lines: readonly string[]): void {
  mkdirSync(join(uploads, key, '..'), { recursive: true });
  writeFileSync(join(uploads, key), `${lines.join('\n')}\n`);
}

async function run(...args: string[]): Promise<void> {
  const { code, stderr } = await cakupan([...args, '--quiet']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

async function download(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.locator(`[aria-label="${name}"]`).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Numbers may be written otherwise: 75.00 is 75. */
function bare(text: string): string {
  return /^\d+\.\d+$/.test(text) ? String(Number(text)) : text;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? bare(value) : String(value);
}

/** The cells of the one sheet, row by row. */
function cellsOf(bytes: Buffer): string[][] {
  const sheet = strFromU8(unzipSync(Uint8Array.from(bytes))['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  return [...sheet.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c\/>|<c[^>]*>(?:<v>(.*?)<\/v>|<is><t[^>]*>(.*?)<\/t><\/is>)<\/c>/gs)].map(
      ([, number, text]) =>
        number ?? text?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') ?? '',
    ),
  );
}

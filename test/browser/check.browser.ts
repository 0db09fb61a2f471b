/** A clerk's file is judged in the browser as the program would judge it, and goes nowhere. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../cakupan.ts';
import { type Served, servePublic } from './shown.ts';
import { barriers, startBrowser, visit } from './visitor.ts';

const CASE = new URL('../journeys/rows/uploads/', import.meta.url).pathname;
const scratch = temporaryFolder();
const LIST = join(CASE, '2023-08/8171/peserta-a.csv');
let browser: Browser;
let served: Served;

beforeAll(async () => {
  mkdirSync(join(scratch, 'out/snapshots'), { recursive: true });
  served = await servePublic(join(scratch, 'out'), join(scratch, 'public'));
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(scratch, { recursive: true, force: true });
});

test('a dropped list is reported on with its codes, without a request, though nothing is published yet', async () => {
  const { page, faults, asked, go, leave } = await visit(browser, served.address);
  await go('#/periksa');
  const chooser = page.locator('input[type=file]');
  await expect.poll(() => chooser.isEnabled()).toBe(true);
  await page.getByLabel('Periode').fill('2023-08');
  await page.getByLabel('Kode wilayah pengirim').fill('8171');
  const before = asked.length;
  await chooser.setInputFiles(LIST);
  await expect.poll(() => page.locator('section h2').innerText(), { timeout: 30_000 }).toContain('akan di');
  expect(await page.getByText('Siap diunggah sebagai').innerText()).toContain('2023-08/8171/peserta-a.csv');
  const told = await page.locator('main tbody').innerText();
  for (const [kode = '', jumlah = ''] of issuesOf('2023-08/8171/peserta-a.csv')) {
    expect(told, kode).toMatch(new RegExp(`${kode}\\s+${jumlah}\\s`));
  }
  expect(asked.slice(before)).toEqual([]);
  const [[kode = ''] = []] = issuesOf('2023-08/8171/peserta-a.csv');
  const [explained] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: kode, exact: true }).click(),
  ]);
  await expect.poll(() => explained.locator('h1').innerText()).toBe(kode);
  expect(await page.locator('section h2').innerText()).toContain('akan di'); // what was found is still there
  expect(await barriers(page)).toEqual([]);
  expect(faults).toEqual([]);
  await leave();
});

test('the rejected rows and the report can be kept', async () => {
  const { page, faults, go, leave } = await visit(browser, served.address);
  await go('#/periksa');
  const chooser = page.locator('input[type=file]');
  await expect.poll(() => chooser.isEnabled()).toBe(true);
  await page.getByLabel('Kode wilayah pengirim').fill('8171');
  await chooser.setInputFiles(LIST);
  for (const name of ['rejected.csv', 'Simpan laporan']) {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    expect((await readFile(await (await coming).path())).length).toBeGreaterThan(100);
  }
  expect(faults).toEqual([]);
  await leave();
});

test('a file that is no list is refused in words', async () => {
  const path = join(scratch, 'foto.csv');
  writeFileSync(
    path,
    Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256),
  );
  const { page, faults, go, leave } = await visit(browser, served.address);
  await go('#/periksa');
  const chooser = page.locator('input[type=file]');
  await expect.poll(() => chooser.isEnabled()).toBe(true);
  await chooser.setInputFiles(path);
  await expect.poll(() => page.locator('section h2').innerText()).toContain('akan ditolak');
  expect(faults).toEqual([]);
  await leave();
});

/** What the tables say of an upload's rows: codes and how many rows bear each. */
function issuesOf(key: string): string[][] {
  const text = readFileSync(join(CASE, '../expected/2023-08/exact/issues.csv'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${key},`))
    .map((line) => line.split(',').slice(1));
}

/** The page over what `npm run demo` publishes, as officials and as everyone see it. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Format } from '../../dashboard/format.ts';
import { parseCsv } from '../../local/tables.ts';
import { RULES } from '../../pipeline/rules/codes.ts';
import { cakupan, temporaryFolder } from '../cakupan.ts';
import { type Served, serveOfficial, servePublic } from './shown.ts';
import { barriers, startBrowser, type Visitor, visit } from './visitor.ts';

const scratch = temporaryFolder();
const out = join(scratch, 'demo');
const indonesian = new Format('id');
let browser: Browser;
let official: Served;
let everyone: Served;

beforeAll(async () => {
  const { code, stderr } = await cakupan(['demo', '--out', out, '--quiet']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  [official, everyone] = await Promise.all([serveOfficial(out), servePublic(out, join(scratch, 'public'))]);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([official?.close(), everyone?.close()]);
  rmSync(scratch, { recursive: true, force: true });
});

describe('a coordinator', () => {
  test('learns within three clicks which regencies of Maluku have no non-ASN staff registered, and who promised when', async () => {
    const { page, faults, go, leave } = await visit(browser, official.address);
    await go('');
    await page.getByRole('link', { name: /^Maluku:/ }).click();
    await page.getByRole('link', { name: /^Belum mulai: Non-ASN/ }).click();
    const rows = page.locator('main tbody tr');
    await expect.poll(() => rows.count()).toBe(1);
    const said = await rows.first().innerText();
    expect(said).toContain('Kabupaten Maluku Barat Daya');
    expect(said).toContain('terlambat');
    expect(said).toContain('30 Juni 2023');
    expect(faults).toEqual([]);
    await leave();
  });

  test('goes from the nation to a village by links, each with an address that can be kept', async () => {
    const { page, faults, go, leave } = await visit(browser, official.address);
    await go('');
    for (const name of [/^Maluku:/, 'Kota Ambon', 'Nusaniwe', 'Amahusu']) {
      await page.getByRole('main').getByRole('link', { name }).first().click();
    }
    await expect.poll(() => page.locator('h1').innerText()).toBe('Amahusu');
    expect(new URL(page.url()).hash).toMatch(/^#\/81\/8171\/817101\/81710\d{5}$/);
    await page.reload();
    await expect.poll(() => page.locator('h1').innerText()).toBe('Amahusu');
    expect(await page.title()).toBe('Amahusu · Cakupan');
    expect(faults).toEqual([]);
    await leave();
  });

  test('reads the page by keyboard: skips to its content, and opens a province', async () => {
    const { page, faults, go, leave } = await visit(browser, official.address);
    await go('');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('isi');
    await page.locator('.tile').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('h1').innerText()).toBe('Aceh');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('isi');
    expect(faults).toEqual([]);
    await leave();
  });

  test('shares a filter as a link', async () => {
    const { page, go, leave } = await visit(browser, official.address);
    await go('#/monev?bagian=lapor');
    await page.getByLabel('Cari wilayah').fill('ambon');
    await page.locator('select').nth(4).selectOption('semua');
    await page.getByRole('button', { name: 'Wilayah' }).click();
    await expect.poll(() => page.locator('main tbody tr').count()).toBe(1);
    const link = page.url();
    expect(new URLSearchParams(link.split('?')[1]).toString()).toBe('bagian=lapor&cari=ambon&status=semua&urut=nama');
    const other = await visit(browser, official.address);
    await other.go(new URL(link).hash);
    expect(await other.page.locator('main tbody tr').count()).toBe(1);
    expect(await other.page.locator('[aria-sort=ascending]').innerText()).toContain('Wilayah');
    await Promise.all([leave(), other.leave()]);
  });

  test('turns to English, and it stays', async () => {
    const { page, go, leave } = await visit(browser, official.address);
    await go('#/?kategori=PEKERJA_RENTAN');
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('[data-angka=cakupan]').innerText()).toBe('26.00%');
    await page.reload();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    await leave();
  });
});

describe.each(['exact', 'public'] as const)('the %s tier', (tier) => {
  const at = () => (tier === 'exact' ? official : everyone).address;

  test('shows the numbers of its tables: the headline of every province, regency and city in every kategori', async () => {
    const [header = [], ...rows] = parseCsv(
      readFileSync(join(out, `snapshots/2023-08/r1/${tier}/coverage.csv`), 'utf8'),
    );
    const cell = (row: readonly string[], column: string) => row[header.indexOf(column)] ?? '';
    const above = rows.filter((row) => !['kecamatan', 'desa'].includes(cell(row, 'level')));
    expect(above.length).toBeGreaterThan(60);
    const { page, faults, asked, go, leave } = await visit(browser, at());
    for (const row of above) {
      const kode = cell(row, 'kode_wilayah');
      await go(`#/2023-08/r1${pathOf(kode)}?kategori=${cell(row, 'kategori')}`);
      const wanted = {
        aktif: spoken(cell(row, 'aktif'), (value) => indonesian.count(value), 'tidak ada data'),
        potensi: spoken(cell(row, 'potensi'), (value) => indonesian.count(value), 'belum ada target'),
        cakupan: spoken(cell(row, 'cakupan_persen'), (value) => indonesian.percent(value), '–'),
      };
      await expect.poll(() => headline(page), { message: `${kode} ${cell(row, 'kategori')}` }).toEqual(wanted);
    }
    expect(faults).toEqual([]);
    if (tier === 'public')
      expect(asked.filter((path) => path.includes('/exact/') || path.includes('changelog'))).toEqual([]);
    await leave();
  });

  test('shows in its ranking the numbers of its tables', async () => {
    const rows = readRows(join(out, `snapshots/2023-08/r1/${tier}/coverage.csv`));
    const { page, go, leave } = await visit(browser, at());
    await go('#/2023-08/r1/81?kategori=PEKERJA_RENTAN');
    const shown = await page
      .locator('section', { hasText: 'Kabupaten/kota menurut' })
      .locator('tbody tr')
      .allInnerTexts();
    expect(shown).toHaveLength(11);
    for (const row of rows) {
      if (row.kategori !== 'PEKERJA_RENTAN' || !row.kode_wilayah?.startsWith('81') || row.level !== 'kabkota') continue;
      const active = spoken(row.aktif ?? '', (value) => indonesian.count(value), '');
      const percent = spoken(row.cakupan_persen ?? '', (value) => indonesian.percent(value), '');
      expect(
        shown.filter((text) => text.includes(active) && text.includes(percent)).length,
        row.kode_wilayah,
      ).toBeGreaterThan(0);
    }
    await leave();
  });

  test.each([390, 1280, 1920])('has no barrier that axe calls serious, %i wide, light or dark', async (width) => {
    for (const dark of [false, true]) {
      const { page, faults, go, leave } = await visit(browser, at(), { width, dark });
      for (const hash of EVERYWHERE) {
        await go(hash);
        expect(await barriers(page), `${hash} ${dark}`).toEqual([]);
        expect(await overflow(page), `${hash} is wider than the screen`).toBe(false);
      }
      expect(faults).toEqual([]);
      await leave();
    }
  });
});

describe('everyone', () => {
  test('is told what [c] means and why the categories do not add up', async () => {
    const { page, go, leave } = await visit(browser, everyone.address);
    await go('');
    const foot = await page.locator('footer').innerText();
    expect(foot).toContain('[c] berarti');
    expect(foot).toContain('Kategori tidak dijumlahkan');
    await go('#/81/8171/817101');
    expect(await page.getByRole('alert').innerText()).toContain('hanya ditampilkan untuk pejabat');
    await leave();
  });
});

describe('a code in a report', () => {
  test.each(['a double click', 'serve'])('is explained on the page, opened by %s', async (by) => {
    const root = by === 'serve' ? official.address : `file://${out}/`;
    const report = reportWith('NIK_NUMERIC');
    const { page, faults, leave } = await visit(browser, root);
    await page.goto(`${root}reports/${report}`);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await barriers(page), colorScheme).toEqual([]);
    }
    await page.getByRole('link', { name: 'NIK_NUMERIC' }).click();
    await expect.poll(() => page.locator('h1').innerText()).toBe('NIK_NUMERIC');
    expect(new URL(page.url()).hash).toBe('#/kode/NIK_NUMERIC');
    const said = await page.getByRole('main').innerText();
    const { means, why, remedy } = RULES.NIK_NUMERIC;
    for (const sentence of [means, why, remedy]) expect(said).toContain(sentence.id);
    expect(await page.locator('main ol li').count()).toBe(RULES.NIK_NUMERIC.mend.length);
    expect(await page.getByRole('cell', { name: '8171011708800001' }).count()).toBe(1);
    await page.getByRole('button', { name: 'English' }).click();
    await expect.poll(() => page.getByRole('main').innerText()).toContain(why.en);
    await page.getByRole('link', { name: 'All codes' }).click();
    await expect.poll(() => page.locator('main tbody tr').count()).toBe(Object.keys(RULES).length);
    await page.getByRole('link', { name: 'SHRUNK' }).click();
    await expect.poll(() => page.locator('h1').innerText()).toBe('SHRUNK');
    expect(faults).toEqual([]);
    await leave();
  });
});

describe('a folder', () => {
  test('opens by a double click, without a server', async () => {
    const { page, faults, go, leave } = await visit(browser, `file://${out}/index.html`);
    for (const hash of ['', '#/81', '#/81/8171', '#/monev/81?bagian=mulai', '#/banding', '#/catatan', '#/unduh']) {
      await go(hash);
      expect(await page.getByRole('alert').count(), hash).toBe(0);
    }
    expect(await page.locator('h1').innerText()).toBe('Unduh');
    expect(await page.getByRole('link', { name: 'CSV: coverage' }).getAttribute('href')).toBe(
      'snapshots/2023-08/r1/exact/coverage.csv',
    );
    expect(faults).toEqual([]);
    await leave();
  });
});

const EVERYWHERE = [
  '#/',
  '#/?kategori=PEKERJA_RENTAN',
  '#/81',
  '#/2023-08/r1/81/8101',
  '#/monev?bagian=lapor',
  '#/monev/81?bagian=mulai',
  '#/monev/81?bagian=komitmen',
  '#/monev?bagian=desa100',
  '#/monev?bagian=mutu',
  '#/banding/81',
  '#/catatan',
  '#/unduh',
  '#/kode',
  '#/kode/NIK_BIRTHDATE_DIFFERS',
  '#/kode/SHRUNK',
];

/** The path of a report that links a code. */
function reportWith(kode: string): string {
  const reports = readdirSync(join(out, 'reports'), { recursive: true, encoding: 'utf8' });
  const found = reports.find(
    (path) => path.endsWith('report.html') && readFileSync(join(out, 'reports', path), 'utf8').includes(`>${kode}<`),
  );
  if (!found) throw new Error(`no report names ${kode}`);
  return found;
}

async function headline(page: Visitor['page']): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-angka]')].map((one) => [one.dataset.angka, one.innerText]),
    ),
  );
}

/** A cell of a table in the words of the page. */
function spoken(cell: string, format: (value: number) => string, empty: string): string {
  if (cell === '') return empty;
  return cell === '[c]' ? 'disamarkan [c]' : format(Number(cell));
}

function pathOf(kode: string): string {
  if (kode === '00') return '';
  return kode.length === 2 ? `/${kode}` : `/${kode.slice(0, 2)}/${kode}`;
}

function readRows(path: string): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(readFileSync(path, 'utf8'));
  return rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i] ?? ''])));
}

function overflow(page: Visitor['page']): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}

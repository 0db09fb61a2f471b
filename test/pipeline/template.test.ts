/** Templates: what is entered in one is accepted, its lists hold what the rules know, and nothing in it is a formula. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { check } from '../../pipeline/check.ts';
import { JENIS, type Jenis } from '../../pipeline/rules/columns.ts';
import { KATEGORI, readStatus, SUMBER_DANA } from '../../pipeline/rules/vocabulary.ts';
import { fillings } from '../../pipeline/template/columns.ts';
import { template } from '../../pipeline/template/template.ts';
import { webPorts } from '../../platform/web.ts';
import { cakupan, temporaryFolder } from '../cakupan.ts';
import { KERNEL, REGIONS } from '../memory.ts';

const scratch = temporaryFolder();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const SOFFICE = ['/usr/bin/soffice', '/usr/local/bin/soffice'].find((path) => existsSync(path));
const regionOf = (code: string) => REGIONS.find(code);
const every = JENIS.flatMap((jenis) => ['8171', '81', '00'].map((wilayah) => [jenis, wilayah] as const));

describe('a template', () => {
  test.each(every)('is accepted as it is, without a finding: %s of %s', async (jenis, wilayah) => {
    const { workbook } = await template(jenis, regionOf(wilayah), REGIONS, 'id');
    const { report } = await checked(jenis, wilayah, 'xlsx', workbook);
    expect(report).toMatchObject({ hasil: 'diterima', baris: { lolos: 1, ditolak: 0, dilewati: 0 }, temuan: [] });
  });

  test.each(every)(
    'without its first row counts nobody, the example above the header included: %s of %s',
    async (jenis, wilayah) => {
      const { workbook } = await template(jenis, regionOf(wilayah), REGIONS, 'en', false);
      const { report } = await checked(jenis, wilayah, 'xlsx', workbook);
      expect(report.kode).toBe('FILE_EMPTY');
    },
  );

  test('has whole columns of text, but for amounts, so that a NIK typed far below stays as it is', async () => {
    for (const jenis of JENIS) {
      const { sheets, styles } = await partsOf((await template(jenis, regionOf('8171'), REGIONS, 'id')).workbook);
      const formats = [...sheets[0]!.matchAll(/<col style="(\d+)" min="(\d+)"/g)].map(([, style]) =>
        formatOf(Number(style), styles),
      );
      expect(formats).toEqual(fillings(jenis).map(([, { isNumber }]) => (isNumber ? '0' : '@')));
    }
  });

  test('offers the codes of the rules, and the villages of the region by code with names beside them', async () => {
    const { workbook, areas, isWhole } = await template('peserta', regionOf('8171'), REGIONS, 'id');
    const [, , kode = [], wilayah = []] = await allRows(workbook);
    const lists = await listsOf(workbook);
    const listed = (range: string) => {
      const [, sheet, column = '', from, to] = /^(\w+)!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)$/.exec(range) ?? [];
      const rows = sheet === 'kode' ? kode : wilayah;
      return rows.slice(Number(from) - 1, Number(to)).map((row) => row.get(column) ?? '');
    };
    expect(listed(lists.get('kategori') ?? '')).toEqual(KATEGORI);
    expect(listed(lists.get('sumber_dana') ?? '')).toEqual(SUMBER_DANA);
    expect(listed(lists.get('status') ?? '').map(readStatus)).toEqual([0, 1, 2, 3]);
    const codes = listed(lists.get('kode_wilayah') ?? '');
    expect({ isWhole, codes: codes.length, first: codes[0] }).toEqual({ isWhole: true, codes: areas, first: '8171' });
    expect(codes.every((code) => code.startsWith('8171') && REGIONS.find(code) >= 0)).toBe(true);
    for (const row of wilayah.slice(1)) {
      expect(row.get('B')).toBe(REGIONS.name(REGIONS.find(row.get('A') ?? '')));
    }
  });

  test('of the nation offers regencies, and lets other codes be typed', async () => {
    const { workbook, areas, isWhole } = await template('peserta', REGIONS.nation, REGIONS, 'id');
    expect({ areas, isWhole }).toEqual({ areas: 1 + 38 + 514, isWhole: false });
    const { sheets } = await partsOf(workbook);
    expect(sheets[0]).toMatch(/errorStyle="warning"[^>]*promptTitle="kode_wilayah"/);
  });

  test('holds no formula, and no message longer than a spreadsheet shows', async () => {
    for (const [jenis, wilayah] of every) {
      const { sheets } = await partsOf((await template(jenis, regionOf(wilayah), REGIONS, 'en', true)).workbook);
      for (const xml of sheets) expect(xml).not.toMatch(/<f[ >]/);
      for (const [, message = ''] of sheets[0]!.matchAll(/ (?:prompt|error)="([^"]*)"/g)) {
        expect(message.length).toBeLessThanOrEqual(200);
      }
      for (const [, title = ''] of sheets[0]!.matchAll(/ (?:prompt|error)Title="([^"]*)"/g)) {
        expect(title.length).toBeLessThanOrEqual(32);
      }
    }
  });

  test.runIf(SOFFICE)('says the same when LibreOffice has opened it', async () => {
    for (const jenis of JENIS) {
      const { workbook } = await template(jenis, regionOf('8171'), REGIONS, 'id');
      writeFileSync(join(scratch, `${jenis}.xlsx`), new Uint8Array(await workbook.arrayBuffer()));
    }
    const profile = `-env:UserInstallation=file://${scratch}/profile`;
    const files = JENIS.map((jenis) => join(scratch, `${jenis}.xlsx`));
    for (const [format, ending] of [
      ['csv:Text - txt - csv (StarCalc):44,34,76', 'csv'],
      ['xlsx', 'xlsx'],
    ] as const) {
      const args = ['--headless', '--convert-to', format, '--outdir', join(scratch, 'lo'), ...files];
      execFileSync(SOFFICE ?? '', [profile, ...args], { stdio: 'ignore' });
      for (const jenis of JENIS) {
        const file = new Blob([readFileSync(join(scratch, 'lo', `${jenis}.${ending}`))]);
        const { report } = await checked(jenis, '8171', ending, file);
        expect(report).toMatchObject({ hasil: 'diterima', baris: { lolos: 1, ditolak: 0 }, temuan: [] });
      }
    }
  });
});

test('the command writes the file that it names, and never over another', async () => {
  const out = join(scratch, 'ambon.xlsx');
  const args = ['template', '--wilayah', '81.71', '--out', out, '--lang', 'en'];
  expect(await cakupan(args)).toMatchObject({
    code: 0,
    stdout: `${out}: peserta for Kota Ambon, 56 areas in its list.\n`,
  });
  expect(await cakupan(args)).toMatchObject({ code: 2, stderr: expect.stringContaining('is not written over') });
});

function checked(jenis: Jenis, wilayah: string, ending: 'csv' | 'xlsx', file: Blob) {
  return check([`2023-08/${wilayah}/${jenis}.${ending}`], file, webPorts(REGIONS, KERNEL));
}

type Row = ReadonlyMap<string, string>;

async function partsOf(workbook: Blob): Promise<{ sheets: string[]; styles: string; strings: string[] }> {
  const files = unzipSync(new Uint8Array(await workbook.arrayBuffer()));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array(0));
  const strings = [...text('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, si = '']) => plain(si));
  return {
    sheets: [1, 2, 3, 4].map((number) => text(`xl/worksheets/sheet${number}.xml`)),
    styles: text('xl/styles.xml'),
    strings,
  };
}

/** The rows of every sheet: column letters → text. */
async function allRows(workbook: Blob): Promise<Row[][]> {
  const { sheets, strings } = await partsOf(workbook);
  return sheets.map((xml) =>
    [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(
      ([, cells = '']) =>
        new Map(
          [...cells.matchAll(/<c r="([A-Z]+)\d+"([^>]*)><v>(.*?)<\/v>/gs)].map(
            ([, column = '', kind = '', value = '']) => [
              column,
              kind.includes('t="s"') ? (strings[Number(value)] ?? '') : value,
            ],
          ),
        ),
    ),
  );
}

async function listsOf(workbook: Blob): Promise<Map<string, string>> {
  const { sheets } = await partsOf(workbook);
  const found = sheets[0]!.matchAll(/type="list"[^>]*promptTitle="(\w+)"[^>]*><formula1>(.*?)<\/formula1>/g);
  return new Map([...found].map(([, column = '', range = '']) => [column, range]));
}

function formatOf(style: number, styles: string): string {
  const cells = /<cellXfs.*<\/cellXfs>/s.exec(styles)?.[0] ?? '';
  const id = /numFmtId="(\d+)"/.exec([...cells.matchAll(/<xf [^>]*>/g)][style]?.[0] ?? '')?.[1];
  return new RegExp(`numFmtId="${id}" formatCode="([^"]*)"`).exec(styles)?.[1] ?? '';
}

function plain(xml: string): string {
  return xml
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Checking before uploading: under which key, and that it says in a bare web context what `cakupan run` says afterwards. */
import { cpSync, openAsBlob, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createContext, Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { aim, type Given } from '../../pipeline/aim.ts';
import { type CheckPorts, check } from '../../pipeline/check.ts';
import { Report } from '../../pipeline/contracts/report.ts';
import { People } from '../../pipeline/people.ts';
import { isIgnored } from '../../pipeline/rules/keys.ts';
import { webPorts } from '../../platform/web.ts';
import { cakupan, temporaryFolder } from '../cakupan.ts';
import { KERNEL, REGIONS } from '../memory.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const JOURNEYS = join(ROOT, 'test/journeys');
const scratch = temporaryFolder();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const PEOPLE = `nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana
8171011708800001,Contoh Satu,1980-08-17,L,8171012001,PEKERJA_RENTAN,AKTIF,JKK+JKM,DANA_DESA
8171011708800002,Contoh Dua,1980-08-17,L,8171012001,PEKERJA_RENTAN,AKTIF,JKK,DANA_DESA
8171011708800003,Contoh Tiga,1980-08-17,L,8171012001,PEKERJA_RENTAN,AKTIF,JKK+JKM,DANA_DESA
`;
const TARGETS = 'kode_wilayah,kategori,potensi\n8171,SEMUA,40000\n';
const PLEDGES = 'kode_wilayah,instruksi,status\n8171,1,SELESAI\n';

const aimed = (path: string, given: Given = {}, content = PEOPLE) =>
  aim(path, new Blob([content]), given, '2023-08', REGIONS);

describe('the key that a file is checked under', () => {
  test.each([
    ['/data/uploads/2023-07/8171/peserta.csv', '2023-07/8171/peserta.csv'],
    ['D:\\kiriman\\2023-07\\81.71\\peserta-susulan.CSV', '2023-07/81.71/peserta-susulan.CSV'],
    ['2023-01/arsip/2023-07/8171/komitmen.xlsx', '2023-07/8171/komitmen.xlsx'],
    ['2023-07/kota ambon/peserta.csv', '2023-07/kota ambon/peserta.csv'],
  ])('is what the path %s says, right or wrong, where folders are laid out like the bucket', async (path, key) => {
    expect(await aimed(path)).toEqual({ keys: [key], guesses: [] });
  });

  test('is what a person says, before what the path says', async () => {
    const given = { periode: '2023-06', wilayah: '8172', jenis: 'peserta' } as const;
    expect(await aimed('2023-07/8171/target-lama.csv', given)).toEqual({
      keys: ['2023-06/8172/peserta.csv'],
      guesses: [],
    });
    expect((await aimed('2023-07/8171/peserta-baru.csv', { periode: '2023-06' })).keys).toEqual([
      '2023-06/8171/peserta-baru.csv',
    ]);
  });

  test('is guessed where nobody says, and each guess is told', async () => {
    const { keys, guesses } = await aimed('Rekap Target (2).txt', {}, TARGETS);
    expect(keys).toEqual(['2023-08/00/target.csv', '2023-08/00/peserta.csv', '2023-08/00/komitmen.csv']);
    expect(guesses.map(({ of }) => of)).toEqual(['periode', 'wilayah', 'ekstensi', 'jenis']);
    expect(guesses[1]?.sentence.id).toContain('REGION_OUTSIDE');
  });

  test('ends as its content does where the name does not tell', async () => {
    const endingOf = async (...content: BlobPart[]) =>
      (await aim('', new Blob(content), { jenis: 'peserta' }, '2023-08', REGIONS)).keys;
    expect(await endingOf(gzipSync(PEOPLE))).toEqual(['2023-08/00/peserta.csv.gz']);
    expect(await endingOf(Uint8Array.of(0x50, 0x4b, 3, 4))).toEqual(['2023-08/00/peserta.xlsx']);
    expect(await endingOf('')).toEqual(['2023-08/00/peserta.csv']);
  });

  test.each([
    ['peserta', PEOPLE],
    ['target', TARGETS],
    ['komitmen', PLEDGES],
  ])('has the jenis whose header is found: %s', async (jenis, content) => {
    const { keys } = await aimed('data.csv', {}, content);
    expect((await check(keys, new Blob([content]), webPorts(REGIONS, KERNEL))).key).toBe(`2023-08/00/${jenis}.csv`);
  });

  test('has the jenis that most columns speak for where no header is whole', async () => {
    const content = PEOPLE.replaceAll('sumber_dana', 'dana').replaceAll('nik,', 'no,');
    const { keys } = await aimed('data.csv', {}, content);
    const { key, report } = await check(keys, new Blob([content]), webPorts(REGIONS, KERNEL));
    expect(key).toBe('2023-08/00/peserta.csv');
    expect(report.rincian?.en).toBe('Columns not found: nik, sumber_dana.');
  });
});

describe('a check', () => {
  test('gives back the rejected rows only where they are wanted', async () => {
    const keys = ['2023-08/8171/peserta.csv'];
    const { files } = await check(keys, new Blob([PEOPLE]), webPorts(REGIONS, KERNEL));
    expect(await files.get('rejected.csv')?.text()).toMatch(/\n3,PROGRAM_INVALID,"[^"]+",8171011708800002,/);
    const ports: CheckPorts = { ...webPorts(REGIONS, KERNEL), keepsFiles: false };
    expect((await check(keys, new Blob([PEOPLE]), ports)).files.size).toBe(0);
  });
});

test('people are counted across the files that are checked together, whoever they are, as often as they are there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), { maxLength: 4 }),
      async (files) => {
        const ports = { ...webPorts(REGIONS, KERNEL), people: new People() };
        const before = new Set<number>();
        for (const serials of files) {
          const [header, row = ''] = PEOPLE.split('\n');
          const rows = serials.map((serial) => row.replace('0001', String(serial).padStart(4, '0')));
          const content = new Blob([[header, ...rows].join('\n')]);
          const { repeated } = await check(['2023-08/8171/peserta.csv'], content, ports);
          const people = new Set(serials);
          const elsewhere = [...people].filter((one) => before.has(one)).length;
          const damaged = serials.length >= 10 && serials.every((serial) => serial % 10 === 0); // NIK_LAST_DIGIT_LOST
          if (damaged) expect(repeated).toEqual({ within: 0, elsewhere: 0 });
          else {
            expect(repeated).toEqual({ within: serials.length - people.size, elsewhere });
            for (const one of people) before.add(one);
          }
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('people are told apart however many there are', async () => {
  const [header, row = ''] = PEOPLE.split('\n');
  const rows = Array.from({ length: 5000 }, (_, i) => row.replace('0001', String(i + 1).padStart(4, '0')));
  const content = new Blob([[header, ...rows, ...rows.slice(0, 7)].join('\n')]);
  const ports = { ...webPorts(REGIONS, KERNEL), people: new People() };
  const checkOnce = () => check(['2023-08/8171/peserta.csv'], content, ports);
  expect((await checkOnce()).repeated).toEqual({ within: 7, elsewhere: 0 });
  expect((await checkOnce()).repeated).toEqual({ within: 7, elsewhere: 5000 });
});

describe('in a browser', () => {
  test('the same report comes out as `cakupan run` writes, for every file of the cases on reading', async () => {
    const browser = await inBareContext();
    let compared = 0;
    for (const name of ['commitments', 'dates-and-numbers', 'file-rejections', 'parsing', 'paths', 'rows']) {
      const uploads = join(scratch, name);
      cpSync(join(JOURNEYS, name, 'uploads'), uploads, { recursive: true });
      const out = join(scratch, `${name}-out`);
      await cakupan(['run', uploads, '--out', out, '--quiet']);
      const reports = reportsIn(join(out, 'reports'));
      for (const key of filesIn(uploads).filter((one) => !isIgnored(one))) {
        const found = await browser(key, await openAsBlob(join(uploads, key)));
        const { versi, berlaku, terbit, ...rest } = Report.parse(JSON.parse(found));
        expect({ versi, berlaku, terbit }).toEqual({ versi: 'belum-dikirim', berlaku: 'tidak_ada', terbit: null });
        expect(rest, `${name} ${key}`).toEqual(reports.get(key));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});

/** The check as a page would load it: bundled for browsers, in a context that knows the web's globals alone. */
async function inBareContext(): Promise<(key: string, content: Blob) => Promise<string>> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { check } from './pipeline/check.ts';
        import { readRegions, webPorts } from './platform/web.ts';
        import { aim } from './pipeline/aim.ts';
        import { reportPage } from './pipeline/ingest/report-page.ts';
        export { aim, reportPage };
        let ports;
        export const load = async (reference, kernel) => {
          ports = webPorts(await readRegions(reference), new WebAssembly.Module(kernel));
        };
        export const run = async (key, content) => JSON.stringify((await check([key], content, ports)).report);`,
      resolveDir: ROOT,
    },
    bundle: true,
    write: false,
    platform: 'browser', // nothing of Node resolves
    format: 'iife',
    globalName: 'page',
    target: 'es2022',
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.text ?? '';
  expect(code).not.toMatch(/\b(?:process|Buffer|require|globalThis\.node)\b\./);
  const web = {
    Blob,
    TextDecoder,
    TextEncoder,
    ReadableStream,
    Response,
    DecompressionStream,
    console,
  };
  const context = createContext({ ...web });
  new Script(`"use strict"; ${code}; this.page = page`).runInContext(context);
  const { page } = z.object({ page: z.custom<Page>((value) => typeof value === 'object') }).parse(context);
  const generated = (name: string) => readFileSync(join(ROOT, '.generated', name));
  await page.load(new Blob([gzipSync(generated('regions.tsv'))]), generated('kernel.wasm'));
  return page.run;
}

interface Page {
  readonly load: (reference: Blob, kernel: Uint8Array) => Promise<void>;
  readonly run: (key: string, content: Blob) => Promise<string>;
}

/** Reports less what only an upload has, by upload key. */
function reportsIn(folder: string): Map<string, Omit<Report, 'versi' | 'berlaku' | 'terbit'>> {
  const files = filesIn(folder).filter((file) => file.endsWith('report.json'));
  return new Map(
    files.map((file) => {
      const { versi, berlaku, terbit, ...rest } = Report.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      return [rest.kunci, rest];
    }),
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** What the page reads: it keeps its contract in every case, and says what the tables say. (`verify` compares every cell.) */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { verify } from '../../local/verify/verify.ts';
import { DataPackage } from '../../pipeline/contracts/metadata.ts';
import { Changelog, Index, Latest } from '../../pipeline/contracts/published.ts';
import { tablesOf as tablesTold } from '../../pipeline/contracts/tables.ts';
import { CELLS, ChangesView, MonevView, RegionView, SummaryView } from '../../pipeline/contracts/view.ts';
import { COVERAGE_HEADER } from '../../pipeline/snapshot/coverage.ts';
import { aLife, CASES, type Objects, publishedBy, text } from '../local/verify/published.ts';
import { memoryPorts, REGIONS, tablesOf, upload } from '../memory.ts';

const NAMED: Readonly<Record<string, z.ZodType>> = {
  index: Index,
  latest: Latest,
  changelog: Changelog,
  ringkas: SummaryView,
  monev: MonevView,
  perubahan: ChangesView,
  metadata: DataPackage,
};

/** Every script, run as a browser would. */
function run(objects: Objects): Map<string, unknown> {
  const handed = new Map<string, unknown>();
  for (const [key, bytes] of objects) {
    if (!key.endsWith('.js')) continue;
    new Function('cakupan', text(bytes))((name: string, content: unknown) => {
      expect(`${name}.js`).toBe(key);
      handed.set(name, content);
    });
  }
  return handed;
}

const cases = readdirSync(CASES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

describe('what a revision hands to the page', () => {
  test.each(cases)('keeps its contract, and is there to be parsed without being run: %s', async (name) => {
    const objects = await publishedBy(name);
    const handed = run(objects);
    expect(handed.size).toBeGreaterThan(10);
    for (const [path, content] of handed) {
      const schema = NAMED[path.split('/').at(-1) ?? ''] ?? RegionView;
      expect(schema.safeParse(content).error, path).toBeUndefined();
      const said = text(objects.get(`${path}.js`));
      expect(JSON.parse(said.slice(said.indexOf(',') + 1, said.lastIndexOf(')')))).toEqual(content);
    }
  });

  test('is nothing exact where everybody reads', async () => {
    for (const [path, bytes] of await publishedBy('public-tier')) {
      if (!path.includes('/public/') || path.endsWith('manifest.json')) continue;
      expect(path).not.toMatch(/\/view\/(?:\d{4}|perubahan)\.js$/);
      expect(text(bytes)).not.toMatch(/"(?:files|kualitas|slot|tanpa_wilayah)"/);
    }
  });

  test('tells zero, nothing known, not reported, withdrawn and hidden apart', async () => {
    const ports = memoryPorts();
    const people = (village: string, count: number) =>
      Array.from(
        { length: count },
        (_, i) =>
          `81710117088${String(i + 1).padStart(5, '0')},Contoh,1980-08-17,L,${village},PEKERJA_RENTAN,AKTIF,JKK+JKM,DANA_DESA`,
      ).join('\n');
    const header = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana\n';
    await upload(ports, [
      ['2023-08/8171/peserta.csv', `${header}${people('8171012001', 20)}\n`],
      ['2023-08/8172/peserta.csv', `${header}${people('8172011001', 9)}\n`],
      ['2023-08/81/target.csv', 'kode_wilayah,kategori,potensi\n8101,SEMUA,100\n'],
    ]);
    const gone = await ports.registry.key('2023-08', '2023-08/8172/peserta.csv');
    if (!gone) throw new Error('it was uploaded');
    await ports.registry.save({ ...gone, passed: [], accepted: null, withdrawn: true, edition: gone.edition + 1 });
    await tablesOf(ports, '2023-08');
    const handed = run(ports.snapshots.objects);
    const summary = SummaryView.parse(handed.get('2023-08/r1/public/view/ringkas'));
    const of = (kode: string) => summary.wilayah.find((region) => region.kode === kode);
    const cell = (kode: string, column: (typeof CELLS.coverage)[number]) =>
      of(kode)?.semua?.[CELLS.coverage.indexOf(column)];
    expect([of('8171')?.status, cell('8171', 'aktif'), cell('8171', 'konflik')]).toEqual(['MELAPOR', 20, '[c]']);
    expect([of('8172')?.status, of('8172')?.semua]).toEqual(['DITARIK', null]);
    expect([of('8101')?.status, cell('8101', 'potensi'), cell('8101', 'aktif')]).toEqual(['BELUM_LAPOR', 100, '[c]']);
    expect([of('8102')?.status, of('8102')?.semua]).toEqual(['BELUM_LAPOR', null]);
    const exact = SummaryView.parse(handed.get('2023-08/r1/exact/view/ringkas')).wilayah;
    expect(exact.find(({ kode }) => kode === '8101')?.semua?.[1]).toBe(0);
    const city = RegionView.parse(handed.get('2023-08/r1/exact/view/8171')).wilayah;
    const villages = city.anak?.flatMap(({ anak = [] }) => anak) ?? [];
    expect(villages.find(({ kode }) => kode === '8171012001')?.coverage?.SEMUA?.[1]).toBe(20);
    expect(villages.filter(({ coverage }) => coverage === undefined).length).toBe(villages.length - 1);
  });

  test('keeps a text a text and a large sum whole', async () => {
    const ports = memoryPorts();
    const rows = ['8171;SEMUA;999999999999;"BPS, ""Sakernas"" 2022"', '8172;SEMUA;5;2022', '81;BPD;7;'];
    const pledge = 'kode_wilayah;instruksi;status;anggaran_rp\n';
    const sums = Array.from({ length: 20_000 }, () => '81;REGULASI;PROSES;999999999999');
    await upload(ports, [
      ['2023-08/81/target.csv', `kode_wilayah;kategori;potensi;sumber\n${rows.join('\n')}\n`],
      ['2023-08/81/komitmen.csv', `${pledge}${sums.join('\n')}\n`],
    ]);
    await tablesOf(ports, '2023-08');
    const maluku = RegionView.parse(run(ports.snapshots.objects).get('2023-08/r1/public/view/81')).wilayah;
    const targets = maluku.anak?.flatMap((region) => region.targets?.SEMUA ?? []);
    expect(targets).toEqual([
      ...[999999999999, null, 'BPS, "Sakernas" 2022', null, '2023-08'],
      ...[5, null, '2022', null, '2023-08'],
    ]);
    expect(maluku.targets?.BPD?.slice(0, 3)).toEqual([7, null, null]);
    expect(maluku.commitments?.REGULASI?.[3]).toBe('19999999999980000');
    expect((await verify(ports.snapshots, REGIONS, { patience: 0 })).sound).toBe(true);
  });
});

test('everybody is told which revisions there were, when, and which was taken back; not by whom, and why', async () => {
  const objects = await aLife();
  const { revisions = [] } = Latest.parse(JSON.parse(text(objects.get('2023-08/latest.json'))));
  const said = revisions.map(({ revision, status }) => `${revision} ${status}`);
  expect(said).toEqual([
    ...['r1 digantikan', 'r2 digantikan', 'r3 digantikan', 'r4 digantikan', 'r5 ditarik_kembali', 'r6 berlaku'],
  ]);
});

test('every column of every table is told of, in both languages', () => {
  for (const tier of ['exact', 'public'] as const) {
    for (const { name, columns, key } of tablesTold(tier)) {
      const names = columns.map((column) => column.name);
      for (const one of key) expect(names, name).toContain(one);
      for (const { id, en } of columns) expect([id, en].every((words) => words.length > 2)).toBe(true);
    }
  }
  expect(
    tablesTold('exact')[0]
      ?.columns.map(({ name }) => name)
      .join(','),
  ).toBe(COVERAGE_HEADER);
});

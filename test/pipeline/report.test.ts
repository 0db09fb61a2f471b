/** What a report tells the clerk: cells by address, what became of the last upload's faults, the region's new numbers. */
import { describe, expect, test } from 'vitest';
import { readAddress } from '../../dashboard/address.ts';
import { Report } from '../../pipeline/contracts/report.ts';
import { reportPage } from '../../pipeline/ingest/report-page.ts';
import { RULES } from '../../pipeline/rules/codes.ts';
import { memoryPorts, tablesOf, upload } from '../memory.ts';

const HEADER = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana,tmt,kpj';
const person = (serial: number, rest = 'L,8171012001,RT/RW,BELUM,,,,') =>
  `81710117088${String(serial).padStart(5, '0')},Budi,1980-08-17,${rest}`;
const list = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const KEY = '2023-08/8171/peserta.csv';

describe('a finding', () => {
  test('has the address of its cells, and what they say where it is nobody’s data', async () => {
    const wrong = [
      person(1, 'L,9999999999,RT/RW,BELUM,,,,'),
      person(2, 'L,8171012001,TUKANG KEBUN,BELUM,,"31/02/2020",'),
      person(3, 'L,8171012001,RT/RW,BELUM,,,,7'),
      person(4, 'perempuan tua,8171012001,RT/RW,,,,,'),
    ];
    const { json } = await reported(list(...Array.from({ length: 5 }, (_, i) => person(i + 10)), ...wrong));
    const cells = Object.fromEntries(json.temuan.map(({ kode, contoh }) => [kode, contoh]));
    expect(cells).toMatchObject({
      REGION_UNKNOWN: [{ baris: 7, kolom: 'E', nilai: '9999999999' }],
      CATEGORY_UNKNOWN: [{ baris: 8, kolom: 'F', nilai: 'TUKANG KEBUN' }],
      STATUS_UNKNOWN: [{ baris: 10, kolom: 'G', nilai: '' }],
      GENDER_INVALID: [{ baris: 10, kolom: 'D', nilai: null }],
    });
  });

  test('shows nothing of a NIK, a name or a birth date, nor where they may have gone astray', async () => {
    const secrets = ['8171011708800099', '817101170880009', 'Rahasiawati', '1971-03-04', '04/03/1971', '12345678901'];
    const rows = [
      '817101170880009,Rahasiawati,1971-03-04,L,8171012001,RT/RW,BELUM,,,,', // one digit short
      '8171011708800099,Rahasiawati,31-02-1971,L,8171011708800099,RT/RW,BELUM,,,,', // a NIK as the region
      '8171011708800099,RT,1971-03-04,L,8171012001,Rahasiawati,BELUM,,,,', // name and kategori have changed places
      '8171011708800099,Rahasiawati,1971-03-04,L,8171012001,RT/RW,04/03/1971,,,,',
      'Rahasiawati,8171011708800099,1971-03-04,L,Rahasiawati,RT/RW,BELUM,,,,',
      '8171011708800098,Rahasiawati,1971-03-04,L,8171012001,RT/RW,BELUM,,,,123',
    ];
    const { text } = await reported(list(...rows));
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toContain('Budi');
  });
});

describe('a code in a report', () => {
  /** Where the links of all reports lead, from where `cakupan serve` shows each. */
  async function linked(key: string, text: string) {
    const ports = memoryPorts();
    await upload(ports, [[key, text]]);
    const paths = (await ports.reports.list('')).filter((one) => one.endsWith('/report.html'));
    const found = paths.map(async (path) => {
      const html = new TextDecoder().decode(await ports.reports.read(path));
      const links = [...html.matchAll(/href="([^"]*#[^"]*)"/g)].map(([, href = '']) => href);
      return { path, links: links.map((href) => new URL(href, `http://localhost/out/reports/${path}`).href) };
    });
    return Promise.all(found);
  }

  test('leads to its page beside the folder of reports, from a slot’s report', async () => {
    const [one, ...rest] = await linked(
      KEY,
      list(...Array.from({ length: 3 }, (_, i) => person(i)), person(4, 'X,99,,,,,,')),
    );
    expect(rest).toEqual([]);
    expect(one?.path).toMatch(/^2023-08\/8171\/peserta\/[^/]+\/report\.html$/);
    expect(one?.links).toContain('http://localhost/out/index.html#/kode/GENDER_INVALID');
    for (const link of one?.links ?? []) {
      expect(readAddress(new URL(link).hash)).toMatchObject({ view: 'kode', rule: expect.stringMatching(/^[A-Z_]+$/) });
      expect(link).toMatch(/^http:\/\/localhost\/out\/index\.html#/);
    }
  });

  test('leads there from the report of a key without a slot too', async () => {
    const [one] = await linked('2023-8/Ambon/daftar.csv', list(person(1)));
    expect(one?.path).toMatch(/^_path\/[^/]+\/[^/]+\/report\.html$/);
    expect(one?.links).toEqual(['http://localhost/out/index.html#/kode/PATH_INVALID']);
  });

  test('is no link in a report that is kept elsewhere, and says where it is explained', async () => {
    const { json } = await reported(list(person(1, 'X,8171012001,RT/RW,BELUM,,,,'), person(2)));
    const html = reportPage(json);
    expect(html).not.toContain('#/kode');
    expect(html).toContain('docs/rules/GENDER_INVALID.md');
  });
});

test('since the last upload: what is mended, what is new, what is there still', async () => {
  const ports = memoryPorts();
  const good = Array.from({ length: 9 }, (_, i) => person(i + 10));
  await upload(ports, [
    [KEY, list(...good, person(1, 'X,8171012001,RT/RW,BELUM,,,,'), person(2, 'L,99,RT/RW,BELUM,,,,'))],
  ]);
  await upload(ports, [
    [KEY, list(...good, person(1, 'L,8171012001,RT/RW,BARU,,,,'), person(2, 'L,99,RT/RW,BELUM,,,,'))],
  ]);
  const [first, second] = (await reports(ports)).sort(
    (a, b) => Number(a.json.sejak !== null) - Number(b.json.sejak !== null),
  );
  expect(first?.json.sejak).toBeNull();
  expect(second?.json.sejak).toMatchObject({
    versi: first?.json.versi,
    selesai: [{ kode: 'GENDER_INVALID', sebelum: 1, sesudah: 0 }],
    baru: [{ kode: 'STATUS_UNKNOWN', sebelum: 0, sesudah: 1 }],
  });
  expect(second?.json.sejak?.tetap.map(({ kode }) => kode)).toContain('REGION_UNKNOWN');
  expect(second?.html).toContain('Sejak kiriman sebelumnya');
  // The step repeated, its own version already known, says the same.
  await upload(ports, [[KEY, (await ports.uploads.read(KEY)) ?? '']]);
  expect((await reports(ports)).find(({ json }) => json.versi === second?.json.versi)?.json.sejak).toEqual(
    second?.json.sejak,
  );
});

test('once published: how the numbers of the region changed, duplicates as a count', async () => {
  const ports = memoryPorts();
  await upload(ports, [[KEY, list(person(1))]]);
  await tablesOf(ports, '2023-08');
  const other = '2023-08/81/peserta.csv';
  await upload(ports, [
    [KEY, list(person(1), person(2), person(3), person(3))],
    [other, list(person(2, 'L,8171012001,KADER,BELUM,,,,'))],
  ]);
  await tablesOf(ports, '2023-08');
  const all = await reports(ports);
  const of = (key: string, revisi: string) =>
    all.find(({ json }) => json.kunci === key && json.terbit?.revisi === revisi)?.json.terbit;
  expect(of(KEY, 'r1')).toMatchObject({
    revisiSebelumnya: null,
    wilayah: '8171',
    sebelum: null,
    sesudah: { terdata: 1 },
  });
  expect(of(KEY, 'r2')).toMatchObject({
    sebelum: { terdata: 1, klaim: 1, duplikat: 0 },
    sesudah: { terdata: 3, klaim: 5, duplikat: 2 },
    duplikat: { sendiri: 1, lain: 0 },
  });
  // The province's row about person 2, who is active in the city's list, does not count.
  expect(of(other, 'r2')).toMatchObject({ wilayah: '81', duplikat: { sendiri: 0, lain: 1 } });
  expect(all.find(({ json }) => json.kunci === other)?.html).toContain('1 di daftar wilayah lain');
});

test('the page stays small, whatever the number of errors, columns and words', async () => {
  const title = 'x'.repeat(3000);
  const columns = Array.from({ length: 300 }, (_, i) => `kolom ${i} ${title}`);
  const bad = person(1, `${'q'.repeat(500)},${'<'.repeat(500)},${'&'.repeat(500)},"${'"'.repeat(500)}",zz,xx,aa,b`);
  const { html, json } = await reported([`${HEADER},${columns.join(',')}`, ...Array(3000).fill(bad)].join('\n'));
  expect(json).toMatchObject({ kode: 'TOO_MANY_REJECTED', baris: { ditolak: 3000 } });
  expect(html.length).toBeLessThan(300_000);
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<<');
});

test('both languages stand beside each other for every code', () => {
  for (const { means, remedy } of Object.values(RULES)) {
    for (const text of [means.id, means.en, remedy.id, remedy.en]) expect(text).toMatch(/\w.*[.)]$/);
  }
});

async function reported(text: string) {
  const ports = memoryPorts();
  await upload(ports, [[KEY, text]]);
  const [report] = await reports(ports);
  if (!report) throw new Error('there is no report');
  return report;
}

async function reports(ports: ReturnType<typeof memoryPorts>) {
  const found: { json: Report; html: string; text: string }[] = [];
  for (const key of await ports.reports.list('')) {
    if (!key.endsWith('/report.json')) continue;
    const read = async (path: string) => new TextDecoder().decode(await ports.reports.read(path));
    const text = await read(key);
    const html = await read(key.replace('.json', '.html'));
    found.push({ json: Report.parse(JSON.parse(text)), html, text: text + html });
  }
  return found;
}

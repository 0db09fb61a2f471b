import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differing } from '../../dashboard/data/compare.ts';
import { contentOf } from '../../dashboard/data/content.ts';
import { matching } from '../../dashboard/data/monitored.ts';
import type { Found, Known } from '../../dashboard/data/region.ts';
import { readCsv } from '../../dashboard/export/csv.ts';
import { neutral, toJson } from '../../dashboard/export/typed.ts';
import { sorted } from '../../dashboard/parts/order.ts';
import { CELLS } from '../../pipeline/contracts/view.ts';

describe('a data file', () => {
  test('gives the JSON between its call', () => {
    expect(contentOf('2023-08/latest', 'cakupan("2023-08/latest",{"a":[1,")"]});\n')).toEqual({ a: [1, ')'] });
  });

  test.each(['', 'cakupan("other",{});\n', 'cakupan("index",{"a":1', 'cakupan("index",{"a":1);\n', '<html>'])(
    'that is cut off or none is told apart: %s',
    (text) => {
      expect(() => contentOf('index', text)).toThrow(expect.objectContaining({ name: 'DataFault', kind: 'cut' }));
    },
  );
});

describe('a published table', () => {
  test('is read back cell by cell, whatever its text holds', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', '[c]', '0') });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const written = rows.map((row) =>
          row.map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)),
        );
        const [header = [], ...body] = rows;
        expect(
          readCsv(
            `${['h1', ...header.slice(1).map(() => 'h')].join(',')}\n${written
              .slice(1)
              .map((row) => `${row.join(',')}\n`)
              .join('')}`,
          ).rows,
        ).toEqual(body);
      }),
      {
        examples: [
          [
            [
              ['', ''],
              ['', '"'],
              ['', ''],
            ],
          ],
          [
            [
              ['', ''],
              ['', ''],
            ],
          ],
        ],
      },
    );
  });

  test('that is cut off within a row is refused', () => {
    expect(() => readCsv('a,b\n1,2\n3')).toThrow();
  });

  test('becomes JSON with numbers as numbers; hidden ones stay hidden, empty ones are null', () => {
    const column = (name: string, type: 'count' | 'code' | 'yes-no' | 'sum') => ({ name, type, hides: false });
    const columns = [column('kode', 'code'), column('aktif', 'count'), column('telat', 'yes-no'), column('rp', 'sum')];
    const rows = [
      ['00', '12', 'ya', '99999999999999999999'],
      ['81', '[c]', 'tidak', ''],
    ];
    expect(JSON.parse(toJson({ name: 't', columns, rows }))).toEqual([
      { kode: '00', aktif: 12, telat: true, rp: '99999999999999999999' },
      { kode: '81', aktif: '[c]', telat: false, rp: null },
    ]);
  });

  test('has no formula in it when a spreadsheet opens it', () => {
    expect(['=1+1', '+1', '-1', '@x', 'a=1', "'=1"].map(neutral)).toEqual(["'=1+1", "'+1", "'-1", "'@x", 'a=1', "'=1"]);
  });
});

test('a table is sorted by numbers or words in either order, with what is unknown last', () => {
  const columns = [{ key: 'n', sort: (row: { n: number | null }) => row.n }];
  const rows = [{ n: 2 }, { n: null }, { n: 10 }, { n: 1 }];
  expect(sorted(rows, columns, 'n').map(({ n }) => n)).toEqual([1, 2, 10, null]);
  expect(sorted(rows, columns, '-n').map(({ n }) => n)).toEqual([10, 2, 1, null]);
  expect(sorted(rows, columns, 'entah')).toEqual(rows);
});

test('two publications are compared cell by cell; a row that comes or goes is no zero', () => {
  const row = (aktif: number, percent: number | null) =>
    CELLS.coverage.map((column) => (column === 'aktif' ? aktif : column === 'cakupan_persen' ? percent : null));
  const found = (children: Known[]): Found => ({
    region: { kode: '81', nama: 'MALUKU' },
    children,
    status: () => null,
    summary: { format: 1, periode: '2023-08', revision: 'r1', wilayah: [] },
    names: {},
  });
  const before = found([
    { kode: '8171', nama: 'A', coverage: { SEMUA: row(10, 0.1) } },
    { kode: '8172', nama: 'B', coverage: { SEMUA: row(5, null) } },
  ]);
  const after = found([
    { kode: '8171', nama: 'A', coverage: { SEMUA: row(12, 0.3), KADER: row(1, null) } },
    { kode: '8172', nama: 'B' },
  ]);
  const told = differing(before, after, ['aktif', 'cakupan_persen']);
  expect(told.map(({ kode, kategori, kolom, change }) => [kode, kategori, kolom, change])).toEqual([
    ['8171', 'SEMUA', 'aktif', 2],
    ['8171', 'SEMUA', 'cakupan_persen', 0.2],
    ['8171', 'KADER', 'aktif', null],
    ['8172', 'SEMUA', 'aktif', null],
  ]);
});

test('monitoring is filtered by region, level and words', () => {
  const region = (kode: string, nama: string) => ({
    ...{ kode, nama, provinsi: '', reporting: ['MELAPOR'], above: undefined, semua: null },
  });
  const rows = [
    region('81', 'Maluku'),
    region('8171', 'Kota Ambon'),
    region('8101', 'Kabupaten Maluku Tengah'),
    region('7371', 'Kota Makassar'),
  ];
  const names = (kode: string, level: 'provinsi' | 'kabkota', search = '') =>
    matching(rows, { kode, level, search }).map(({ nama }) => nama);
  expect(names('00', 'kabkota')).toEqual(['Kota Ambon', 'Kabupaten Maluku Tengah', 'Kota Makassar']);
  expect(names('81', 'kabkota', 'kota')).toEqual(['Kota Ambon']);
  expect(names('00', 'kabkota', '73')).toEqual(['Kota Makassar']);
  expect(names('8171', 'provinsi')).toEqual(['Maluku']);
});

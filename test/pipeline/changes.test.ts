import { describe, expect, test } from 'vitest';
import { changedCells, changedSlots } from '../../pipeline/snapshot/changes.ts';
import { COVERAGE_HEADER } from '../../pipeline/snapshot/coverage.ts';

const table = (...rows: string[]) => new TextEncoder().encode(`${[COVERAGE_HEADER, ...rows].join('\n')}\n`);
const row = (level: string, code: string, kategori: string, terdata: number) =>
  `2023-08,${level},${code},${kategori},${terdata}${',0'.repeat(14)},,,,,`;
const key = (slot: string, inForce: string | null) => ({
  key: slot,
  slot,
  withdrawn: false,
  version: 'v',
  kode: null,
  inForce,
});

describe('changes', () => {
  test('name the cells that differ, with what they said before and say now', () => {
    const before = table(row('nasional', '00', 'SEMUA', 3), row('provinsi', '81', 'SEMUA', 3));
    const now = table(row('nasional', '00', 'SEMUA', 4), row('provinsi', '81', 'SEMUA', 3));
    expect(changedCells(before, now)).toEqual({
      cells: [{ kode_wilayah: '00', kategori: 'SEMUA', kolom: 'terdata', sebelum: '3', sesudah: '4' }],
      more: 0,
    });
    expect(changedCells(now, now)).toEqual({ cells: [], more: 0 });
  });

  test('name no more cells than a reader can use, the nation first, and say how many more there are', () => {
    const rows = (count: number) => [row('nasional', '00', 'SEMUA', count), row('provinsi', '81', 'SEMUA', count)];
    const { cells, more } = changedCells(table(...rows(1)), table(...rows(2)), 1);
    expect(cells.map(({ kode_wilayah }) => kode_wilayah)).toEqual(['00']);
    expect(more).toBe(1);
  });

  test('show a row that is new or gone as cells that said nothing', () => {
    const before = table(row('nasional', '00', 'SEMUA', 1), row('desa', '8171012001', 'BPD', 1));
    const now = table(
      row('nasional', '00', 'SEMUA', 1),
      row('provinsi', '81', 'SEMUA', 1),
      row('provinsi', '81', 'BUMN', 1),
    );
    const { cells } = changedCells(before, now);
    const of = (code: string, kategori: string) =>
      cells.find((cell) => cell.kode_wilayah === code && cell.kategori === kategori && cell.kolom === 'terdata');
    expect(of('81', 'SEMUA')).toMatchObject({ sebelum: '', sesudah: '1' });
    expect(of('81', 'BUMN')).toMatchObject({ sebelum: '', sesudah: '1' });
    expect(of('8171012001', 'BPD')).toMatchObject({ sebelum: '1', sesudah: '' });
    expect(of('00', 'SEMUA')).toBeUndefined();
  });

  test('tell slots added, superseded and withdrawn', () => {
    const before = [key('a', 'v1'), key('b', 'v1'), key('c', 'v1'), key('e', null)];
    const now = [key('a', 'v1'), key('b', 'v2'), key('c', null), key('d', 'v1'), key('e', null)];
    expect(changedSlots({ keys: before, standing: [] }, { keys: now, standing: [] })).toEqual({
      added: ['d'],
      superseded: ['b'],
      withdrawn: ['c'],
    });
  });
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figure } from '../../dashboard/data/cells.ts';
import { placeName } from '../../dashboard/data/region.ts';
import { Format } from '../../dashboard/format.ts';
import { reach, stepOf } from '../../dashboard/scale.ts';
import { COLUMNS, ROWS, TILES } from '../../dashboard/tiles.ts';

const [id, en] = [new Format('id'), new Format('en')];
/** Locales set a space that does not break. */
const spaced = (text: string) => text.replaceAll(/\s/g, ' ');

test('numbers and dates are written as the language does', () => {
  expect([id.count(1_234_567), en.count(1_234_567)]).toEqual(['1.234.567', '1,234,567']);
  expect([spaced(id.percent(81.5)), en.percent(81.5)]).toEqual(['81,50 %', '81.50%']);
  expect([id.change(-35), id.change(0), id.points(1.5)]).toEqual(['−35', '0', '+1,50']);
  expect([id.month('2023-08'), id.day('2023-08-31'), en.day('2023-08-31')]).toEqual([
    'Agustus 2023',
    '31 Agustus 2023',
    '31 August 2023',
  ]);
  expect([0, 0.13, 1.9, 99.99, 100].map((value) => id.roughly(value))).toEqual(['0', '<1', '1', '99', '100']);
  expect(spaced(id.rupiah('12345678901234567890'))).toBe('Rp 12.345.678.901.234.567.890');
});

test('zero, hidden, withdrawn, rejected, not reported and unknown are told apart, and none of them but zero is 0', () => {
  expect(figure(0, 'BELUM_LAPOR', 'exact')).toEqual({ kind: 'angka', value: 0 });
  expect(figure('[c]', 'MELAPOR', 'public')).toEqual({ kind: 'tersembunyi' });
  expect(figure(undefined, 'BELUM_LAPOR', 'exact')).toEqual({ kind: 'belum_lapor' });
  expect(figure(undefined, 'DITARIK', 'exact')).toEqual({ kind: 'ditarik' });
  expect(figure(undefined, 'DITOLAK', 'exact')).toEqual({ kind: 'ditolak' });
  expect(figure(null, 'MELAPOR', 'public')).toEqual({ kind: 'tiada' });
  expect(figure(undefined, 'MELAPOR', 'public')).toEqual({ kind: 'tiada_atau_tersembunyi' });
  expect(figure(undefined, 'MELAPOR', 'exact')).toEqual({ kind: 'tiada' });
});

test('a colour stands for the same coverage everywhere', () => {
  expect([0, 19.99, 20, 59.5, 99.99, 100, 250].map(stepOf)).toEqual([0, 0, 1, 2, 4, 5, 5]);
});

test('a bar ends at its track', () => {
  expect([reach(50, 200), reach(250, 100), reach(0, 100), reach(5, 0)]).toEqual([25, 100, 0, 0]);
});

test('every province of the reference has a tile of its own', () => {
  const reference = readFileSync(new URL('../../.generated/regions.tsv', import.meta.url), 'utf8');
  const provinces = reference.split('\n').flatMap((line) => /^(\d{2})\t/.exec(line)?.[1] ?? []);
  const places = Object.values(TILES).map(([column, row]) => `${column} ${row}`);
  expect(Object.keys(TILES).sort()).toEqual(provinces.filter((kode) => kode !== '00').sort());
  expect(new Set(places).size).toBe(38);
  for (const [column, row] of Object.values(TILES)) expect(column < COLUMNS && row < ROWS).toBe(true);
});

test('names that the reference shouts are written as in a sentence', () => {
  expect(['KABUPATEN MALUKU TENGAH', 'DKI JAKARTA', 'Ujong Mangki'].map(placeName)).toEqual([
    'Kabupaten Maluku Tengah',
    'DKI Jakarta',
    'Ujong Mangki',
  ]);
});

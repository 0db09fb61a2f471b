import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Pool } from '../../local/pool.ts';
import { volumeOf } from '../../local/uploads.ts';
import { KERNEL, REGIONS } from '../memory.ts';

const MB = 1024 * 1024;

function poolFor(volume: number): Pool {
  const folder = join(tmpdir(), 'cakupan-test-pool');
  const setup = { uploads: folder, out: folder, key: new Uint8Array(32), regions: REGIONS.tables, kernel: KERNEL };
  const pool = new Pool(setup, () => {}, volume);
  onTestFinished(() => pool.close());
  return pool;
}

test('a few small files get one thread, a large folder one for each processor', () => {
  expect(poolFor(0).size).toBe(1);
  expect(poolFor(20 * MB).size).toBe(1);
  expect(poolFor(Number.POSITIVE_INFINITY).size).toBe(availableParallelism());
});

test('when more is there to read threads are added, and they stay', () => {
  const pool = poolFor(0);
  pool.prepareFor(60 * MB);
  expect(pool.size).toBe(Math.min(2, availableParallelism()));
  pool.prepareFor(0);
  expect(pool.size).toBe(Math.min(2, availableParallelism()));
});

test('a compressed file counts as what it holds', () => {
  const file = (key: string) => ({ key, state: { size: 10, modified: '0', inode: '0' } });
  const volume = (...keys: string[]) => volumeOf({ files: keys.map(file), notices: [] });
  expect(volume('2023-08/8171/peserta.csv')).toBe(10);
  expect(volume('2023-08/8171/peserta.csv.gz', '2023-08/8172/peserta.XLSX')).toBe(100);
});

/** A series stands for its figures only if every program came to the same tables. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { peersOf } from '../../bench/programs.ts';
import { measureSeries } from '../../bench/series.ts';
import { temporaryFolder } from '../cakupan.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const silent = () => undefined;
const small = { rows: 4000, files: 6, gz: false };

test('DuckDB publishes the same tables, of lists with faults, of a corrected one and of lists that are rejected whole', async () => {
  const duckdb = peersOf(['duckdb'], silent);
  const some = await measureSeries(join(root, 'some'), small, 'some', duckdb, 1, silent);
  expect(some.rejected).toBeGreaterThan(100);
  expect([...some.correction.keys()]).toEqual(['cakupan', 'duckdb']);
  const all = await measureSeries(join(root, 'all'), small, 'all', duckdb, 1, silent);
  expect(all.rejected).toBe(small.rows);
}, 120_000);

test('DuckDB with a table too few is found out', async () => {
  const lazy = new Map([['duckdb' as const, () => [process.execPath, '-e', '']]]);
  const measured = measureSeries(join(root, 'lazy'), small, 'some', lazy, 1, silent);
  await expect(measured).rejects.toThrow(/^duckdb: no \w+\/\w+\.csv$/);
}, 120_000);

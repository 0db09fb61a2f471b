/** Memory does not grow with a file. */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generate } from '../../bench/generate.ts';
import { measure } from '../../bench/measure.ts';
import { writeWorkbook } from '../../bench/xlsx.ts';
import { temporaryFolder } from '../cakupan.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const CLI = new URL('../../.generated/cakupan.mjs', import.meta.url).pathname;
const MEGABYTE = 1_000_000;

test('a file of 2 million rows is processed within 320 MB resident, all threads together', async () => {
  const uploads = join(root, 'uploads');
  generate(uploads, { rows: 2_000_000, files: 1, bad: 0.06, seed: 3 });
  const { memory } = await measure([process.execPath, CLI, 'run', uploads, '--out', join(root, 'out'), '--quiet'], {
    CAKUPAN_KEY_FILE: join(root, 'key'),
    NODE_OPTIONS: '',
  });
  // Where there is no /proc nothing can be measured, and NaN fails this as well.
  expect(memory / MEGABYTE).toBeLessThan(320);
  expect(memory / MEGABYTE).toBeGreaterThan(50);
});

test('a full sheet of 1,048,576 rows is processed within 512 MB resident, all threads together', async () => {
  const uploads = join(root, 'workbooks');
  const [key = ''] = generate(uploads, { rows: 1_048_575, files: 1, bad: 0.06, seed: 3 });
  writeWorkbook(join(uploads, key), join(uploads, key.replace('.csv', '.xlsx')));
  renameSync(join(uploads, key), join(root, 'spare.csv'));
  const { memory } = await measure([process.execPath, CLI, 'run', uploads, '--out', join(root, 'out-x'), '--quiet'], {
    CAKUPAN_KEY_FILE: join(root, 'key'),
    NODE_OPTIONS: '',
  });
  expect(memory / MEGABYTE).toBeLessThan(512);
  expect(memory / MEGABYTE).toBeGreaterThan(50);
}, 600_000);

/** The cases, written as workbooks of text cells, publish the same tables as their CSV. */
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cakupan, temporaryFolder } from '../cakupan.ts';
import { addNames } from '../journeys/names.ts';
import { convertFolder } from './convert.ts';

const JOURNEYS = join(import.meta.dirname, '../journeys');
const cases = readdirSync(JOURNEYS, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const scratch = temporaryFolder();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.concurrent.each(cases)('the case %s in Excel', (name) => {
  test('publishes the expected tables, but for the names of the files', async () => {
    const uploads = join(scratch, name, 'uploads');
    cpSync(join(JOURNEYS, name, 'uploads'), uploads, { recursive: true });
    addNames(join(JOURNEYS, name, 'more-uploads.json'), uploads);
    const renamed = await convertFolder(uploads);
    expect(renamed.size).toBeGreaterThan(0);
    const out = join(scratch, name, 'out');
    const { code, stderr } = await cakupan(['run', uploads, '--out', out, '--quiet']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

    const expected = join(JOURNEYS, name, 'expected');
    for (const path of readdirSync(expected, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.csv')) continue;
      const [periode = '', tier = '', table = ''] = path.split(/[\\/]/);
      let got = readFileSync(join(out, 'snapshots', periode, 'r1', tier, table), 'utf8');
      for (const [now, before] of renamed) got = got.replaceAll(`${now},`, `${before},`);
      expect(got, path).toBe(readFileSync(join(expected, path), 'utf8'));
    }
  });
});

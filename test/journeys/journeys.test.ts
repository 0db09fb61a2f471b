/** Each folder beside this file is a case: its uploads go through `cakupan run`, its expected tables must come out, byte for byte. */
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cakupan, temporaryFolder } from '../cakupan.ts';
import { addNames } from './names.ts';

const HERE = import.meta.dirname;
const cases = readdirSync(HERE, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const scratch = temporaryFolder();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.concurrent.each(cases)('the case %s', (name) => {
  test('publishes exactly the expected tables, for the expected periods alone', async () => {
    const uploads = join(scratch, name, 'uploads');
    cpSync(join(HERE, name, 'uploads'), uploads, { recursive: true });
    addNames(join(HERE, name, 'more-uploads.json'), uploads);
    const out = join(scratch, name, 'out');
    const { code, stderr } = await cakupan(['run', uploads, '--out', out, '--quiet']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

    const expected = join(HERE, name, 'expected');
    const periods = readdirSync(expected);
    expect(foldersOf(join(out, 'snapshots'))).toEqual(periods);
    for (const periode of periods) {
      for (const tier of ['exact', 'public']) {
        const tables = readdirSync(join(expected, periode, tier));
        const published = readdirSync(join(out, 'snapshots', periode, 'r1', tier));
        expect(published.filter((file) => file.endsWith('.csv')).sort()).toEqual(tables.sort());
        for (const table of tables) {
          const want = readFileSync(join(expected, periode, tier, table), 'utf8');
          const got = readFileSync(join(out, 'snapshots', periode, 'r1', tier, table), 'utf8');
          expect(got, `${periode} ${tier}/${table}`).toBe(want);
        }
      }
    }
  });
});

function foldersOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();
}

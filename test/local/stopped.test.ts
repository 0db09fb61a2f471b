/** A run that is killed leaves nothing half-done: the next one ends as a calm one would have. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { isPeriode } from '../../pipeline/rules/keys.ts';
import { cakupan, temporaryFolder } from '../cakupan.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Moments spread over a run, as shares of what a calm one takes, so that it is stopped while it starts, reads, counts and publishes. */
const KILLED_AFTER = [0.3, 0.45, 0.55, 0.65, 0.72, 0.8, 0.87, 0.95];

const HEADER = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana';

test('kill -9, at any of several moments, is made good by running again', async () => {
  const uploads = join(root, 'uploads');
  for (const periode of ['2023-07', '2023-08']) {
    for (const wilayah of ['81', '8171', '8101', '8102', '73']) {
      const area = wilayah.padEnd(4, '01').slice(0, wilayah === '73' ? 2 : 4);
      const rows = Array.from(
        { length: 4000 },
        (_, i) =>
          `${area.padEnd(6, '01')}170880${String((i % 3500) + 1).padStart(4, '0')},Contoh,1980-08-17,L,${area},RT_RW,AKTIF,JKK+JKM,APBN`,
      );
      mkdirSync(join(uploads, periode, wilayah), { recursive: true });
      writeFileSync(join(uploads, periode, wilayah, 'peserta.csv'), [HEADER, ...rows, ''].join('\n'));
    }
  }
  const calm = join(root, 'calm');
  let took = Number.POSITIVE_INFINITY;
  for (const out of [join(root, 'first'), calm]) {
    const started = performance.now();
    expect((await cakupan(['run', uploads, '--out', out, '--quiet'])).code).toBe(0);
    took = Math.min(took, performance.now() - started); // the very first one may have code to load that later ones find
  }
  const want = published(calm);
  expect(Object.keys(want)).toHaveLength(2 * 14);

  const worn = join(root, 'worn');
  let killed = 0;
  for (const share of KILLED_AFTER) {
    const killAfterMs = Math.round(share * took);
    // Once on a fresh folder, and once on one that has seen all the earlier deaths.
    for (const out of [join(root, `fresh-${killAfterMs}`), worn]) {
      const { signal } = await cakupan(['run', uploads, '--out', out, '--quiet'], {}, { killAfterMs });
      if (signal === 'SIGKILL') killed++;
      if (out === worn) continue;
      expect(await cakupan(['run', uploads, '--out', out, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
      expect(published(out), `killed after ${killAfterMs} ms`).toEqual(want);
    }
  }
  expect(killed).toBeGreaterThanOrEqual(5);
  expect((await cakupan(['run', uploads, '--out', worn, '--quiet'])).code).toBe(0);
  expect(published(worn)).toEqual(want);
}, 120_000);

/** The tables that the pointers lead to. */
function published(out: string): Record<string, string> {
  const tables: Record<string, string> = {};
  for (const periode of readdirSync(join(out, 'snapshots')).filter((name) => isPeriode(name))) {
    const latest = JSON.parse(readFileSync(join(out, 'snapshots', periode, 'latest.json'), 'utf8'));
    const { revision } = z.object({ revision: z.string() }).parse(latest);
    for (const tier of ['exact', 'public']) {
      const folder = join(out, 'snapshots', periode, revision, tier);
      for (const table of readdirSync(folder).filter((name) => name.endsWith('.csv'))) {
        tables[`${periode} ${tier}/${table}`] = readFileSync(join(folder, table), 'utf8');
      }
    }
  }
  return tables;
}

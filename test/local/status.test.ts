/** `cakupan status`: what it makes of the records, and how it tells that of an output folder. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readStatus, statusOf } from '../../local/status.ts';
import { cakupan, temporaryFolder } from '../cakupan.ts';
import { fakeAws } from './fake-aws.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PERIODE = '2023-08';

describe('the status of a period', () => {
  test('tells each key by region: accepted, rejected with its code, withdrawn', async () => {
    const aws = fakeAws();
    await aws.register('2023-08/8171/peserta.csv', 'v1', { counts: { lolos: 7, ditolak: 1, dilewati: 2 } });
    await aws.register('2023-08/73/peserta.csv', 'v1', { kode: 'HEADER_NOT_FOUND' });
    await aws.register('2023-08/8171/peserta.csv.gz', 'v1');
    await aws.register('2023-08/00/target.csv', 'v1');
    await aws.register('x.csv', 'v1', { kode: 'PATH_INVALID' });
    const target = await aws.registry.key(PERIODE, '2023-08/00/target.csv');
    if (target) await aws.registry.save({ ...target, accepted: null, withdrawn: true, edition: 2 });
    const { periods, pathless } = await readStatus(aws.registry, undefined, aws.clock.now());
    expect(periods).toMatchObject([
      {
        ...{ periode: PERIODE, revision: null, generation: 4, published: 0, publishing: false, hold: null },
        keys: [
          { key: '2023-08/00/target.csv', state: 'withdrawn', inForce: 'none', code: null },
          { key: '2023-08/73/peserta.csv', state: 'rejected', inForce: 'none', code: 'HEADER_NOT_FOUND' },
          {
            ...{ key: '2023-08/8171/peserta.csv', wilayah: '8171', state: 'accepted', inForce: 'newest', late: false },
            rows: { accepted: 7, rejected: 1, skipped: 2 },
          },
          { key: '2023-08/8171/peserta.csv.gz', state: 'rejected', code: 'SLOT_CONFLICT' },
        ],
      },
    ]);
    expect(pathless).toMatchObject([{ key: 'x.csv', state: 'rejected', code: 'PATH_INVALID', late: false }]);
  });

  test('says of a rejected correction that the version before counts, and calls it late', async () => {
    const aws = fakeAws();
    const key = '2023-08/8171/peserta.csv';
    await aws.register(key, 'v1');
    await aws.register('2023-08/73/peserta.csv', 'v1');
    await aws.publish(PERIODE, 'r1');
    await aws.clock.pause(120_000);
    const known = await aws.registry.key(PERIODE, key);
    await aws.register(key, 'v2', { kode: 'HEADER_NOT_FOUND' });
    const corrected = await aws.registry.key(PERIODE, key);
    if (known && corrected) await aws.registry.save({ ...corrected, accepted: known.accepted, edition: 3 });
    await aws.registry.lease(PERIODE, 'a publisher');
    const status = await readStatus(aws.registry, PERIODE, aws.clock.now());
    expect(status.periods).toMatchObject([
      {
        ...{ revision: 'r1', generation: 3, published: 2, publishing: true },
        keys: [
          { key: '2023-08/73/peserta.csv', late: false },
          { key, state: 'rejected', inForce: 'earlier', late: true },
        ],
      },
    ]);
    expect(status.pathless).toEqual([]);
  });

  test('is empty where nothing is known', () => {
    expect(statusOf([], [], 0)).toEqual({ periods: [], pathless: [] });
  });
});

describe('cakupan status', () => {
  const uploads = join(root, 'uploads');
  const out = join(root, 'out');
  const put = (key: string, content: string) => {
    mkdirSync(dirname(join(uploads, key)), { recursive: true });
    writeFileSync(join(uploads, key), content);
  };

  test('of an output folder tells what a run has left there', async () => {
    put('2023-08/8171/peserta.csv', 'bukan daftar\n');
    put('x.csv', '');
    await cakupan(['run', uploads, '--out', out, '--quiet']);
    expect(await cakupan(['status', '--out', out])).toEqual({
      ...{ code: 0, signal: null, stderr: '' },
      stdout: `2023-08  r1 berlaku: 0 diterima, 1 ditolak, 0 ditarik.
  2023-08/8171/peserta.csv  ditolak   HEADER_NOT_FOUND

Berkas tanpa periode:
  x.csv  ditolak   PATH_INVALID
`,
    });
    const json = await cakupan(['status', '--out', out, '--periode', '2023-08', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ periods: [{ revision: 'r1' }], pathless: [], running: null });
    const none = await cakupan(['status', '--out', out, '--periode', '2023-01', '--lang', 'en']);
    expect(none).toMatchObject({ code: 2, stderr: 'There is no file of the period 2023-01. There is: 2023-08.\n' });
  });

  test('of a folder without results says so, and makes none', async () => {
    const nowhere = join(root, 'nowhere');
    const ended = await cakupan(['status', '--out', nowhere]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`Di folder ${nowhere} belum ada hasil.`);
  });

  test('of a folder that another program works on names that program', async () => {
    mkdirSync(join(root, 'held/state/table'), { recursive: true });
    const holder = { pid: process.pid, host: hostname(), since: '2023-09-01T08:00:00.000Z' };
    writeFileSync(join(root, 'held/state/lock.json'), JSON.stringify(holder));
    const ended = await cakupan(['status', '--out', join(root, 'held')]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`proses ${process.pid} di ${hostname()}`);
  });
});

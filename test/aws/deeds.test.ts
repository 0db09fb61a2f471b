/** What an operator does to the deployed stack from the command line, and what is refused: `cakupan … --aws`. */
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { Changelog } from '../../pipeline/contracts/published.ts';
import { readStored } from '../../pipeline/stored.ts';
import { S3Store } from '../../platform/s3.ts';
import { cakupan } from '../cakupan.ts';
import {
  failures,
  outputs,
  put,
  registry,
  reports,
  reset,
  s3,
  settled,
  snapshots,
  until,
  uploads,
} from './deployed.ts';
import { people, recordOf, reportFor } from './judged.ts';
import { throttled } from './lambda.ts';
import { revisionOf, tableOf } from './published.ts';
import { STACK } from './stack.ts';

const { env } = inject('emulator');
const PERIODE = '2023-08';
const SLOT = `${PERIODE}/8171/peserta`;
const KEY = `${SLOT}.csv`;
const WHY = ['--reason', 'salah unggah'];

/** As an operator would type it, with this emulator for AWS. */
const onAws = (...args: string[]) => cakupan([...args, '--aws', '--stack', STACK, '--lang', 'en'], env);

const Done = z.object({
  periods: z.array(z.object({ periode: z.string(), decision: z.string(), revision: z.string().nullable() })),
  purged: z
    .object({ keys: z.array(z.string()), versions: z.number(), runs: z.number(), reports: z.number() })
    .optional(),
});
async function done(...args: string[]) {
  const ended = await onAws(...args, '--json');
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return Done.parse(JSON.parse(ended.stdout));
}

/** It ends with 2 and these words, and has changed nothing. */
async function refused(words: string, ...args: string[]) {
  const state = async () => {
    const { token: _, leaseUntil: __, ...period } = (await registry.period(PERIODE)) ?? { token: 0, leaseUntil: 0 };
    return { period, key: await recordOf(KEY), log: await changelog(), versions: await uploads.history(KEY) };
  };
  const before = await state();
  const ended = await onAws(...args);
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(words) });
  expect(await state()).toEqual(before);
}

async function changelog(): Promise<string[]> {
  const { entries } = await readStored(snapshots, `${PERIODE}/changelog.json`, Changelog);
  return entries.map(({ kind, revision, previous, reason }) => [kind, revision, previous, reason].join(' '));
}

async function counted(): Promise<number> {
  const [, count] = /^2023-08,nasional,00,SEMUA,(\d+),/m.exec(await tableOf(PERIODE, 'coverage')) ?? [];
  return Number(count ?? 0);
}

/** One version after the other, each published. */
async function publishedOf(...lists: string[]): Promise<void> {
  for (const list of lists) {
    await put(KEY, list);
    await settled();
  }
}

beforeEach(reset);

test('a held correction is accepted once, and published', async () => {
  await publishedOf(people(9), people(4));
  const version = (await recordOf(KEY))?.held?.version ?? '';
  expect(await tableOf(PERIODE, 'files')).toContain(`${KEY},${SLOT},ditolak,SHRUNK,ya,4,0,0`);
  expect(await done('accept', SLOT)).toMatchObject({ periods: [{ decision: 'publish', revision: 'r3' }] });
  expect(await counted()).toBe(4);
  expect(await reportFor(KEY, version)).toMatchObject({ hasil: 'diterima', berlaku: 'versi_ini' });
  await refused('Nothing is held', 'accept', SLOT);
  await refused('There is no slot', 'accept', `${PERIODE}/8172/peserta`);
  await refused('Name one slot', 'accept');
  expect(await failures()).toEqual([]);
});

describe('a revision', () => {
  test('is compared, taken back, held and released; who and why is on record, and all of it is sound', async () => {
    await publishedOf(people(1), people(2));
    expect((await onAws('diff')).stdout).toMatch(/00 SEMUA terdata: 1 → 2 {2}\(2023-08\/8171\/peserta\)/);
    expect(JSON.parse((await onAws('diff', '2023-08/r1', '2023-08/r2', '--json')).stdout)).toMatchObject({
      ...{ previous: 'r1', revision: 'r2', slots: { superseded: [SLOT] } },
    });

    const back = await onAws('rollback', '2023-08/r1', ...WHY);
    expect(back).toMatchObject({ code: 0 });
    expect(back.stdout).toContain(`until cakupan release ${PERIODE} --aws --stack ${STACK}.`);
    expect([await revisionOf(PERIODE), await counted()]).toEqual(['r1', 1]);
    const pointer = { Bucket: outputs.SnapshotBucket, Key: `snapshots/${PERIODE}/latest.json` };
    expect((await s3.send(new HeadObjectCommand(pointer))).CacheControl).toBe('no-cache');
    expect((await onAws('status')).stdout).toMatch(/r1 is current: .*; on hold by \S+ since [\d-]+ \("salah unggah"\)/);

    await publishedOf(people(4));
    expect(await revisionOf(PERIODE)).toBe('r1');
    expect(await done('release', PERIODE)).toMatchObject({ periods: [{ decision: 'publish', revision: 'r3' }] });
    expect(await counted()).toBe(4);
    expect(await changelog()).toEqual([
      ...['terbit r1  ', 'terbit r2 r1 ', 'kembali r1 r2 salah unggah', 'lepas r1 r1 ', 'terbit r3 r1 '],
    ]);
    const verdict = await onAws('verify', '--all');
    expect(verdict).toMatchObject({ code: 0 });
    expect(verdict.stdout.match(/sound/g)).toHaveLength(3);
    expect(await failures()).toEqual([]);
  });

  test('is not taken back where it is not there, is current, or without a reason; a period on no hold is not released', async () => {
    await publishedOf(people(1), people(2));
    await refused('There is no revision r9', 'rollback', '2023-08/r9', ...WHY);
    await refused('Period 2023-09 is not known', 'rollback', '2023-09/r1', ...WHY);
    await refused('r2 of 2023-08 is current already', 'rollback', '2023-08/r2', ...WHY);
    await refused('Say why', 'rollback', '2023-08/r1');
    await refused('is not on hold', 'release', PERIODE);
    await refused('Period 2023-09 is not known', 'release', '2023-09');
    await done('rollback', '2023-08/r1', ...WHY);
    await refused('r1 of 2023-08 is current already', 'rollback', '2023-08/r1', ...WHY);
    await done('release', PERIODE);
    await refused('is not on hold', 'release', PERIODE);
    await refused('There is no file of the period 2023-09', 'rerun', '2023-09');
    await refused('There is no revision r7', 'diff', '2023-08/r1', '2023-08/r7');
    await refused('Period 2023-09 was never published', 'verify', '2023-09');
  });

  test('is not taken back while a publisher is at work', async () => {
    await publishedOf(people(1), people(2));
    await throttled('Aggregate', async () => {
      await put(KEY, people(3));
      await until(
        'a publisher is at work',
        async () => ((await registry.period(PERIODE))?.leaseUntil ?? 0) > Date.now(),
      );
      const { current } = (await registry.period(PERIODE)) ?? {};
      for (const args of [
        ['rollback', '2023-08/r1', ...WHY],
        ['purge', SLOT, '--yes', ...WHY],
      ]) {
        const ended = await onAws(...args);
        expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(/is being published|are being read/) });
      }
      expect((await registry.period(PERIODE))?.current).toEqual(current);
    });
    await settled();
    expect([await revisionOf(PERIODE), await counted()]).toEqual(['r3', 3]);
  });

  test('is taken back by one of two operators, and the other is told', async () => {
    await publishedOf(people(1), people(2));
    const both = [onAws('rollback', '2023-08/r1', ...WHY), onAws('rollback', '2023-08/r1', ...WHY)];
    const ended = await Promise.all(both);
    expect(ended.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(ended.find(({ code }) => code === 2)?.stderr).toMatch(/is being published|is current already/);
    expect((await changelog()).filter((line) => line.startsWith('kembali'))).toHaveLength(1);
  });

  test('in which one digit is changed is not sound', async () => {
    await publishedOf(people(2));
    const path = `${PERIODE}/r1/exact/coverage.csv`;
    const text = new TextDecoder().decode(await snapshots.read(path));
    await snapshots.write(path, new TextEncoder().encode(text.replace('SEMUA,2,2,', 'SEMUA,3,3,')));
    const verdict = await onAws('verify');
    expect(verdict).toMatchObject({ code: 3, stdout: expect.stringContaining('NOT SOUND') });
    expect(verdict.stdout).toContain('exact/coverage.csv');
    expect(JSON.parse((await onAws('verify', '--json')).stdout)).toMatchObject({ sound: false });
  });
});

describe('purging', () => {
  const work = new S3Store(s3, outputs.WorkBucket);
  const other = `${PERIODE}/81/peserta.csv`;
  beforeEach(async () => {
    await put(other, people(1, 50));
    await publishedOf(people(2), people(3));
  });

  test('a slot removes every version, run and report of it, and it leaves the numbers', async () => {
    await refused('Say why', 'purge', SLOT, '--reason', 'permintaan');
    await refused('add --yes', 'purge', SLOT, '--yes');
    await refused('There is no slot', 'purge', `${PERIODE}/8172/peserta`, '--yes', ...WHY);
    const { purged, periods } = await done('purge', SLOT, '--yes', ...WHY);
    expect(purged).toMatchObject({ keys: [KEY], versions: 2 });
    expect(periods).toMatchObject([{ decision: 'publish', revision: 'r3' }]);
    await settled();
    expect(await uploads.history(KEY)).toEqual([]);
    expect([...(await work.list(`runs/${SLOT}/`)), ...(await reports.list(`${SLOT}/`))]).toEqual([]);
    expect(await recordOf(KEY)).toMatchObject({ withdrawn: true, accepted: null, passed: [] });
    expect(await uploads.history(other)).toHaveLength(1);
    expect([await revisionOf(PERIODE), await counted()]).toEqual(['r3', 1]);
    expect((await onAws('verify', '--all')).code).toBe(0);
    expect(await failures()).toEqual([]);
  });

  test('a period leaves nothing but what is published, and holds it', async () => {
    await put(`${PERIODE}/8171/~$peserta.csv`, 'x');
    await settled();
    const published = await snapshots.list(`${PERIODE}/r2/`);
    const { purged, periods } = await done('purge', PERIODE, '--yes', ...WHY);
    expect(purged?.versions).toBe(4);
    expect(periods).toMatchObject([{ decision: 'held', revision: 'r2' }]);
    await settled();
    expect(await uploads.everyKey('')).toEqual([]);
    expect([...(await work.list('')), ...(await reports.list(''))]).toEqual([]);
    expect(await snapshots.list(`${PERIODE}/r2/`)).toEqual(published);
    expect(await changelog()).toEqual(['terbit r1  ', 'terbit r2 r1 ', 'hapus r2 r2 salah unggah']);
    expect((await onAws('verify')).code).toBe(0);
  });
});

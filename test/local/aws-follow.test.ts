/** How `cakupan run --aws` follows what it sent: what it waits for, what it takes for failed, when it gives up. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { goalsOf } from '../../local/aws/goals.ts';
import { PATIENCE_MS } from '../../local/aws/patience.ts';
import { runOnAws } from '../../local/aws/run.ts';
import { EXIT, Failure } from '../../local/failure.ts';
import { summary } from '../../local/summary.ts';
import type { PeriodRecord } from '../../pipeline/registry.ts';
import { temporaryFolder } from '../cakupan.ts';
import { currentOf, fakeAws } from './fake-aws.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PERIODE = '2023-08';
const KEY = `${PERIODE}/8171/peserta.csv`;

let folders = 0;
function aFolder(...keys: string[]): string {
  const folder = join(root, `u${folders++}`);
  for (const key of keys) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), `isi ${key}`);
  }
  return folder;
}

/** A stack to which something happens, look by look, once the folder is sent. */
function aRun(uploads: string, ...happens: ((aws: ReturnType<typeof fakeAws>) => Promise<void> | void)[]) {
  const aws = fakeAws();
  aws.atLook.push(...happens.map((happen) => () => happen(aws)));
  return { aws, result: runOnAws({ uploads }, aws.cloud, aws.progress, aws.clock) };
}

const versionOf = ({ objects }: ReturnType<typeof fakeAws>, key = KEY) => objects.get(key)?.[0]?.version ?? '';
const nothing = () => {};

describe('a run on a stack', () => {
  test('is over when its files are registered and their period says so', async () => {
    const { aws, result } = aRun(
      aFolder(KEY, 'catatan.txt'),
      (aws) => aws.register('catatan.txt', versionOf(aws, 'catatan.txt'), { kode: 'PATH_INVALID' }),
      (aws) => aws.register(KEY, versionOf(aws)),
      nothing,
      (aws) => aws.publish(PERIODE, 'r1'),
    );
    expect(await result).toMatchObject({
      files: 2,
      read: [{ key: KEY }, { key: 'catatan.txt' }],
      rejected: [{ key: 'catatan.txt', code: 'PATH_INVALID' }],
      failed: [],
      rows: 4,
      seconds: 8,
      periods: [{ periode: PERIODE, decision: 'publish', revision: 'r1' }],
    });
    expect(aws.executions).toEqual([]); // events start everything; nobody was left waiting
  });

  test('waits for the last registration though the period was published before it was counted', async () => {
    const { result } = aRun(
      aFolder(KEY),
      async (aws) => {
        // As Register does, stopped between the record and the period: it is repeated a while later.
        const { bump } = aws.registry;
        aws.registry.bump = async () => {};
        await aws.register(KEY, versionOf(aws));
        aws.registry.bump = bump;
        await aws.publish(PERIODE, 'r1');
      },
      nothing,
      async (aws) => {
        await aws.registry.bump(PERIODE);
        await aws.publish(PERIODE, 'r2');
      },
    );
    expect((await result).periods).toEqual([{ periode: PERIODE, decision: 'publish', revision: 'r2' }]);
  });

  test('is over when its files are registered and their period is on hold', async () => {
    const { result } = aRun(
      aFolder(KEY),
      (aws) => aws.publish(PERIODE, 'r1'),
      (aws) => aws.register(KEY, versionOf(aws)),
      async ({ registry, clock }) => {
        const { token = 0, current = null } = (await registry.lease(PERIODE, 'an operator')) ?? {};
        const hold = { who: 'siti', reason: 'salah', at: new Date(clock.now()).toISOString() };
        await registry.settle(PERIODE, token, { current, last: 1, hold, entry: null, changed: false });
      },
    );
    expect((await result).periods).toEqual([{ periode: PERIODE, decision: 'held', revision: 'r1' }]);
  });

  test('goes on when someone else sends a newer version, or removes it for good', async () => {
    const other = `${PERIODE}/81/peserta.csv`;
    const { result } = aRun(aFolder(KEY, other), async (aws) => {
      aws.objects.set(KEY, [
        { version: 'theirs', body: new Uint8Array(1), sha256: undefined },
        ...(aws.objects.get(KEY) ?? []),
      ]);
      aws.objects.delete(other);
      await aws.register(KEY, 'theirs');
      await aws.publish(PERIODE, 'r1');
    });
    const { notices, failed, read } = await result;
    expect({ failed, read }).toEqual({ failed: [], read: [] });
    expect(notices.map(({ en }) => en)).toEqual([
      expect.stringContaining(`${other}: someone else has replaced or removed it`),
      expect.stringContaining(`${KEY}: someone else has replaced or removed it`),
    ]);
  });

  test('says which other files of the period count', async () => {
    const { result } = aRun(aFolder(KEY), async (aws) => {
      await aws.register(`${PERIODE}/73/peserta.csv`, 'x');
      await aws.register(KEY, versionOf(aws));
      await aws.publish(PERIODE, 'r1');
    });
    expect((await result).notices).toEqual([
      { id: expect.stringContaining('memuat 1 berkas lain'), en: expect.stringContaining('holds 1 other files') },
    ]);
  });

  test('names the execution that could not process a file, where it is registered so and where it is not', async () => {
    const other = `${PERIODE}/81/peserta.csv`;
    const { aws, result } = aRun(aFolder(KEY, other), async (aws) => {
      const failing = aws.execution('upload', { kind: 'created', key: KEY, version: versionOf(aws) });
      aws.end(failing, 'FAILED', 'States.TaskFailed');
      await aws.register(other, versionOf(aws, other), { kode: 'PROCESSING_FAILED' });
      await aws.publish(PERIODE, 'r1');
    });
    expect((await result).failed).toEqual([
      { key: KEY, error: `States.TaskFailed: ${aws.executions[0]?.arn}` },
      { key: other, error: 'PROCESSING_FAILED' },
    ]);
  });

  test('says that a period could not be published, by which execution, and how to go on', async () => {
    const { aws, result } = aRun(aFolder(KEY), async (aws) => {
      await aws.register(KEY, versionOf(aws));
      aws.end(aws.execution('publish', { periode: PERIODE }), 'TIMED_OUT');
    });
    const told = await result;
    expect(told).toMatchObject({
      failed: [{ key: PERIODE, error: `TIMED_OUT: ${aws.executions[0]?.arn}` }],
      periods: [],
    });
    const text = await summary(told, aws.cloud.results, 'id');
    expect(text).toContain(`"cakupan rerun ${PERIODE} --aws --stack cakupan-test --redrive" melanjutkannya`);
  });

  test('does not take for failed what another publisher has taken over, nor what failed before', async () => {
    const aws = fakeAws();
    aws.end(aws.execution('publish', { periode: PERIODE }), 'FAILED', 'old');
    aws.atLook.push(
      async () => {
        await aws.register(KEY, versionOf(aws));
        await aws.registry.lease(PERIODE, 'first');
        aws.end(aws.execution('publish', { periode: PERIODE }), 'FAILED', 'new');
      },
      ...Array<() => void>(5).fill(nothing),
      async () => {
        await aws.registry.release(PERIODE, 'first');
        await aws.registry.lease(PERIODE, 'second');
      },
      ...Array<() => void>(5).fill(nothing),
      async () => {
        await aws.registry.release(PERIODE, 'second');
        await aws.publish(PERIODE, 'r1');
      },
    );
    const result = await runOnAws({ uploads: aFolder(KEY) }, aws.cloud, aws.progress, aws.clock);
    expect(result).toMatchObject({ failed: [], periods: [{ revision: 'r1' }] });
  });

  test('starts a publisher where a period waits for one and nobody is at it', async () => {
    const { aws, result } = aRun(
      aFolder(KEY),
      (aws) => aws.register(KEY, versionOf(aws), { kode: 'PROCESSING_FAILED' }),
      ...Array<() => void>(10).fill(nothing),
      (aws) => aws.publish(PERIODE, 'r1'),
    );
    expect((await result).periods).toEqual([{ periode: PERIODE, decision: 'publish', revision: 'r1' }]);
    expect(aws.executions.map(({ workflow, input }) => [workflow, input])).toEqual([
      ['publish', JSON.stringify({ periode: PERIODE })],
    ]);
  });

  test('gives up when nothing has moved for long, and says what it waited for and how to look', async () => {
    const { aws, result } = aRun(aFolder(KEY));
    const failure = await result.catch((error) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ exit: EXIT.fault });
    expect(failure.sentence.en).toMatch(
      /^Nothing has moved for 30 minutes\. 1 files have not been checked, among them 2023-08\/8171\/peserta\.csv\. Look at cakupan status --aws --stack cakupan-test/,
    );
    expect(aws.clock.now() - Date.parse('2023-09-01T00:00:00.000Z')).toBeGreaterThan(PATIENCE_MS);
  });

  test('of an empty folder waits for nothing', async () => {
    expect(await aRun(aFolder('.tersembunyi')).result).toMatchObject({ files: 0, periods: [], seconds: 0 });
  });
});

describe('a period has come far enough', () => {
  const period = (periode: string, generation: number, revision: string | null = null): PeriodRecord => ({
    ...{ periode, generation, changedAt: 0, pendingSince: 0, rerun: 0, token: 0, leaseUntil: 0 },
    ...{ last: 0, hold: null, entry: null },
    current: revision === null ? null : currentOf(revision, generation),
  });
  const record = (periode: string, jenis: 'peserta' | 'target') => ({ periode, jenis });

  test('when every key that was registered is counted, seen or not', () => {
    const before = [period('2023-08', 4, 'r1')];
    const keys = [record('2023-08', 'peserta'), record('2023-08', 'peserta')];
    expect(goalsOf(before, [period('2023-08', 5, 'r1')], keys, ['2023-08'])).toEqual(new Map([['2023-08', 6]]));
    expect(goalsOf(before, [period('2023-08', 9, 'r1')], keys, ['2023-08'])).toEqual(new Map([['2023-08', 9]]));
  });

  test('and later ones too that a target stands for, where they have a revision', () => {
    const before = [period('2023-07', 1, 'r1'), period('2023-09', 2, 'r1'), period('2023-10', 3)];
    expect(goalsOf(before, before, [record('2023-08', 'target')], ['2023-08'])).toEqual(
      new Map([
        ['2023-08', 1],
        ['2023-09', 3],
      ]),
    );
  });

  test('at once when nobody has ever heard of it', () => {
    expect(goalsOf([], [], [], ['2023-08'])).toEqual(new Map());
  });
});

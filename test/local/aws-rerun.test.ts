/** `cakupan rerun --aws`: a period read again, and what failed of it continued where it failed. */
import { expect, test } from 'vitest';
import { rerunOnAws } from '../../local/aws/rerun.ts';
import { Failure } from '../../local/failure.ts';
import { fakeAws } from './fake-aws.ts';

const PERIODE = '2023-08';
const KEY = `${PERIODE}/8171/peserta.csv`;
const DAY_MS = 24 * 60 * 60 * 1000;

type Aws = ReturnType<typeof fakeAws>;
const rerun = (aws: Aws, redrive: boolean, periode = PERIODE) =>
  rerunOnAws(periode, redrive, aws.cloud, aws.progress, aws.clock);

/** A stack with one published key. */
async function aStack(version = 'v1') {
  const aws = fakeAws();
  aws.objects.set(KEY, [{ version, body: new Uint8Array(1), sha256: undefined }]);
  await aws.register(KEY, version);
  await aws.publish(PERIODE, 'r1');
  return aws;
}

function failed(aws: Aws, workflow: 'upload' | 'publish', input: object) {
  const one = aws.execution(workflow, input);
  aws.end(one, 'FAILED', 'Problem');
  return one;
}

test('a period of which nothing is known is refused, and those that there are named', async () => {
  const failure = await rerun(await aStack(), false, '2024-01').catch((error) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ exit: 2, sentence: { en: expect.stringContaining('There is: 2023-08.') } });
});

test('a new run reads every live key afresh, asks for all to be computed again, and follows that', async () => {
  const aws = await aStack();
  const gone = `${PERIODE}/73/peserta.csv`;
  await aws.register(gone, 'v9');
  const known = await aws.registry.key(PERIODE, gone);
  if (known) await aws.registry.save({ ...known, accepted: null, withdrawn: true, edition: known.edition + 1 });
  aws.atLook.push(
    async () => {
      const [reading] = aws.executions;
      if (reading) aws.end(reading, 'SUCCEEDED');
      await aws.register(KEY, 'v1', { counts: { lolos: 5, ditolak: 1, dilewati: 0 } });
    },
    () => aws.publish(PERIODE, 'r2'),
  );
  const { result, opening } = await rerun(aws, false);
  expect(aws.executions.map(({ workflow, input }) => [workflow, JSON.parse(input)])).toEqual([
    ['upload', { kind: 'created', key: KEY, version: 'v1', fresh: true }],
    ['publish', { periode: PERIODE }],
  ]);
  expect(opening.en).toBe('1 files of the period 2023-08 were read again.');
  expect(result).toMatchObject({
    files: 1,
    rows: 6,
    failed: [],
    periods: [{ periode: PERIODE, decision: 'publish', revision: 'r2' }],
  });
  const period = await aws.registry.period(PERIODE);
  expect(period?.current?.generation).toBeGreaterThanOrEqual(period?.rerun ?? 0);
});

test('a new run reads what is in force too where a correction of it was rejected', async () => {
  const aws = await aStack();
  await aws.register(KEY, 'v2', { kode: 'HEADER_NOT_FOUND' });
  aws.atLook.push(async () => {
    for (const one of aws.executions) aws.end(one, 'SUCCEEDED');
    await aws.publish(PERIODE, 'r2');
  });
  await rerun(aws, false);
  const read = aws.executions.filter(({ workflow }) => workflow === 'upload').map(({ input }) => JSON.parse(input));
  expect(read).toEqual(['v2', 'v1'].map((version) => ({ kind: 'created', key: KEY, version, fresh: true })));
});

test('a new run in which a file fails names its execution', async () => {
  const aws = await aStack();
  aws.atLook.push(async () => {
    const [reading] = aws.executions;
    if (reading) aws.end(reading, 'FAILED', 'Problem');
    await aws.registry.bump(PERIODE);
    await aws.publish(PERIODE, 'r1');
  });
  expect((await rerun(aws, false)).result).toMatchObject({
    read: [],
    failed: [{ key: KEY, error: 'Problem: arn:execution:0' }],
    periods: [{ decision: 'unchanged' }],
  });
});

test('redrive continues the failed executions of the period, and of no other', async () => {
  const aws = await aStack();
  aws.objects.set(KEY, [
    { version: 'v2', body: new Uint8Array(1), sha256: undefined },
    ...(aws.objects.get(KEY) ?? []),
  ]);
  await aws.register(KEY, 'v2', { kode: 'PROCESSING_FAILED' });
  const reading = failed(aws, 'upload', { kind: 'created', key: KEY, version: 'v2' });
  const publishing = failed(aws, 'publish', { periode: PERIODE });
  const elsewhere = failed(aws, 'publish', { periode: '2023-07' });
  const byHand = failed(aws, 'upload', { siapa: 'tahu' });
  aws.atLook.push(async () => {
    aws.end(reading, 'SUCCEEDED');
    await aws.register(KEY, 'v2');
    aws.end(publishing, 'SUCCEEDED');
    await aws.publish(PERIODE, 'r2');
  });
  const { result, opening } = await rerun(aws, true);
  expect(opening.en).toBe('2 failed executions of the period 2023-08 were continued.');
  expect(result).toMatchObject({ failed: [], read: [{ key: KEY, version: 'v2' }], periods: [{ revision: 'r2' }] });
  expect([elsewhere.status, byHand.status]).toEqual(['FAILED', 'FAILED']);
  expect(aws.executions).toHaveLength(4);
});

test('redrive leaves alone what has been done since, what is superseded, and what is too old', async () => {
  const aws = await aStack();
  aws.objects.set(KEY, [
    { version: 'v2', body: new Uint8Array(1), sha256: undefined },
    ...(aws.objects.get(KEY) ?? []),
  ]);
  await aws.register(KEY, 'v2');
  await aws.publish(PERIODE, 'r2');
  failed(aws, 'upload', { kind: 'created', key: KEY, version: 'v1' }); // a newer version is registered
  failed(aws, 'upload', { kind: 'created', key: KEY, version: 'v2' }); // another execution did it
  failed(aws, 'publish', { periode: PERIODE }); // the period is up to date
  const old = failed(aws, 'upload', { kind: 'created', key: `${PERIODE}/73/peserta.csv`, version: 'v1' });
  old.stopped = aws.clock.now() - 15 * DAY_MS;
  const { result, opening } = await rerun(aws, true);
  expect(opening.en).toMatch(/^No execution of the period 2023-08 failed and needs to be continued\./);
  expect(result).toMatchObject({ failed: [], periods: [] });
  expect(aws.executions.every(({ status }) => status === 'FAILED')).toBe(true);
});

test('redrive says of an execution that cannot be continued why, and what to do instead', async () => {
  const aws = await aStack();
  await aws.registry.bump(PERIODE);
  const publishing = failed(aws, 'publish', { periode: PERIODE });
  publishing.redriveStatus = 'NOT_REDRIVABLE';
  const reading = failed(aws, 'upload', { kind: 'created', key: `${PERIODE}/73/peserta.csv`, version: 'v7' });
  aws.objects.set(`${PERIODE}/73/peserta.csv`, [{ version: 'v7', body: new Uint8Array(1), sha256: undefined }]);
  reading.refusal = Object.assign(new Error('the definition has changed'), { name: 'ExecutionNotRedrivable' });
  const { result, opening } = await rerun(aws, true);
  expect(result.failed).toEqual([
    { key: PERIODE, error: `Problem: ${publishing.arn} (too old)` },
    { key: `${PERIODE}/73/peserta.csv`, error: `Problem: ${reading.arn} (the definition has changed)` },
  ]);
  expect(opening.en).toContain('2 cannot be continued; begin anew with: cakupan rerun 2023-08 --aws');
});

test('an execution that fails again after it was continued is named', async () => {
  const aws = await aStack();
  await aws.registry.bump(PERIODE);
  const publishing = failed(aws, 'publish', { periode: PERIODE });
  aws.atLook.push(
    () => {},
    () => aws.end(publishing, 'FAILED', 'Again'),
  );
  const { result } = await rerun(aws, true);
  expect(result).toMatchObject({ failed: [{ key: PERIODE, error: `Again: ${publishing.arn}` }], periods: [] });
});

/** Functions that fail in the deployed stack: once, and for good. */
import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  executions,
  failures,
  outputs,
  put,
  registry,
  reset,
  settled,
  sfn,
  start,
  until,
  type Workflow,
} from './deployed.ts';
import { people, recordOf, reportFor } from './judged.ts';
import { misled, throttled } from './lambda.ts';
import { revisionOf, tableOf } from './published.ts';

const PERIODE = '2023-08';
const KEY = `${PERIODE}/8171/peserta.csv`;

/** Errors of attempts in the newest execution of a workflow. */
async function failedAttempts(workflow: Workflow): Promise<string[]> {
  const [{ executionArn } = {}] = await executions(workflow);
  if (executionArn === undefined) return [];
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  return events.flatMap(({ taskFailedEventDetails: failed }) => (failed?.error ? [failed.error] : []));
}

beforeEach(reset);

test('a step that is throttled is repeated until there is room', async () => {
  await throttled('Register', async () => {
    await put(KEY, people(1));
    await until('Register has been refused', async () => (await failedAttempts('Upload')).length > 0);
  });
  await settled();
  expect(new Set(await failedAttempts('Upload'))).toEqual(new Set(['Lambda.TooManyRequestsException']));
  expect(await failures()).toEqual([]);
  expect(await tableOf(PERIODE, 'files')).toContain(`${KEY},${PERIODE}/8171/peserta,diterima,,ya,1,0,0`);
});

test('a target that comes while a later period is published for the first time reaches it all the same', async () => {
  await throttled('Aggregate', async () => {
    await put('2023-12/8171/peserta.csv', people(1));
    await until('the plan is made', async () => (await failedAttempts('Publish')).length > 0);
    await put('2023-06/00/target.csv', 'kode_wilayah,kategori,potensi\n8171,SEMUA,100\n');
    await until('the target is known', async () => (await recordOf('2023-06/00/target.csv')) !== undefined);
  });
  await settled();
  expect(await tableOf('2023-12', 'targets')).toContain('2023-12,8171,SEMUA,100,,,,2023-06,2023-06/00/target');
});

describe('a step that fails for good', () => {
  test('leaves a report that names the execution and the version before in force, and succeeds when it is run again', async () => {
    const before = await put(KEY, people(1));
    await settled();
    // It may write to no other bucket: the emulator checks the function's role.
    const version = await misled('Ingest', 'WORK_BUCKET', outputs.SnapshotBucket, async () => {
      const put2 = await put(KEY, people(2));
      await settled();
      return put2;
    });
    const input = { kind: 'created', key: KEY, version };
    expect(await failures()).toMatchObject([{ input, error: 'AccessDenied' }]);
    const [{ executionArn } = {}] = await executions('Upload', 'FAILED');
    await until('the failure is reported', async () => (await recordOf(KEY))?.seen.version === version);
    expect(await reportFor(KEY, version)).toMatchObject({
      kode: 'PROCESSING_FAILED',
      eksekusi: executionArn,
      berlaku: 'versi_sebelumnya',
    });
    expect(await recordOf(KEY)).toMatchObject({ accepted: { version: before } });
    // Nobody uploads anything, and no sweep comes: its tables show it all the same.
    const line = `${KEY},${PERIODE}/8171/peserta,ditolak,PROCESSING_FAILED,ya,0,0,0`;
    await until('the tables show it', async () => (await tableOf(PERIODE, 'files')).includes(line));

    await start('Upload', input);
    await settled();
    expect(await reportFor(KEY, version)).toMatchObject({ hasil: 'diterima', eksekusi: null });
    expect(await recordOf(KEY)).toMatchObject({ seen: { version, kode: null }, accepted: { version } });
    expect(await tableOf(PERIODE, 'files')).toContain(`${KEY},${PERIODE}/8171/peserta,diterima,,ya,2,0,0`);
  });

  test('while publishing gives the period free, and the next publisher makes the revision', async () => {
    await misled('Aggregate', 'WORK_BUCKET', outputs.SnapshotBucket, async () => {
      await put(KEY, people(1));
      await settled();
    });
    expect(await failures()).toMatchObject([{ input: { periode: PERIODE }, error: 'AccessDenied' }]);
    expect(await revisionOf(PERIODE)).toBeUndefined();
    await until('the lease is given back', async () => (await registry.period(PERIODE))?.leaseUntil === 0);
    await start('Publish', { periode: PERIODE });
    await settled();
    expect(await revisionOf(PERIODE)).toBe('r1');
    const period = await registry.period(PERIODE);
    expect(period?.current?.generation).toBe(period?.generation);
  });
});

/** Every handler refuses what breaks its contract before it touches anything, and says what is wrong. */
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import * as aggregate from '../../functions/aggregate.ts';
import * as deduplicate from '../../functions/deduplicate.ts';
import * as ingest from '../../functions/ingest.ts';
import { log } from '../../functions/log.ts';
import * as plan from '../../functions/plan.ts';
import * as publish from '../../functions/publish.ts';
import * as register from '../../functions/register.ts';
import * as withdraw from '../../functions/withdraw.ts';

const clients = [mockClient(S3Client), mockClient(DynamoDBClient), mockClient(SecretsManagerClient)];
beforeEach(() => {
  for (const client of clients) client.reset();
  vi.stubEnv('LAMBDA_TASK_ROOT', fileURLToPath(new URL('../../.generated', import.meta.url)));
});

const planned = { periode: '2023-09', decision: 'publish', plan: 'plans/x', generation: 1, token: 1, tasks: [] };

test.each([
  { step: 'Ingest', handler: ingest.handler, input: { kind: 'created', key: 'k.csv' }, wrong: 'version' },
  { step: 'Ingest', handler: ingest.handler, input: { kind: 'moved', key: 'k', version: 'v' }, wrong: 'kind' },
  {
    step: 'Register',
    handler: register.handler,
    input: { key: 'k', version: 'v', passedOver: 'lost' },
    wrong: 'input',
  },
  { step: 'Withdraw', handler: withdraw.handler, input: { kind: 'deleted', key: '', version: 'v' }, wrong: 'key' },
  { step: 'Plan', handler: plan.handler, input: { periode: '2023-13' }, wrong: 'periode' },
  { step: 'Deduplicate', handler: deduplicate.handler, input: { plan: 'p', part: 0, from: -1, to: 1 }, wrong: 'from' },
  { step: 'Aggregate', handler: aggregate.handler, input: { ...planned, decision: 'perhaps' }, wrong: 'decision' },
  { step: 'Publish', handler: publish.handler, input: { ...planned, token: undefined }, wrong: 'token' },
])('$step refuses an input whose $wrong is wrong', async ({ handler, input, wrong }) => {
  const refused = { name: 'ZodError', message: expect.stringContaining(wrong) };
  await expect(handler({ execution: 'arn:e', input })).rejects.toMatchObject(refused);
  for (const client of clients) expect(client.calls()).toHaveLength(0);
});

test('an input that comes from no execution is refused', async () => {
  await expect(plan.handler({ periode: '2023-09' })).rejects.toMatchObject({ name: 'ZodError' });
});

test('every line that a function writes names step, execution, slot, version and periode, and never the key', async () => {
  log.setLogLevel('ERROR');
  const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const key = '2023-09/1101/peserta-siti.csv';
  const input = { kind: 'deleted', key, version: 'v7' };
  await expect(withdraw.handler({ execution: 'arn:e', input })).rejects.toThrow('this function is given no TABLE');
  const written = lines.mock.calls.map(([line]) => String(line));
  lines.mockRestore();
  log.setLogLevel('SILENT');
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0] ?? '')).toMatchObject({
    level: 'ERROR',
    step: 'Withdraw',
    execution: 'arn:e',
    slot: '2023-09/1101/peserta-siti',
    version: 'v7',
    periode: '2023-09',
    error: 'Error',
  });
  expect(written[0]).not.toContain('siti.csv');
});

test('of a key that names no slot nothing is logged: it may hold anything', async () => {
  log.setLogLevel('ERROR');
  const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const input = { kind: 'deleted', key: '2023-09/Siti 8171014501900001.csv', version: 'v7' };
  await expect(withdraw.handler({ execution: 'arn:e', input })).rejects.toThrow();
  const written = lines.mock.calls.map(([line]) => String(line)).join();
  lines.mockRestore();
  log.setLogLevel('SILENT');
  expect(written).toContain('2023-09');
  expect(written).not.toMatch(/Siti|8171014501900001/);
});

test('a step that reaches for what its function is not given says what that is', async () => {
  await expect(plan.handler({ execution: 'arn:e', input: { periode: '2023-09' } })).rejects.toThrow(
    'this function is given no TABLE',
  );
});

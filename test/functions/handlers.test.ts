/** Every handler refuses what breaks its contract before it touches anything, and says what is wrong. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import * as aggregate from '../../functions/aggregate.ts';
import * as deduplicate from '../../functions/deduplicate.ts';
import * as ingest from '../../functions/ingest.ts';
import * as plan from '../../functions/plan.ts';
import * as publish from '../../functions/publish.ts';
import * as register from '../../functions/register.ts';
import * as reportFailure from '../../functions/report-failure.ts';
import * as withdraw from '../../functions/withdraw.ts';

const clients = [mockClient(S3Client), mockClient(DynamoDBClient), mockClient(SecretsManagerClient)];
beforeEach(() => {
  for (const client of clients) client.reset();
});

const planned = { periode: '2023-09', decision: 'publish', plan: 'plans/x', generation: 1, token: 1, tasks: [] };

test.each([
  { step: 'Ingest', handler: ingest.handler, event: { key: '2023-09/1101/peserta.csv' }, wrong: 'version' },
  { step: 'Ingest', handler: ingest.handler, event: { kind: 'created', key: 'k', version: 'v' }, wrong: 'kind' },
  { step: 'Register', handler: register.handler, event: { key: 'k', version: 'v' }, wrong: 'counts' },
  { step: 'Withdraw', handler: withdraw.handler, event: { key: '', version: 'v' }, wrong: 'key' },
  { step: 'Plan', handler: plan.handler, event: { periode: '2023-13' }, wrong: 'periode' },
  { step: 'Deduplicate', handler: deduplicate.handler, event: { plan: 'p', part: 0, from: -1, to: 1 }, wrong: 'from' },
  { step: 'Aggregate', handler: aggregate.handler, event: { ...planned, decision: 'perhaps' }, wrong: 'decision' },
  { step: 'Publish', handler: publish.handler, event: { ...planned, token: undefined }, wrong: 'token' },
  { step: 'ReportFailure', handler: reportFailure.handler, event: { detail: {} }, wrong: 'executionArn' },
])('$step refuses an input whose $wrong is wrong', async ({ handler, event, wrong }) => {
  await expect(handler(event)).rejects.toMatchObject({ name: 'ZodError', message: expect.stringContaining(wrong) });
  for (const client of clients) expect(client.calls()).toHaveLength(0);
});

test('a step that reaches for what its function is not given says what that is', async () => {
  await expect(plan.handler({ periode: '2023-09' })).rejects.toThrow('this function is given no TABLE');
});

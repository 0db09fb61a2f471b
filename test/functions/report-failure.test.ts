/** The function of `ReportFailure`: from the event on an execution's status to the report of a version. */
import { fileURLToPath } from 'node:url';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { handler } from '../../functions/report-failure.ts';

const s3 = mockClient(S3Client);
const table = mockClient(DynamoDBClient);
const executionArn = 'arn:aws:states:ap-southeast-3:123456789012:execution:cakupan-dev-Upload:8b1d';
const upload = { kind: 'created', key: '2023-09/1101/peserta.csv', version: 'v7' };

/** As EventBridge sends it. */
const event = {
  version: '0',
  id: '315c1398-40ff-a850-213b-158f73e60175',
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  account: '123456789012',
  time: '2023-09-26T19:42:21Z',
  region: 'ap-southeast-3',
  resources: [executionArn],
  detail: {
    executionArn,
    stateMachineArn: 'arn:aws:states:ap-southeast-3:123456789012:stateMachine:cakupan-dev-Upload',
    name: '8b1d',
    status: 'FAILED',
    startDate: 1695757341000,
    stopDate: 1695758241000,
    input: JSON.stringify(upload),
    inputDetails: { included: true },
    output: null,
    outputDetails: null,
  },
};

beforeEach(() => {
  s3.reset();
  table.reset();
  s3.on(PutObjectCommand).resolves({});
  table.on(GetItemCommand).resolves({});
  table.on(QueryCommand).resolves({});
  table.on(PutItemCommand).resolves({});
  table.on(UpdateItemCommand).resolves({});
  mockClient(SecretsManagerClient)
    .on(GetSecretValueCommand)
    .resolves({ SecretString: '07'.repeat(32) });
  for (const [variable, value] of Object.entries({
    AWS_REGION: 'ap-southeast-3',
    LAMBDA_TASK_ROOT: fileURLToPath(new URL('../../.generated', import.meta.url)),
    REPORT_BUCKET: 'reports',
    TABLE: 'registry',
    PSEUDONYM_KEY_SECRET: 'arn:secret',
  })) {
    vi.stubEnv(variable, value);
  }
});

test('the version gets a report that names the execution, and the table knows that reading it failed', async () => {
  expect(await handler(event)).toEqual({ key: upload.key, version: 'v7', periods: ['2023-09'] });
  const written = s3.commandCalls(PutObjectCommand).map((call) => call.args[0].input);
  const report = written.find(({ Key }) => Key?.endsWith('report.json'))?.Body;
  expect(report).toBeInstanceOf(Uint8Array);
  const text = report instanceof Uint8Array ? new TextDecoder().decode(report) : '';
  expect(JSON.parse(text)).toMatchObject({
    kunci: upload.key,
    versi: 'v7',
    kode: 'PROCESSING_FAILED',
    eksekusi: executionArn,
  });
  const [saved] = table.commandCalls(PutItemCommand).map((call) => call.args[0].input.Item?.record?.S ?? '');
  expect(JSON.parse(saved ?? '')).toMatchObject({ seen: { kode: 'PROCESSING_FAILED', version: 'v7' }, accepted: null });
});

test.each([
  ['is not JSON', 'not JSON'],
  [JSON.stringify({ periode: '2023-09' }), 'version'],
])('an execution whose input %s is refused', async (input, wrong) => {
  await expect(handler({ ...event, detail: { ...event.detail, input } })).rejects.toMatchObject({
    name: 'ZodError',
    message: expect.stringContaining(wrong),
  });
  expect([...s3.calls(), ...table.calls()]).toHaveLength(0);
});

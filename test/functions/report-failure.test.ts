/** The function of `ReportFailure`: from the event on an execution's status to the report of a version. */
import { fileURLToPath } from 'node:url';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { log } from '../../functions/log.ts';
import { handler } from '../../functions/report-failure.ts';

const s3 = mockClient(S3Client);
const table = mockClient(DynamoDBClient);
const sfn = mockClient(SFNClient);
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
  sfn.reset();
  sfn.on(StartExecutionCommand).resolves({});
  s3.on(PutObjectCommand).resolves({});
  s3.on(GetObjectCommand).rejects(
    new S3ServiceException({ name: 'NoSuchKey', $fault: 'client', $metadata: { httpStatusCode: 404 } }),
  );
  s3.on(ListObjectVersionsCommand).resolves({ Versions: [{ Key: upload.key, VersionId: 'v7', IsLatest: true }] });
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
    UPLOAD_BUCKET: 'uploads',
    WORK_BUCKET: 'work',
    REPORT_BUCKET: 'reports',
    TABLE: 'registry',
    PUBLISH_WORKFLOW: 'arn:publish',
    PSEUDONYM_KEY_SECRET: 'arn:secret',
  })) {
    vi.stubEnv(variable, value);
  }
});

test('the version gets a report that names the execution, and the table knows that reading it failed', async () => {
  await handler(event);
  const written = s3.commandCalls(PutObjectCommand).map((call) => call.args[0].input);
  const report = written.find(({ Key }) => Key?.endsWith('report.json'));
  expect(report?.Key).toBe('reports/2023-09/1101/peserta/v7/report.json');
  const text = report?.Body instanceof Uint8Array ? new TextDecoder().decode(report.Body) : '';
  expect(JSON.parse(text)).toMatchObject({
    kunci: upload.key,
    versi: 'v7',
    kode: 'PROCESSING_FAILED',
    eksekusi: executionArn,
  });
  const [saved] = table.commandCalls(PutItemCommand).map((call) => call.args[0].input.Item?.record?.S ?? '');
  expect(JSON.parse(saved ?? '')).toMatchObject({ seen: { kode: 'PROCESSING_FAILED', version: 'v7' }, accepted: null });
});

test('a publisher is started, so that the tables show the failure; the same event again starts no other', async () => {
  await handler(event);
  await handler(event);
  const started = () => sfn.commandCalls(StartExecutionCommand).map((call) => call.args[0].input);
  expect(started()[0]).toMatchObject({ stateMachineArn: 'arn:publish', input: '{"periode":"2023-09"}' });
  expect(started()[1]?.name).toBe(started()[0]?.name);
  sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: '', $metadata: {} }));
  await handler(event);
  // Continued, and failed once more.
  sfn.on(StartExecutionCommand).resolves({});
  await handler({ ...event, detail: { ...event.detail, stopDate: event.detail.stopDate + 1 } });
  expect(started()[3]?.name).not.toBe(started()[0]?.name);
});

test('a publisher that failed gives back its lease, and none but its own', async () => {
  await handler(failed(JSON.stringify({ periode: '2023-09' })));
  const [update] = table.commandCalls(UpdateItemCommand).map((call) => call.args[0].input);
  expect(update).toMatchObject({
    Key: { pk: { S: 'PERIODS' }, sk: { S: '2023-09' } },
    ConditionExpression: '#holder = :holder',
    ExpressionAttributeValues: { ':holder': { S: executionArn } },
  });
  expect([...s3.calls(), ...sfn.calls()]).toHaveLength(0); // another one would fail over the same
});

test.each([
  ['a deletion', JSON.stringify({ ...upload, kind: 'deleted' })],
  ['no JSON', 'not JSON'],
  ['nothing that this program starts', JSON.stringify({ hello: 'world' })],
  ['nothing', null],
])('an execution that was given %s has nobody to report to: that is logged, and no more', async (_, input) => {
  log.setLogLevel('ERROR');
  const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await handler(failed(input));
  expect(lines).toHaveBeenCalledOnce();
  lines.mockRestore();
  log.setLogLevel('SILENT');
  expect([...s3.calls(), ...table.calls(), ...sfn.calls()]).toHaveLength(0);
});

function failed(input: string | null) {
  return { ...event, detail: { ...event.detail, input } };
}

/** The function of `Ingest` reads the version that the event names, with the key that the secret holds. */
import { fileURLToPath } from 'node:url';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { handler } from '../../functions/ingest.ts';
import { metrics } from '../../functions/log.ts';
import { aesCipher } from '../../platform/crypto.ts';
import { body } from '../platform/body.ts';

const s3 = mockClient(S3Client);
const secrets = mockClient(SecretsManagerClient);
const given = (upload: { key: string; version: string }) => ({
  execution: 'arn:e',
  input: { kind: 'created', ...upload },
});
const event = given({ key: '2023-09/1101/peserta.csv', version: 'v7' });

beforeEach(() => {
  s3.reset();
  secrets.reset();
  s3.on(GetObjectCommand).rejects(
    new S3ServiceException({ name: 'NoSuchKey', $fault: 'client', $metadata: { httpStatusCode: 404 } }),
  );
  s3.on(PutObjectCommand).resolves({});
  for (const [variable, value] of Object.entries({
    AWS_REGION: 'ap-southeast-3',
    LAMBDA_TASK_ROOT: fileURLToPath(new URL('../../.generated', import.meta.url)),
    UPLOAD_BUCKET: 'uploads',
    WORK_BUCKET: 'work',
    REPORT_BUCKET: 'reports',
    PSEUDONYM_KEY_SECRET: 'arn:secret',
  })) {
    vi.stubEnv(variable, value);
  }
});

test('a secret that is no key is refused, and not told', async () => {
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'hunter2' });
  const error = await handler(event).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ message: 'the pseudonym key is not 64 hexadecimal digits' });
});

test('the very version is read, and is gone when S3 says so', async () => {
  secrets.on(GetSecretValueCommand).resolves({ SecretString: '07'.repeat(32) });
  expect(await handler(event)).toMatchObject({ version: 'v7', passedOver: 'gone' });
  const asked = s3.commandCalls(GetObjectCommand).map((call) => call.args[0].input);
  expect(asked).toContainEqual({ Bucket: 'uploads', Key: event.input.key, VersionId: 'v7' });
  expect(asked.filter(({ Bucket }) => Bucket === 'work').map(({ VersionId }) => VersionId)).toEqual([undefined]);
});

test('the key is asked for once per container', async () => {
  secrets.on(GetSecretValueCommand).resolves({ SecretString: '07'.repeat(32) });
  const { keyId } = aesCipher(new Uint8Array(32).fill(7));
  for (const version of ['v1', 'v2']) {
    expect(await handler(given({ key: 'somewhere.csv', version }))).toMatchObject({ kode: 'PATH_INVALID', keyId });
  }
  expect(secrets.calls().length).toBeLessThanOrEqual(1);
});

test.each(['2023-09/1101/.DS_Store', '2023-09/_draf/peserta.csv', '2023-09/1101/~$peserta.xlsx'])(
  'a name that is passed over (%s) is not read',
  async (key) => {
    expect(await handler(given({ key, version: 'v1' }))).toMatchObject({ passedOver: 'ignored' });
    expect(s3.calls()).toHaveLength(0);
  },
);

test('the mark of a folder is passed over, and a file that is named like one is not', async () => {
  s3.on(HeadObjectCommand).resolvesOnce({ ContentLength: 0 }).resolvesOnce({ ContentLength: 9 });
  expect(await handler(given({ key: '2023-09/1101/', version: 'v1' }))).toMatchObject({ passedOver: 'ignored' });
  expect(await handler(given({ key: '2023-09/1101/', version: 'v2' }))).toMatchObject({ kode: 'PATH_INVALID' });
});

test('what was read is measured', async () => {
  secrets.on(GetSecretValueCommand).resolves({ SecretString: '07'.repeat(32) });
  const text = 'nik;nama\n1;Siti\n';
  s3.on(GetObjectCommand, { Bucket: 'uploads' }).resolves({ Body: body(text) });
  const added = vi.spyOn(metrics, 'addMetric');
  await handler(event);
  const measured = Object.fromEntries(added.mock.calls.map(([name, , value]) => [name, value]));
  expect(measured).toEqual({
    Seconds: expect.any(Number),
    Bytes: text.length,
    RowsRead: 0,
    RowsAccepted: 0,
    RowsRejected: 0,
  });
});

/** The function of `Ingest` reads the version that the event names, with the key that the secret holds. */
import { fileURLToPath } from 'node:url';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { handler } from '../../functions/ingest.ts';
import { aesCipher } from '../../platform/crypto.ts';

const s3 = mockClient(S3Client);
const secrets = mockClient(SecretsManagerClient);
const event = { key: '2023-09/1101/peserta.csv', version: 'v7' };

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
  await expect(handler(event)).rejects.toMatchObject({ name: 'NotFound' });
  const asked = s3.commandCalls(GetObjectCommand).map((call) => call.args[0].input);
  expect(asked).toContainEqual({ Bucket: 'uploads', Key: event.key, VersionId: 'v7' });
  expect(asked.filter(({ Bucket }) => Bucket === 'work').map(({ VersionId }) => VersionId)).toEqual([undefined]);
});

test('the key is asked for once per container', async () => {
  secrets.on(GetSecretValueCommand).resolves({ SecretString: '07'.repeat(32) });
  const { keyId } = aesCipher(new Uint8Array(32).fill(7));
  for (const version of ['v1', 'v2']) {
    expect(await handler({ key: 'somewhere.csv', version })).toMatchObject({ kode: 'PATH_INVALID', keyId });
  }
  expect(secrets.calls().length).toBeLessThanOrEqual(1);
});

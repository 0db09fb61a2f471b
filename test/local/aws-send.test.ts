/** What `cakupan run --aws` puts into the upload bucket, and what it leaves alone. */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, expect, test } from 'vitest';
import { sendAll } from '../../local/aws/send.ts';
import { listUploads } from '../../local/uploads.ts';
import { temporaryFolder } from '../cakupan.ts';
import { fakeAws } from './fake-aws.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const KEY = '2023-08/8171/peserta.csv';
const MIB = 1024 * 1024;
const hashOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

let folders = 0;
async function aFolder(files: Record<string, string | Uint8Array>) {
  const folder = join(root, `u${folders++}`);
  for (const [key, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), content);
  }
  const { files: found } = await listUploads(folder, '');
  const send = ({ cloud, progress }: ReturnType<typeof fakeAws>) =>
    sendAll(folder, found, () => '2023-08', cloud, progress);
  return { folder, send };
}

test('a file is sent with its hash, and not sent again as long as it stays the same', async () => {
  const aws = fakeAws();
  const { send } = await aFolder({ [KEY]: 'isi', '2023-08/81/peserta.csv': '' });
  const first = await send(aws);
  expect(first.placed).toMatchObject([
    { key: '2023-08/81/peserta.csv', due: true },
    { key: KEY, periode: '2023-08', due: true },
  ]);
  expect(aws.objects.get(KEY)).toMatchObject([{ sha256: hashOf('isi') }]);
  expect(Buffer.from(aws.objects.get(KEY)?.[0]?.body ?? '').toString()).toBe('isi');
  const version = aws.objects.get(KEY)?.[0]?.version ?? '';

  expect((await send(aws)).placed).toMatchObject([{ due: true }, { key: KEY, version, due: true }]);
  await aws.register(KEY, version);
  expect((await send(aws)).placed).toMatchObject([{ due: true }, { key: KEY, version, due: false }]);
  expect(aws.s3.commandCalls(PutObjectCommand)).toHaveLength(2);
  const { send: sendCorrected } = await aFolder({ [KEY]: 'isu' });
  expect((await sendCorrected(aws)).placed).toMatchObject([{ key: KEY, due: true }]);
  expect(aws.objects.get(KEY)).toHaveLength(2);
});

test('a file that came from elsewhere is known by what was read of it', async () => {
  const aws = fakeAws();
  aws.objects.set(KEY, [{ version: 'console', body: Buffer.from('isi'), sha256: undefined }]);
  await aws.register(KEY, 'console', { content: hashOf('isi') });
  const { send } = await aFolder({ [KEY]: 'isi' });
  expect((await send(aws)).placed).toMatchObject([{ version: 'console', due: false }]);
});

test('a file whose processing failed, or that was withdrawn and restored, is sent again', async () => {
  const aws = fakeAws();
  const { send } = await aFolder({ [KEY]: 'isi' });
  await send(aws);
  const [failed] = aws.objects.get(KEY) ?? [];
  await aws.register(KEY, failed?.version ?? '', { kode: 'PROCESSING_FAILED' });
  const again = await send(aws);
  expect(again.placed[0]?.version).not.toBe(failed?.version);
  expect(aws.objects.get(KEY)).toHaveLength(2);
});

test('a large file goes in parts, in order, and whole', async () => {
  const aws = fakeAws();
  const content = new Uint8Array(20 * MIB + 7).map((_, i) => (i * 31) % 251);
  const { send } = await aFolder({ [KEY]: content });
  expect((await send(aws)).failed).toEqual([]);
  const [stored] = aws.objects.get(KEY) ?? [];
  expect(hashOf(stored?.body ?? '')).toBe(hashOf(content));
  expect(stored?.sha256).toBe(hashOf(content));
  expect(aws.s3.commandCalls(UploadPartCommand)).toHaveLength(3);
  expect(aws.s3.commandCalls(PutObjectCommand)).toHaveLength(0);
});

test('a large file that is still being written leaves nothing in the bucket', async () => {
  const aws = fakeAws();
  const { folder, send } = await aFolder({ [KEY]: new Uint8Array(17 * MIB) });
  aws.s3.on(UploadPartCommand, { PartNumber: 1 }).callsFake(() => {
    appendFileSync(join(folder, KEY), 'lagi');
    return {};
  });
  expect(await send(aws)).toEqual({ placed: [], changing: [KEY], failed: [] });
  expect(aws.objects.size).toBe(0);
  expect(aws.s3.commandCalls(AbortMultipartUploadCommand)).toHaveLength(1);
});

test('a file that this person may not send does not keep the others from being sent', async () => {
  const aws = fakeAws();
  const denied = new S3ServiceException({
    name: 'AccessDenied',
    message: 'no right to s3:PutObject',
    $fault: 'client',
    $metadata: { httpStatusCode: 403 },
  });
  aws.s3.on(PutObjectCommand, { Key: '2023-08/73/peserta.csv' }).rejects(denied);
  const { send } = await aFolder({ [KEY]: 'isi', '2023-08/73/peserta.csv': 'isi' });
  const sent = await send(aws);
  expect(sent.placed.map(({ key }) => key)).toEqual([KEY]);
  expect(sent.failed).toEqual([{ key: '2023-08/73/peserta.csv', error: 'AccessDenied: no right to s3:PutObject' }]);
});

test('what concerns all files ends the sending at once', async () => {
  const aws = fakeAws();
  const expired = Object.assign(new Error('expired'), { name: 'ExpiredToken' });
  aws.s3.on(PutObjectCommand).rejects(expired);
  const files = Array.from({ length: 50 }, (_, i) => [`2023-08/8171/peserta-${i}.csv`, 'isi']);
  const { send } = await aFolder(Object.fromEntries(files));
  await expect(send(aws)).rejects.toThrow('expired');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(aws.s3.commandCalls(PutObjectCommand).length).toBeLessThan(10);
});

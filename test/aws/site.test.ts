/** The public site: everybody reads the public tier through CloudFront, and nobody anything else. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, expect, inject, test } from 'vitest';
import { outputs, putAll, reset, s3, settled } from './deployed.ts';
import { expectedOf, uploadsOf } from './published.ts';

const PAGE = '<!doctype html><title>Cakupan</title>';

beforeAll(async () => {
  await reset();
  await s3.send(new PutObjectCommand({ Bucket: outputs.SnapshotBucket, Key: 'index.html', Body: PAGE }));
  await putAll(uploadsOf('handmade'));
  await settled();
});

/** As a browser would, over HTTPS, which the emulator is told by a header. */
async function get(path: string, protocol = 'https'): Promise<{ status: number | undefined; body: string }> {
  const { host } = new URL(outputs.Site);
  const asked = request(`${inject('emulator').endpoint}${path}`, { headers: { host, 'x-forwarded-proto': protocol } });
  const [answer]: IncomingMessage[] = await once(asked.end(), 'response');
  if (!answer) throw new Error('no answer');
  return { status: answer.statusCode, body: await text(answer) };
}

test.each(['snapshots/index.json', 'snapshots/2023-08/latest.json', 'snapshots/2023-08/r1/public/manifest.json'])(
  'everybody may read %s',
  async (key) => {
    const { status, body } = await get(`/${key}`);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toBeTypeOf('object');
  },
);

test('everybody may read the public tables', async () => {
  const expected = expectedOf('handmade')['2023-08/public/coverage.csv'] ?? '';
  expect(await get('/snapshots/2023-08/r1/public/coverage.csv')).toMatchObject({ status: 200, body: expected });
});

test.each([
  'snapshots/2023-08/r1/exact/coverage.csv',
  'snapshots/2023-08/r1/exact/manifest.json',
  'snapshots/2023-08/r1/exact/../public/../exact/coverage.csv',
  'snapshots/2023-08/r1/exact/public/coverage.csv',
  'reports/2023-08/8171/peserta-pekerja-rentan/report.json',
  'plans/',
])('nobody is told more than that it is not here: %s', async (key) => {
  expect(await get(`/${key}`)).toMatchObject({ status: 404, body: PAGE });
});

test('who comes without TLS is sent to come with it', async () => {
  expect((await get('/snapshots/index.json', 'http')).status).toBe(301);
});

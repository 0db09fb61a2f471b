/** What nobody should send, all at once: each ends in a report or in nothing, and none is stuck or lost without a word. */
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { executions, failures, put, remove, reset, s3, settled, start, unnoticed } from './deployed.ts';
import { people, recordOf, reportFor } from './judged.ts';
import { tableOf } from './published.ts';

/** Keys that no slot has, with what S3, EventBridge and JSON might stumble over. */
const ODD = [
  '2023-08/8171/peserta baru (1).csv',
  '2023-08/8171/peserta+baru.csv',
  '2023-08/8171/peserta%20baru.csv',
  '2023-08/8171/peserta-%E9.csv',
  '2023-08/8171/peserta-é-村-😀.csv',
  '2023-08/8171/peserta "baru" \\ <a>&amp;.csv',
  '2023-08/8171/peserta=1&x=2#3?.csv',
];

const EMPTY = ['2023-08/8171/peserta-kosong.csv', '2023-08/8171/peserta-kosong.csv.gz'];
const NO_UPLOADS = ['2023-08/8171/', '2023-08/', '2023-08/8171/.DS_Store', '2023-08/8171/~$peserta.csv'];
const OVERWRITTEN = '2023-08/8171/peserta-ganti.csv';
const GONE = '2023-08/8171/peserta-hilang.csv';
const FOREIGN = '2023-08/8171/peserta-tetangga.csv';

const MALFORMED = [
  {},
  [],
  'text',
  null,
  { kind: 'created' },
  { kind: 'created', key: FOREIGN, version: '' },
  { kind: 'created', key: '', version: 'v' },
  { kind: 'created', key: 7, version: 'v' },
  { kind: 'moved', key: FOREIGN, version: 'v' },
  { kind: 'deleted', key: FOREIGN },
];

const versions = new Map<string, string>();
const versionOf = (name: string) => versions.get(name) ?? '';

beforeAll(async () => {
  await reset();
  for (const key of ODD) versions.set(key, await put(key, people(1)));
  for (const key of [...EMPTY, ...NO_UPLOADS]) versions.set(key, await put(key, ''));
  // The first is read when the second is there already.
  const [first, second] = await unnoticed(async () => [
    await put(OVERWRITTEN, people(1)),
    await put(OVERWRITTEN, people(2)),
  ]);
  versions.set('first', first).set('second', second);
  await settled();
  await start('Upload', { kind: 'created', key: OVERWRITTEN, version: first });
  await settled();
  await start('Upload', { kind: 'created', key: OVERWRITTEN, version: second });
  const gone = await unnoticed(async () => {
    const version = await put(GONE, people(1));
    await remove(GONE, version);
    return version;
  });
  versions.set(GONE, gone);
  await start('Upload', { kind: 'created', key: GONE, version: gone });
  await start('Upload', { kind: 'deleted', key: GONE, version: gone });
  await fromAnotherBucket();
  await settled();
});

/** A neighbour that tells EventBridge of its uploads too. */
async function fromAnotherBucket(): Promise<void> {
  const Bucket = 'tetangga';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  await s3.send(new PutObjectCommand({ Bucket, Key: FOREIGN, Body: people(1) }));
}

test('all executions have succeeded', async () => {
  expect(await failures()).toEqual([]);
  const ended = await executions('Upload');
  expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
  expect(ended).toHaveLength(ODD.length + EMPTY.length + NO_UPLOADS.length + 4);
});

test.each(ODD)('a key with odd characters is reported and listed as it is: %s', async (key) => {
  expect(await reportFor(key, versionOf(key))).toMatchObject({ kunci: key, kode: 'PATH_INVALID' });
  const cell = /[",]/.test(key) ? `"${key.replaceAll('"', '""')}"` : key;
  expect(await tableOf('2023-08', 'files')).toContain(`\n${cell},,ditolak,PATH_INVALID,tidak,0,0,0\n`);
});

test.each([
  [EMPTY[0]!, 'FILE_EMPTY'],
  [EMPTY[1]!, 'UNREADABLE'],
])('an object of no bytes is reported: %s is %s', async (key, kode) => {
  expect(await reportFor(key, versionOf(key))).toMatchObject({ kode, baris: { lolos: 0, ditolak: 0, dilewati: 0 } });
});

test.each(NO_UPLOADS)('a folder’s mark or a system file is passed over in silence: %s', async (key) => {
  expect(await recordOf(key)).toBeUndefined();
  expect(await reportFor(key, versionOf(key))).toBeUndefined();
});

test('an object that is overwritten before it is read is read as the version that the event names', async () => {
  expect(await reportFor(OVERWRITTEN, versionOf('first'))).toMatchObject({ baris: { lolos: 1 } });
  expect(await reportFor(OVERWRITTEN, versionOf('second'))).toMatchObject({
    baris: { lolos: 2 },
    berlaku: 'versi_ini',
  });
});

test('an object that is gone leaves no trace', async () => {
  expect(await recordOf(GONE)).toBeUndefined();
  expect(await reportFor(GONE, versionOf(GONE))).toBeUndefined();
});

test('an upload to another bucket starts nothing', async () => {
  expect(await recordOf(FOREIGN)).toBeUndefined();
});

describe('a malformed event', () => {
  test('ends its execution at once with an error that names what is wrong, and writes nothing', async () => {
    const before = await tableOf('2023-08', 'files');
    for (const event of MALFORMED) await start('Upload', event);
    await settled();
    const failed = await failures();
    expect(failed.map(({ input }) => JSON.stringify(input)).sort()).toEqual(
      MALFORMED.map((e) => JSON.stringify(e)).sort(),
    );
    for (const { error } of failed) expect(['ZodError', 'States.Runtime']).toContain(error);
    expect(await tableOf('2023-08', 'files')).toBe(before);
    expect(await recordOf(FOREIGN)).toBeUndefined();
  });
});

/** The upload bucket: its versions in order, and the one that may be read. */
import { createHash } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { UploadBucket } from '../../platform/uploads.ts';
import { body } from './body.ts';

const s3 = mockClient(S3Client);
const bucket = () => new UploadBucket(new S3Client({ region: 'ap-southeast-3' }), 'uploads', 'v2');
const at = (second: number) => new Date(Date.UTC(2023, 8, 1, 8, 0, second));
beforeEach(() => s3.reset());

test('knows the entries of a key, newest first, and of no key that begins like it', async () => {
  s3.on(ListObjectVersionsCommand).resolves({
    Versions: [
      { Key: 'a.csv', VersionId: 'v3', IsLatest: true, LastModified: at(3) },
      { Key: 'a.csv', VersionId: 'v1', IsLatest: false, LastModified: at(1) },
      { Key: 'a.csv.gz', VersionId: 'v9', IsLatest: true, LastModified: at(9) },
    ],
    DeleteMarkers: [{ Key: 'a.csv', VersionId: 'v2', IsLatest: false, LastModified: at(2) }],
  });
  expect(await bucket().history('a.csv')).toEqual([
    { key: 'a.csv', version: 'v3', deleted: false, at: +at(3) },
    { key: 'a.csv', version: 'v2', deleted: true, at: +at(2) },
    { key: 'a.csv', version: 'v1', deleted: false, at: +at(1) },
  ]);
});

test('takes, of what came in one second, the latest for the latest and a deletion for later than a version', async () => {
  s3.on(ListObjectVersionsCommand).resolves({
    Versions: [
      { Key: 'a', VersionId: 'v3', IsLatest: true, LastModified: at(1) },
      { Key: 'a', VersionId: 'v1', IsLatest: false, LastModified: at(1) },
    ],
    DeleteMarkers: [{ Key: 'a', VersionId: 'v2', IsLatest: false, LastModified: at(1) }],
  });
  expect((await bucket().history('a')).map(({ version }) => version)).toEqual(['v3', 'v2', 'v1']);
});

test('tells the newest entry of every key once, page after page', async () => {
  s3.on(ListObjectVersionsCommand, { Prefix: '' })
    .resolvesOnce({
      Versions: [
        { Key: 'a', VersionId: '1', IsLatest: true, LastModified: at(1) },
        { Key: 'b', VersionId: '3', IsLatest: true, LastModified: at(3) },
      ],
      NextKeyMarker: 'b',
      NextVersionIdMarker: '3',
    })
    .resolvesOnce({
      Versions: [{ Key: 'b', VersionId: '2', IsLatest: false, LastModified: at(2) }],
      DeleteMarkers: [{ Key: 'c', VersionId: '4', IsLatest: true, LastModified: at(4) }],
    });
  const found: string[] = [];
  for await (const { key, version, deleted } of bucket().newest()) found.push(`${key} ${version} ${deleted}`);
  expect(found).toEqual(['a 1 false', 'b 3 false', 'c 4 true']);
});

test('reads the one version, and knows its content once it was read to the end', async () => {
  s3.on(GetObjectCommand).resolves({ Body: body('nik;', 'nama') });
  const uploads = bucket();
  const pieces = uploads.stream('a.csv');
  await pieces.next();
  expect(uploads.contentOf()).toBeNull();
  for await (const _ of pieces);
  expect(uploads.contentOf()).toBe(createHash('sha256').update('nik;nama').digest('hex'));
  expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toMatchObject({ Key: 'a.csv', VersionId: 'v2' });
});

test('erases every version without an older one ever being the latest: marks it deleted first, takes the mark last', async () => {
  const Versions = [
    { Key: 'a.csv', VersionId: 'v2', IsLatest: true, LastModified: at(2) },
    { Key: 'a.csv', VersionId: 'v1', IsLatest: false, LastModified: at(1) },
  ];
  const mark = { Key: 'a.csv', VersionId: 'v3', IsLatest: true, LastModified: at(3) };
  s3.on(ListObjectVersionsCommand)
    .resolvesOnce({ Versions })
    .resolves({ Versions: Versions.map((one) => ({ ...one, IsLatest: false })), DeleteMarkers: [mark] });
  s3.on(DeleteObjectCommand).resolves({});
  const removed = () => s3.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input.VersionId);
  expect(await bucket().erase('a.csv')).toBe(2);
  expect(removed()).toEqual([undefined, 'v1', 'v2', 'v3']);
  // Cut short before, it is marked already.
  expect(await bucket().erase('a.csv')).toBe(2);
  expect(removed().slice(4)).toEqual(['v1', 'v2', 'v3']);
});

test('knows every key under a prefix, those that are deleted too', async () => {
  s3.on(ListObjectVersionsCommand, { Prefix: '2023-08/' }).resolves({
    Versions: [
      { Key: '2023-08/8171/~$peserta.csv', VersionId: '1', IsLatest: true, LastModified: at(1) },
      { Key: '2023-08/8171/peserta.csv', VersionId: '2', IsLatest: false, LastModified: at(1) },
    ],
    DeleteMarkers: [{ Key: '2023-08/8171/peserta.csv', VersionId: '3', IsLatest: true, LastModified: at(2) }],
  });
  expect((await bucket().everyKey('2023-08/')).sort()).toEqual([
    '2023-08/8171/peserta.csv',
    '2023-08/8171/~$peserta.csv',
  ]);
});

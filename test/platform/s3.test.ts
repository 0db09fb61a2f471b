/** The object store of the cloud: what it asks of S3, and what it makes of the answers. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { Conflict, NotFound } from '../../pipeline/ports.ts';
import { aboutReport, aboutSnapshot } from '../../platform/about.ts';
import { S3Store } from '../../platform/s3.ts';
import { body } from './body.ts';

const MIB = 1024 * 1024;
const s3 = mockClient(S3Client);
const store = new S3Store(new S3Client({ region: 'ap-southeast-3' }), 'runs');
beforeEach(() => s3.reset());

describe('reading', () => {
  test('gives all bytes of an object', async () => {
    s3.on(GetObjectCommand).resolves({ Body: body('satu', 'dua') });
    expect(await store.read('a/b')).toEqual(bytes('satudua'));
    expect(input(GetObjectCommand)).toMatchObject({ Bucket: 'runs', Key: 'a/b' });
  });

  test('gives the bytes from a start to before an end', async () => {
    s3.on(GetObjectCommand).resolves({ Body: body('atud') });
    expect(await store.read('a/b', { start: 1, end: 5 })).toEqual(bytes('atud'));
    expect(input(GetObjectCommand)).toMatchObject({ Range: 'bytes=1-4' });
  });

  test('of an empty range asks only whether the object is there', async () => {
    s3.on(HeadObjectCommand).resolvesOnce({ ContentLength: 9, ETag: '"e"' }).rejects(failure(404));
    expect(await store.read('a/b', { start: 3, end: 3 })).toEqual(bytes(''));
    expect(await store.read('a/b', { start: 3, end: 3 })).toBeUndefined();
  });

  test('of a range behind the end gives nothing', async () => {
    s3.on(GetObjectCommand).rejects(failure(416));
    expect(await store.read('a/b', { start: 100, end: 200 })).toEqual(bytes(''));
  });

  test.each([404, 405])('of an object that is not there (%i) gives undefined', async (status) => {
    s3.on(GetObjectCommand).rejects(failure(status));
    s3.on(HeadObjectCommand).rejects(failure(status));
    expect(await store.read('a/b')).toBeUndefined();
    expect(await store.head('a/b')).toBeUndefined();
  });

  test('of an object that may not be read fails', async () => {
    s3.on(GetObjectCommand).rejects(failure(403));
    await expect(store.read('a/b')).rejects.toThrow(S3ServiceException);
  });

  test('piece by piece gives the bytes in order', async () => {
    s3.on(GetObjectCommand).resolves({ Body: body('satu', 'dua', 'tiga') });
    let text = '';
    for await (const piece of store.stream('a/b')) text += new TextDecoder().decode(piece);
    expect(text).toBe('satuduatiga');
  });

  test('piece by piece says where there is no such object', async () => {
    s3.on(GetObjectCommand).rejects(failure(404));
    await expect(store.stream('a/b')[Symbol.asyncIterator]().next()).rejects.toThrow(NotFound);
  });

  test('sees one version where the store is bound to it', async () => {
    const bound = new S3Store(new S3Client({ region: 'ap-southeast-3' }), 'uploads', { version: 'v7' });
    s3.on(GetObjectCommand).resolves({ Body: body('lama') });
    s3.on(HeadObjectCommand).resolves({ ContentLength: 4, ETag: '"e"' });
    await bound.read('a/b');
    await bound.head('a/b');
    expect(input(GetObjectCommand)).toMatchObject({ VersionId: 'v7' });
    expect(input(HeadObjectCommand)).toMatchObject({ VersionId: 'v7' });
  });

  test('the head alone gives its size, and a tag that a later write can name', async () => {
    s3.on(HeadObjectCommand).resolves({ ContentLength: 12, ETag: '"abc"' });
    expect(await store.head('a/b')).toEqual({ size: 12, tag: '"abc"' });
  });
});

describe('writing', () => {
  test('replaces an object', async () => {
    s3.on(PutObjectCommand).resolves({});
    await store.write('a/b', bytes('isi'));
    expect(input(PutObjectCommand)).toEqual({ Bucket: 'runs', Key: 'a/b', Body: bytes('isi') });
  });

  test('passes its condition on', async () => {
    s3.on(PutObjectCommand).resolves({});
    await store.write('a/b', bytes('isi'), { ifNoneMatch: '*' });
    await store.write('a/b', bytes('isi'), { ifMatch: '"abc"' });
    expect(input(PutObjectCommand, 0)).toMatchObject({ IfNoneMatch: '*' });
    expect(input(PutObjectCommand, 1)).toMatchObject({ IfMatch: '"abc"' });
  });

  test.each([404, 409, 412])('is a conflict where its condition does not hold (%i)', async (status) => {
    s3.on(PutObjectCommand).rejects(failure(status));
    await expect(store.write('a/b', bytes('isi'), { ifMatch: '"abc"' })).rejects.toThrow(Conflict);
  });

  test('without a condition is never a conflict', async () => {
    s3.on(PutObjectCommand).rejects(failure(409));
    await expect(store.write('a/b', bytes('isi'))).rejects.toThrow(S3ServiceException);
  });
});

describe('writing piece by piece', () => {
  beforeEach(() => {
    s3.on(PutObjectCommand).resolves({});
    s3.on(CreateMultipartUploadCommand).resolves({ UploadId: 'u1' });
    s3.on(UploadPartCommand).callsFake(({ PartNumber }: { PartNumber: number }) => ({
      ETag: `"part ${PartNumber}"`,
      ChecksumCRC32: `sum ${PartNumber}`,
    }));
    s3.on(CompleteMultipartUploadCommand).resolves({});
    s3.on(AbortMultipartUploadCommand).resolves({});
  });

  test('a small object is one write, when it is closed', async () => {
    const sink = await store.create('a/b');
    await sink.write(bytes('satu'));
    await sink.write(bytes('dua'));
    expect(s3.calls()).toHaveLength(0);
    await sink.close();
    expect(s3.calls()).toHaveLength(1);
    expect(input(PutObjectCommand)).toMatchObject({ Key: 'a/b', Body: bytes('satudua') });
  });

  test('an empty object is written too', async () => {
    await (await store.create('a/b')).close();
    expect(input(PutObjectCommand)).toMatchObject({ Body: bytes('') });
  });

  test('a large object is sent in parts of 8 MiB, in order, and is complete with the last', async () => {
    const sent: Uint8Array[] = [];
    s3.on(UploadPartCommand).callsFake(({ Body, PartNumber }: { Body: Uint8Array; PartNumber: number }) => {
      sent.push(Body.slice());
      return { ETag: `"part ${PartNumber}"`, ChecksumCRC32: `sum ${PartNumber}` };
    });
    const piece = new Uint8Array(3 * MIB);
    const sink = await store.create('a/b');
    for (let i = 1; i <= 6; i++) await sink.write(piece.fill(i)); // the piece is the sender's again
    await sink.close();
    expect(sent.map(({ length }) => length)).toEqual([8 * MIB, 8 * MIB, 2 * MIB]);
    const whole = Buffer.concat(sent);
    for (let i = 0; i < 6; i++) expect([whole[i * 3 * MIB], whole[(i + 1) * 3 * MIB - 1]]).toEqual([i + 1, i + 1]);
    expect(input(CompleteMultipartUploadCommand)).toEqual({
      Bucket: 'runs',
      Key: 'a/b',
      UploadId: 'u1',
      MultipartUpload: {
        Parts: [1, 2, 3].map((n) => ({ PartNumber: n, ETag: `"part ${n}"`, ChecksumCRC32: `sum ${n}` })),
      },
    });
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(0);
  });

  test('an object of exactly one part is one write', async () => {
    const sink = await store.create('a/b');
    await sink.write(new Uint8Array(8 * MIB));
    await sink.close();
    expect(s3.calls()).toHaveLength(1);
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1);
  });

  test('leaves no trace when it is given up', async () => {
    const small = await store.create('a/small');
    await small.write(bytes('satu'));
    await small.abort();
    expect(s3.calls()).toHaveLength(0);
    const large = await store.create('a/large');
    await large.write(new Uint8Array(9 * MIB));
    await large.abort();
    expect(input(AbortMultipartUploadCommand)).toEqual({ Bucket: 'runs', Key: 'a/large', UploadId: 'u1' });
    expect(s3.commandCalls(CompleteMultipartUploadCommand)).toHaveLength(0);
  });
});

test('lists all keys under a prefix, page after page', async () => {
  s3.on(ListObjectsV2Command, { Prefix: 'a/' }).resolves({ Contents: [{ Key: 'a/1' }], NextContinuationToken: 'more' });
  s3.on(ListObjectsV2Command, { ContinuationToken: 'more' }).resolves({ Contents: [{ Key: 'a/2' }, { Key: 'a/é' }] });
  expect(await store.list('a/')).toEqual(['a/1', 'a/2', 'a/é']);
  s3.on(ListObjectsV2Command).resolves({});
  expect(await store.list('b/')).toEqual([]);
});

test('keeps a prefix before every key in the bucket to itself', async () => {
  const reports = new S3Store(new S3Client({ region: 'ap-southeast-3' }), 'b', { prefix: 'reports/' });
  s3.on(PutObjectCommand).resolves({});
  s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'reports/a/1' }] });
  await reports.write('a/1', bytes('isi'));
  expect(input(PutObjectCommand)).toMatchObject({ Key: 'reports/a/1' });
  expect(await reports.list('a/')).toEqual(['a/1']);
  expect(input(ListObjectsV2Command)).toMatchObject({ Prefix: 'reports/a/' });
});

test('tells readers and lifecycle rules what it is told of an object, in one go and in parts', async () => {
  const about = aboutReport;
  const reports = new S3Store(new S3Client({ region: 'ap-southeast-3' }), 'b', { about });
  s3.on(PutObjectCommand).resolves({});
  s3.on(CreateMultipartUploadCommand).resolves({ UploadId: 'u1' });
  s3.on(UploadPartCommand).resolves({ ETag: 'e', ChecksumCRC32: 's' });
  s3.on(CompleteMultipartUploadCommand).resolves({});
  for (const size of [1, 9 * MIB]) {
    const sink = await reports.create('a/rejected.csv');
    await sink.write(new Uint8Array(size));
    await sink.close();
  }
  await reports.write('a/report.json', bytes('{}'));
  const rows = { Tagging: 'isi=baris-ditolak', CacheControl: 'no-store', ContentType: 'text/csv; charset=utf-8' };
  expect(input(PutObjectCommand, 0)).toMatchObject(rows);
  expect(input(CreateMultipartUploadCommand)).toMatchObject(rows);
  expect(input(PutObjectCommand, 1)).not.toHaveProperty('Tagging');
  for (const part of [UploadPartCommand, CompleteMultipartUploadCommand])
    expect(input(part)).not.toHaveProperty('Tagging');
});

test.each([
  ['index.json', 'no-cache', 'application/json; charset=utf-8'],
  ['2023-08/latest.json', 'no-cache', 'application/json; charset=utf-8'],
  ['2023-08/r12/public/coverage.csv', 'public, max-age=31536000, immutable', 'text/csv; charset=utf-8'],
])('of a snapshot, %s may be kept as %s says', (key, CacheControl, ContentType) => {
  expect(aboutSnapshot(key)).toEqual({ CacheControl, ContentType });
});

test('deletes an object', async () => {
  s3.on(DeleteObjectCommand).resolves({});
  await store.delete('a/b');
  expect(input(DeleteObjectCommand)).toEqual({ Bucket: 'runs', Key: 'a/b' });
});

function bytes(text: string): Uint8Array {
  return new Uint8Array(new TextEncoder().encode(text));
}

function failure(httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name: `Status${httpStatusCode}`, $fault: 'client', $metadata: { httpStatusCode } });
}

/** What the n-th command of a kind asked for. */
function input(command: Parameters<typeof s3.commandCalls>[0], n = 0): unknown {
  return s3.commandCalls(command)[n]?.args[0].input;
}

/** What the product asks of S3 and DynamoDB, against the emulator: the suites that every store and registry keeps to. */
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { inTurn } from '../../pipeline/in-turn.ts';
import { dynamoTable } from '../../platform/dynamo.ts';
import { dynamoRegistry } from '../../platform/registry.ts';
import { S3Store } from '../../platform/s3.ts';
import { type BucketEntry, UploadBucket } from '../../platform/uploads.ts';
import { registryContract } from '../platform/registry-contract.ts';
import { storeContract } from '../platform/store-contract.ts';
import { dynamodb, outputs, s3 } from './deployed.ts';

const MIB = 1024 * 1024;

let stores = 0;
const fresh = () => new S3Store(s3, outputs.WorkBucket, { prefix: `contract/${stores++}/` });

storeContract('a bucket', async () => fresh());
registryContract('a table', (leaseMs, now) =>
  dynamoRegistry(dynamoTable(dynamodb), { table: outputs.Table, leaseMs, now }),
);

describe('a bucket', () => {
  test('takes an object of several parts, and gives back any range of it', async () => {
    const store = fresh();
    const sink = await store.create('large');
    const piece = Uint8Array.from({ length: MIB }, (_, i) => (i * 7) % 251);
    for (let i = 0; i < 20; i++) await sink.write(piece);
    await sink.close();
    expect((await store.head('large'))?.size).toBe(20 * MIB);
    const range = await store.read('large', { start: 16 * MIB - 5, end: 16 * MIB + 5 });
    expect(range).toEqual(new Uint8Array([...piece.subarray(-5), ...piece.subarray(0, 5)]));
  });

  test('lists more keys than a page holds, each once', async () => {
    const store = fresh();
    const keys = Array.from({ length: 1100 }, (_, i) => `k${String(i).padStart(4, '0')}`);
    await inTurn(keys, (key) => store.write(key, new Uint8Array(1)));
    expect(await store.list('')).toEqual(keys);
  });
});

describe('a bucket that keeps versions', () => {
  const Bucket = 'riwayat';
  const bucket = new UploadBucket(s3, Bucket);
  const write = async (Key: string) =>
    (await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'isi' }))).VersionId ?? '';
  const newest = async () => {
    const all: BucketEntry[] = [];
    for await (const entry of bucket.newest()) all.push(entry);
    return all;
  };
  const drop = async (Key: string) => (await s3.send(new DeleteObjectCommand({ Bucket, Key }))).VersionId ?? '';

  test('tells the versions of a key and the marks of its deletions, newest first, and the newest of every key', async () => {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const first = await write('a');
    const mark = await drop('a');
    const second = await write('a');
    const other = await write('a-b');
    const last = await drop('a-b');
    const seen = (entries: readonly { version: string; deleted: boolean }[]) =>
      entries.map(({ version, deleted }) => ({ version, deleted }));
    expect(seen(await bucket.history('a'))).toEqual([
      { version: second, deleted: false },
      { version: mark, deleted: true },
      { version: first, deleted: false },
    ]);
    expect(seen(await bucket.history('a-b'))).toEqual([
      { version: last, deleted: true },
      { version: other, deleted: false },
    ]);
    expect(await bucket.history('b')).toEqual([]);
    expect((await newest()).map(({ key, version }) => [key, version])).toEqual([
      ['a', second],
      ['a-b', last],
    ]);
  });

  test('tells more versions of a key than a page holds', async () => {
    const versions = await inTurn(
      Array.from({ length: 1100 }, () => 'banyak'),
      write,
    );
    const told = await bucket.history('banyak');
    expect(told.map(({ version }) => version).sort()).toEqual(versions.toSorted());
    expect((await newest()).filter(({ key }) => key === 'banyak')).toHaveLength(1);
  });
});

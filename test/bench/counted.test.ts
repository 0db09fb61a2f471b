/** Requests as S3 counts them. */
import { expect, test } from 'vitest';
import { CountedStore, CountedUploads, nothing, putsOf } from '../../bench/aws/counted.ts';
import { MemoryStore } from '../memory.ts';

const MIB = 1024 * 1024;

test('a store counts its requests and bytes', async () => {
  const asked = nothing();
  const store = new CountedStore(new MemoryStore(), asked);
  await store.write('a/1', new Uint8Array(10));
  const sink = await store.create('a/2');
  await sink.write(new Uint8Array(5));
  await sink.close();
  await store.read('a/1', { start: 2, end: 6 });
  await store.read('a/3');
  await store.head('a/1');
  await store.list('a/');
  await store.delete('a/1');
  expect(asked).toEqual({ ...nothing(), put: 2, bytesOut: 15, get: 3, bytesIn: 4, list: 1 });
});

test('an upload is hashed while it is read', async () => {
  const uploads = new MemoryStore();
  await uploads.write('a', new TextEncoder().encode('satu'));
  const counted = new CountedUploads(uploads, nothing());
  for await (const piece of counted.stream('a')) expect(piece.length).toBe(4);
  expect(counted.contentOf()).toMatch(/^[0-9a-f]{64}$/);
});

test('an object larger than a part takes a request for each, and two more', () => {
  expect([0, 8 * MIB, 8 * MIB + 1, 80 * MIB].map(putsOf)).toEqual([1, 1, 4, 12]);
});

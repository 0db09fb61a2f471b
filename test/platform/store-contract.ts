/** What every object store keeps to, whatever lies behind it. */
import { describe, expect, test } from 'vitest';
import { Conflict, NotFound, type ObjectStore } from '../../pipeline/ports.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (piece: Uint8Array | undefined) => piece && new TextDecoder().decode(piece);

/** @param make a new, empty store */
export function storeContract(name: string, make: () => Promise<ObjectStore>): void {
  describe(`${name} as an object store`, () => {
    test('gives back what was written, whole and by range', async () => {
      const store = await make();
      await store.write('a/b.txt', bytes('sepuluh'));
      expect(text(await store.read('a/b.txt'))).toBe('sepuluh');
      expect(text(await store.read('a/b.txt', { start: 2, end: 5 }))).toBe('pul');
    });

    test('gives words that begin at a multiple of four bytes, so that they can be read as numbers', async () => {
      const store = await make();
      await store.write('words', new Uint8Array(64));
      for (const range of [undefined, { start: 4, end: 32 }]) {
        expect(((await store.read('words', range))?.byteOffset ?? 1) % 4).toBe(0);
      }
    });

    test('says of a missing object that it is undefined, and refuses to stream it', async () => {
      const store = await make();
      expect(await store.read('no')).toBeUndefined();
      expect(await store.head('no')).toBeUndefined();
      const stream = async () => {
        for await (const _ of store.stream('no'));
      };
      await expect(stream()).rejects.toBeInstanceOf(NotFound);
      await store.delete('no');
    });

    test('streams an object larger than a piece in order', async () => {
      const store = await make();
      const body = Uint8Array.from({ length: 1_300_000 }, (_, i) => (i * 7) % 251);
      await store.write('large', body);
      const pieces: Uint8Array[] = [];
      for await (const piece of store.stream('large')) pieces.push(piece.slice());
      expect(Buffer.concat(pieces).equals(body)).toBe(true);
    });

    test('replaces an object without a condition, and changes its tag', async () => {
      const store = await make();
      await store.write('k', bytes('satu'));
      const first = await store.head('k');
      await store.write('k', bytes('dua'));
      expect(text(await store.read('k'))).toBe('dua');
      const second = await store.head('k');
      expect(second?.size).toBe(3);
      expect(second?.tag).not.toBe(first?.tag);
    });

    test('lets one of many writers be the first', async () => {
      const store = await make();
      const writes = Array.from({ length: 8 }, (_, i) => store.write('first', bytes(`${i}`), { ifNoneMatch: '*' }));
      const ended = await Promise.allSettled(writes);
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const one of ended) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Conflict);
    });

    test('writes on a condition only while the object is still the one that was seen', async () => {
      const store = await make();
      await store.write('pointer', bytes('r1'));
      const seen = (await store.head('pointer'))?.tag ?? '';
      await store.write('pointer', bytes('r2'), { ifMatch: seen });
      await expect(store.write('pointer', bytes('r3'), { ifMatch: seen })).rejects.toBeInstanceOf(Conflict);
      await expect(store.write('none', bytes('r1'), { ifMatch: seen })).rejects.toBeInstanceOf(Conflict);
      expect(text(await store.read('pointer'))).toBe('r2');
    });

    test('shows an object written piece by piece only once it is closed, and nothing of an aborted one', async () => {
      const store = await make();
      const sink = await store.create('folder/slow');
      await sink.write(bytes('sat'));
      expect(await store.read('folder/slow')).toBeUndefined();
      expect(await store.list('folder/')).toEqual([]);
      await sink.write(bytes('u'));
      await sink.close();
      expect(text(await store.read('folder/slow'))).toBe('satu');
      const other = await store.create('folder/aborted');
      await other.write(bytes('x'));
      await other.abort();
      expect(await store.list('folder/')).toEqual(['folder/slow']);
    });

    test('lists keys under a prefix in the order of their bytes, and forgets deleted ones', async () => {
      const store = await make();
      for (const key of ['p/b', 'p/a/1', 'p/a', 'q/a', 'p/é', 'p/a-1']) {
        if (key !== 'p/a') await store.write(key, bytes(key));
      }
      expect(await store.list('p/')).toEqual(['p/a-1', 'p/a/1', 'p/b', 'p/é']);
      expect(await store.list('p/a')).toEqual(['p/a-1', 'p/a/1']);
      await store.delete('p/a/1');
      expect(await store.list('p/a')).toEqual(['p/a-1']);
      expect(await store.list('none/')).toEqual([]);
    });
  });
}

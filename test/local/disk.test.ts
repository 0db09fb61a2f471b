import { mkdtempSync, readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DiskStore } from '../../local/disk.ts';
import { listUploads, UploadFolder } from '../../local/uploads.ts';
import { NotFound } from '../../pipeline/ports.ts';
import { MemoryStore } from '../memory.ts';
import { storeContract } from '../platform/store-contract.ts';

const root = mkdtempSync(join(tmpdir(), 'cakupan-disk-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const fresh = () => mkdtempSync(join(root, 's-'));

storeContract('a folder', async () => new DiskStore(fresh()));
storeContract('the memory of a test', async () => new MemoryStore());

describe('a folder', () => {
  test('holds no key that leads out of it', async () => {
    const store = new DiskStore(fresh());
    for (const key of ['../x', 'a/../../x', '/etc/passwd', 'a//b', '', 'a\\..\\..\\x', '.']) {
      await expect(store.read(key), key).rejects.toThrow('not a key');
      await expect(store.write(key, new Uint8Array(1)), key).rejects.toThrow('not a key');
    }
  });

  test('leaves no drafts behind', async () => {
    const folder = fresh();
    const store = new DiskStore(folder);
    await store.write('a', new Uint8Array(1), { ifNoneMatch: '*' });
    await expect(store.write('a', new Uint8Array(2), { ifNoneMatch: '*' })).rejects.toThrow();
    await (await store.create('b')).abort();
    expect(readdirSync(folder)).toEqual(['a']);
  });

  test('is rid of the drafts of a program that was killed, and keeps all else', async () => {
    const folder = fresh();
    const store = new DiskStore(folder);
    await store.write('a/b', new Uint8Array(1));
    const draft = await store.create('a/c');
    await draft.write(new Uint8Array(1));
    expect(readdirSync(join(folder, 'a'))).toHaveLength(2);
    await store.removeDrafts();
    expect(readdirSync(join(folder, 'a'))).toEqual(['b']);
    await draft.abort();
    await new DiskStore(join(folder, 'none')).removeDrafts();
  });
});

describe('the upload folder', () => {
  test('refuses a file that changes while it is read, and one that vanishes', async () => {
    const folder = fresh();
    const path = join(folder, 'f.csv');
    writeFileSync(path, 'x'.repeat(2_000_000));
    const uploads = new UploadFolder(folder);
    const [found] = (await listUploads(folder, root)).files;
    uploads.expect('f.csv', found?.state ?? { size: 0, modified: '', inode: '' });
    const read = async (meanwhile: () => void) => {
      let pieces = 0;
      for await (const _ of uploads.stream('f.csv')) if (pieces++ === 0) meanwhile();
    };
    await read(() => {});
    await expect(read(() => writeFileSync(path, 'y'.repeat(2_000_000)))).rejects.toThrow('is being written');
    writeFileSync(path, 'x');
    const [again] = (await listUploads(folder, root)).files;
    uploads.expect('f.csv', again?.state ?? { size: 0, modified: '', inode: '' });
    await expect(read(() => unlinkSync(path))).rejects.toBeInstanceOf(NotFound);
  });

  test('passes over links that lead out of it, and says so', async () => {
    const folder = fresh();
    const outside = join(root, 'outside.csv');
    writeFileSync(outside, 'rahasia');
    writeFileSync(join(folder, 'inside.csv'), 'a');
    symlinkSync(outside, join(folder, 'link.csv'));
    symlinkSync(root, join(folder, 'folder'));
    symlinkSync(join(folder, 'inside.csv'), join(folder, 'twin.csv'));
    const { files, notices } = await listUploads(folder, root);
    expect(files.map(({ key }) => key)).toEqual(['inside.csv', 'twin.csv']);
    expect(notices.map(({ en }) => en)).toEqual([
      expect.stringContaining('folder: a link that leads out'),
      expect.stringContaining('link.csv: a link that leads out'),
    ]);
  });
});

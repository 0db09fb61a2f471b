/** The page as it was built: which tier it reads, and in which order it is put before its readers. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DiskStore } from '../../local/disk.ts';
import { officialPage, placeOfficialPage } from '../../local/page.ts';
import { aboutPage, aboutSnapshot } from '../../platform/about.ts';
import { placePage, readPage } from '../../platform/page.ts';
import { temporaryFolder } from '../cakupan.ts';
import { MemoryStore } from '../memory.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

const built = join(root, 'built');
mkdirSync(join(built, 'assets'), { recursive: true });
const HEAD = '<!doctype html><meta name="tingkat" content="public"><script src="./assets/';
writeFileSync(join(built, 'index.html'), `${HEAD}a-1.js"></script>`);
writeFileSync(join(built, 'assets/a-1.js'), 'draw();');
writeFileSync(join(built, 'assets/a-1.css'), 'body{}');

/** Remembers the order of writing. */
class Watched extends MemoryStore {
  readonly written: string[] = [];
  override async write(...[key, body, condition]: Parameters<MemoryStore['write']>): Promise<void> {
    this.written.push(key);
    return super.write(key, body, condition);
  }
}

test('is put in place with what it loads before it, once, and again when there is another', async () => {
  const page = readPage(built);
  if (!page) throw new Error('it was built');
  const store = new Watched();
  await placePage(page, store);
  expect(store.written.at(-1)).toBe('index.html');
  expect(store.written.toSorted()).toEqual(['assets/a-1.css', 'assets/a-1.js', 'index.html']);
  await placePage(page, store);
  expect(store.written).toHaveLength(3);
  const next = new Map([...page, ['index.html', Uint8Array.from(new TextEncoder().encode(`${HEAD}a-2.js">`))]]);
  await placePage(next, store);
  expect(store.written.at(-1)).toBe('index.html');
});

test('is everybody’s as it is built, and that of officials where it is put beside their tables', async () => {
  const out = join(root, 'out');
  expect(await placeOfficialPage(out, officialPage(built))).toBe(join(out, 'index.html'));
  const text = async (store: DiskStore) => new TextDecoder().decode(await store.read('index.html'));
  expect(await text(new DiskStore(built))).toContain('<meta name="tingkat" content="public">');
  expect(await text(new DiskStore(out))).toContain('<meta name="tingkat" content="exact">');
  expect(await new DiskStore(out).list('')).toEqual(['assets/a-1.css', 'assets/a-1.js', 'index.html']);
});

test('is nowhere where none was built, and refused where it does not say which tier it reads', async () => {
  expect(readPage(join(root, 'nothing'))).toBeUndefined();
  expect(await placeOfficialPage(join(root, 'none'), officialPage(join(root, 'nothing')))).toBeUndefined();
  const odd = join(root, 'odd');
  mkdirSync(odd);
  writeFileSync(join(odd, 'index.html'), '<!doctype html>');
  expect(() => officialPage(odd)).toThrow('which tier');
});

test.each([
  ['index.html', 'text/html; charset=utf-8', 'no-cache'],
  ['assets/a-1.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['assets/a-1.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
])('%s is told of as %s, kept: %s', (key, ContentType, CacheControl) => {
  expect(aboutPage(key)).toEqual({ ContentType, CacheControl });
});

test.each([
  ['index.js', 'no-cache'],
  ['2023-08/latest.js', 'no-cache'],
  ['2023-08/r1/public/view/00.js', 'public, max-age=31536000, immutable'],
])('of what it reads, %s is kept: %s', (key, CacheControl) => {
  expect(aboutSnapshot(key)).toEqual({ ContentType: 'text/javascript; charset=utf-8', CacheControl });
});

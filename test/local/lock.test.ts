/** One program at a time works on an output folder, and who is dead holds none. */
import { rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { counterOf, lock } from '../../local/lock.ts';
import { temporaryFolder } from '../cakupan.ts';

const root = temporaryFolder();
const path = join(root, 'lock.json');
afterEach(() => rmSync(path, { force: true }));

/** Left by another program, whose number is that of one that runs now. */
function left(some: object): void {
  const counter = { port: 1, word: 'x' };
  writeFileSync(path, JSON.stringify({ pid: process.ppid, host: hostname(), since: '2023-09-01', counter, ...some }));
}

test('whoever runs keeps the others out, and is named', async () => {
  left({ boot: 'this start' });
  await expect(lock(path, 'this start')).rejects.toThrow(`process ${process.ppid}`);
  left({});
  await expect(lock(path, 'this start')).rejects.toThrow('2023-09-01');
  expect(await counterOf(path)).toEqual({ port: 1, word: 'x' });
});

test('a lock from before the machine was started again is none, though its number is in use once more', async () => {
  left({ boot: 'the start before' });
  const mine = await lock(path, 'this start');
  await mine.release();
});

test('nor is one that was cut off while it was written', async () => {
  writeFileSync(path, '{"pid":');
  await (await lock(path)).release();
});

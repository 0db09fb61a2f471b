/** One program at a time works on an output folder, and who is dead holds none. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { counterOf, lock } from '../../local/lock.ts';
import { temporaryFolder } from '../cakupan.ts';

const CONTENDER = new URL('contender.ts', import.meta.url).pathname;
/** Locks that are fought for, and how far apart, ms. */
const FIGHTS = 80;
const EVERY_MS = 15;

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

test('what programs that were killed left beside it is put away', async () => {
  const [old, young] = [`${path}.123`, `${path}.124`];
  for (const one of [old, young]) writeFileSync(one, '{}');
  utimesSync(old, 0, 0);
  await (await lock(path)).release();
  expect(readdirSync(root)).toEqual(['lock.json.124']);
});

test.each(['free', 'left by the dead', 'cut off'])(
  'of several who come at one moment, one gets it: %s',
  async (what) => {
    const folder = temporaryFolder();
    for (let i = 0; i < FIGHTS; i++) {
      const dead = { pid: 2 ** 30, host: hostname(), since: '2023-09-01' };
      if (what !== 'free') writeFileSync(join(folder, `${i}.json`), what === 'cut off' ? '' : JSON.stringify(dead));
    }
    const start = Date.now() + 1500;
    const contenders = [1, 2, 3].map(() => contend(folder, start));
    const got = await Promise.all(contenders.map(({ got }) => got));
    for (const { end } of contenders) end();
    expect(got.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: FIGHTS }, (_, i) => i));
    expect(readdirSync(folder)).toHaveLength(FIGHTS);
    rmSync(folder, { recursive: true });
  },
);

function contend(folder: string, start: number): { got: Promise<number[]>; end: () => void } {
  const child = spawn(process.execPath, [CONTENDER, folder, String(start), String(FIGHTS), String(EVERY_MS)]);
  const got = once(child.stdout, 'data').then(([said]) => z.array(z.number()).parse(JSON.parse(String(said))));
  return { got, end: () => child.stdin.end() };
}

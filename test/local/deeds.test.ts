/** What a person asks of an output folder: done alone, and through the program that serves the folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lock } from '../../local/lock.ts';
import { Changelog } from '../../pipeline/contracts/published.ts';
import { cakupan, KEY_FILE, temporaryFolder } from '../cakupan.ts';

const HANDMADE = new URL('../journeys/handmade/uploads', import.meta.url).pathname;
const CLI = new URL('../../.generated/cakupan.mjs', import.meta.url).pathname;
const LIST = '2023-08/8171/peserta-pekerja-rentan.csv';

let uploads: string;
let out: string;
let serving: ChildProcess | undefined;
const run = (...args: string[]) => cakupan([...args, '--out', out, '--lang', 'en']);
const latest = (): string => JSON.parse(readFileSync(join(out, 'snapshots/2023-08/latest.json'), 'utf8')).revision;

beforeEach(() => {
  const folder = temporaryFolder();
  uploads = join(folder, 'uploads');
  out = join(folder, 'out');
  cpSync(HANDMADE, uploads, { recursive: true });
});
afterEach(() => {
  serving?.kill('SIGKILL');
  serving = undefined;
});

describe('on one machine', () => {
  beforeEach(async () => {
    await run('run', uploads);
    correct();
    await run('run', uploads);
  });

  test('a revision is taken back, held, released and compared; every revision is sound', async () => {
    expect((await run('diff')).stdout).toContain('00 SEMUA aktif: 4 → 3  (2023-08/8171/peserta-pekerja-rentan)');
    expect(await run('rollback', '2023-08/r1')).toMatchObject({ code: 2 });
    expect((await run('rollback', '2023-08/r1', '--reason', 'salah')).stdout).toContain('on hold at r1');
    expect((await run('run', uploads)).stdout).toContain('on hold at r1');
    expect((await run('status')).stdout).toMatch(/r1 is current: .*; on hold by \S+ since [\d-]+ \("salah"\)/);
    expect(latest()).toBe('r1');
    expect((await run('release', '2023-08')).stdout).toContain('r3 published');
    expect(await run('release', '2023-08')).toMatchObject({ code: 2 });
    const verdict = await run('verify', '--all');
    expect(verdict.code).toBe(0);
    expect(verdict.stdout.match(/sound/g)).toHaveLength(3);
  });

  test('a correction with too few rows is held until it is accepted, and is accepted once', async () => {
    const path = join(uploads, LIST);
    const [header = '', first = ''] = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, `${header}\n${first}\n`);
    await run('run', uploads);
    const slot = LIST.replace('.csv', '');
    expect((await run('status')).stdout).toContain('SHRUNK');
    expect((await run('accept', slot)).stdout).toContain('r4 published');
    await refused('Nothing is held', 'accept', slot);
    await refused('There is no slot', 'accept', '2023-08/8172/peserta');
  });

  test('what cannot be done is refused with 2, in words, and leaves everything as it was', async () => {
    await refused('There is no revision r9', 'rollback', '2023-08/r9', '--reason', 'salah');
    await refused('Period 2020-01 is not known', 'rollback', '2020-01/r1', '--reason', 'salah');
    await refused('r2 of 2023-08 is current already', 'rollback', '2023-08/r2', '--reason', 'salah');
    await refused('Say why', 'rollback', '2023-08/r1');
    await refused('Name one revision', 'rollback', 'r1', '--reason', 'salah');
    await refused('is not on hold', 'release', '2023-08');
    await refused('Period 2020-01 is not known', 'release', '2020-01');
    await refused('Period 2020-01 is not known', 'rerun', '2020-01');
    await refused('There is no slot', 'purge', '2023-08/8172/peserta', '--reason', 'x', '--yes');
    await refused('Period 2020-01 is not known', 'purge', '2020-01', '--reason', 'x', '--yes');
    await refused('There is no revision r9', 'diff', '2023-08/r1', '2023-08/r9');
    await refused('Period 2020-01 was never published', 'verify', '2020-01');
    await run('rollback', '2023-08/r1', '--reason', 'salah');
    await refused('r1 of 2023-08 is current already', 'rollback', '2023-08/r1', '--reason', 'salah');
  });

  test('while a run publishes, a deed is refused and names the program that is at it', async () => {
    const holder = { pid: process.pid, host: hostname(), since: '2023-09-01T08:00:00.000Z' };
    writeFileSync(join(out, 'state/lock.json'), JSON.stringify(holder));
    for (const args of [
      ['rollback', '2023-08/r1', '--reason', 'x'],
      ['release', '2023-08'],
      ['rerun', '2023-08'],
    ]) {
      await refused(`process ${process.pid} on ${hostname()}`, ...args);
    }
  });

  test('of two operators at once one is refused, and the other’s deed stands alone', async () => {
    const back = () => run('rollback', '2023-08/r1', '--reason', 'salah');
    const ended = await Promise.all([back(), back()]);
    expect(ended.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(ended.find(({ code }) => code === 2)?.stderr).toMatch(/Another program is working|is current already/);
    const { entries } = JSON.parse(readFileSync(join(out, 'snapshots/2023-08/changelog.json'), 'utf8'));
    expect(entries.filter(({ kind }: { kind: string }) => kind === 'kembali')).toHaveLength(1);
  });

  test('a period is run again, whatever is cached; another that nobody knows is refused', async () => {
    const again = await run('rerun', '2023-08');
    expect(again.stdout).toContain('3 read');
    expect(again.stdout).toContain('nothing has changed; r2 stays current');
    expect(await run('rerun', '2020-01')).toMatchObject({ code: 2, stdout: '' });
  });

  test('a slot is purged only with a reason and a yes, and leaves nothing of anybody', async () => {
    const slot = '2023-08/8171/peserta-pekerja-rentan';
    expect(await run('purge', slot)).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    expect((await run('purge', slot, '--reason', 'permintaan', '--yes')).stdout).toContain(
      'Removed: 1 keys, 1 versions',
    );
    expect(() => readFileSync(join(uploads, LIST))).toThrow();
    expect((await run('status', '--json')).stdout).toContain('"state":"withdrawn"');
  });
});

describe('what cannot be done', () => {
  test('leaves a folder that was mistyped as it is: there is none', async () => {
    for (const args of [
      ['release', '2023-08'],
      ['accept', '2023-08/8171/peserta'],
      ['rollback', '2023-08/r1', '--reason', 'salah'],
    ]) {
      expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining('There are no results') });
      expect(existsSync(out), args[0]).toBe(false);
    }
  });

  test('is not begun: a new run of an upload folder that is not there leaves nothing to publish', async () => {
    await run('run', uploads);
    expect(await run('rerun', '2023-08', '--uploads', join(uploads, 'nope'))).toMatchObject({ code: 2, stdout: '' });
    const { periods } = JSON.parse((await run('status', '--json')).stdout);
    expect(periods).toMatchObject([{ generation: periods[0].published }]);
  });

  test('is named: the one revision of two that there is not', async () => {
    await run('run', uploads);
    expect(await run('diff', '2023-08/r1', '2023-08/r7')).toMatchObject({
      code: 2,
      stderr: 'There is no revision r7 of 2023-08. See which one is current with cakupan status.\n',
    });
  });

  test('is told when the program that serves the folder ends before it answers', async () => {
    await run('run', uploads);
    const deaf = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const mine = await lock(join(out, 'state/lock.json'));
    const address = deaf.address();
    await mine.announce({ port: typeof address === 'object' ? (address?.port ?? 0) : 0, word: 'x' });
    const ended = await run('release', '2023-08');
    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^The program that serves .* again/),
    });
    expect(ended.stderr).not.toContain('    at ');
    await new Promise((resolve) => deaf.close(resolve));
    await mine.release();
  });

  test('is done once, when two people ask for it at the same moment', async () => {
    await run('run', uploads);
    correct();
    await run('run', uploads);
    const rollback = () => run('rollback', '2023-08/r1', '--reason', 'salah');
    const both = await Promise.all([rollback(), rollback()]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(both.find(({ code }) => code === 2)?.stderr).toMatch(/Another program is working|is current already/);
    expect(deeds()).toEqual(['terbit', 'terbit', 'kembali']);
  });
});

describe('while the folder is served', () => {
  test('two people who ask for the same are heard in turn: the second is refused, and nothing is done twice', async () => {
    await serve();
    await until(() => latest() === 'r1');
    correct();
    await until(() => latest() === 'r2');
    const rollback = () => run('rollback', '2023-08/r1', '--reason', 'salah');
    const both = await Promise.all([rollback(), rollback(), run('rerun', '2023-08')]);
    expect(both.map(({ code }) => code)).toEqual(expect.arrayContaining([0, 0, 2]));
    expect(both.find(({ code }) => code === 2)?.stderr).toContain('is current already');
    expect(deeds()).toEqual(['terbit', 'terbit', 'kembali']);
    const freed = await Promise.all([run('release', '2023-08'), run('release', '2023-08')]);
    expect(freed.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect((await run('verify', '--all')).code).toBe(0);
  });

  test.each(['SIGKILL', 'SIGINT'] as const)('%s in the middle of an upload takes nothing of it', async (signal) => {
    await serve();
    await until(() => latest() === 'r1');
    // Half of a number, and then the program ends.
    const path = join(uploads, '2023-08/8172/target.csv');
    mkdirSync(join(uploads, '2023-08/8172'));
    writeFileSync(path, 'kode_wilayah,kategori,potensi\n8172,SEMUA,9');
    await end(signal);
    writeFileSync(path, 'kode_wilayah,kategori,potensi\n8172,SEMUA,9000\n');
    await serve();
    await until(() => latest() === 'r2');
    const targets = readFileSync(join(out, 'snapshots/2023-08/r2/exact/targets.csv'), 'utf8');
    expect(targets).toContain('8172,SEMUA,9000,');
    await end('SIGINT');
    expect((await run('verify', '--all')).code).toBe(0);
    expect(deeds()).toEqual(['terbit', 'terbit']);
  });

  test('what changes is published, verbs go through it, and after kill -9 a run goes on', async () => {
    const address = await serve();
    await until(() => latest() === 'r1');
    expect(await (await fetch(`${address}snapshots/2023-08/latest.json`)).json()).toMatchObject({ revision: 'r1' });
    correct();
    await until(() => latest() === 'r2');
    expect((await run('status')).stdout).toContain('r2 is current');
    expect((await run('rollback', '2023-08/r1', '--reason', 'salah')).stdout).toContain('on hold at r1');
    expect(await run('rollback', '2023-08/r1', '--reason', 'salah')).toMatchObject({ code: 2 });
    expect((await run('release', '2023-08')).stdout).toContain('r3 published');
    expect(await run('run', uploads)).toMatchObject({ code: 2, stderr: expect.stringContaining('Ctrl-C') });
    // Whoever does not know the word is not heard.
    const stranger = await fetch(`${address}_cakupan`, {
      method: 'POST',
      body: '{"word":"x","deed":{"verb":"status"}}',
    });
    expect(stranger.status).toBe(403);

    await end('SIGKILL');
    rmSync(join(uploads, LIST));
    expect((await run('run', uploads)).stdout).toContain('r4 published');
  });

  test('a file that is still being written is left alone until it rests', async () => {
    const address = await serve();
    await until(() => latest() === 'r1');
    const path = join(uploads, '2023-08/8172');
    mkdirSync(path);
    const began = Date.now();
    while (Date.now() - began < 3000) {
      writeFileSync(join(path, 'target.csv'), `kode_wilayah,kategori,potensi\n8172,SEMUA,${Date.now() - began}\n`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(latest()).toBe('r1');
    await until(() => latest() === 'r2');
    expect(await (await fetch(`${address}snapshots/2023-08/r2/exact/targets.csv`)).text()).toContain('8172,SEMUA,');
  });
});

/** It ends with 2 and these words; not a byte of what is published, reported or sent has changed. */
async function refused(words: string, ...args: string[]): Promise<void> {
  const state = () =>
    ['out/snapshots', 'out/reports', 'uploads'].flatMap((folder) => contentsOf(join(dirname(out), folder)));
  const before = state();
  expect(await run(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(words) });
  expect(state()).toEqual(before);
}

function contentsOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries
    .map(({ parentPath, name }) => `${join(parentPath, name)} ${readFileSync(join(parentPath, name))}`)
    .sort();
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const gone = new Promise((resolve) => serving?.once('close', resolve));
  serving?.kill(signal);
  await gone;
}

/** What the changelog tells of, in order. */
function deeds(): string[] {
  const { entries } = Changelog.parse(JSON.parse(readFileSync(join(out, 'snapshots/2023-08/changelog.json'), 'utf8')));
  return entries.map(({ kind }) => kind);
}

/** One person fewer is active. */
function correct(): void {
  const path = join(uploads, LIST);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('Pekerja Rentan,Aktif', 'Pekerja Rentan,BELUM'));
}

/** @returns the address of the site */
async function serve(): Promise<string> {
  const env = { ...process.env, CAKUPAN_KEY_FILE: KEY_FILE };
  const args = [CLI, 'serve', '--uploads', uploads, '--out', out, '--port', '0', '--json'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  serving = child;
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  await until(() => said.includes('"address"'));
  return /"address":"([^"]+)"/.exec(said)?.[1] ?? '';
}

async function until(isTrue: () => boolean): Promise<void> {
  for (const end = Date.now() + 40_000; Date.now() < end; ) {
    try {
      if (isTrue()) return;
    } catch {
      // not there yet
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not come true in time');
}

/** What a person asks of an output folder: done alone, and through the program that serves the folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
    expect(latest()).toBe('r1');
    expect((await run('release', '2023-08')).stdout).toContain('r3 published');
    expect(await run('release', '2023-08')).toMatchObject({ code: 2 });
    const verdict = await run('verify', '--all');
    expect(verdict.code).toBe(0);
    expect(verdict.stdout.match(/sound/g)).toHaveLength(3);
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

describe('while the folder is served', () => {
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
    expect(await run('run', uploads)).toMatchObject({ code: 2 });
    // Whoever does not know the word is not heard.
    const stranger = await fetch(`${address}_cakupan`, {
      method: 'POST',
      body: '{"word":"x","deed":{"verb":"status"}}',
    });
    expect(stranger.status).toBe(403);

    const gone = new Promise((resolve) => serving?.once('close', resolve));
    serving?.kill('SIGKILL');
    await gone;
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

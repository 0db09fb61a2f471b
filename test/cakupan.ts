/** Runs the program as a user would, in a process of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = new URL('../.generated/cakupan.mjs', import.meta.url).pathname;

/** Tests never touch the key of whoever runs them. */
export const KEY_FILE = join(mkdtempSync(join(tmpdir(), 'cakupan-key-')), 'pseudonym.key');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'cakupan-test-'));
}

export interface Manner {
  /** Sends SIGKILL after so long. */
  readonly killAfterMs?: number;
  readonly identity?: { uid?: number; gid?: number };
}

export function cakupan(args: readonly string[], env: NodeJS.ProcessEnv = {}, manner: Manner = {}): Promise<Ended> {
  const { killAfterMs, identity } = manner;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      ...identity,
      env: { ...process.env, CAKUPAN_KEY_FILE: KEY_FILE, LANG: 'C', LC_ALL: '', NODE_OPTIONS: '', ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
}

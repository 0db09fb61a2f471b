/**
 * Has the joined program run once, on its own sample, and keeps what V8 compiled for it: a start then compiles next to nothing again.
 * What Node.js keeps by itself is made before a module runs, so it lacks every function that is not called at once.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GENERATED } from './generated.ts';

/** @throws Error when the program fails */
export function compileAhead(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cakupan-first-'));
  try {
    // Threads inherit what is imported first.
    const keeping = ['--import', new URL('keep-compiled.ts', import.meta.url).href];
    const demo = [join(GENERATED, 'cakupan.mjs'), 'demo', '--out', join(folder, 'out')];
    execFileSync(process.execPath, [...keeping, ...demo], {
      env: { ...process.env, CAKUPAN_KEY_FILE: join(folder, 'key') },
      stdio: 'pipe',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Upload folders that tests write, gone when they end. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { temporaryFolder } from '../cakupan.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;

/** @param files keys and contents */
export function folderOf(files: Record<string, string>): string {
  const folder = join(root, `u${folders++}`);
  for (const [key, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), content);
  }
  return folder;
}

import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

let program = '';

beforeAll(async () => {
  program = await mkdtemp(join(tmpdir(), 'cakupan-test-'));
  const parts = ['package.json', 'local', 'pipeline', 'platform', '.generated'];
  // Node's own copy forgets when the files of a folder were changed.
  await run('cp', ['-Rp', ...parts.map((part) => join(ROOT, part)), program]);
  await symlink(join(ROOT, 'node_modules'), join(program, 'node_modules'));
  await appendFile(join(program, '.generated/program/cli.mjs'), "\nprocess.stdout.write('joined');\n");
});

afterAll(() => rm(program, { recursive: true, force: true }));

async function help(): Promise<string> {
  return (await run(process.execPath, [join(program, '.generated/cakupan.mjs'), '--help'])).stdout;
}

test('the joined program runs while its sources are what it was made from', async () => {
  expect(await help()).toMatch(/cakupan run .*joined$/s);
});

test('a source that has changed since runs instead of what was made from it', async () => {
  const source = join(program, 'local/help.ts');
  await writeFile(source, (await readFile(source, 'utf8')).replace('cakupan run', 'cakupan changed'));
  const said = await help();
  expect(said).toContain('cakupan changed');
  expect(said).not.toContain('joined');
});

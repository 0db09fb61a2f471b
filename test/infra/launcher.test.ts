import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../../local/failure.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

let program = '';

beforeEach(async () => {
  program = await mkdtemp(join(tmpdir(), 'cakupan-test-'));
  const parts = ['package.json', 'local', 'pipeline', 'platform', '.generated'];
  // Node's own copy forgets when the files of a folder were changed.
  await run('cp', ['-Rp', ...parts.map((part) => join(ROOT, part)), program]);
  await symlink(join(ROOT, 'node_modules'), join(program, 'node_modules'));
});

afterEach(() => rm(program, { recursive: true, force: true }));

/** Says of every script that is run, the program's and its threads', whether V8 took the code that was kept of it. */
const SAYING = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  import vm from 'node:vm';
  vm.Script = class extends vm.Script {
    constructor(code, options) {
      super(code, options);
      writeSync(1, options.filename.replace(/^.*[/]/, '') + (this.cachedDataRejected === false ? ' taken, ' : ' compiled, '));
    }
  };
`)}`;

async function demo(): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    ['--import', SAYING, join(program, '.generated/cakupan.mjs'), 'demo', '--quiet', '--out', join(program, 'out')],
    { env: { ...process.env, CAKUPAN_KEY_FILE: join(program, 'key') } },
  );
  return stdout;
}

async function help(): Promise<string> {
  return (await run(process.execPath, [join(program, '.generated/cakupan.mjs'), '--help'])).stdout;
}

test('the program and its threads run what was joined, with the code that V8 kept of it', async () => {
  expect(await demo()).toBe('cli.cjs taken, work-thread.cjs taken, ');
});

test('where kept code is cut off, or there is none, the joined program is compiled again', async () => {
  await truncate(join(program, '.generated/program/cli.cjs.compiled'), 10_000);
  await rm(join(program, '.generated/program/work-thread.cjs.compiled'));
  expect(await demo()).toBe('cli.cjs compiled, work-thread.cjs compiled, ');
});

test('a source that has changed since runs instead of what was made from it', async () => {
  const source = join(program, 'local/help.ts');
  await writeFile(source, (await readFile(source, 'utf8')).replace('cakupan run', 'cakupan changed'));
  expect(await help()).toContain('cakupan changed');
});

test('a program that waits for what never comes does not end as if it were done', async () => {
  const source = join(program, 'local/cli.ts');
  const text = await readFile(source, 'utf8');
  await writeFile(source, text.replace(/(async function main.*\n)/, '$1  await new Promise(() => {});\n'));
  await expect(help()).rejects.toMatchObject({ code: EXIT.fault });
});

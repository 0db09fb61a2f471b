/** The package of the functions, as `npm ci` or the last deployment has bundled it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { FUNCTION_NAMES, fileOf, PACKAGE } from '../../infra/functions.ts';

/** Bytes. The issue asks for it: what is larger takes longer to start. */
const LIMIT = 5 * 1024 * 1024;

const files = readdirSync(PACKAGE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

test('it is below 5 MB when zipped, reference data included', () => {
  const zipped = files.map((file) => deflateRawSync(readFileSync(file)).length).reduce((sum, size) => sum + size, 0);
  expect(zipped).toBeGreaterThan(100_000);
  expect(zipped).toBeLessThan(LIMIT);
});

test.each(FUNCTION_NAMES)('%s is a file of it that loads by itself', (name) => {
  const file = join(PACKAGE, `${fileOf(name)}.mjs`);
  const script = `const { handler } = await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(typeof handler);`;
  const env = { PATH: process.env.PATH, AWS_REGION: 'ap-southeast-3' };
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env });
  expect(said.trim()).toBe('function');
});

test('regions lie beside the functions', () => {
  expect(readFileSync(join(PACKAGE, 'regions.tsv'), 'utf8')).toMatch(/^1101012001\t/m);
});

test('nothing is left to be found on the machine: each import is of the package or of Node', () => {
  for (const file of files.filter((one) => one.endsWith('.mjs'))) {
    const imported = readFileSync(file, 'utf8').matchAll(/(?:^|[;}])import[^'"()]*["']([^"']+)["']/g);
    for (const [, from = ''] of imported) expect(from, file).toMatch(/^(?:\.{1,2}\/|node:|[a-z_]+(?:\/promises)?$)/);
  }
});

/**
 * Bundles the functions: one file per step, the code that they share beside them, the kernel, the reference of regions, and
 * the page.
 */
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { FUNCTION_NAMES, fileOf, PACKAGE } from './functions.ts';
import { GENERATED, makeFolder } from './generated.ts';
import { reference } from './reference.ts';

/** The page as it was built before. */
const DASHBOARD = join(GENERATED, 'dashboard');
const SOURCES = fileURLToPath(new URL('../functions/', import.meta.url));

/**
 * Writes the one package of all functions. They are bundled together: every step's code is reached from every step, so
 * packages of their own would be nine copies; and what a function loads only on occasion (ways to find credentials that
 * Lambda does not use) lies in files of its own that a cold start does not read.
 */
export async function bundle(): Promise<void> {
  await makeFolder(basename(PACKAGE), async (fresh) => {
    await build({
      entryPoints: FUNCTION_NAMES.map((name) => join(SOURCES, `${fileOf(name)}.ts`)),
      outdir: fresh,
      outExtension: { '.js': '.mjs' },
      chunkNames: 'shared/[name]-[hash]',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      // The AWS SDK too: pinned, and found where there is no Lambda. Its ES modules are what can be cut to what is used.
      external: [],
      mainFields: ['module', 'main'],
      // Names stay, so that a stack trace can be read without a map.
      minifyWhitespace: true,
      minifySyntax: true,
      legalComments: 'none',
      logLevel: 'warning',
    });
    writeFileSync(join(fresh, 'regions.tsv'), await reference());
    cpSync(join(GENERATED, 'kernel.wasm'), join(fresh, 'kernel.wasm'));
    if (existsSync(DASHBOARD)) cpSync(DASHBOARD, join(fresh, 'dashboard'), { recursive: true });
  });
}

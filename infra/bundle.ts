/** Bundles the functions: one file per step, the code that they share beside them, and the reference of regions. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { FUNCTION_NAMES, fileOf, PACKAGE } from './functions.ts';
import { reference } from './reference.ts';

const GENERATED = fileURLToPath(new URL('../.generated/', import.meta.url));
const SOURCES = fileURLToPath(new URL('../functions/', import.meta.url));

/**
 * Writes the one package of all functions. They are bundled together: every step's code is reached from every step, so
 * packages of their own would be nine copies; and what a function loads only on occasion (ways to find credentials that
 * Lambda does not use) lies in files of its own that a cold start does not read.
 */
export async function bundle(): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  const fresh = mkdtempSync(join(GENERATED, 'functions-'));
  try {
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
    rmSync(PACKAGE, { recursive: true, force: true });
    renameSync(fresh, PACKAGE);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

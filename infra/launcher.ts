/**
 * Makes what starts the program and its threads. Starting is most of what a small run takes, and three threads start, so each loads one
 * file: the program's modules and packages joined, without what it does not use. Tests load modules and packages as they are.
 */
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { PARAMETERS, type Source, STARTED } from '../local/start.ts';
import { GENERATED, makeFolder } from './generated.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Packages that are left out: what calls functions on AWS, and checks definitions, which were checked when they were synthesised. */
const UNCALLED = /^(@aws-sdk\/(client-lambda|credential-providers)|asl-validator)$/;

const leavingOut: Plugin = {
  name: 'leaving-out',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: UNCALLED }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node24',
  logLevel: 'warning',
} satisfies BuildOptions;

export async function launcher(): Promise<void> {
  await joinModules();
  for (const [name, module] of Object.entries(STARTED)) {
    const start = `import { start } from './local/start.ts';\n\nawait start('${module}', new URL('..', import.meta.url));\n`;
    const outfile = join(GENERATED, `${name}.mjs`);
    await build({
      ...OPTIONS,
      stdin: { contents: start, resolveDir: ROOT },
      outfile,
      format: 'esm',
      banner: { js: '#!/usr/bin/env node' },
    });
    chmodSync(outfile, 0o755);
  }
}

/** A script in ASCII alone, of which V8 keeps a byte a character. esbuild leaves regular expressions as they are. */
function inAscii(script: string): string {
  return script.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Joins the program's modules, and notes which of them are its own, and as what they were found. */
async function joinModules(): Promise<void> {
  await makeFolder('program', async (fresh) => {
    const { metafile, outputFiles } = await build({
      ...OPTIONS,
      entryPoints: Object.values(STARTED).map((module) => `local/${module}.ts`),
      outdir: fresh,
      outExtension: { '.js': '.cjs' },
      // One is compiled for the machine; the others are large, and only verbs with --aws need them.
      external: ['classic-level', '@aws-sdk/*'],
      mainFields: ['module', 'main'],
      format: 'cjs',
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': 'IN_LOCAL' },
      banner: { js: `(function (${PARAMETERS.join(', ')}) {` },
      footer: { js: '})' },
      // Names and lines stay, so that a stack trace can be read.
      minifySyntax: true,
      minifyWhitespace: true,
      lineLimit: 120,
      legalComments: 'none',
      metafile: true,
      write: false,
      plugins: [leavingOut],
    });
    for (const { path, text } of outputFiles) writeFileSync(join(fresh, basename(path)), inAscii(text));
    const own = Object.keys(metafile.inputs).filter((path) => /^(local|pipeline|platform)\//.test(path));
    const sources = own.map((path): Source => {
      const { size, mtimeMs } = statSync(join(ROOT, path));
      return { path, size, changed: Math.trunc(mtimeMs / 1000) };
    });
    writeFileSync(`${fresh}/sources.json`, JSON.stringify(sources));
  });
}

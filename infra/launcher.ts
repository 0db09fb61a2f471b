/**
 * Makes what starts the program and its threads. Two packages are loaded there as one file each without what the program does
 * not use; everything else is found as usual, and tests load the packages as they are.
 *
 * A thread so starts with 30 MB and 70 ms less, which is most of what a small run takes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const FOLDER = new URL('../.generated/', import.meta.url);

/**
 * Package → its modules that are left out: error messages in fifty languages (English stays); what calls functions on AWS and
 * checks definitions, which were checked when they were synthesised.
 */
const CUT: Readonly<Record<string, { modules: RegExp; instead: string }>> = {
  zod: { modules: /[\\/]locales[\\/](?!en\.|index\.)/, instead: 'export default () => ({});' },
  'aws-local-stepfunctions': {
    modules: /[\\/](@aws-sdk[\\/](client-lambda|credential-providers)|asl-validator)[\\/]/,
    instead: 'module.exports = {};',
  },
};

/** The launchers are JavaScript: the first file that is TypeScript would cost every run the compiler, what comes later is kept. */
const STARTED = { cakupan: 'cli.ts', worker: 'work-thread.ts' };

export async function launcher(): Promise<void> {
  mkdirSync(new URL('packages/', FOLDER), { recursive: true });
  for (const [name, left] of Object.entries(CUT)) await cut(name, leavingOut(left));
  const names = JSON.stringify(Object.keys(CUT));
  write(
    'packages.mjs',
    `import { enableCompileCache, registerHooks } from 'node:module';

enableCompileCache();
const cut = ${names};
registerHooks({
  resolve: (name, context, next) =>
    cut.includes(name)
      ? { url: new URL(\`packages/\${name}.mjs\`, import.meta.url).href, format: 'module', shortCircuit: true }
      : next(name, context),
});
`,
  );
  for (const [name, program] of Object.entries(STARTED)) {
    write(`${name}.mjs`, `#!/usr/bin/env node\nimport './packages.mjs';\n\nawait import('../local/${program}');\n`);
  }
}

function write(name: string, text: string): void {
  writeFileSync(new URL(name, FOLDER), text, { mode: 0o755 });
}

async function cut(name: string, plugin: Plugin): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(import.meta.resolve(name))],
    outfile: fileURLToPath(new URL(`packages/${name}.mjs`, FOLDER)),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'error', // a module that is left out has none of what is imported from it
    plugins: [plugin],
  });
}

function leavingOut({ modules, instead }: (typeof CUT)[string]): Plugin {
  return {
    name: 'leaving-out',
    // The filter is Go's, which knows no (?!…).
    setup: ({ onLoad }) =>
      onLoad({ filter: /./ }, ({ path }) => (modules.test(path) ? { contents: instead } : undefined)),
  };
}

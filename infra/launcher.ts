/**
 * Makes what starts the program and its threads. Starting is most of what a small run takes, and three threads start, so they load few
 * files with little in them: the program's own modules joined into some dozens, and two packages as one file each without what the program
 * does not use. Tests load modules and packages as they are.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { GENERATED, makeFolder } from './generated.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

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

/** What is started → its module in `local/`. */
const STARTED = { cakupan: 'cli', worker: 'work-thread' };

/**
 * What every start runs first. It is JavaScript: the first file that is TypeScript would cost every run the compiler. The joined
 * program stands for the sources it was made from; where one of them has changed, the sources run.
 */
const START = `import { readFileSync, statSync } from 'node:fs';
import { enableCompileCache, registerHooks } from 'node:module';

enableCompileCache();
const cut = ${JSON.stringify(Object.keys(CUT))};
registerHooks({
  resolve: (name, context, next) =>
    cut.includes(name)
      ? { url: new URL(\`packages/\${name}.mjs\`, import.meta.url).href, format: 'module', shortCircuit: true }
      : next(name, context),
});

export async function start(module) {
  await import(isCurrent() ? \`./program/\${module}.mjs\` : \`../local/\${module}.ts\`);
}

function isCurrent() {
  try {
    const sources = JSON.parse(readFileSync(new URL('program/sources.json', import.meta.url), 'utf8'));
    return sources.every(({ path, size, changed }) => {
      const now = statSync(new URL(\`../\${path}\`, import.meta.url));
      return now.size === size && Math.trunc(now.mtimeMs / 1000) === changed;
    });
  } catch {
    return false;
  }
}
`;

export async function launcher(): Promise<void> {
  mkdirSync(join(GENERATED, 'packages'), { recursive: true });
  for (const [name, left] of Object.entries(CUT)) await cut(name, leavingOut(left));
  await joinModules();
  write('start.mjs', START);
  for (const [name, module] of Object.entries(STARTED)) {
    write(`${name}.mjs`, `#!/usr/bin/env node\nimport { start } from './start.mjs';\n\nawait start('${module}');\n`);
  }
}

function write(name: string, text: string): void {
  writeFileSync(join(GENERATED, name), text, { mode: 0o755 });
}

/** Joins the program's own modules, those that only some verbs use apart, and notes which files they are. */
async function joinModules(): Promise<void> {
  await makeFolder('program', async (fresh) => {
    const { metafile } = await build({
      entryPoints: Object.values(STARTED).map((module) => `local/${module}.ts`),
      absWorkingDir: ROOT,
      outdir: fresh,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node24',
      // What a module of `local/` finds beside itself is found from there.
      define: { 'import.meta.url': 'IN_LOCAL' },
      banner: { js: "const IN_LOCAL = new URL('../../local/joined.ts', import.meta.url).href;" },
      metafile: true,
      logLevel: 'warning',
    });
    const sources = Object.keys(metafile.inputs).map((path) => {
      const { size, mtimeMs } = statSync(join(ROOT, path));
      return { path, size, changed: Math.trunc(mtimeMs / 1000) }; // seconds: an archive keeps no more
    });
    writeFileSync(`${fresh}/sources.json`, JSON.stringify(sources));
  });
}

async function cut(name: string, plugin: Plugin): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(import.meta.resolve(name))],
    outfile: join(GENERATED, 'packages', `${name}.mjs`),
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

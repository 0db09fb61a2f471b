/**
 * What every start of the program and of its threads runs first. `npm ci` makes JavaScript of it, with what it starts
 * (infra/launcher.ts): the first file in TypeScript would cost every run the compiler.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire, enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

/** What is started → its module in `local/`. */
export const STARTED = { cakupan: 'cli', worker: 'work-thread' };

/** A source, and what it was when the program was joined; seconds since 1970, as an archive keeps no more. */
export interface Source {
  readonly path: string;
  readonly size: number;
  readonly changed: number;
}

/** The joined program is a function of these: how it loads what was not joined, and the address of a file in `local/`. */
export const PARAMETERS = ['require', 'IN_LOCAL'] as const;

export const compiledOf = (script: string) => `${script}.compiled`;

/**
 * Runs what was joined from a module of `local/`; where one of its sources has changed since, the module itself.
 * @param root the program's folder
 */
export async function start(module: string, root: URL): Promise<void> {
  enableCompileCache();
  const inLocal = new URL(`local/${module}.ts`, root).href;
  if (!isCurrent(root)) {
    await import(inLocal);
    return;
  }
  const filename = fileURLToPath(new URL(`.generated/program/${module}.cjs`, root));
  // It is ASCII (infra/launcher.ts): a byte a character, and no decoding.
  const script = new vm.Script(readFileSync(filename, 'latin1'), { filename, ...compiled(filename) });
  script.runInThisContext()(createRequire(inLocal), inLocal);
}

/** What V8 had compiled of it when it was tried (infra/compile-ahead.ts). It takes none from another V8, or of another script. */
function compiled(filename: string): { cachedData?: Uint8Array } {
  try {
    return { cachedData: readFileSync(compiledOf(filename)) };
  } catch {
    return {};
  }
}

function isCurrent(root: URL): boolean {
  try {
    const sources: Source[] = JSON.parse(readFileSync(new URL('.generated/program/sources.json', root), 'utf8'));
    return sources.every(({ path, size, changed }) => {
      const now = statSync(new URL(path, root));
      return now.size === size && Math.trunc(now.mtimeMs / 1000) === changed;
    });
  } catch {
    return false;
  }
}

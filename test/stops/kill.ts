/**
 * Loaded before the program (`--import`), in each of its threads: counts everything that becomes visible on disk or in the
 * embedded table, and kills the program right before the effect that `STOP_AT` numbers. `STOP_LOG` is a file of what was done.
 */
import fs, { type PathLike, promises } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';

const { STOP_AT = '', STOP_LOG = '' } = process.env;
/** As they are: what is counted here is counted by nobody. */
const { appendFileSync, readFileSync, statSync } = fs;
let count = 0;

/** The log decides the order among threads: a line is appended whole. */
function effect(what: string): void {
  const mine = `${threadId}.${++count} ${what}`;
  appendFileSync(STOP_LOG, `${mine}\n`);
  if (readFileSync(STOP_LOG, 'utf8').split('\n').indexOf(mine) + 1 === Number(STOP_AT))
    process.kill(process.pid, 'SIGKILL');
}

function isThere(path: PathLike): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

const { rename, link, copyFile, rm, unlink, writeFile, mkdir } = promises;
Object.assign(promises, {
  rename: (...given: Parameters<typeof rename>) => {
    effect(`rename ${basename(String(given[1]))}`);
    return rename(...given);
  },
  link: (...given: Parameters<typeof link>) => {
    effect(`link ${basename(String(given[1]))}`);
    return link(...given);
  },
  copyFile: (...given: Parameters<typeof copyFile>) => {
    effect(`copyFile ${basename(String(given[1]))}`);
    return copyFile(...given);
  },
  writeFile: (...given: Parameters<typeof writeFile>) => {
    effect(`writeFile ${basename(String(given[0]))}`);
    return writeFile(...given);
  },
  unlink: (...given: Parameters<typeof unlink>) => {
    effect(`unlink ${basename(String(given[0]))}`);
    return unlink(...given);
  },
  // What is not there is not removed, and a folder that is there is not made.
  rm: (...given: Parameters<typeof rm>) => {
    if (isThere(given[0])) effect(`rm ${basename(String(given[0]))}`);
    return rm(...given);
  },
  mkdir: (...given: Parameters<typeof mkdir>) => {
    if (!isThere(given[0])) effect(`mkdir ${basename(String(given[0]))}`);
    return mkdir(...given);
  },
});

const { renameSync, linkSync, copyFileSync, rmSync, mkdirSync } = fs;
Object.assign(fs, {
  renameSync: (...given: Parameters<typeof renameSync>) => {
    effect(`rename ${basename(String(given[1]))}`);
    renameSync(...given);
  },
  linkSync: (...given: Parameters<typeof linkSync>) => {
    effect(`link ${basename(String(given[1]))}`);
    linkSync(...given);
  },
  copyFileSync: (...given: Parameters<typeof copyFileSync>) => {
    effect(`copyFile ${basename(String(given[1]))}`);
    copyFileSync(...given);
  },
  rmSync: (...given: Parameters<typeof rmSync>) => {
    if (isThere(given[0])) effect(`rm ${basename(String(given[0]))}`);
    rmSync(...given);
  },
  mkdirSync: (...given: Parameters<typeof mkdirSync>) => {
    if (!isThere(given[0])) effect(`mkdir ${basename(String(given[0]))}`);
    return mkdirSync(...given);
  },
});
syncBuiltinESMExports();

/** The table belongs to the main thread. */
if (isMainThread) {
  const { ClassicLevel } = createRequire(import.meta.url)('classic-level');
  for (const name of ['_put', '_del', '_batch', '_clear']) {
    const does = ClassicLevel.prototype[name];
    ClassicLevel.prototype[name] = function (...given: unknown[]) {
      effect(`table ${name.slice(1)}`);
      return does.apply(this, given);
    };
  }
}

/** Checks again whenever one of the files has changed and rests, until Ctrl-C. */
import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { Language } from '../language.ts';
import { sourcesOf } from './sources.ts';

/** The files are looked at so often, ms: by their size and time, nothing is opened. */
const LOOK_MS = 500;

/** A file that has been as it is for so long is saved: a spreadsheet writes another one and renames it, ms. */
const REST_MS = 1000;

/** @param round checks, tells, and answers the exit code. @returns the last one */
export async function watch(
  operands: readonly string[],
  round: () => Promise<number>,
  language: Language,
): Promise<number> {
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  let checked = await look(operands);
  let code = await round();
  let seen = checked;
  let since = 0;
  process.stderr.write(`${WATCHING[language]}\n`);
  while (await rested(stopped.signal)) {
    const now = await look(operands);
    if (now !== seen) {
      seen = now;
      since = Date.now();
    }
    if (now === undefined || now === checked || Date.now() - since < REST_MS) continue;
    checked = now;
    code = await again(round, language);
  }
  return code;
}

/** A file that is being replaced may be away just now; that is no reason to stop. */
async function again(round: () => Promise<number>, language: Language): Promise<number> {
  try {
    process.stdout.write('\n');
    return await round();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${error.sentence[language]}\n`);
    return error.exit;
  }
}

/** The state of all files as one text; undefined while one is away. */
async function look(operands: readonly string[]): Promise<string | undefined> {
  try {
    const { sources } = await sourcesOf(operands);
    const states = await Promise.all(
      sources.map(async ({ path }) => {
        const { size, mtimeNs, ino } = await stat(path, { bigint: true });
        return `${path} ${size} ${mtimeNs} ${ino}`;
      }),
    );
    return states.join('\n');
  } catch {
    return undefined;
  }
}

/** @returns false when told to stop */
async function rested(signal: AbortSignal): Promise<boolean> {
  await pause(LOOK_MS, undefined, { signal }).catch(() => {});
  return !signal.aborted;
}

const WATCHING = {
  id: 'Menunggu perubahan berkas (Ctrl-C untuk berhenti).',
  en: 'Waiting for the file to change (Ctrl-C to stop).',
};

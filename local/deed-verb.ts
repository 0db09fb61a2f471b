/** `cakupan accept | rollback | release | rerun | purge` on one machine. */
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { ask } from './counter.ts';
import { type AskedFlags, deedOf, told } from './deed-words.ts';
import { EXIT } from './failure.ts';
import type { Language } from './language.ts';
import { uploadsOf } from './place.ts';
import { Progress } from './progress.ts';
import { diskResults } from './run-verb.ts';

export interface DeedFlags extends AskedFlags {
  readonly out?: string | undefined;
  readonly uploads?: string | undefined;
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** @returns the exit code. @throws Failure for what is refused */
export async function deedVerb(
  verb: string,
  operands: readonly string[],
  flags: DeedFlags,
  language: Language,
): Promise<number> {
  const deed = deedOf(verb, operands[0], flags, userInfo().username);
  const out = flags.out ?? 'cakupan-out';
  // Only what reads or removes uploads needs to know where they lie.
  const needsUploads = deed.verb === 'rerun' || deed.verb === 'purge';
  const uploads = needsUploads ? await uploadsOf(resolve(out), flags.uploads) : resolve(out);
  const progress = new Progress(process.stderr, flags.quiet || flags.json, language);
  const done = await ask(deed, { uploads, out: resolve(out) }, process.env, progress);
  if (flags.json) process.stdout.write(`${JSON.stringify(done)}\n`);
  else if (!flags.quiet)
    process.stdout.write(await told(deed, done, { results: diskResults(out), place: '' }, language));
  if (done.run && done.run.failed.length > 0) return EXIT.fault;
  return flags.strict && done.run && done.run.rejected.length > 0 ? EXIT.rejected : EXIT.done;
}

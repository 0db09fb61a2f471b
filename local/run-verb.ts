/** `cakupan run` on the command line. */
import { join, resolve } from 'node:path';
import { DiskStore } from './disk.ts';
import { EXIT } from './failure.ts';
import type { Language } from './language.ts';
import { officialPage, placeOfficialPage } from './page.ts';
import { Progress } from './progress.ts';
import { run } from './run.ts';
import { type Results, summary } from './summary.ts';

export interface RunFlags {
  readonly out?: string | undefined;
  readonly periode?: string | undefined;
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** @returns the exit code */
export async function runVerb(uploads: string, flags: RunFlags, language: Language): Promise<number> {
  const progress = new Progress(process.stderr, flags.quiet || flags.json, language);
  const out = flags.out ?? 'cakupan-out';
  const options = { uploads: resolve(uploads), out: resolve(out), periode: flags.periode };
  const result = await run(options, process.env, progress);
  const page = await placeOfficialPage(out, officialPage());
  if (flags.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (!flags.quiet) process.stdout.write(await summary(result, { ...diskResults(out), page }, language));
  if (result.failed.length > 0) return EXIT.fault;
  return flags.strict && result.rejected.length > 0 ? EXIT.rejected : EXIT.done;
}

/** @param out the output folder, as the person who runs it names it */
export function diskResults(out: string): Results {
  return {
    snapshots: new DiskStore(join(out, 'snapshots')),
    reports: new DiskStore(join(out, 'reports')),
    path: (store, key) => join(out, store, key),
  };
}

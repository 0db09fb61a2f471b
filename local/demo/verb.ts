/** `cakupan demo`: makes a sample that tells a whole story with invented people, runs the main job on it, sums it up. */
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EXIT } from '../failure.ts';
import type { Language } from '../language.ts';
import { officialPage, placeOfficialPage } from '../page.ts';
import { Progress } from '../progress.ts';
import { run } from '../run.ts';
import type { RunFlags } from '../run-verb.ts';
import { writeSample } from './sample.ts';
import { story } from './told.ts';

/** @returns the exit code */
export async function demoVerb(flags: RunFlags, language: Language): Promise<number> {
  const out = flags.out ?? 'cakupan-demo';
  const uploads = join(out, 'uploads');
  await rm(uploads, { recursive: true, force: true });
  await mkdir(uploads, { recursive: true });
  await writeSample(uploads);
  const progress = new Progress(process.stderr, flags.quiet || flags.json, language);
  const result = await run({ uploads: resolve(uploads), out: resolve(out) }, process.env, progress);
  const page = await placeOfficialPage(out, officialPage());
  if (flags.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (!flags.quiet) process.stdout.write(await story(result, out, page, language));
  return result.failed.length > 0 ? EXIT.fault : EXIT.done;
}

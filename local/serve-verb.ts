/** `cakupan serve` on one machine: attends to the upload folder and shows what came of it, until it is told to stop. */
import { resolve } from 'node:path';
import { attend } from './attend.ts';
import { newWord, serveCounter } from './counter.ts';
import { perform } from './deeds.ts';
import { Engine } from './engine.ts';
import { EXIT, Failure } from './failure.ts';
import type { Language } from './language.ts';
import { officialPage, placeOfficialPage } from './page.ts';
import { noteUploads, uploadsOf } from './place.ts';
import { Progress } from './progress.ts';
import { diskResults } from './run-verb.ts';
import { serve } from './serve.ts';
import { site } from './site.ts';
import { summary } from './summary.ts';

export interface ServeFlags {
  readonly uploads?: string | undefined;
  readonly out?: string | undefined;
  readonly port: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** @returns the exit code. @throws Failure when the folder or the port cannot be had */
export async function serveVerb(flags: ServeFlags, language: Language): Promise<number> {
  const out = flags.out ?? 'cakupan-out';
  const places = { uploads: await uploadsOf(resolve(out), flags.uploads), out: resolve(out) };
  const progress = new Progress(process.stderr, flags.quiet || flags.json, language);
  const results = diskResults(out);
  const engine = await Engine.open(places, process.env, progress, 0);
  try {
    await noteUploads(places);
    const page = officialPage();
    await placeOfficialPage(places.out, page);
    const attended = attend(engine, places, progress, {
      passed: async (result) => {
        if (flags.json) process.stdout.write(`${JSON.stringify(result)}\n`);
        else if (!flags.quiet) process.stdout.write(await summary(result, results, language));
      },
      troubled: (error) => process.stderr.write(`${inWords(error, language)}\n`),
    });
    const show = site({
      ...{ page, snapshots: results.snapshots, reports: results.reports, title: out, source: places.out },
      explain: (error) => ({ id: `Tidak dapat dibaca: ${error}`, en: `Cannot be read: ${error}` }),
    });
    const word = newWord();
    const act = (deed: Parameters<typeof perform>[0]) =>
      attended.between(() => perform(deed, engine, places, progress));
    try {
      await serve(
        async (request, response) => {
          if (!(await serveCounter(request, response, word, act))) await show(request, response);
        },
        flags.port,
        async (address) => {
          await engine.announce({ port: Number(new URL(address).port), word });
          const open = {
            id: `Folder ${places.uploads} diawasi. Buka ${address} (Ctrl-C untuk berhenti)`,
            en: `Attending to ${places.uploads}. Open ${address} (Ctrl-C to stop)`,
          }[language];
          process.stdout.write(flags.json ? `${JSON.stringify({ address })}\n` : `${open}\n`);
        },
      );
    } finally {
      attended.stop();
      await attended.ended;
    }
  } finally {
    await engine.close();
  }
  return EXIT.done;
}

function inWords(error: unknown, language: Language): string {
  if (error instanceof Failure) return error.sentence[language];
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

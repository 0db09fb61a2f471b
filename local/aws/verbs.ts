/** The verbs on a deployed stack: what `cakupan … --aws` does, and how its end becomes an exit code. */
import { resolve } from 'node:path';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import type { Flags, Verb } from '../command.ts';
import { EXIT, Failure } from '../failure.ts';
import type { Language } from '../language.ts';
import { officialPage } from '../page.ts';
import { Progress } from '../progress.ts';
import type { RunResult } from '../run.ts';
import { summary } from '../summary.ts';
import { type Cloud, openCloud } from './cloud.ts';
import { explained } from './faults.ts';

/** A stack as its stage is called when nobody names one. */
const DEFAULT_STACK = 'cakupan-dev';

/** A folder, a period, or nothing, as the verb takes it. @returns the exit code */
type CloudVerb = (operand: string, flags: Flags, cloud: Cloud, language: Language) => Promise<number>;

/** @throws Failure in words where AWS refuses something */
export async function onAws(name: Verb, operand: string, flags: Flags, language: Language): Promise<number> {
  const verb = VERBS[name];
  if (!verb) throw new Error(`${name} is not there on AWS`);
  try {
    const cloud = await openCloud(flags.stack ?? (process.env.CAKUPAN_STACK || DEFAULT_STACK), process.env);
    return await verb(operand, flags, cloud, language);
  } catch (error) {
    throw explained(error);
  }
}

const run: CloudVerb = async (folder, flags, cloud, language) => {
  const { runOnAws } = await import('./run.ts');
  const options = { uploads: resolve(folder), periode: flags.periode };
  const result = await runOnAws(options, cloud, progressOf(flags, language));
  return tell(result, undefined, flags, cloud, language);
};

const rerun: CloudVerb = async (periode, flags, cloud, language) => {
  const { rerunOnAws } = await import('./rerun.ts');
  const { result, opening } = await rerunOnAws(periode, flags.redrive, cloud, progressOf(flags, language));
  return tell(result, opening, flags, cloud, language);
};

const status: CloudVerb = async (_, flags, cloud, language) => {
  const [{ readStatus }, { tellStatus }] = await Promise.all([import('../status.ts'), import('../status-text.ts')]);
  const found = await readStatus(cloud.registry, flags.periode, Date.now());
  const { upload, publish } = await cloud.executions.running();
  return tellStatus(found, { upload: upload.size, publish: publish.size }, flags.json, language);
};

const serve: CloudVerb = async (_, flags, cloud, language) => {
  const [{ site }, { serve }] = await Promise.all([import('../site.ts'), import('../serve.ts')]);
  const { snapshots, reports, path } = cloud.results;
  await snapshots.read('index.json'); // who may not read hears it now, and not in the browser
  const handler = site({
    page: officialPage(),
    snapshots,
    reports,
    title: cloud.stack,
    source: path('snapshots', ''),
    explain,
  });
  await serve(handler, flags.port, (address) => {
    const open = { id: `Buka ${address} (Ctrl-C untuk berhenti)`, en: `Open ${address} (Ctrl-C to stop)` }[language];
    process.stdout.write(flags.json ? `${JSON.stringify({ address })}\n` : `${open}\n`);
  });
  return EXIT.done;
};

const VERBS: Partial<Record<Verb, CloudVerb>> = { run, rerun, status, serve };

function progressOf({ quiet, json }: Flags, language: Language): Progress {
  return new Progress(process.stderr, quiet || json, language);
}

async function tell(
  result: RunResult,
  opening: Sentence | undefined,
  { json, quiet, strict }: Flags,
  { results }: Cloud,
  language: Language,
): Promise<number> {
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else if (!quiet) process.stdout.write(await summary(result, results, language, opening));
  if (result.failed.length > 0) return EXIT.fault;
  return strict && result.rejected.length > 0 ? EXIT.rejected : EXIT.done;
}

/** What a browser is told of an error. What is no refusal of AWS is a fault of the program, and is told where it runs. */
function explain(error: unknown): Sentence {
  const failure = explained(error);
  if (failure instanceof Failure) return failure.sentence;
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return {
    id: 'Program mengalami kesalahan; rinciannya ada di jendela tempat program ini dijalankan.',
    en: 'The program failed; more is said in the window in which it runs.',
  };
}

#!/usr/bin/env node
/** The `cakupan` program: reads the command line, runs the verb, turns its end into an exit code. */
import { enableCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { isPeriode } from '../pipeline/rules/keys.ts';
import { EXIT, Failure } from './failure.ts';
import { HELP } from './help.ts';
import { type Language, languageOf } from './language.ts';

enableCompileCache();

const OPTIONS = {
  out: { type: 'string' },
  periode: { type: 'string' },
  strict: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

let language: Language = 'id';
try {
  language = languageOf(undefined, process.env);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = tell(error);
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = read(args);
  language = languageOf(values.lang, process.env);
  const [verb, ...rest] = positionals;
  if (values.help || verb === undefined) {
    process.stdout.write(HELP[language]);
    return values.help ? EXIT.done : EXIT.usage;
  }
  if (values.periode !== undefined && !isPeriode(values.periode)) {
    throw new Failure({
      id: `--periode ${values.periode} bukan periode. Tulis tahun dan bulan, misalnya 2023-08.`,
      en: `--periode ${values.periode} is not a period. Write year and month, such as 2023-08.`,
    });
  }
  // A verb is loaded when it is called for: starting is most of what a small run takes.
  if (verb === 'run') {
    const [uploads, ...others] = rest;
    if (uploads === undefined || others.length > 0) {
      throw new Failure({
        id: 'Sebutkan satu folder unggahan: cakupan run FOLDER.',
        en: 'Name one upload folder: cakupan run FOLDER.',
      });
    }
    const { runVerb } = await import('./run-verb.ts');
    return runVerb(uploads, values, language);
  }
  if (verb === 'demo' && rest.length === 0) {
    const { demoVerb } = await import('./demo/verb.ts');
    return demoVerb(values, language);
  }
  throw new Failure({
    id: `Perintah "${verb}" tidak dikenal. Ketik cakupan --help.`,
    en: `There is no command "${verb}". Type cakupan --help.`,
  });
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure({ id: `${reason} Ketik cakupan --help.`, en: `${reason} Type cakupan --help.` });
  }
}

/** Says what went wrong. A fault of the program shows where; a person's mistake does not. */
function tell(error: unknown): number {
  if (error instanceof Failure) {
    process.stderr.write(`${error.sentence[language]}\n`);
    return error.exit;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lead = {
    id: 'Program mengalami kesalahan. Yang sudah terbit tidak berubah; jalankan lagi untuk melanjutkan.',
    en: 'The program failed. What was published is unchanged; run again to go on.',
  };
  process.stderr.write(`${lead[language]}\n${trace}\n`);
  return EXIT.fault;
}

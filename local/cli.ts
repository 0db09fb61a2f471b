/** The `cakupan` program: reads the command line, runs the verb, turns its end into an exit code. `npm ci` makes what starts it. */
import { type Command, commandOf, parse, type Verb } from './command.ts';
import { EXIT, Failure } from './failure.ts';
import { HELP } from './help.ts';
import { type Language, languageOf } from './language.ts';
import { startAhead } from './pool.ts';

/** Verbs that read uploads. */
const WORKING: ReadonlySet<Verb> = new Set(['run', 'serve', 'demo']);

let language: Language = 'id';
process.exitCode = EXIT.fault; // until it has ended in another way
main(process.argv.slice(2))
  .catch(tell)
  .then((code) => {
    process.exitCode = code;
  });

async function main(args: string[]): Promise<number> {
  language = languageOf(undefined, process.env);
  const given = parse(args);
  language = languageOf(given.values.lang, process.env);
  const command = commandOf(given);
  if (command.verb === undefined) {
    process.stdout.write(HELP[language]);
    return command.flags.help ? EXIT.done : EXIT.usage;
  }
  return run(command.verb, command);
}

/** A verb is loaded when it is called for: starting is most of what a small run takes. */
async function run(verb: Verb, { operand, operands, flags }: Command): Promise<number> {
  if (flags.aws) return (await import('./aws/verbs.ts')).onAws(verb, { operand, operands }, flags, language);
  if (WORKING.has(verb)) startAhead();
  if (verb === 'demo') return (await import('./demo/verb.ts')).demoVerb(flags, language);
  if (verb === 'status') return (await import('./status-verb.ts')).statusVerb(flags, language);
  if (verb === 'run') return (await import('./run-verb.ts')).runVerb(operand, flags, language);
  if (verb === 'serve') return (await import('./serve-verb.ts')).serveVerb(flags, language);
  if (verb === 'diff') return (await import('./diff-verb.ts')).diffVerb(operands, flags, language);
  if (verb === 'check') return (await import('./check/verb.ts')).checkVerb(operands, flags, language);
  if (verb === 'template') return (await import('./template/verb.ts')).templateVerb(flags, language);
  if (verb === 'verify') return (await import('./verify/verb.ts')).verifyVerb(operands, flags, language);
  return (await import('./deed-verb.ts')).deedVerb(verb, operands, flags, language);
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

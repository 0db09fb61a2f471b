/** The command line: which verb, with what; everything that does not go together is refused here. */
import { parseArgs } from 'node:util';
import type { Sentence } from '../pipeline/rules/codes.ts';
import { isPeriode } from '../pipeline/rules/keys.ts';
import { Failure } from './failure.ts';

const OPTIONS = {
  out: { type: 'string' },
  periode: { type: 'string' },
  wilayah: { type: 'string' },
  jenis: { type: 'string' },
  watch: { type: 'boolean', default: false },
  empty: { type: 'boolean', default: false },
  stack: { type: 'string' },
  port: { type: 'string' },
  aws: { type: 'boolean', default: false },
  redrive: { type: 'boolean', default: false },
  uploads: { type: 'string' },
  reason: { type: 'string' },
  all: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Option = keyof typeof OPTIONS;

/** What each verb takes beside --lang and --help, on one machine and on a stack; undefined where it cannot be done. */
interface Takes {
  readonly operand?: 'FOLDER' | 'PERIODE';
  /** Operands that the verb itself looks at, at the most. */
  readonly most?: number;
  readonly here?: readonly Option[];
  readonly aws?: readonly Option[];
}

const VERBS = {
  run: {
    operand: 'FOLDER',
    here: ['out', 'periode', 'strict', 'quiet', 'json'],
    aws: ['periode', 'strict', 'quiet', 'json'],
  },
  status: { here: ['out', 'periode', 'json'], aws: ['periode', 'json'] },
  rerun: {
    operand: 'PERIODE',
    here: ['out', 'uploads', 'strict', 'quiet', 'json'],
    aws: ['redrive', 'strict', 'quiet', 'json'],
  },
  serve: { here: ['uploads', 'out', 'port', 'quiet', 'json'], aws: ['port', 'json'] },
  accept: { most: 1, here: ['out', 'quiet', 'json'], aws: ['quiet', 'json'] },
  rollback: {
    most: 1,
    here: ['out', 'periode', 'reason', 'quiet', 'json'],
    aws: ['periode', 'reason', 'quiet', 'json'],
  },
  release: {
    most: 1,
    here: ['out', 'periode', 'reason', 'quiet', 'json'],
    aws: ['periode', 'reason', 'quiet', 'json'],
  },
  purge: {
    most: 1,
    here: ['out', 'uploads', 'reason', 'yes', 'quiet', 'json'],
    aws: ['reason', 'yes', 'quiet', 'json'],
  },
  diff: { most: 2, here: ['out', 'periode', 'json'], aws: ['periode', 'json'] },
  verify: { most: 1, here: ['out', 'all', 'quiet', 'json'], aws: ['all', 'quiet', 'json'] },
  demo: { here: ['out', 'quiet', 'json'] },
  check: { most: Number.POSITIVE_INFINITY, here: ['wilayah', 'periode', 'jenis', 'watch', 'quiet', 'json'] },
  template: { here: ['wilayah', 'jenis', 'out', 'empty', 'quiet'] },
} as const satisfies Record<string, Takes>;

export type Verb = keyof typeof VERBS;

export interface Command {
  /** Undefined for `cakupan` alone. */
  readonly verb: Verb | undefined;
  /** The folder or the period that the verb takes, or nothing. */
  readonly operand: string;
  readonly operands: readonly string[];
  readonly flags: Flags;
}

export type Flags = Omit<ReturnType<typeof parse>['values'], 'port'> & { readonly port: number };

/** What a browser is used to for a page of this computer. */
const DEFAULT_PORT = 8080;

/** What the arguments say, unchecked but for being options that there are: enough to know the language. */
export function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure({ id: `${reason} Ketik cakupan --help.`, en: `${reason} Type cakupan --help.` });
  }
}

/** @throws Failure for what does not go together */
export function commandOf({ values, positionals }: ReturnType<typeof parse>): Command {
  const [name, ...operands] = positionals;
  const flags = { ...values, port: portOf(values.port) };
  if (name === undefined || values.help) return { verb: undefined, operand: '', operands, flags };
  const verb = verbOf(name);
  const takes: Takes = VERBS[verb];
  checkPlace(verb, takes, values.aws);
  checkOptions(verb, takes, values);
  if (values.periode !== undefined) checkPeriode('--periode', values.periode);
  return { verb, operand: operandOf(verb, takes, operands), operands, flags };
}

function verbOf(name: string): Verb {
  if (isVerb(name)) return name;
  throw new Failure({
    id: `Perintah "${name}" tidak dikenal. Ketik cakupan --help.`,
    en: `There is no command "${name}". Type cakupan --help.`,
  });
}

function isVerb(name: string): name is Verb {
  return Object.hasOwn(VERBS, name);
}

function checkPlace(verb: Verb, { here, aws }: Takes, isAws: boolean): void {
  if (isAws && !aws) {
    throw new Failure({
      id: `"${verb}" hanya ada di komputer ini: hilangkan --aws.`,
      en: `"${verb}" is there on one machine alone: leave out --aws.`,
    });
  }
  if (!isAws && !here) {
    throw new Failure({
      id: `"${verb}" saat ini hanya ada untuk stack di AWS: tambahkan --aws.`,
      en: `"${verb}" is there for a stack on AWS alone at present: add --aws.`,
    });
  }
}

function checkOptions(verb: Verb, takes: Takes, values: ReturnType<typeof parse>['values']): void {
  const isAws = values.aws;
  const here: readonly string[] = takes.here ?? [];
  const aws: readonly string[] = takes.aws ? [...takes.aws, 'stack'] : [];
  const taken = [...(isAws ? aws : here), 'aws', 'lang', 'help'];
  for (const [option, value] of Object.entries(values)) {
    if (value === undefined || value === false || taken.includes(option)) continue;
    throw new Failure(misplaced(`--${option}`, verb, isAws, (isAws ? here : aws).includes(option)));
  }
}

/** @param elsewhere whether the verb takes the option where the other place is meant */
function misplaced(option: string, verb: Verb, isAws: boolean, elsewhere: boolean): Sentence {
  if (elsewhere && isAws) {
    return {
      id: `${option} tidak berlaku bersama --aws: hasilnya ada di bucket stack itu. Hilangkan salah satu.`,
      en: `${option} does not go with --aws: results lie in the stack's buckets. Leave out one of the two.`,
    };
  }
  if (elsewhere) {
    return {
      id: `${option} hanya berlaku untuk stack di AWS: tambahkan --aws, atau hilangkan ${option}.`,
      en: `${option} is for a stack on AWS alone: add --aws, or leave out ${option}.`,
    };
  }
  return {
    id: `${option} tidak berlaku untuk "${verb}". Ketik cakupan --help.`,
    en: `${option} does not go with "${verb}". Type cakupan --help.`,
  };
}

function operandOf(verb: Verb, { operand, most = 0 }: Takes, given: readonly string[]): string {
  const [first, ...others] = given;
  if (most > 0 && given.length <= most) return first ?? '';
  if (operand === undefined && first === undefined) return '';
  if (operand === undefined) {
    throw new Failure({
      id: `"${verb}" tidak memakai "${given[most]}". Ketik cakupan --help.`,
      en: `"${verb}" does not take "${given[most]}". Type cakupan --help.`,
    });
  }
  if (first === undefined || others.length > 0) {
    throw new Failure(
      operand === 'FOLDER'
        ? {
            id: `Sebutkan satu folder unggahan: cakupan ${verb} FOLDER.`,
            en: `Name one upload folder: cakupan ${verb} FOLDER.`,
          }
        : { id: `Sebutkan satu periode: cakupan ${verb} 2023-08.`, en: `Name one period: cakupan ${verb} 2023-08.` },
    );
  }
  if (operand === 'PERIODE') checkPeriode('', first);
  return first;
}

function checkPeriode(option: string, given: string): void {
  if (isPeriode(given)) return;
  const what = `${option} ${given}`.trim();
  throw new Failure({
    id: `${what} bukan periode. Tulis tahun dan bulan, misalnya 2023-08.`,
    en: `${what} is not a period. Write year and month, such as 2023-08.`,
  });
}

function portOf(given: string | undefined): number {
  if (given === undefined) return DEFAULT_PORT;
  if (/^\d{1,5}$/.test(given) && Number(given) < 65_536) return Number(given);
  throw new Failure({
    id: `--port ${given} bukan port. Tulis angka 1 sampai 65535, atau 0 untuk port mana saja yang kosong.`,
    en: `--port ${given} is no port. Write a number from 1 to 65535, or 0 for any that is free.`,
  });
}

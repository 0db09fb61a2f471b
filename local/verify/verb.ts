/** `cakupan verify` on the command line. */
import { join, resolve } from 'node:path';
import type { ObjectStore } from '../../pipeline/ports.ts';
import { isPeriode } from '../../pipeline/rules/keys.ts';
import { DiskStore } from '../disk.ts';
import { EXIT, Failure } from '../failure.ts';
import { type Language, numbers } from '../language.ts';
import { readRegions } from '../ports.ts';
import type { Fault } from './fault.ts';
import { type Part, type Verdict, verify, type Which } from './verify.ts';

export interface VerifyFlags {
  readonly out?: string | undefined;
  /** Every revision, not the current ones alone. */
  readonly all?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/**
 * @param args `PERIODE`, `PERIODE/REVISI`, or nothing for all periods
 * @returns the exit code
 * @throws Failure for wrong usage
 */
export async function verifyVerb(args: readonly string[], flags: VerifyFlags, language: Language): Promise<number> {
  const snapshots = new DiskStore(join(resolve(flags.out ?? 'cakupan-out'), 'snapshots'));
  return verifyPublished(whichOf(args, flags), flags, snapshots, language);
}

/** @throws Failure for wrong usage */
export function whichOf(args: readonly string[], flags: VerifyFlags): Which {
  const [named, ...others] = args;
  const [periode, revision, ...rest] = named?.split('/') ?? [];
  const isNamed =
    periode !== undefined && isPeriode(periode) && (revision === undefined || /^r[1-9]\d*$/.test(revision));
  if (others.length > 0 || rest.length > 0 || (named !== undefined && !isNamed)) throw new Failure(USAGE);
  if (flags.all && revision !== undefined) throw new Failure(USAGE);
  return { periode, revision, all: flags.all };
}

/** @param snapshots of one machine or of a stack. @returns the exit code */
export async function verifyPublished(
  which: Which,
  flags: VerifyFlags,
  snapshots: ObjectStore,
  language: Language,
): Promise<number> {
  const regions = await readRegions();
  return tell(await verify(snapshots, regions, which), flags, language);
}

/** Says how it stands. @returns the exit code */
export function tell(verdict: Verdict, flags: VerifyFlags, language: Language): number {
  if (flags.json) process.stdout.write(`${JSON.stringify(verdict)}\n`);
  else if (!flags.quiet) process.stdout.write(verdictText(verdict, language));
  return verdict.sound ? EXIT.done : EXIT.rejected;
}

/** One line for each sound revision, more for one that is not. */
export function verdictText({ parts }: Verdict, language: Language): string {
  const told = parts.filter(({ revision, fault }) => revision !== null || fault !== null);
  return told.map((part) => `${partText(part, language)}\n`).join('');
}

function partText({ periode, revision, files, rows, checks, seconds, fault }: Part, language: Language): string {
  const name = [periode, revision].filter((part) => part !== null).join('/');
  const number = (value: number) => numbers(language).format(value);
  if (!fault) {
    const done = {
      id: `utuh: ${number(files)} berkas, ${number(rows)} baris, ${number(checks)} pemeriksaan dalam ${number(seconds)} detik`,
      en: `sound: ${number(files)} files, ${number(rows)} rows, ${number(checks)} checks in ${number(seconds)} s`,
    };
    return `${name}  ${done[language]}`;
  }
  const odd = { id: 'TIDAK UTUH', en: 'NOT SOUND' }[language];
  const within = fault.within
    ? [{ id: '  di dalamnya:', en: '  within:' }[language], ...faultText(fault.within, language)]
    : [];
  return [`${name}  ${odd}`.trim(), ...faultText(fault, language), ...within].join('\n');
}

function faultText({ periode, revision, file, row, column, says, should, law }: Fault, language: Language): string[] {
  const words = {
    id: { row: 'baris', column: 'kolom', says: 'tertulis', should: 'seharusnya', nothing: 'tidak ada', other: 'lain' },
    en: {
      row: 'row',
      column: 'column',
      says: 'says',
      should: 'should be',
      nothing: 'nothing',
      other: 'something else',
    },
  }[language];
  const root = revision === null ? '' : `${periode}/${revision}/`;
  const place = [`  ${root}${file}`];
  if (row !== null) place.push(`${words.row} ${row}`);
  if (column !== null) place.push(`${words.column} ${column}`);
  const quoted = (text: string | null) => (text === null ? words.nothing : JSON.stringify(text));
  const told =
    says === null && should === null ? [] : [`    ${words.says} ${quoted(says)}, ${words.should} ${quoted(should)}`];
  return [place.join('  '), ...told, `    ${law[language]}`];
}

const USAGE = {
  id: 'Sebutkan satu periode atau revisi: cakupan verify [2023-08[/r2]] [--all] [--out DIR] [--json].',
  en: 'Name one period or revision: cakupan verify [2023-08[/r2]] [--all] [--out DIR] [--json].',
};

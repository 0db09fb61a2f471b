/**
 * Every code that a report may hold, in the order in which tables list them; each is declared under `codes/`: what it means,
 * why it is there, an example and how to mend it, in Indonesian and English. `npm run rules` writes a page about each.
 *
 * Row codes also have a bit (their place in `ROW_CODES`), so that all findings of a row are one number.
 */
import { FIGURE_RULES } from './codes/figures.ts';
import { FILE_RULES } from './codes/file.ts';
import { NIK_RULES } from './codes/nik.ts';
import { PERSON_RULES } from './codes/person.ts';
import type { Rule, Sentence } from './codes/rule.ts';
import { WARNING_RULES } from './codes/warnings.ts';

export type { Rule, Sentence } from './codes/rule.ts';

/** Rejects the row (error) or marks it (warning). */
const ROW_RULES = { ...NIK_RULES, ...PERSON_RULES, ...FIGURE_RULES, ...WARNING_RULES } as const;

export type RowCode = keyof typeof ROW_RULES;
export type FileCode = keyof typeof FILE_RULES;
export type Code = RowCode | FileCode;

export const RULES: Readonly<Record<Code, Rule>> = { ...ROW_RULES, ...FILE_RULES };

const isRowCode = (code: string): code is RowCode => code in ROW_RULES;
const isFileCode = (code: string): code is FileCode => code in FILE_RULES;

/** Whether a word from outside, such as an address, is a code. */
export function isCode(word: string): word is Code {
  return Object.hasOwn(RULES, word);
}

/** The bit of a row code is its place here. */
export const ROW_CODES: readonly RowCode[] = Object.keys(ROW_RULES).filter(isRowCode);
export const FILE_CODES: readonly FileCode[] = Object.keys(FILE_RULES).filter(isFileCode);

/** What becomes of the row or file. */
export function effectOf(code: Code): Sentence {
  if (code === 'SHRUNK') {
    return {
      id: 'Berkas ditahan; versi sebelumnya tetap berlaku.',
      en: 'The file is held; the version before stays in force.',
    };
  }
  if (isFileCode(code)) {
    return {
      id: 'Seluruh berkas tidak berlaku; versi yang diterima sebelumnya tetap berlaku.',
      en: 'The whole file does not count; the version accepted before stays in force.',
    };
  }
  return RULES[code].level === 'error'
    ? { id: 'Baris ini ditolak dan tidak dihitung.', en: 'The row is rejected and does not count.' }
    : { id: 'Baris ini tetap dihitung.', en: 'The row counts all the same.' };
}

/** The bit that stands for a code in the findings of a row. */
export function bit(code: RowCode): number {
  return 1 << ROW_CODES.indexOf(code);
}

/** The codes whose bits are set, in the order of `ROW_CODES`. */
export function codesOf(findings: number): RowCode[] {
  return ROW_CODES.filter((_, i) => (findings >>> i) & 1);
}

/** Whether any code of this file or row is an error, for each bit: findings & ERRORS says that the row is rejected. */
export const ERRORS = ROW_CODES.reduce((mask, code) => (RULES[code].level === 'error' ? mask | bit(code) : mask), 0);

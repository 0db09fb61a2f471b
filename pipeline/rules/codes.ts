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
import type { Rule } from './codes/rule.ts';
import { WARNING_RULES } from './codes/warnings.ts';

export type { Rule, Sentence } from './codes/rule.ts';

/** Rejects the row (error) or marks it (warning). */
const ROW_RULES = { ...NIK_RULES, ...PERSON_RULES, ...FIGURE_RULES, ...WARNING_RULES } as const;

export type RowCode = keyof typeof ROW_RULES;
export type FileCode = keyof typeof FILE_RULES;

export const RULES: Readonly<Record<RowCode | FileCode, Rule>> = { ...ROW_RULES, ...FILE_RULES };

const isRowCode = (code: string): code is RowCode => code in ROW_RULES;
const isFileCode = (code: string): code is FileCode => code in FILE_RULES;

/** The bit of a row code is its place here. */
export const ROW_CODES: readonly RowCode[] = Object.keys(ROW_RULES).filter(isRowCode);
export const FILE_CODES: readonly FileCode[] = Object.keys(FILE_RULES).filter(isFileCode);

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

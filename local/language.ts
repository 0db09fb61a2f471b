/** Indonesian by default; English with `--lang en` or LANG=en. Codes are the same in both. */
import type { Sentence } from '../pipeline/rules/codes.ts';
import { Failure } from './failure.ts';

export type Language = keyof Sentence;

/** @throws Failure for a language that there is not */
export function languageOf(option: string | undefined, env: NodeJS.ProcessEnv): Language {
  if (option === 'id' || option === 'en') return option;
  if (option !== undefined) {
    throw new Failure({
      id: `--lang ${option} tidak ada: pakai id atau en.`,
      en: `There is no --lang ${option}: use id or en.`,
    });
  }
  return /^en/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'en' : 'id';
}

/** Numbers as the language groups them. */
export function numbers(language: Language): Intl.NumberFormat {
  return new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 1 });
}

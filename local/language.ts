/** Indonesian by default; English with `--lang en` or LANG=en. Codes are the same in both. */
import type { Sentence } from '../pipeline/rules/codes.ts';
import { grouped } from '../pipeline/rules/numbers.ts';
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

export interface Numbers {
  format(value: number): string;
}

/**
 * Numbers as the language groups them, with one decimal at the most. As Intl writes them: its tables would take every run that
 * says anything 10 MB and 12 ms.
 */
export function numbers(language: Language): Numbers {
  const [by, point] = language === 'id' ? ['.', ','] : [',', '.'];
  return {
    format: (value) => {
      const [whole = '', decimal] = String(Math.round(value * 10) / 10).split('.');
      return grouped(whole, by) + (decimal === undefined ? '' : point + decimal);
    },
  };
}

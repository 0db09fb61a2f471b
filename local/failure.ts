/** What went wrong in words that a person can act on, and the exit code that says whose it is to mend. */
import type { Sentence } from '../pipeline/rules/codes.ts';

export const EXIT = { done: 0, fault: 1, usage: 2, rejected: 3 } as const;

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly sentence: Sentence;
  readonly exit: number;

  constructor(sentence: Sentence, exit: number = EXIT.usage) {
    super(sentence.en);
    this.sentence = sentence;
    this.exit = exit;
  }
}

/** The `code` of a system error such as ENOENT, or undefined. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What is declared of each code, for reports, for the page about it, and for whoever mends a file. */

/** A sentence in both languages of the program. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

export type Cells = Readonly<Record<string, string>>;

export interface Rule {
  readonly level: 'error' | 'warning';
  readonly means: Sentence;
  readonly remedy: Sentence;
  /** Why the rule is there. */
  readonly why: Sentence;
  /**
   * What it looks like, and what it ought to; invented, of nobody. Cells by column (in a file of 8171 for 2023-08), or
   * in words where it takes more than the cells of a row to show it.
   */
  readonly example: { readonly wrong: Cells | string; readonly right: Cells | string };
  /** What to do in Excel, step by step. */
  readonly mend: readonly Sentence[];
}

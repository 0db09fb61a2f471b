/** What the page and the thread that checks files say to each other. */
import type { Given, Guess } from '../../pipeline/aim.ts';
import type { Report } from '../../pipeline/contracts/report.ts';

export type ToThread =
  | { readonly kind: 'regions'; readonly bytes: Blob }
  /** today: the present month, which a file is taken for that names none. */
  | { readonly kind: 'check'; readonly file: File; readonly given: Given; readonly today: string };

export interface CheckedFile {
  readonly kind: 'checked';
  readonly name: string;
  /** What the file would be uploaded as. */
  readonly key: string;
  readonly guesses: readonly Guess[];
  readonly report: Report;
  /** The report as a page to keep. */
  readonly html: string;
  /** What would lie beside it: the rejected rows. */
  readonly files: readonly (readonly [name: string, content: Blob])[];
}

export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly rows: number }
  | CheckedFile
  | { readonly kind: 'failed'; readonly message: string };

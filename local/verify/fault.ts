/** The first thing that is not as it must be, and how much was looked at until then. */
import type { Sentence } from '../../pipeline/rules/codes.ts';

export interface Fault {
  /** Null for what concerns no single period. */
  readonly periode: string | null;
  /** Null for what lies beside the revisions. */
  readonly revision: string | null;
  /** Path below the revision; of a pointer its key. */
  readonly file: string;
  /** The keys of the row, in the order of its columns: `8171 PEKERJA_RENTAN`. */
  readonly row: string | null;
  readonly column: string | null;
  /** Null for what is not there. */
  readonly says: string | null;
  /** A value, or a bound such as `≤ 7`; null for what should not be there. */
  readonly should: string | null;
  readonly law: Sentence;
  /** The first thing wrong in the content of a file whose SHA-256 is not the one that was published, where that shows. */
  readonly within: Fault | null;
}

/** Ends the examination of a revision: only the first fault is told, the rest may follow from it. */
export class Unsound extends Error {
  override readonly name = 'Unsound';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.file}: ${fault.law.en}`);
    this.fault = fault;
  }
}

type Told = string | number | bigint | boolean | null;

/** What is counted while one revision, or what lies beside the revisions, is looked through. */
export class Checks {
  readonly periode: string | null;
  readonly revision: string | null;
  count = 0;
  rows = 0;
  files = 0;

  constructor(periode: string | null, revision: string | null) {
    this.periode = periode;
    this.revision = revision;
  }

  of(file: string): Sheet {
    return new Sheet(this, file);
  }
}

/** One file as it is looked through. */
export class Sheet {
  readonly checks: Checks;
  readonly file: string;

  constructor(checks: Checks, file: string) {
    this.checks = checks;
    this.file = file;
  }

  /** The fault to throw. */
  unsound(row: string | null, column: string | null, says: Told, should: Told, law: Sentence): Unsound {
    const { periode, revision } = this.checks;
    const text = (told: Told) => (told === null ? null : String(told));
    const place = { periode, revision, file: this.file, row, column };
    return new Unsound({ ...place, says: text(says), should: text(should), law, within: null });
  }

  /** @throws Unsound where the two differ */
  equal(row: string | null, column: string | null, says: Told, should: Told, law: Sentence): void {
    this.checks.count++;
    if (says !== should) throw this.unsound(row, column, says, should, law);
  }

  /** @throws Unsound */
  atMost(row: string, column: string, says: number, most: number, law: Sentence): void {
    this.checks.count++;
    if (says > most) throw this.unsound(row, column, says, `≤ ${most}`, law);
  }

  /** @throws Unsound */
  atLeast(row: string, column: string, says: number, least: number, law: Sentence): void {
    this.checks.count++;
    if (says < least) throw this.unsound(row, column, says, `≥ ${least}`, law);
  }
}

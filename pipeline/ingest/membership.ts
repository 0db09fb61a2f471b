/**
 * Reads the four cells that say what a person is and has: kategori, status, program, sumber_dana. Mostly they stand side by side, and
 * a list says the same few hundred times over: then they are looked up as one.
 */
import { bit } from '../rules/codes.ts';
import {
  AKTIF,
  PROGRAM_OF_ACTIVE,
  readKategori,
  readProgram,
  readStatus,
  readSumberDana,
} from '../rules/vocabulary.ts';
import { Memo, Remembered, UNKNOWN } from './memo.ts';
import type { Records } from './records.ts';

const CATEGORY_UNKNOWN = bit('CATEGORY_UNKNOWN');
const STATUS_UNKNOWN = bit('STATUS_UNKNOWN');
const PROGRAM_INVALID = bit('PROGRAM_INVALID');
const FUNDING_UNKNOWN = bit('FUNDING_UNKNOWN');

/** What the cells of columns mean that is the same for every file; so one file learns from another. */
const CATEGORIES = new Memo(readKategori);
const STATUSES = new Memo(readStatus);
const PROGRAMS = new Memo(readProgram);
const FUNDS = new Memo((cell) => (cell === '' ? 0 : readSumberDana(cell) + 1 || -1));

/** Distinct stretches of four cells; a region has some thousands, a few hundred of them make nearly all its rows. */
const STRETCHES = 8192;
/** The delimiters are among the bytes, but where one ends a cell depends on the file's. */
const BY_DELIMITER = new Map<number, Remembered>();

/** A bit for each finding, behind the fields. */
const FINDINGS_SHIFT = 20;

/** Findings by their bits. */
const FINDINGS = Int32Array.from({ length: 16 }, (_, bits) =>
  [CATEGORY_UNKNOWN, STATUS_UNKNOWN, PROGRAM_INVALID, FUNDING_UNKNOWN].reduce(
    (all, finding, i) => ((bits & (1 << i)) === 0 ? all : all | finding),
    0,
  ),
);

/** What the four cells say, as one number; its fields hold only where `findingsIn` none of them is at fault. */
export const kategoriIn = (said: number) => said & 15;
export const statusIn = (said: number) => (said >>> 4) & 15;
export const programIn = (said: number) => (said >>> 8) & 31;
export const danaIn = (said: number) => (said >>> 13) & 15;
export const findingsIn = (said: number) => FINDINGS[said >>> FINDINGS_SHIFT]!;

/** Where the cells are. */
export interface MembershipColumns {
  readonly kategori: number;
  readonly status: number;
  readonly program: number;
  readonly sumber_dana: number;
}

export class Membership {
  readonly #at: MembershipColumns;
  /** Whether the columns stand side by side. */
  readonly #isStretch: boolean;
  readonly #known: Remembered;

  /** @param delimiter its byte */
  constructor(at: MembershipColumns, delimiter: number) {
    this.#at = at;
    const { kategori, status, program, sumber_dana: dana } = at;
    this.#isStretch = status === kategori + 1 && program === status + 1 && dana === program + 1;
    this.#known = BY_DELIMITER.get(delimiter) ?? new Remembered(STRETCHES);
    BY_DELIMITER.set(delimiter, this.#known);
  }

  /** What the record last read says. */
  in(view: DataView, { starts, ends }: Records): number {
    const { kategori, status, program, sumber_dana: dana } = this.#at;
    const start = starts[kategori]!;
    const end = ends[dana]!;
    // A quoted cell has a quote between it and the delimiter.
    const isStretch =
      this.#isStretch &&
      starts[status] === ends[kategori]! + 1 &&
      starts[program] === ends[status]! + 1 &&
      starts[dana] === ends[program]! + 1;
    const known = isStretch ? this.#known.find(view, start, end) : UNKNOWN;
    if (known !== UNKNOWN) return known;
    const said = judged(
      CATEGORIES.at(view, start, ends[kategori]!),
      STATUSES.at(view, starts[status]!, ends[status]!),
      PROGRAMS.at(view, starts[program]!, ends[program]!),
      FUNDS.at(view, starts[dana]!, end),
    );
    if (isStretch) this.#known.add(view, start, end, said);
    return said;
  }
}

/** Who is active has both of the programmes that make one so, and somebody who pays. */
function judged(kategori: number, status: number, program: number, dana: number): number {
  const active = status === AKTIF;
  let faults = 0;
  if (kategori < 0) faults |= 1;
  if (status < 0) faults |= 2;
  if (program < 0 || (active && (program & PROGRAM_OF_ACTIVE) !== PROGRAM_OF_ACTIVE)) faults |= 4;
  if (dana < 0 || (active && dana === 0)) faults |= 8;
  return (
    (kategori & 15) | ((status & 15) << 4) | ((program & 31) << 8) | ((dana & 15) << 13) | (faults << FINDINGS_SHIFT)
  );
}

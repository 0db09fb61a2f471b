/** Finds the header of an upload, and with it the delimiter: whichever splits the header row into the most columns. */
import { columnsOf, type Jenis, requiredColumns } from '../rules/columns.ts';
import { INCOMPLETE, Kernel } from './kernel.ts';
import { Unreadable } from './unreadable.ts';

/** In the order in which a tie is decided. */
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The header is one of the first so many records. */
const SEARCHED = 20;

export interface Header {
  readonly delimiter: string;
  /** Which record it is, counted from 0. */
  readonly index: number;
  /** Its cells as sent. */
  readonly cells: readonly string[];
  /** Column → position of its cell. */
  readonly columns: ReadonlyMap<string, number>;
  /** Where the record below it begins, in the bytes searched. */
  readonly next: number;
}

export interface HeaderSearch {
  readonly found: Header | undefined;
  /** The bytes at hand do not decide it: a record goes on beyond them. */
  readonly undecided: boolean;
  /** Without a header: the required columns that the best candidate lacks, and whether a quoted cell never closes. */
  readonly missing: readonly string[];
  readonly openQuote: boolean;
}

/**
 * @param bytes the file's first bytes, UTF-8
 * @param last whether they are all of it
 * @param doubted whether they may turn out not to be UTF-8
 * @param delimiters those that may part its cells, in the order in which a tie is decided
 * @throws NotUtf8; Unreadable on a NUL
 */
export function findHeader(
  bytes: Uint8Array,
  last: boolean,
  jenis: Jenis,
  doubted: boolean,
  module: WebAssembly.Module,
  delimiters: readonly string[] = DELIMITERS,
): HeaderSearch {
  const kernel = Kernel.borrow(module);
  try {
    return search(bytes, last, jenis, doubted, kernel, delimiters);
  } finally {
    kernel.release();
  }
}

function search(
  bytes: Uint8Array,
  last: boolean,
  jenis: Jenis,
  doubted: boolean,
  kernel: Kernel,
  delimiters: readonly string[],
): HeaderSearch {
  let best: Header | undefined;
  let openQuote = false;
  let undecided = false;
  const required = requiredColumns(jenis);
  let missing: readonly string[] = required;
  const text = kernel.room(bytes.length, 0);
  const limit = text + bytes.length;
  for (const delimiter of delimiters) {
    // A record may be unescaped in place, and the next delimiter wants to see it as sent.
    kernel.bytes.set(bytes, text);
    kernel.begin(delimiter.charCodeAt(0), doubted);
    let at = text;
    for (let index = 0; index < SEARCHED && at < limit; index++) {
      let next: number;
      try {
        next = kernel.split(at, limit, last);
      } catch (error) {
        if (!(error instanceof Unreadable) || error.reason !== 'OPEN_QUOTE') throw error;
        openQuote = true;
        break;
      }
      if (next === INCOMPLETE) {
        undecided = true;
        break;
      }
      const cells = kernel.cells();
      const columns = columnsOf(cells, jenis);
      const lacking = required.filter((column) => !columns.has(column));
      if (lacking.length === 0) {
        if (!best || columns.size > best.columns.size) best = { delimiter, index, cells, columns, next: next - text };
        break;
      }
      if (lacking.length < missing.length) missing = lacking;
      at = next;
      if (index < SEARCHED - 1 && at >= limit && !last) undecided = true;
    }
  }
  return { found: best, undecided, missing, openQuote };
}

/**
 * Splits UTF-8 bytes into records and cells: RFC 4180, read leniently (data contract, section 2).
 *
 * A cell is a pair of places in the caller's buffer; no string is made. A quoted cell's places exclude its quotes.
 * A cell with doubled quotes, or with text after its closing quote, is unescaped in place once its record is complete.
 */

import { assertUtf8 } from './encoding.ts';
import { BLOCK, Marks, mark } from './marks.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

const ORDINARY = 0;
const DELIMITER = 1;
const LINE_FEED = 2;
const CARRIAGE_RETURN = 3;
const NUL = 4;
const NOT_ASCII = 5;

/** What `next` answers when the record goes on beyond the bytes at hand. */
export const INCOMPLETE = -1;

export type UnreadableReason =
  | 'NUL'
  | 'OPEN_QUOTE'
  | 'RECORD_TOO_LONG'
  | 'NOT_GZIP'
  | 'GZIP_BOMB'
  | 'NOT_ZIP'
  | 'OLD_EXCEL'
  | 'ENCRYPTED'
  | 'NOT_WORKBOOK'
  | 'ZIP_BROKEN'
  | 'XLSX_BROKEN'
  | 'XML_DTD'
  | 'XLSX_BOMB'
  | 'XLSX_TOO_LARGE';

/** The bytes cannot be read as text of records; `reason` says why, in no more detail than a report may hold. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason) {
    super(`unreadable: ${reason}`);
    this.reason = reason;
  }
}

export class Records {
  /** Cells of the record last read: how many, and where each starts and ends. */
  count = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** Whether its bytes are no longer as sent, a cell having been unescaped in place. */
  rewritten = false;
  /** Where its last byte ends, the line end excluded. */
  end = 0;

  readonly #kinds = new Uint8Array(256);
  readonly #escaped: number[] = [];
  readonly #doubted: boolean;
  readonly #delimiter: number;
  /** What was found in the block looked through last, and which mark, line feed and odd mark come next. */
  readonly #found = new Marks();
  #mark = 0;
  #line = 0;
  #oddMark = 0;
  /** How far the bytes have been looked through, and what is at hand of them. */
  #looked = 0;
  #limit = 0;
  /** Where the next record is expected to begin. */
  #expected = -1;
  #bytes: Uint8Array | undefined;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #notAscii = false;

  /**
   * @param delimiter its byte
   * @param doubted whether the bytes may turn out not to be UTF-8
   */
  constructor(delimiter: number, doubted: boolean) {
    this.#doubted = doubted;
    this.#delimiter = delimiter;
    this.#kinds.fill(NOT_ASCII, 0x80);
    this.#kinds[0] = NUL;
    this.#kinds[LF] = LINE_FEED;
    this.#kinds[CR] = CARRIAGE_RETURN;
    this.#kinds[delimiter] = DELIMITER;
  }

  /**
   * Reads the record that begins at `at`.
   * @param limit where the bytes at hand end
   * @param last whether nothing follows them
   * @returns where the next record begins, or INCOMPLETE (then nothing is known of the record)
   * @throws Unreadable on a NUL, or on a quoted cell still open at the very end; NotUtf8
   */
  next(bytes: Uint8Array, at: number, limit: number, last: boolean): number {
    const kinds = this.#kinds;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#expected = -1;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    if (at !== this.#expected || limit !== this.#limit) {
      this.#begin(); // other bytes, or more of them
      this.#looked = at;
      this.#limit = limit;
    }
    const plain = this.#plain(bytes, at);
    if (plain !== INCOMPLETE) {
      this.#expected = plain;
      return plain;
    }
    this.#expected = -1;
    const { places } = this.#found;
    let starts = this.starts;
    let ends = this.ends;
    let count = 0;
    let p = at;
    this.#notAscii = false;
    this.#forget();
    for (;;) {
      if (count === starts.length) {
        this.#grow();
        starts = this.starts;
        ends = this.ends;
      }
      let close = -1;
      starts[count] = p;
      if (p < limit && bytes[p] === QUOTE) {
        close = this.#closingQuote(bytes, p, limit, last);
        if (close === INCOMPLETE) return INCOMPLETE;
        p = close + 1;
      }
      let kind = ORDINARY;
      for (; ; p++) {
        const place = places[this.#mark]!;
        if (this.#mark < this.#found.count && place >= p) {
          this.#mark++;
          p = place;
        } else p = this.#seek(bytes, p, limit);
        if (p === limit) break;
        kind = kinds[bytes[p]!]!;
        if (kind >= NUL) this.#odd(kind);
        else if (kind !== ORDINARY) break;
      }
      ends[count] = p;
      if (close >= 0) this.#quoted(count, close, p);
      count++;
      if (p === limit) {
        if (!last) return INCOMPLETE;
        return this.#finish(bytes, at, count, p, p);
      }
      if (kind === DELIMITER) {
        p++;
        continue;
      }
      if (kind === LINE_FEED) return this.#finish(bytes, at, count, p, p + 1);
      if (p + 1 === limit && !last) return INCOMPLETE; // a line feed may belong to this carriage return
      return this.#finish(bytes, at, count, p, p + 1 < limit && bytes[p + 1] === LF ? p + 2 : p + 1);
    }
  }

  /** The record that begins at `at`, where it is of the common kind: no quotes, all ASCII, all of it looked through; or INCOMPLETE. */
  #plain(bytes: Uint8Array, at: number): number {
    const { places, lines, lineCount, odd, oddCount, count } = this.#found;
    const { starts, ends } = this;
    let mark = this.#mark;
    if (mark < count && places[mark]! < at) mark++; // the line feed of a carriage return that ended the record before
    while (this.#line < lineCount && lines[this.#line]! <= mark) this.#line++;
    while (this.#oddMark < oddCount && odd[this.#oddMark]! <= mark) this.#oddMark++;
    if (this.#line === lineCount) return INCOMPLETE;
    const next = lines[this.#line]!; // the mark behind its line feed
    if (this.#oddMark < oddCount && odd[this.#oddMark]! < next) return INCOMPLETE;
    const cells = next - mark;
    if (cells > starts.length) return INCOMPLETE;
    let start = at;
    for (let i = 0; i < cells; i++) {
      const end = places[mark + i]!;
      starts[i] = start;
      ends[i] = end;
      start = end + 1;
    }
    const isCarriageReturn = cells > 1 && start - 2 === places[next - 2] && bytes[start - 2] === CR;
    this.count = isCarriageReturn ? cells - 1 : cells;
    this.end = isCarriageReturn ? start - 2 : start - 1;
    this.#mark = next;
    if (this.rewritten) this.#forget();
    return start;
  }

  /** Nothing is marked yet. */
  #begin(): void {
    this.#found.count = this.#found.lineCount = this.#found.oddCount = 0;
    this.#mark = this.#line = this.#oddMark = 0;
  }

  /** Nothing of the record before is left to be told. */
  #forget(): void {
    this.rewritten = false;
    this.#escaped.length = 0; // setting it is dear, and mostly it is
  }

  /** Makes cells that the record lacks read as empty, up to so many. */
  pad(cells: number): void {
    while (this.starts.length < cells) this.#grow();
    for (let i = this.count; i < cells; i++) {
      this.starts[i] = 0;
      this.ends[i] = 0;
    }
  }

  /** The bytes that records are read from, to be read four at a time at any place. */
  get view(): DataView {
    return this.#view;
  }

  /** The cells of the record last read, as text. */
  cells(bytes: Uint8Array): string[] {
    return Array.from({ length: this.count }, (_, i) => decoder.decode(bytes.subarray(this.starts[i], this.ends[i])));
  }

  /** Where the quoted cell that opens at `open` closes. Notes doubled quotes on the way. */
  #closingQuote(bytes: Uint8Array, open: number, limit: number, last: boolean): number {
    const before = this.#escaped.length;
    for (let p = open + 1; p < limit; p++) {
      const byte = bytes[p]!;
      if (byte === QUOTE) {
        if (p + 1 === limit && !last) return INCOMPLETE; // may be the first of two
        if (p + 1 === limit || bytes[p + 1] !== QUOTE) return p;
        if (this.#escaped.length === before) this.#escaped.push(-1);
        p++;
      } else if (byte === 0 || byte >= 0x80) this.#odd(this.#kinds[byte]!);
    }
    if (last) throw new Unreadable('OPEN_QUOTE');
    return INCOMPLETE;
  }

  #quoted(cell: number, close: number, end: number): void {
    const doubled = this.#escaped.at(-1) === -1;
    if (doubled) this.#escaped.pop();
    if (doubled || close + 1 !== end) this.#escaped.push(cell);
    else {
      this.starts[cell]!++;
      this.ends[cell] = close;
    }
  }

  /** The first marked place at or after `p`, or `limit`; looks through the next block where need be. */
  #seek(bytes: Uint8Array, p: number, limit: number): number {
    for (;;) {
      while (this.#mark < this.#found.count) {
        const place = this.#found.places[this.#mark++]!;
        if (place >= p) return place; // those before lie in a quoted cell
      }
      const from = Math.max(p, this.#looked);
      if (from >= limit) return limit;
      this.#looked = Math.min(limit, from + BLOCK);
      this.#begin();
      mark(bytes, from, this.#looked, this.#delimiter, this.#found);
    }
  }

  #odd(kind: number): void {
    if (kind === NUL) throw new Unreadable('NUL');
    this.#notAscii = true;
  }

  #finish(bytes: Uint8Array, at: number, count: number, end: number, next: number): number {
    if (this.#notAscii && this.#doubted) assertUtf8(bytes.subarray(at, end));
    this.count = count;
    this.end = end;
    this.#expected = next;
    for (const cell of this.#escaped) {
      this.rewritten = true;
      this.ends[cell] = unquote(bytes, this.starts[cell]!, this.ends[cell]!);
    }
    return next;
  }

  #grow(): void {
    const starts = new Int32Array(this.starts.length * 4);
    const ends = new Int32Array(this.ends.length * 4);
    starts.set(this.starts);
    ends.set(this.ends);
    this.starts = starts;
    this.ends = ends;
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Writes what the quoted cell from `start` to `end` says over its own bytes; returns where that ends. */
function unquote(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  let quoted = true;
  for (let p = start + 1; p < end; p++) {
    const byte = bytes[p]!;
    if (quoted && byte === QUOTE) {
      if (p + 1 < end && bytes[p + 1] === QUOTE) p++;
      else {
        quoted = false;
        continue;
      }
    }
    bytes[to++] = byte;
  }
  return to;
}

/** Cells of a sheet as the bytes of a delimited record: what a reader of CSV takes. */
import { Unreadable } from '../ingest/unreadable.ts';
import type { Bytes } from '../ports.ts';

/** Between cells: what Excel itself writes where numbers have a decimal comma, as in Indonesia. */
export const DELIMITER = 0x3b;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** A longer record is not read. It bounds memory. */
const LONGEST_RECORD = 16 * 1024 * 1024;

export class Out {
  #bytes = new Uint8Array(16 * 1024);
  #recordStart = 0;
  length = 0;

  /** Everything so far; the writer's own until it is written to again. */
  get bytes(): Bytes {
    return this.#bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
    this.#recordStart = 0;
  }

  delimiters(count: number): void {
    this.#reserve(count);
    this.#bytes.fill(DELIMITER, this.length, this.length + count);
    this.length += count;
  }

  endRecord(): void {
    this.#reserve(1);
    this.#bytes[this.length++] = LF;
    this.#recordStart = this.length;
  }

  /** ASCII without quotes, delimiters and line ends. */
  ascii(text: string): void {
    this.#reserve(text.length);
    for (let i = 0; i < text.length; i++) this.#bytes[this.length++] = text.charCodeAt(i);
  }

  /** A cell that is written already. */
  verbatim(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    const to = this.#bytes;
    let at = this.length;
    for (let p = start; p < end; p++) to[at++] = bytes[p]!;
    this.length = at;
  }

  /** A cell's text, in quotes where it needs them. */
  cell(bytes: Uint8Array, start: number, end: number): void {
    if (!needsQuotes(bytes, start, end)) {
      this.verbatim(bytes, start, end);
      return;
    }
    this.#reserve(2 * (end - start) + 2);
    const to = this.#bytes;
    let at = this.length;
    to[at++] = QUOTE;
    for (let p = start; p < end; p++) {
      if (bytes[p] === QUOTE) to[at++] = QUOTE;
      to[at++] = bytes[p]!;
    }
    to[at++] = QUOTE;
    this.length = at;
  }

  #reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed - this.#recordStart > LONGEST_RECORD) throw new Unreadable('RECORD_TOO_LONG');
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, needed));
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}

function needsQuotes(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = start; p < end; p++) {
    const byte = bytes[p];
    if (byte === DELIMITER || byte === QUOTE || byte === LF || byte === CR) return true;
  }
  return false;
}

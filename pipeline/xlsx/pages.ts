/** A whole file in memory, in pages: nothing is copied as it grows, and any part of it can be read again. */
import { Unreadable } from '../ingest/unreadable.ts';
import type { Bytes } from '../ports.ts';

const PAGE_BYTES = 1024 * 1024;

/** A sheet full of rows, 13 columns of text, takes some 100 MB; a larger workbook is not kept. */
const MOST_BYTES = 256 * 1024 * 1024;

export class Pages {
  readonly #pages: Bytes[] = [];
  size = 0;

  /** @throws Unreadable when it is larger than what is kept */
  static async of(source: AsyncIterable<Uint8Array>): Promise<Pages> {
    const pages = new Pages();
    for await (const piece of source) pages.#append(piece);
    return pages;
  }

  /** The bytes from `start` to before `end`, as they lie in the pages: no copy, one page at a time. */
  *pieces(start: number, end: number): Generator<Bytes> {
    for (let at = start; at < end; ) {
      const page = this.#pages[Math.floor(at / PAGE_BYTES)]!;
      const offset = at % PAGE_BYTES;
      const piece = page.subarray(offset, Math.min(PAGE_BYTES, offset + end - at));
      yield piece;
      at += piece.length;
    }
  }

  /** A copy of the bytes from `start` to before `end`, or to the end of the file. */
  copy(start: number, end: number): Bytes {
    const to = Math.min(end, this.size);
    const bytes = new Uint8Array(Math.max(0, to - start));
    let at = 0;
    for (const piece of this.pieces(start, to)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  #append(piece: Uint8Array): void {
    if (this.size + piece.length > MOST_BYTES) throw new Unreadable('XLSX_TOO_LARGE');
    for (let at = 0; at < piece.length; ) {
      const offset = this.size % PAGE_BYTES;
      if (offset === 0) this.#pages.push(new Uint8Array(PAGE_BYTES));
      const part = piece.subarray(at, at + PAGE_BYTES - offset);
      this.#pages.at(-1)!.set(part, offset);
      this.size += part.length;
      at += part.length;
    }
  }
}

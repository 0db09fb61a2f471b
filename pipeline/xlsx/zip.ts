/**
 * The parts of a zip file: found by its directory, inflated piece by piece, within bounds.
 *
 * Only what the directory lists is read, and only parts that somebody asks for. Source: PKWARE APPNOTE 6.3.10.
 */
import { Inflate } from 'fflate';
import { Unreadable } from '../ingest/unreadable.ts';
import type { Pages } from './pages.ts';

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;

/** The end record and the longest comment behind it. */
const TAIL_BYTES = 22 + 0xffff;

/** A workbook has some tens of parts. */
const MOST_PARTS = 10_000;
/** Its directory, at some hundred bytes a part. */
const MOST_DIRECTORY = 4 * 1024 * 1024;

/** Compressed bytes given at once: what they become is held in memory, at the most a thousand times as much. */
const PIECE_BYTES = 16 * 1024;

/** Sheets compress 5 to 40 times; beyond this ratio, and this size, a workbook is a bomb. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 64 * 1024 * 1024;

interface Part {
  readonly method: number;
  readonly flags: number;
  readonly compressed: number;
  readonly size: number;
  /** Where its own header begins. */
  readonly at: number;
}

export class Zip {
  readonly #file: Pages;
  readonly #parts = new Map<string, Part>();
  /** Bytes that may still be inflated, of all parts together: one that is read twice counts twice. */
  #budget: number;

  /** @throws Unreadable when it is no zip file, or not a whole one */
  constructor(file: Pages) {
    this.#file = file;
    this.#budget = bombLimit(file.size);
    const { start, size, parts } = this.#directory();
    if (parts > MOST_PARTS || size > MOST_DIRECTORY || start + size > file.size) throw new Unreadable('ZIP_BROKEN');
    this.#list(view(file.copy(start, start + size)), parts);
  }

  get size(): number {
    return this.#file.size;
  }

  has(name: string): boolean {
    return this.#parts.has(name.toLowerCase());
  }

  /** How long a part says it is; 0 when there is none. */
  sizeOf(name: string): number {
    return this.#parts.get(name.toLowerCase())?.size ?? 0;
  }

  /**
   * The content of a part; none when there is no such part. A piece is the receiver's until it asks for the next.
   * @throws Unreadable when it cannot be inflated, or the workbook is a bomb
   */
  *pieces(name: string): Generator<Uint8Array> {
    const part = this.#parts.get(name.toLowerCase());
    if (!part) return;
    if ((part.flags & 1) !== 0) throw new Unreadable('ENCRYPTED');
    const start = this.#contentOf(part);
    const content = this.#file.pieces(start, start + part.compressed);
    for (const piece of part.method === 0 ? content : inflated(part, content)) {
      this.#budget -= piece.length;
      if (this.#budget < 0) throw new Unreadable('XLSX_BOMB');
      yield piece;
    }
  }

  /** A part's own header repeats its name, and what else it holds may differ from the directory. */
  #contentOf({ at, compressed, method }: Part): number {
    const header = view(this.#file.copy(at, at + 30));
    if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL) throw new Unreadable('ZIP_BROKEN');
    const start = at + 30 + header.getUint16(26, true) + header.getUint16(28, true);
    if (start + compressed > this.#file.size || (method !== 0 && method !== 8)) throw new Unreadable('ZIP_BROKEN');
    return start;
  }

  #directory(): { start: number; size: number; parts: number } {
    const from = Math.max(0, this.#file.size - TAIL_BYTES);
    const tail = view(this.#file.copy(from, this.#file.size));
    for (let at = tail.byteLength - 22; at >= 0; at--) {
      if (tail.getUint32(at, true) !== END) continue;
      const start = tail.getUint32(at + 16, true);
      const found = { start, size: tail.getUint32(at + 12, true), parts: tail.getUint16(at + 10, true) };
      const isLarge = start === 0xffffffff || found.size === 0xffffffff || found.parts === 0xffff;
      return isLarge && at >= 20 ? this.#directory64(tail, at - 20) : found;
    }
    throw new Unreadable('ZIP_BROKEN');
  }

  #directory64(tail: DataView, locator: number): { start: number; size: number; parts: number } {
    if (tail.getUint32(locator, true) !== LOCATOR_64) throw new Unreadable('ZIP_BROKEN');
    const at = Number(tail.getBigUint64(locator + 8, true));
    const end = view(this.#file.copy(at, at + 56));
    if (end.byteLength < 56 || end.getUint32(0, true) !== END_64) throw new Unreadable('ZIP_BROKEN');
    const number = (place: number) => Number(end.getBigUint64(place, true));
    return { start: number(48), size: number(40), parts: number(32) };
  }

  #list(directory: DataView, parts: number): void {
    let at = 0;
    for (let i = 0; i < parts; i++) {
      if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== ENTRY) throw new Unreadable('ZIP_BROKEN');
      const [name, extra, comment] = [28, 30, 32].map((place) => directory.getUint16(at + place, true));
      const next = at + 46 + name! + extra! + comment!;
      if (next > directory.byteLength) throw new Unreadable('ZIP_BROKEN');
      const text = decoder.decode(new Uint8Array(directory.buffer, directory.byteOffset + at + 46, name));
      // Part names do not differ by case alone; some writers use backslashes.
      const key = text.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
      if (!this.#parts.has(key)) this.#parts.set(key, readPart(directory, at, at + 46 + name!, extra!));
      at = next;
    }
  }
}

/** Bytes that a workbook of this size may become. */
export function bombLimit(size: number): number {
  return Math.max(BOMB_BYTES, BOMB_RATIO * size);
}

function readPart(directory: DataView, at: number, extra: number, extraBytes: number): Part {
  const large = largeNumbers(directory, extra, extra + extraBytes);
  const number = (place: number) => {
    const value = directory.getUint32(at + place, true);
    return value === 0xffffffff ? (large.next().value ?? value) : value;
  };
  const size = number(24);
  const compressed = number(20);
  return {
    flags: directory.getUint16(at + 8, true),
    method: directory.getUint16(at + 10, true),
    size,
    compressed,
    at: number(42),
  };
}

/** The numbers that did not fit into 32 bits, in the order in which they are missed. */
function* largeNumbers(directory: DataView, start: number, end: number): Generator<number, undefined> {
  for (let at = start; at + 4 <= end; ) {
    const length = directory.getUint16(at + 2, true);
    const stop = Math.min(end, at + 4 + length);
    if (directory.getUint16(at, true) === 1) {
      for (let place = at + 4; place + 8 <= stop; place += 8) yield Number(directory.getBigUint64(place, true));
    }
    at += 4 + length;
  }
  return undefined;
}

function* inflated({ compressed }: Part, content: Iterable<Uint8Array>): Generator<Uint8Array> {
  const out: Uint8Array[] = [];
  const inflate = new Inflate((piece) => out.push(piece));
  let given = 0;
  try {
    for (const page of content) {
      for (let at = 0; at < page.length; at += PIECE_BYTES) {
        const piece = page.subarray(at, at + PIECE_BYTES);
        given += piece.length;
        inflate.push(piece, given === compressed);
        yield* out.splice(0);
      }
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('ZIP_BROKEN');
  }
}

const decoder = new TextDecoder();

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

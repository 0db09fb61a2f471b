/**
 * Finds the bytes that may be more than ordinary: the delimiter, quotes, control characters, and what is beyond ASCII; and which of
 * them end a line, or make a record one that must be read with care.
 *
 * Splitting text into cells is mostly looking for them, so it is done for a block at a time, sixteen bytes in one step: that
 * takes a quarter of the time of looking four bytes at a time from cell to cell. JavaScript has no word for sixteen bytes,
 * WebAssembly has. Where it may not be used (a page may forbid it) the same is found four bytes at a time.
 */

/** Bytes looked through at once: they and their marks stay in the processor's first cache. */
export const BLOCK = 8192;

/** What was found in a block. */
export class Marks {
  /** Places of marked bytes. */
  readonly places = new Int32Array(BLOCK);
  count = 0;
  /** Of each line feed 1 + its number among the marks. */
  readonly lines = new Int32Array(BLOCK);
  lineCount = 0;
  /** Likewise of what no plain record has: anything but delimiters, line feeds, and carriage returns right before one. */
  readonly odd = new Int32Array(BLOCK);
  oddCount = 0;
}

/** Looks through the bytes from `from` to before `to`, at most a block. */
export type Mark = (bytes: Uint8Array, from: number, to: number, delimiter: number, found: Marks) => void;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Neither a control character nor a delimiter: what fills up the last step. */
const FILLER = 0x61;
const STEP = 16;

/** Where the module's memory (two pages, 128 kB) holds what, bytes. The numbers of lists that it writes are times four. */
const MARKS = 0;
const LINES = 0x8000;
const ODD = 0x1_0000;
const TEXT = 0x1_8000;
const LINES_END = 0x1_fff0;
const ODD_END = 0x1_fff4;

function bySixteen(): Mark | undefined {
  try {
    const { memory, scan } = new WebAssembly.Instance(new WebAssembly.Module(MODULE)).exports;
    if (!(memory instanceof WebAssembly.Memory) || typeof scan !== 'function') return undefined;
    const block = new Uint8Array(memory.buffer, TEXT, BLOCK + STEP);
    const words = new Int32Array(memory.buffer);
    const copy = (list: Int32Array, start: number, count: number) =>
      list.set(words.subarray(start >> 2, (start >> 2) + count));
    return (bytes, from, to, delimiter, found) => {
      const length = to - from;
      block.set(bytes.subarray(from, to));
      block.fill(FILLER, length, length + STEP);
      found.count = Number(scan(length, delimiter, from));
      found.lineCount = (words[LINES_END >> 2]! - LINES) >> 2;
      found.oddCount = (words[ODD_END >> 2]! - ODD) >> 2;
      copy(found.places, MARKS, found.count);
      copy(found.lines, LINES, found.lineCount);
      copy(found.odd, ODD, found.oddCount);
    };
  } catch {
    return undefined;
  }
}

/** After Mycroft's test for a zero byte. */
export function byFour(bytes: Uint8Array, from: number, to: number, delimiter: number, found: Marks): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delimiters = Math.imul(delimiter, 0x01010101);
  const quotes = Math.imul(QUOTE, 0x01010101);
  found.count = found.lineCount = found.oddCount = 0;
  const look = (p: number) => {
    const byte = bytes[p]!;
    if (byte >= 0x20 && byte < 0x80 && byte !== delimiter && byte !== QUOTE) return;
    found.places[found.count++] = p;
    if (byte === LF) found.lines[found.lineCount++] = found.count;
    else if (byte !== delimiter && !(byte === CR && p + 1 < to && bytes[p + 1] === LF)) {
      found.odd[found.oddCount++] = found.count;
    }
  };
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = view.getInt32(at, true);
    const [other, quote] = [word ^ delimiters, word ^ quotes];
    const marked =
      (((word - 0x20202020) & ~word) | ((other - 0x01010101) & ~other) | ((quote - 0x01010101) & ~quote) | word) &
      0x80808080;
    if (marked === 0) continue;
    for (let p = at; p < at + 4; p++) look(p);
  }
  for (; at < to; at++) look(at);
}

/** How many marks of this step come before the lowest of `bits`, and 1, and those of the steps before: the number of its mark. */
// biome-ignore format: one line of the program a line
const NUMBER = [0x20, 9, 0x20, 8, 0x20, 7, 0x41, 1, 0x6b, 0x71, 0x20, 7, 0x41, 0x7f, 0x73, 0x71, 0x69, 0x6a];

/** Takes the lowest of `bits` away, and goes on with the loop where there are more. */
const NEXT_BIT = [0x20, 7, 0x20, 7, 0x41, 1, 0x6b, 0x71, 0x22, 7, 0x0d, 0, 0x0b];

/**
 * `scan(length, delimiter, from)`: parameters 0 to 2; locals 3 `p`, 4 `mark`, 5 `line`, 6 `odd` (where the next of each list goes),
 * 7 `bits`, 8 `all`, 9 `first`, 10 `feeds`; of sixteen bytes each 11 delimiters, 12 quotes, 13 line feeds, 14 spaces, 15 `sixteen`,
 * 16 `ends`.
 */
// biome-ignore format: one line of the program a line
const SCAN = [
  2, 8, 0x7f, 6, 0x7b, // eight i32 and six v128
  0x41, 0x80, 0x80, 0x02, 0x21, 5, // line = LINES
  0x41, 0x80, 0x80, 0x04, 0x21, 6, // odd = ODD
  0x20, 1, 0xfd, 0x0f, 0x21, 11,
  0x41, QUOTE, 0xfd, 0x0f, 0x21, 12,
  0x41, LF, 0xfd, 0x0f, 0x21, 13,
  0x41, 0x20, 0xfd, 0x0f, 0x21, 14,
  0x03, 0x40, // loop
  0x20, 3, 0xfd, 0x00, 0, 0x80, 0x80, 0x06, 0x22, 15, //   sixteen = the bytes at TEXT + p
  0x20, 11, 0xfd, 0x23, 0x22, 16, //   ends = which of them are the delimiter,
  0x20, 15, 0x20, 12, 0xfd, 0x23, 0xfd, 0x50, //   or a quote,
  0x20, 15, 0x20, 14, 0xfd, 0x25, 0xfd, 0x50, //   or less than a space, those beyond ASCII being negative;
  0xfd, 0x64, 0x22, 8, //   all = a bit for each
  0x04, 0x40, //   if there are any:
  0x20, 8, 0x21, 7, //     bits = all
  0x20, 4, 0x41, 2, 0x76, 0x41, 1, 0x6a, 0x21, 9, //     first = mark / 4 + 1
  0x03, 0x40, //     loop
  0x20, 4, 0x20, 3, 0x20, 2, 0x6a, 0x20, 7, 0x68, 0x6a, 0x36, 2, 0, //       at mark: p + from + the lowest bit's place
  0x20, 4, 0x41, 4, 0x6a, 0x21, 4, //       mark += 4
  ...NEXT_BIT,
  0x20, 15, 0x20, 13, 0xfd, 0x23, 0xfd, 0x64, 0x22, 10, //     feeds = a bit for each line feed
  0x22, 7, 0x04, 0x40, 0x03, 0x40, //     bits = feeds; if there are any: loop
  0x20, 5, ...NUMBER, 0x36, 2, 0, //       at line: the number of the mark
  0x20, 5, 0x41, 4, 0x6a, 0x21, 5, //       line += 4
  ...NEXT_BIT, 0x0b,
  0x20, 8, 0x20, 10, 0x20, 16, 0xfd, 0x64, 0x72, 0x41, 0x7f, 0x73, 0x71, //     bits = all but feeds and ends
  0x22, 7, 0x04, 0x40, 0x03, 0x40, //     if there are any: loop
  0x20, 6, ...NUMBER, 0x36, 2, 0, //       at odd: the number of the mark
  0x20, 3, 0x20, 7, 0x68, 0x6a, 0x2f, 0, 0x80, 0x80, 0x06, //       unless two bytes are
  0x41, 0x8d, 0x14, 0x47, //       a carriage return and a line feed:
  0x41, 2, 0x74, 0x20, 6, 0x6a, 0x21, 6, //       odd += 4
  ...NEXT_BIT, 0x0b,
  0x0b,
  0x20, 3, 0x41, STEP, 0x6a, 0x22, 3, 0x20, 0, 0x49, 0x0d, 0, 0x0b, //   p += 16, again if p < length
  0x41, 0xf0, 0xff, 0x07, 0x20, 5, 0x36, 2, 0, // at LINES_END: line
  0x41, 0xf4, 0xff, 0x07, 0x20, 6, 0x36, 2, 0, // at ODD_END: odd
  0x20, 4, 0x41, 2, 0x76, // how many marks
  0x0b,
];

const MODULE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f]), // a function of three i32 gives an i32
  ...section(3, [1, 0]),
  ...section(5, [1, 0, 2]), // a memory of two pages
  ...section(7, [2, ...named('scan'), 0, 0, ...named('memory'), 2, 0]),
  ...section(10, [1, (SCAN.length & 0x7f) | 0x80, SCAN.length >> 7, ...SCAN]),
]);

function section(id: number, content: readonly number[]): number[] {
  return [id, (content.length & 0x7f) | 0x80, content.length >> 7, ...content];
}

function named(name: string): number[] {
  return [name.length, ...new TextEncoder().encode(name)];
}

/** The same for every text; which one it is depends on the machine. */
export const mark: Mark = bySixteen() ?? byFour;

/**
 * Finds the bytes that may be more than ordinary: the delimiter, control characters, and what is beyond ASCII.
 *
 * Splitting text into cells is mostly looking for them, so it is done for a block at a time, sixteen bytes in one step: that
 * takes a quarter of the time of looking four bytes at a time from cell to cell. JavaScript has no word for sixteen bytes,
 * WebAssembly has. Where it may not be used (a page may forbid it) the same is found four bytes at a time.
 */

/** Bytes looked through at once: they and their marks stay in the processor's first cache. */
export const BLOCK = 8192;

/** Writes the places of such bytes from `from` to before `to` (at most a block) into `marks`, and says how many there are. */
export type Mark = (bytes: Uint8Array, from: number, to: number, delimiter: number, marks: Int32Array) => number;

const STEP = 16;
/** Where the module's memory holds the marks, behind the block; its two pages have 128 kB. */
const MARKS = 65_536;

/** Neither a control character nor a delimiter: what fills up the last step. */
const FILLER = 0x61;

function bySixteen(): Mark | undefined {
  try {
    const { memory, scan } = new WebAssembly.Instance(new WebAssembly.Module(MODULE)).exports;
    if (!(memory instanceof WebAssembly.Memory) || typeof scan !== 'function') return undefined;
    const block = new Uint8Array(memory.buffer, 0, BLOCK + STEP);
    const found = new Int32Array(memory.buffer, MARKS, BLOCK);
    return (bytes, from, to, delimiter, marks) => {
      const length = to - from;
      block.set(bytes.subarray(from, to));
      block.fill(FILLER, length, length + STEP);
      const count = Number(scan(length, delimiter, from));
      marks.set(found.subarray(0, count));
      return count;
    };
  } catch {
    return undefined;
  }
}

/** After Mycroft's test for a zero byte. */
export function byFour(bytes: Uint8Array, from: number, to: number, delimiter: number, marks: Int32Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delimiters = Math.imul(delimiter, 0x01010101);
  let count = 0;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = view.getInt32(at, true);
    const other = word ^ delimiters;
    const found = (((word - 0x20202020) & ~word) | ((other - 0x01010101) & ~other) | word) & 0x80808080;
    if (found === 0) continue;
    for (let p = at; p < at + 4; p++) if (isMarked(bytes[p]!, delimiter)) marks[count++] = p;
  }
  for (; at < to; at++) if (isMarked(bytes[at]!, delimiter)) marks[count++] = at;
  return count;
}

function isMarked(byte: number, delimiter: number): boolean {
  return byte < 0x20 || byte >= 0x80 || byte === delimiter;
}

/** `scan(length, delimiter, from)`: parameters 0 to 2; locals 3 `p`, 4 `out`, 5 `bits`, 6 `delimiters`, 7 `sixteen`. */
// biome-ignore format: one line of the program a line
const SCAN = [
  2, 3, 0x7f, 2, 0x7b, // three i32 and two v128
  0x41, 0x80, 0x80, 0x04, 0x21, 4, // out = MARKS
  0x20, 1, 0xfd, 0x0f, 0x21, 6, // delimiters = the delimiter sixteen times
  0x03, 0x40, // loop
  0x20, 3, 0xfd, 0x00, 0, 0, 0x22, 7, //   sixteen = the bytes at p
  0x20, 6, 0xfd, 0x23, //   which of them are the delimiter,
  0x20, 7, 0x41, 0x20, 0xfd, 0x0f, 0xfd, 0x25, //   or less than 0x20, those beyond ASCII being negative;
  0xfd, 0x50, 0xfd, 0x64, 0x22, 5, //   bits = a bit for each
  0x04, 0x40, 0x03, 0x40, //   if there are any: loop
  0x20, 4, 0x20, 3, 0x20, 2, 0x6a, 0x20, 5, 0x68, 0x6a, 0x36, 2, 0, //     at out: p + from + the lowest bit's place
  0x20, 4, 0x41, 4, 0x6a, 0x21, 4, //     out += 4
  0x20, 5, 0x20, 5, 0x41, 1, 0x6b, 0x71, 0x22, 5, //     without the lowest bit,
  0x0d, 0, 0x0b, 0x0b, //     again if there are more
  0x20, 3, 0x41, STEP, 0x6a, 0x22, 3, 0x20, 0, 0x49, 0x0d, 0, 0x0b, //   p += 16, again if p < length
  0x20, 4, 0x41, 0x80, 0x80, 0x04, 0x6b, 0x41, 2, 0x76, // how many
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

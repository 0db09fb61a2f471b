/**
 * Any upload as UTF-8 bytes: UTF-8 with or without BOM, UTF-16 with BOM, and Windows-1252 for the rest.
 *
 * Whether a file is UTF-8 shows only at its last byte, so it is read as UTF-8 until a record proves otherwise
 * (`assertUtf8`); then the reader begins anew with Windows-1252. Nothing is held in memory for that.
 */

export const ENCODINGS = ['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The bytes are not UTF-8: read the file again as Windows-1252. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** @throws NotUtf8 */
export function assertUtf8(bytes: Uint8Array): void {
  try {
    strict.decode(bytes);
  } catch {
    throw new NotUtf8();
  }
}

/** The file's text as UTF-8 pieces without BOM, and the encoding that its first bytes tell. */
export async function asUtf8(
  source: AsyncIterable<Uint8Array>,
  legacy: boolean,
): Promise<{ encoding: Encoding; pieces: AsyncIterable<Uint8Array> }> {
  const { head, pieces } = await peek(source, 3);
  const [a, b, c] = head;
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', pieces: decoded(pieces, 'utf-16le') };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', pieces: decoded(pieces, 'utf-16be') };
  const bom = a === 0xef && b === 0xbb && c === 0xbf;
  const text = bom ? skip(pieces, 3) : pieces;
  if (legacy) return { encoding: 'windows-1252', pieces: fromWindows1252(text) };
  return { encoding: bom ? 'utf-8-bom' : 'utf-8', pieces: text };
}

/** The first bytes of a source (fewer when it has fewer), and the whole source still. */
async function peek(source: AsyncIterable<Uint8Array>, count: number) {
  const iterator = source[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  let done = false;
  while (head.length < count && !done) {
    const next = await iterator.next();
    done = next.done === true;
    if (!next.done) head = concat(head, next.value);
  }
  async function* pieces() {
    try {
      if (head.length > 0) yield head;
      while (!done) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head: head.slice(0, count), pieces: pieces() };
}

async function* skip(pieces: AsyncIterable<Uint8Array>, count: number) {
  let left = count;
  for await (const piece of pieces) {
    if (left < piece.length) yield left > 0 ? piece.subarray(left) : piece;
    left = Math.max(0, left - piece.length);
  }
}

async function* decoded(pieces: AsyncIterable<Uint8Array>, encoding: 'utf-16le' | 'utf-16be') {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(decoder.decode(piece, { stream: true }));
  yield encoder.encode(decoder.decode());
}

/**
 * What the bytes 0x80 to 0x9f mean. Source: the WHATWG Encoding Standard's index windows-1252
 * (the runtime's own decoder gives ISO-8859-1's control characters there).
 */
const C1 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

async function* fromWindows1252(pieces: AsyncIterable<Uint8Array>) {
  const encoder = new TextEncoder();
  const table = Array.from({ length: 128 }, (_, i) =>
    encoder.encode(i < 32 ? C1.charAt(i) : String.fromCharCode(128 + i)),
  );
  for await (const piece of pieces) {
    const out = new Uint8Array(piece.length * 3); // the euro sign takes three bytes
    let length = 0;
    for (const byte of piece) {
      if (byte < 0x80) out[length++] = byte;
      else for (const b of table[byte - 0x80]!) out[length++] = b;
    }
    yield out.subarray(0, length);
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

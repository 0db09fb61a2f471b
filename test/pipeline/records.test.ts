/** Splitting bytes into records, held against a plain program on text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INCOMPLETE, Kernel } from '../../pipeline/ingest/kernel.ts';
import { KERNEL } from '../memory.ts';
import { plainRecords } from '../plain-records.ts';

const encoder = new TextEncoder();

describe('records', () => {
  test('are split as RFC 4180 says, leniently, wherever the pieces of a file end', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab",;\r\n é'.split('')), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.nat(40), (file, cut) => {
        const want = plainRecords(file, ',');
        expect(inTwoPieces(file, cut)).toEqual(want);
      }),
      { numRuns: 20_000 },
    );
  });

  test('that hold a quote never closed are refused at the end of the file', () => {
    const { kernel, at, limit } = given('a,b\n"c,d\n', ',');
    const next = kernel.split(at, limit, true);
    expect(kernel.cells()).toEqual(['a', 'b']);
    expect(() => kernel.split(next, limit, true)).toThrow('OPEN_QUOTE');
    expect(kernel.split(next, limit, false)).toBe(INCOMPLETE);
  });

  test('with a NUL are refused', () => {
    const { kernel, at, limit } = given('a,\0\n', ',');
    expect(() => kernel.split(at, limit, true)).toThrow('NUL');
  });

  test('of ten thousand cells are read whole', () => {
    const { kernel, at, limit } = given(`${Array.from({ length: 10_000 }, (_, i) => i).join(';')}\n`, ';');
    expect(kernel.split(at, limit, true)).toBe(limit);
    expect(kernel.cells().at(-1)).toBe('9999');
  });

  test('are found again where the text before them has moved', () => {
    const { kernel, at, limit } = given('a,b\n', ',');
    const text = kernel.room(10_000_000, limit - at);
    expect(kernel.split(text, text + 4, true)).toBe(text + 4);
    expect(kernel.cells()).toEqual(['a', 'b']);
  });
});

/** A kernel with a text in its memory. */
function given(text: string, delimiter: string) {
  const kernel = Kernel.borrow(KERNEL);
  const bytes = encoder.encode(text);
  const at = kernel.room(bytes.length, 0);
  kernel.bytes.set(bytes, at);
  kernel.begin(delimiter.charCodeAt(0), true);
  return { kernel, at, limit: at + bytes.length };
}

const kernel = Kernel.borrow(KERNEL);

/** The records of a file that arrives in two pieces; 'open' where it ends within quotes. */
function inTwoPieces(file: string, cut: number): string[][] | 'open' {
  const all = encoder.encode(file);
  const text = kernel.room(all.length, 0);
  kernel.begin(0x2c, true);
  const found: string[][] = [];
  let at = text;
  try {
    for (const end of [Math.min(cut, all.length), all.length]) {
      kernel.bytes.set(all.subarray(at - text, end), at); // what was sent, again, where a record goes on
      for (const limit = text + end; at < limit; ) {
        const next = kernel.split(at, limit, end === all.length);
        if (next === INCOMPLETE) break;
        found.push(kernel.cells());
        at = next;
      }
    }
    return found;
  } catch {
    return 'open';
  }
}

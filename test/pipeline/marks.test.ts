/** Finding the bytes that may end a cell: both ways of looking find the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK, byFour, Marks, mark } from '../../pipeline/ingest/marks.ts';

test('delimiters, quotes, control characters and bytes beyond ASCII are found sixteen at a time, as one by one', () => {
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(0x2c, 0x22, 0x0a, 0x0d));
  const text = fc.array(byte, { maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));
  fc.assert(
    fc.property(text, fc.nat(30), fc.constantFrom(0x2c, 0x3b, 0x09, 0x7c), (bytes, from, delimiter) => {
      const start = Math.min(from, bytes.length);
      const places = [...bytes.keys()].filter((p) => p >= start && isMarked(bytes[p] ?? 0, delimiter));
      const numbers = (wanted: (p: number) => boolean) => places.flatMap((p, i) => (wanted(p) ? [i + 1] : []));
      const want = {
        places,
        lines: numbers((p) => bytes[p] === 0x0a),
        odd: numbers(
          (p) => bytes[p] !== 0x0a && bytes[p] !== delimiter && !(bytes[p] === 0x0d && bytes[p + 1] === 0x0a),
        ),
      };
      for (const look of [mark, byFour]) {
        const found = new Marks();
        look(bytes, start, bytes.length, delimiter, found);
        expect(listsOf(found)).toEqual(want);
      }
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['line feeds', 0x0a],
  ['quotes', 0x22],
  ['delimiters', 0x2c],
])('a block of %s alone is found whole', (_, byte) => {
  const all = Array.from({ length: BLOCK }, (_, i) => i + 1);
  const found = new Marks();
  mark(new Uint8Array(BLOCK).fill(byte), 0, BLOCK, 0x2c, found);
  expect(listsOf(found)).toEqual({
    places: all.map((number) => number - 1),
    lines: byte === 0x0a ? all : [],
    odd: byte === 0x22 ? all : [],
  });
});

test('this machine looks sixteen at a time', () => {
  expect(mark).not.toBe(byFour);
});

function isMarked(byte: number, delimiter: number): boolean {
  return byte < 0x20 || byte >= 0x80 || byte === 0x22 || byte === delimiter;
}

function listsOf({ places, count, lines, lineCount, odd, oddCount }: Marks) {
  return {
    places: [...places.subarray(0, count)],
    lines: [...lines.subarray(0, lineCount)],
    odd: [...odd.subarray(0, oddCount)],
  };
}

/** Finding the bytes that may end a cell: both ways of looking find the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK, byFour, mark } from '../../pipeline/ingest/marks.ts';

test('delimiters, control characters and bytes beyond ASCII are found sixteen at a time, as one by one', () => {
  const text = fc.uint8Array({ minLength: 0, maxLength: 200 });
  fc.assert(
    fc.property(text, fc.nat(30), fc.constantFrom(0x2c, 0x3b, 0x09, 0x7c), (bytes, from, delimiter) => {
      const start = Math.min(from, bytes.length);
      const want = [...bytes.keys()].filter((p) => p >= start && isMarked(bytes[p] ?? 0, delimiter));
      for (const look of [mark, byFour]) {
        const marks = new Int32Array(BLOCK);
        const count = look(bytes, start, bytes.length, delimiter, marks);
        expect([...marks.subarray(0, count)]).toEqual(want);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a block of marks alone is found whole', () => {
  const bytes = new Uint8Array(BLOCK).fill(0x0a);
  const marks = new Int32Array(BLOCK);
  expect(mark(bytes, 0, BLOCK, 0x2c, marks)).toBe(BLOCK);
  expect(marks.every((place, i) => place === i)).toBe(true);
});

test('this machine looks sixteen at a time', () => {
  expect(mark).not.toBe(byFour);
});

function isMarked(byte: number, delimiter: number): boolean {
  return byte < 0x20 || byte >= 0x80 || byte === delimiter;
}

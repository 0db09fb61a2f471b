/** Splitting bytes into records, held against a plain program on text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INCOMPLETE, Records } from '../../pipeline/ingest/records.ts';
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
    const bytes = encoder.encode('a,b\n"c,d\n');
    const records = new Records(0x2c, true);
    const next = records.next(bytes, 0, bytes.length, true);
    expect(records.cells(bytes)).toEqual(['a', 'b']);
    expect(() => records.next(bytes, next, bytes.length, true)).toThrow('OPEN_QUOTE');
    expect(records.next(bytes, next, bytes.length, false)).toBe(INCOMPLETE);
  });

  test('with a NUL are refused', () => {
    const bytes = encoder.encode('a,\0\n');
    expect(() => new Records(0x2c, true).next(bytes, 0, bytes.length, true)).toThrow('NUL');
  });

  test('of ten thousand cells are read whole', () => {
    const bytes = encoder.encode(`${Array.from({ length: 10_000 }, (_, i) => i).join(';')}\n`);
    const records = new Records(0x3b, true);
    expect(records.next(bytes, 0, bytes.length, true)).toBe(bytes.length);
    expect(records.cells(bytes).at(-1)).toBe('9999');
  });
});

/** The records of a file that arrives in two pieces; 'open' where it ends within quotes. */
function inTwoPieces(file: string, cut: number): string[][] | 'open' {
  const all = encoder.encode(file);
  const records = new Records(0x2c, true);
  const found: string[][] = [];
  let bytes = all.slice(0, cut);
  let last = false;
  let at = 0;
  try {
    for (;;) {
      const next = at < bytes.length ? records.next(bytes, at, bytes.length, last) : INCOMPLETE;
      if (next !== INCOMPLETE) {
        found.push(records.cells(bytes));
        at = next;
      } else if (last) return found;
      else {
        bytes = Uint8Array.from([...bytes.slice(at), ...all.slice(cut)]);
        at = 0;
        last = true;
      }
    }
  } catch {
    return 'open';
  }
}

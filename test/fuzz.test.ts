/** A part of `npm run test:fuzz`. */
import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

test.each(['csv', 'xlsx'] as const)('whatever a mutated %s file holds, it is judged and has a report', async (kind) => {
  const { inputs, codes } = await fuzz(kind, 300, 7);
  expect(Object.values(codes).reduce((sum, count) => sum + count, 0)).toBe(inputs);
  // It tries what is accepted as well as what is not.
  expect(Object.keys(codes)).toEqual(expect.arrayContaining(['-', 'UNREADABLE']));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbers } from '../../local/language.ts';

test.each([
  ['id', 'id-ID'],
  ['en', 'en-GB'],
] as const)('numbers are grouped as readers of %s expect', (language, locale) => {
  const intl = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const tenths = fc.maxSafeNat().map((number) => Math.floor(number / 1000) / 10);
  fc.assert(
    fc.property(fc.oneof(fc.nat(), fc.integer(), tenths), (value) => {
      expect(numbers(language).format(value)).toBe(intl.format(value));
    }),
  );
  expect([0, 7, 999, 1000, -1000, 1_234_567, 0.5, 1234.5].map(numbers(language).format)).toEqual(
    [0, 7, 999, 1000, -1000, 1_234_567, 0.5, 1234.5].map(intl.format),
  );
});

/** Lines through measurements: what a step takes at a size that nobody measured. */
import { describe, expect, test } from 'vitest';
import { at, fitted } from '../../bench/aws/fit.ts';

describe('a fit', () => {
  test('finds the fixed part and what each unit adds', () => {
    const fit = fitted([1, 10, 1000, 250_000_000].map((size) => ({ sizes: [size], value: 0.1 + 2e-9 * size })));
    expect(fit.fixed).toBeCloseTo(0.1, 6);
    expect(fit.each[0]).toBeCloseTo(2e-9, 14);
    expect(at(fit, 1e9)).toBeCloseTo(2.1, 6);
  });

  test('tells two sizes apart', () => {
    const points = [
      [1e6, 0],
      [2e6, 5e7],
      [1e5, 9e7],
      [4e6, 1e7],
    ].map(([claims = 0, bytes = 0]) => ({
      sizes: [claims, bytes],
      value: 0.2 + 1e-7 * claims + 3e-8 * bytes,
    }));
    const { fixed, each } = fitted(points);
    expect([fixed, ...each].map((part) => part.toPrecision(4))).toEqual(['0.2000', '1.000e-7', '3.000e-8']);
  });

  test('has no part below zero, and none for a size that never changed', () => {
    const falling = fitted([
      { sizes: [1], value: 3 },
      { sizes: [2], value: 2 },
    ]);
    expect(falling.each).toEqual([0]);
    expect(falling.fixed).toBeGreaterThan(2);
    expect(fitted([{ sizes: [514], value: 2 }])).toEqual({ fixed: 2, each: [0] });
  });
});

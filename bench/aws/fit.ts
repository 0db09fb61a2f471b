/** What a value is made of: a fixed part and so much for each unit of some sizes, by least squares. */

export interface Fit {
  readonly fixed: number;
  readonly each: readonly number[];
}

export interface Point {
  readonly sizes: readonly number[];
  readonly value: number;
}

export function at({ fixed, each }: Fit, ...sizes: readonly number[]): number {
  return each.reduce((sum, one, i) => sum + one * (sizes[i] ?? 0), fixed);
}

/**
 * Errors count in proportion, so small invocations have as much to say as large ones. No part is below zero: nothing that is
 * measured here becomes less with size, and what seems to is chance.
 */
export function fitted(points: readonly Point[]): Fit {
  const width = 1 + (points[0]?.sizes.length ?? 0);
  let used = Array.from({ length: width }, (_, i) => i);
  for (;;) {
    const rows = points.map(({ sizes, value }) => used.map((i) => (i === 0 ? 1 : sizes[i - 1]!) / value));
    const parts = solve(rows);
    const kept = used.filter((_, i) => parts[i]! > 0);
    if (kept.length === used.length) {
      const all = Array.from({ length: width }, (_, i) => parts[used.indexOf(i)] ?? 0);
      return { fixed: all[0] ?? 0, each: all.slice(1) };
    }
    used = kept;
  }
}

/** The parts with which every row comes closest to 1. */
function solve(rows: readonly (readonly number[])[]): number[] {
  const width = rows[0]?.length ?? 0;
  // Sizes are millions and parts are millionths: columns of one scale keep the figures.
  const scale = Array.from({ length: width }, (_, i) => Math.max(...rows.map((row) => Math.abs(row[i]!))) || 1);
  const scaled = rows.map((row) => row.map((value, i) => value / scale[i]!));
  const sums = scale.map((_, i) => [
    ...scale.map((_, j) => scaled.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    scaled.reduce((sum, row) => sum + row[i]!, 0),
  ]);
  for (let i = 0; i < width; i++) {
    const best = sums.slice(i).reduce((max, row) => (Math.abs(row[i]!) > Math.abs(max[i]!) ? row : max));
    sums.splice(sums.indexOf(best), 1);
    sums.splice(i, 0, best);
    // Columns that say the same thing: the later one says nothing more.
    if (Math.abs(best[i]!) < ALIKE) continue;
    for (const row of sums) {
      if (row === best) continue;
      const times = row[i]! / best[i]!;
      for (let j = i; j <= width; j++) row[j]! -= times * best[j]!;
    }
  }
  return sums.map((row, i) => (Math.abs(row[i]!) < ALIKE ? 0 : row[width]! / row[i]! / scale[i]!));
}

/** Below this a column is the sum of those before it. */
const ALIKE = 1e-9;

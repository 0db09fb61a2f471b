/** In which of six steps of colour a coverage stands. Fixed steps: a colour means the same in every region and period. */

/** Where each step but the first begins, in per cent. */
export const STEPS = [20, 40, 60, 80, 100] as const;

/** @returns 0 to 5 */
export function stepOf(percent: number): number {
  const above = STEPS.findIndex((begin) => percent < begin);
  return above === -1 ? STEPS.length : above;
}

/** How far a bar reaches, of 100; what exceeds 100 % fills it, and says so in its number. */
export function reach(value: number, whole: number): number {
  if (!(whole > 0) || !(value > 0)) return 0;
  return Math.min(100, (100 * value) / whole);
}

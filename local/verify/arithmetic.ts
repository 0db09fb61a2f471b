/** The few calculations of the data contract, written anew here: what recomputes must not borrow from what it recomputes. */

/** Counts up to this one are hidden from the public; the others are shown to the nearest 5. */
export const HIDDEN_UP_TO = 7;
export const HIDDEN = '[c]';

/** 100 × part / whole with two decimals, half up; empty when the whole is 0. */
export function percentage(part: number | bigint, whole: number | bigint): string {
  if (Number(whole) === 0) return '';
  const doubled = 20_000 * Number(part) + Number(whole);
  if (doubled >= Number.MAX_SAFE_INTEGER)
    return decimals((20_000n * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
  const divisor = 2 * Number(whole);
  return decimals((doubled - (doubled % divisor)) / divisor);
}

function decimals(hundredths: number | bigint): string {
  const text = String(hundredths).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** What the public sees of a count; undefined where it is hidden. */
export function shown(count: number): number | undefined {
  return count <= HIDDEN_UP_TO ? undefined : Math.round(count / 5) * 5;
}

/** `2023-08` → `2023-08-31`. */
export function lastDay(periode: string): string {
  const day = new Date(0);
  day.setUTCFullYear(Number(periode.slice(0, 4)), Number(periode.slice(5)), 0);
  return day.toISOString().slice(0, 10);
}

/** Whether a text is a day that there was, 1900 or later, as `2023-08-17`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1900') return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The whole number that a cell says, as tables write it: no sign, no leading zero; -1 for anything else. */
export function wholeNumber(cell: string): number {
  return /^(0|[1-9]\d{0,15})$/.test(cell) ? Number(cell) : -1;
}

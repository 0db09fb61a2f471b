/** Whole numbers and percentages: as uploads write them, and as tables show them. */

/** Digits in threes, with something between them. */
export function grouped(digits: string, by: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, by);
}

/** The number of a cell, plain or in groups of three with one kind of separator; -1 when it is none or has more than 12 digits. */
export function readNumber(cell: string): number {
  if (!/^(?:\d+|\d{1,3}([., ])\d{3}(?:\1\d{3})*)$/.test(cell)) return -1;
  const digits = cell.replace(/\D/g, '');
  return digits.length <= 12 ? Number(digits) : -1;
}

/** A percentage in hundredths (`12,345 %` gives 1235, half up), or -1 when it is none or not within 0 to 100. */
export function readPercent(cell: string): number {
  const m = /^(\d{1,3})(?:[.,](\d+))? *%?$/.exec(cell);
  if (!m) return -1;
  const whole = Number(m[1]);
  const decimals = m[2] ?? '';
  if (whole > 100 || (whole === 100 && /[1-9]/.test(decimals))) return -1;
  return whole * 100 + Number(decimals.padEnd(2, '0').slice(0, 2)) + (Number(decimals[2] ?? 0) >= 5 ? 1 : 0);
}

/** Hundredths with two decimals: 1235 as `12.35`. */
export function twoDecimals(hundredths: number | bigint): string {
  if (typeof hundredths === 'number') {
    const rest = hundredths % 100;
    return `${(hundredths - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`;
  }
  const text = String(hundredths).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

/**
 * 100 × part / whole with two decimals, half up, never capped; empty when the whole is 0.
 * In whole numbers alone: a potensi summed over villages may exceed what a floating number holds exactly.
 */
export function percent(part: number | bigint, whole: number | bigint): string {
  if (whole <= 0) return '';
  const above = 2 * Number(part) * 10000 + Number(whole);
  if (above < Number.MAX_SAFE_INTEGER) {
    const below = 2 * Number(whole);
    return twoDecimals((above - (above % below)) / below);
  }
  return twoDecimals((2n * BigInt(part) * 10000n + BigInt(whole)) / (2n * BigInt(whole)));
}

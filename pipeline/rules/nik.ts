/**
 * NIK, the number of a resident: 6 digits of the region of first registration, DDMMYY of birth (women: day + 40),
 * 4 digits of a serial. Source: Permendagri 72/2022 and the data contract, section 3.
 */
import { bit } from './codes.ts';

const NIK_NUMERIC = bit('NIK_NUMERIC');
const NIK_FORMAT = bit('NIK_FORMAT');

export const NIK_DIGITS = 16;

/** What a spreadsheet makes of a long number: 8.17E+15. */
const NUMERIC = /^\d(?:[.,]\d+)?[eE]\+?\d+$/;

/** The 16 digits that a cell holds, white space, dots and hyphens removed; or the finding that it holds none. */
export function readNik(cell: string): string | number {
  if (NUMERIC.test(cell)) return NIK_NUMERIC;
  const digits = cell.replace(/[\s.-]+/g, '');
  return /^\d{16}$/.test(digits) ? digits : NIK_FORMAT;
}

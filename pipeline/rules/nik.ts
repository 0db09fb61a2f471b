/**
 * NIK, the number of a resident: 6 digits of the region of first registration, DDMMYY of birth (women: day + 40),
 * 4 digits of a serial. Source: Permendagri 72/2022 and the data contract, section 3.
 */
import { bit } from './codes.ts';
import { daysIn } from './dates.ts';

const NIK_NUMERIC = bit('NIK_NUMERIC');
const NIK_FORMAT = bit('NIK_FORMAT');
const NIK_PROVINCE = bit('NIK_PROVINCE');
const NIK_BIRTHDATE = bit('NIK_BIRTHDATE');
const NIK_SERIAL = bit('NIK_SERIAL');

export const NIK_DIGITS = 16;

/** What a spreadsheet makes of a long number: 8.17E+15. */
const NUMERIC = /^\d(?:[.,]\d+)?[eE]\+?\d+$/;

/** The 16 digits that a cell holds, white space, dots and hyphens removed; or the finding that it holds none. */
export function readNik(cell: string): string | number {
  if (NUMERIC.test(cell)) return NIK_NUMERIC;
  const digits = cell.replace(/[\s.-]+/g, '');
  return /^\d{16}$/.test(digits) ? digits : NIK_FORMAT;
}

/**
 * What is wrong with a NIK of 16 ASCII digits.
 * @param provinces for each number of two digits 1 where it is a province
 */
export function judgeNik(nik: Uint8Array, provinces: Uint8Array): number {
  let findings = 0;
  if (provinces[two(nik, 0)] !== 1) findings |= NIK_PROVINCE;
  const day = two(nik, 6);
  const year = two(nik, 10);
  // 29 February is real in 19YY or 20YY exactly when YY is a multiple of 4 (1900 was no leap year, 2000 was).
  const days = daysIn(2000 + year, two(nik, 8));
  const born = day > 40 ? day - 40 : day;
  if (born < 1 || born > days) findings |= NIK_BIRTHDATE;
  if (two(nik, 12) === 0 && two(nik, 14) === 0) findings |= NIK_SERIAL;
  return findings;
}

/** The birth date in a NIK as the number YYMMDD. */
export function nikBirthdate(nik: Uint8Array): number {
  const day = two(nik, 6);
  return two(nik, 10) * 10000 + two(nik, 8) * 100 + (day > 40 ? day - 40 : day);
}

/** The sex in a NIK: 0 male, 1 female. */
export function nikGender(nik: Uint8Array): number {
  return two(nik, 6) > 40 ? 1 : 0;
}

/** The four digits that a NIK begins with: the kabupaten/kota of its first registration. */
export function nikRegion(nik: Uint8Array): number {
  return two(nik, 0) * 100 + two(nik, 2);
}

function two(nik: Uint8Array, at: number): number {
  return (nik[at]! - 48) * 10 + nik[at + 1]! - 48;
}

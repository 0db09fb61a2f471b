/** Turns the cells of a peserta record into numbers, by their bytes where their form is plain and by the rules otherwise. */
import { date, readDate } from '../rules/dates.ts';
import { cellText, type Memo } from './memo.ts';

const HYPHEN = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;

/** `yyyymmdd` of a cell, -1 when it is no date; 0 when it is empty. Plain forms are read here, the rest by `memo`. */
export function dateAt(bytes: Uint8Array, view: DataView, start: number, end: number, memo: Memo): number {
  if (end - start === 10) {
    const third = bytes[start + 2]!;
    const fifth = bytes[start + 4]!;
    if ((fifth === HYPHEN || fifth === SLASH) && bytes[start + 7] === fifth) {
      const year = two(bytes, start) * 100 + two(bytes, start + 2);
      const month = two(bytes, start + 5);
      const day = two(bytes, start + 8);
      if (year >= 0 && month >= 0 && day >= 0) return date(year, month, day);
    } else if ((third === SLASH || third === HYPHEN || third === DOT) && bytes[start + 5] === third) {
      const day = two(bytes, start);
      const month = two(bytes, start + 3);
      const year = two(bytes, start + 6) * 100 + two(bytes, start + 8);
      if (year >= 0 && month >= 0 && day >= 0) return date(year, month, day);
    }
  }
  return end === start ? 0 : memo.at(view, start, end);
}

/** What `dateAt` remembers: 0 for an empty cell. */
export function optionalDate(cell: string): number {
  return cell === '' ? 0 : readDate(cell);
}

/** Whether a cell holds a letter, in any script. */
export function hasLetter(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = start; p < end; p++) {
    const lower = bytes[p]! | 0x20;
    if (lower >= 0x61 && lower <= 0x7a) return true;
  }
  return /\p{L}/u.test(cellText(bytes, start, end));
}

/** Whether a cell holds a digit of any script. ASCII is seen at once. */
export function hasDigit(bytes: Uint8Array, start: number, end: number): boolean {
  let ascii = true;
  for (let p = start; p < end; p++) {
    const byte = bytes[p]!;
    if (byte >= 0x30 && byte <= 0x39) return true;
    if (byte >= 0x80) ascii = false;
  }
  return !ascii && /\p{Nd}/u.test(cellText(bytes, start, end));
}

/** Two ASCII digits as a number; far below zero when they are not, so that a sum with it stays negative. */
function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1_000_000;
}

/** `yyyymm` of a cell; 0 when it is empty, -1 when it is none. The plain form is read here, the rest by `memo`. */
export function monthAt(bytes: Uint8Array, view: DataView, start: number, end: number, memo: Memo): number {
  if (end - start === 7 && bytes[start + 4] === HYPHEN) {
    const year = two(bytes, start) * 100 + two(bytes, start + 2);
    const month = two(bytes, start + 5);
    if (year >= 1900 && month >= 1 && month <= 12) return year * 100 + month;
  }
  return end === start ? 0 : memo.at(view, start, end);
}

/** Whether the eight bytes from `start` on are ASCII digits. */
export function eightDigits(view: DataView, start: number): boolean {
  return (notDigits(view.getInt32(start, true)) | notDigits(view.getInt32(start + 4, true))) === 0;
}

/** Not 0 when one of a word's four bytes is no ASCII digit: below 0x30, above 0x39, or beyond ASCII. */
function notDigits(word: number): number {
  return ((word - 0x30303030) | (word + 0x46464646) | word) & 0x80808080;
}

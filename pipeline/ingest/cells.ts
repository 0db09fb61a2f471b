/** Turns the cells of a peserta record into numbers, by their bytes where their form is plain and by the rules otherwise. */
import { date, readDate } from '../rules/dates.ts';
import { fourDigits, notDigits, twoDigits } from '../rules/digits.ts';
import { cellText, type Memo } from './memo.ts';

const HYPHEN = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;

/** `yyyymmdd` of a cell, -1 when it is no date; 0 when it is empty. Plain forms are read here, the rest by `memo`. */
export function dateAt(view: DataView, start: number, end: number, memo: Memo): number {
  if (end - start === 10) {
    const first = view.getInt32(start, true);
    const fifth = view.getUint8(start + 4);
    const third = view.getUint8(start + 2);
    if ((fifth === HYPHEN || fifth === SLASH) && view.getUint8(start + 7) === fifth && notDigits(first) === 0) {
      const month = twoDigits(view, start + 5);
      const day = twoDigits(view, start + 8);
      if (month >= 0 && day >= 0) return date(fourDigits(first), month, day);
    } else if ((third === SLASH || third === HYPHEN || third === DOT) && view.getUint8(start + 5) === third) {
      const day = twoDigits(view, start);
      const month = twoDigits(view, start + 3);
      const last = view.getInt32(start + 6, true);
      if (day >= 0 && month >= 0 && notDigits(last) === 0) return date(fourDigits(last), month, day);
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

/** `yyyymm` of a cell; 0 when it is empty, -1 when it is none. The plain form is read here, the rest by `memo`. */
export function monthAt(view: DataView, start: number, end: number, memo: Memo): number {
  if (end - start === 7 && view.getUint8(start + 4) === HYPHEN) {
    const first = view.getInt32(start, true);
    const month = twoDigits(view, start + 5);
    if (notDigits(first) === 0 && fourDigits(first) >= 1900 && month >= 1 && month <= 12) {
      return fourDigits(first) * 100 + month;
    }
  }
  return end === start ? 0 : memo.at(view, start, end);
}

/** Whether the eight bytes from `start` on are ASCII digits. */
export function eightDigits(view: DataView, start: number): boolean {
  return (notDigits(view.getInt32(start, true)) | notDigits(view.getInt32(start + 4, true))) === 0;
}

/** Turns cells into numbers by their bytes, where their form is the plain one. */
import { otherDigit, otherLetter } from './asked.ts';

const SPACE: i32 = 0x20;
const HYPHEN: i32 = 0x2d;
const DOT: i32 = 0x2e;
const SLASH: i32 = 0x2f;

/** The form is another one: the rules on text have the word. */
export const OTHER_FORM: i32 = -2;

/** `yyyymmdd` of a cell that is `yyyy-mm-dd`, `dd-mm-yyyy` or the like; -1 when there is no such day; 0 when it is empty. */
export function dateIn(start: i32, end: i32): i32 {
  if (end === start) return 0;
  if (end - start !== 10) return OTHER_FORM;
  const third: i32 = load<u8>(start, 2);
  const fifth: i32 = load<u8>(start, 4);
  if ((fifth === HYPHEN || fifth === SLASH) && load<u8>(start, 7) === fifth) {
    const first = load<i32>(start);
    const month = twoDigits(start + 5);
    const day = twoDigits(start + 8);
    if (notDigits(first) === 0 && (month | day) >= 0) return date(fourDigits(first), month, day);
  } else if ((third === SLASH || third === HYPHEN || third === DOT) && load<u8>(start, 5) === third) {
    const day = twoDigits(start);
    const month = twoDigits(start + 3);
    const last = load<i32>(start, 6);
    if (notDigits(last) === 0 && (month | day) >= 0) return date(fourDigits(last), month, day);
  }
  return OTHER_FORM;
}

/** `yyyymm` of a cell that is `yyyy-mm`; 0 when it is empty. */
export function monthIn(start: i32, end: i32): i32 {
  if (end === start) return 0;
  if (end - start !== 7 || load<u8>(start, 4) !== HYPHEN) return OTHER_FORM;
  const first = load<i32>(start);
  const year = fourDigits(first);
  const month = twoDigits(start + 5);
  return notDigits(first) === 0 && year >= 1900 && month >= 1 && month <= 12 ? year * 100 + month : OTHER_FORM;
}

/** Days of a month; 0 when there is no such month. */
export function daysIn(year: i32, month: i32): i32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month < 1 || month > 12 ? 0 : 30 + ((month + (month >> 3)) & 1);
}

function date(year: i32, month: i32, day: i32): i32 {
  return year >= 1900 && day >= 1 && day <= daysIn(year, month) ? year * 10000 + month * 100 + day : -1;
}

/** Whether a cell holds a letter, in any script. */
export function hasLetter(start: i32, end: i32): bool {
  for (let p = start; p < end; p++) {
    if (<u32>((load<u8>(p) | 0x20) - 0x61) < 26) return true;
  }
  return otherLetter(start, end) !== 0;
}

/** Whether a cell holds a digit, of any script. */
export function hasDigit(start: i32, end: i32): bool {
  let isAscii = true;
  for (let p = start; p < end; p++) {
    const byte: i32 = load<u8>(p);
    if (isDigit(byte)) return true;
    if (byte >= 0x80) isAscii = false;
  }
  return !isAscii && otherDigit(start, end) !== 0;
}

/** Whether the sixteen, or eight, bytes from `start` on are ASCII digits. */
export function sixteenDigits(start: i32): bool {
  return eightDigits(start) && eightDigits(start + 8);
}

/** Whether a cell is ASCII digits alone. */
export function isDigits(start: i32, end: i32): bool {
  for (let p = start; p < end; p++) if (!isDigit(load<u8>(p))) return false;
  return true;
}

/** Copies the digits of a cell that holds nothing else but spaces, dots and hyphens. @returns whether it does, and has so many */
export function digitsBetween(start: i32, end: i32, to: i32, digits: i32): bool {
  let found = 0;
  for (let p = start; p < end; p++) {
    const byte: i32 = load<u8>(p);
    if (isDigit(byte)) {
      if (found === digits) return false;
      store<u8>(to + found++, byte);
    } else if (byte !== SPACE && byte !== DOT && byte !== HYPHEN) return false;
  }
  return found === digits;
}

function eightDigits(start: i32): bool {
  return (notDigits(load<i32>(start)) | notDigits(load<i32>(start, 4))) === 0;
}

/** The number that two ASCII digits at a place spell. */
export function two(at: i32): i32 {
  return (<i32>load<u8>(at) - 48) * 10 + <i32>load<u8>(at, 1) - 48;
}

/** Four ASCII digits as 16 bits, four to a digit. */
export function packed(digits: i32): i32 {
  const values = digits & 0x0f0f0f0f;
  const pairs = ((values << 4) | (values >>> 8)) & 0x00ff00ff;
  return (pairs | (pairs >>> 8)) & 0xffff;
}

/** The number that two digits spell, or -1. */
function twoDigits(at: i32): i32 {
  return isDigit(load<u8>(at)) && isDigit(load<u8>(at, 1)) ? two(at) : -1;
}

/** The number that the four digits of a word spell, the first byte first. */
function fourDigits(word: i32): i32 {
  const digits = word & 0x0f0f0f0f;
  const pairs = (digits * 10 + (digits >>> 8)) & 0x00ff00ff;
  return (pairs & 0xff) * 100 + (pairs >>> 16);
}

/** Not 0 when one of a word's four bytes is no ASCII digit: below 0x30, above 0x39, or beyond ASCII. */
function notDigits(word: i32): i32 {
  return ((word - 0x30303030) | (word + 0x46464646) | word) & 0x80808080;
}

function isDigit(byte: i32): bool {
  return <u32>(byte - 0x30) <= 9;
}

/** ASCII digits read four at a time, as words of a DataView (little-endian): lists of people are mostly digits. */

/** Not 0 when one of a word's four bytes is no ASCII digit: below 0x30, above 0x39, or beyond ASCII. */
export function notDigits(word: number): number {
  return ((word - 0x30303030) | (word + 0x46464646) | word) & 0x80808080;
}

/** The number that the four digits of a word spell, the first byte first. */
export function fourDigits(word: number): number {
  const digits = word & 0x0f0f0f0f;
  const pairs = (digits * 10 + (digits >>> 8)) & 0x00ff00ff;
  return (pairs & 0xff) * 100 + (pairs >>> 16);
}

/** The number that two digits at a place spell; far below zero when they are none, so that a sum with it stays negative. */
export function twoDigits(bytes: DataView, at: number): number {
  const tens = bytes.getUint8(at) - 48;
  const ones = bytes.getUint8(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1_000_000;
}

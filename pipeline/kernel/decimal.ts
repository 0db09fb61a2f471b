/** Whole numbers, not negative, in decimal digits. */

const ZERO: i32 = 0x30;

export function digitsOf(number: i32): i32 {
  let digits = 1;
  for (let left = number; left >= 10; left /= 10) digits++;
  return digits;
}

/** Writes a number. @returns where it ends */
export function putNumber(number: i32, at: i32): i32 {
  if (number < 10) {
    store<u8>(at, ZERO + number); // most counts of a table
    return at + 1;
  }
  const end = at + digitsOf(number);
  for (let p = end - 1, left = number; p >= at; p--, left /= 10) store<u8>(p, ZERO + (left % 10));
  return end;
}

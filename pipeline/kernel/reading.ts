/** Reads lists of people: from their bytes to claims and rejected rows. */
import { hasDigit } from './cells.ts';
import { isFull } from './claims.ts';
import { WARNINGS } from './findings.ts';
import {
  AT,
  LOOK_WANTED,
  MORE_WANTED,
  NIK,
  ROW_FOUND,
  SAID,
  SAID_CODES,
  SAID_FINDINGS,
  SAID_PASSED,
  SAID_REFUSED,
  SAID_SETTLED,
  SAID_STOPPED,
  STORE_WANTED,
} from './layout.ts';
import { judge as findingsOf } from './participants.ts';
import { count, ends, pad, split, splitPlain, starts } from './records.ts';
import { isDue, reject } from './rejected.ts';

/**
 * Reads records of participants from `at` on until one of them must be seen by the other side.
 * @param last whether nothing follows the bytes before `limit`
 * @param width cells of the header
 * @param line the number of the record before
 * @returns why it stopped; SAID_STOPPED is where
 */
export function read(from: i32, limit: i32, last: bool, width: i32, line: i32): i32 {
  let at = from;
  let passed = 0;
  let refused = 0;
  let why = MORE_WANTED;
  const key = load<i32>(AT + NIK * 4);
  const settled = load<i32>(SAID, SAID_SETTLED * 4);
  while (at < limit) {
    if (isFull() || isDue()) {
      why = STORE_WANTED;
      break;
    }
    let next = splitPlain(at, limit);
    if (next < 0) next = split(at, limit, last);
    if (next < 0) break;
    if (!isData(key) || count > width) {
      why = LOOK_WANTED;
      break;
    }
    const findings = judge(width);
    if (findings === 0) passed++;
    else if ((findings & ~settled) !== 0) why = ROW_FOUND;
    else if ((findings & ~WARNINGS) === 0) passed++;
    else if (reject(line + passed + refused + 1, findings, at)) refused++;
    else why = ROW_FOUND;
    at = next;
    if (why === ROW_FOUND) break;
    for (let left = findings; left !== 0; left &= left - 1) {
      const rows = SAID + (SAID_CODES + ctz(left)) * 4;
      store<i32>(rows, load<i32>(rows) + 1);
    }
  }
  stop(at, passed, refused);
  return why;
}

/**
 * Whether the record last split is data: a digit in its key cell makes it so, being neither blank, nor totals, nor the header again.
 * @param key the place of the cell; -1 where there is none
 */
export function isData(key: i32): bool {
  return key >= 0 && key < count && hasDigit(load<i32>(starts + key * 4), load<i32>(ends + key * 4));
}

/** Reads one record, which the other side is to see whatever it is. */
export function readOne(at: i32, limit: i32, last: bool): i32 {
  stop(at, 0, 0);
  return split(at, limit, last) < 0 ? MORE_WANTED : LOOK_WANTED;
}

function stop(at: i32, passed: i32, refused: i32): void {
  store<i32>(SAID, at, SAID_STOPPED * 4);
  store<i32>(SAID, passed, SAID_PASSED * 4);
  store<i32>(SAID, refused, SAID_REFUSED * 4);
}

/** Judges the record last split. */
export function judge(width: i32): i32 {
  pad(width + 1);
  const findings = findingsOf();
  store<i32>(SAID, findings, SAID_FINDINGS * 4);
  return findings;
}

/** Gathers text: rejected rows as they were sent, behind their line and what is wrong with them, and whatever else is gathered. */
import { digitsOf, putNumber } from './decimal.ts';
import {
  PREFIX_BYTES,
  PREFIX_COUNT,
  PREFIX_ROOM,
  PREFIXES,
  REJECTED_DUE,
  SAID,
  SAID_REJECTED,
  SAID_REJECTED_BYTES,
} from './layout.ts';
import { take } from './memory.ts';
import { count, ends, isRewritten, recordEnd, starts } from './records.ts';

const LF: i32 = 0x0a;

/** Where they are gathered, how many bytes so far, and for how many there is room. */
let text: i32 = 0;
let used: i32 = 0;
let room: i32 = 0;

export function beginRejected(): void {
  for (let i = 0; i < PREFIX_COUNT; i++) store<i32>(PREFIXES + i * PREFIX_ROOM, 0);
  gatherAnew();
}

/** What was gathered is stored, or of no use. */
export function gatherAnew(): void {
  used = 0;
  say();
}

/** Whether it is time to store them. */
export function isDue(): bool {
  return used >= REJECTED_DUE;
}

/** Takes room for so many bytes behind what is gathered. @returns where it is */
export function reserve(bytes: i32): i32 {
  if (used + bytes > room) grow(max((used + bytes) * 2, REJECTED_DUE + (REJECTED_DUE >> 2)));
  const at = text + used;
  used += bytes;
  say();
  return at;
}

/**
 * Adds the record last split. It stays out where the other side must see it: what is said of such findings is not known here,
 * a cell was unescaped, or one begins as a spreadsheet's formula does.
 * @returns whether it was added
 */
export function reject(line: i32, findings: i32, start: i32): bool {
  const prefix = placeOfPrefix(findings);
  if (load<i32>(prefix) !== findings || !isAsSent()) return false;
  const length = load<i32>(prefix, 4);
  const record = recordEnd - start;
  let at = putNumber(line, reserve(digitsOf(line) + length + record + 1));
  memory.copy(at, prefix + PREFIX_BYTES, length);
  at += length;
  memory.copy(at, start, record);
  store<u8>(at + record, LF);
  return true;
}

/** Where it lies what is said of some findings. */
export function placeOfPrefix(findings: i32): i32 {
  return PREFIXES + (((findings * 0x9e3779b1) >>> 20) & (PREFIX_COUNT - 1)) * PREFIX_ROOM;
}

/** Whether the record last split goes as it was sent: no cell was unescaped, none begins with what a spreadsheet takes for a formula. */
export function isAsSent(): bool {
  if (isRewritten) return false;
  for (let i = 0; i < count; i++) {
    const start = load<i32>(starts + i * 4);
    if (start === load<i32>(ends + i * 4)) continue;
    const byte: i32 = load<u8>(start);
    // Tab, carriage return, `+`, `-`, `=`, `@`
    if (byte === 0x09 || byte === 0x0d || byte === 0x2b || byte === 0x2d || byte === 0x3d || byte === 0x40)
      return false;
  }
  return true;
}

function grow(bytes: i32): void {
  const larger = take(bytes);
  memory.copy(larger, text, used);
  text = larger;
  room = bytes;
}

function say(): void {
  store<i32>(SAID, text, SAID_REJECTED * 4);
  store<i32>(SAID, used, SAID_REJECTED_BYTES * 4);
}

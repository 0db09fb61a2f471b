/**
 * What short stretches of bytes mean, remembered: a column says the same few words a million times, and each is decoded,
 * cleaned and judged once, by whoever knows the rules on text.
 */
import { ENTRIES, ENTRIES_BYTES, SLOT_COUNT, SLOTS } from './layout.ts';

/** Longer ones are judged afresh each time, bytes. */
const LONGEST: i32 = 48;

/** Nothing is remembered of these bytes. No rule answers it. */
export const UNKNOWN: i32 = i32.MIN_VALUE;

const SLOT_MASK: i32 = SLOT_COUNT - 1;

/** An entry: its length and topic, its value, its bytes. */
const VALUE: usize = 4;
const BYTES: usize = 8;

/** Bytes that entries take. */
let used: i32 = 0;
let entries: i32 = 0;

/** @param topic what the bytes are about, below 2^24: the same bytes mean one thing in one column, another in another */
export function find(topic: i32, start: i32, end: i32): i32 {
  const length = end - start;
  if (length > LONGEST) return UNKNOWN;
  const kind = length | (topic << 8);
  let slot = hash(kind, start, length);
  for (let entry = load<i32>(SLOTS + slot * 4); entry !== 0; entry = load<i32>(SLOTS + slot * 4)) {
    if (load<i32>(entry) === kind && isSame(entry + <i32>BYTES, start, length)) return load<i32>(entry, VALUE);
    slot = (slot + 1) & SLOT_MASK;
  }
  return UNKNOWN;
}

/** Remembers what is UNKNOWN. Where there is no room for more, everything else is forgotten. */
export function remember(topic: i32, start: i32, end: i32, value: i32): void {
  const length = end - start;
  if (length > LONGEST) return;
  if (entries === SLOT_COUNT / 2 || used + <i32>BYTES + LONGEST > ENTRIES_BYTES) {
    forgetWords();
  }
  const kind = length | (topic << 8);
  let slot = hash(kind, start, length);
  while (load<i32>(SLOTS + slot * 4) !== 0) slot = (slot + 1) & SLOT_MASK;
  const entry = ENTRIES + used;
  store<i32>(SLOTS + slot * 4, entry);
  store<i32>(entry, kind);
  store<i32>(entry, value, VALUE);
  memory.copy(entry + <i32>BYTES, start, length);
  used += (<i32>BYTES + length + 7) & ~7;
  entries++;
}

export function forgetWords(): void {
  if (entries === 0) return;
  memory.fill(SLOTS, 0, SLOT_COUNT * 4);
  entries = used = 0;
}

/**
 * The slot of a stretch of bytes, by all of it. No processor guesses how long the next one is, so of what is longer than seven
 * bytes six words are taken, some of them the last one again.
 */
function hash(kind: i32, start: i32, length: i32): i32 {
  let h: u64 = kind;
  if (length >= 8) {
    const last = length - 8;
    h ^= load<u64>(start) * 0x9e3779b97f4a7c15;
    h ^= load<u64>(start + least(8, last)) * 0xbf58476d1ce4e5b9;
    h ^= load<u64>(start + least(16, last)) * 0x94d049bb133111eb;
    h ^= load<u64>(start + least(24, last)) * 0xd6e8feb86659fd93;
    h ^= load<u64>(start + least(32, last)) * 0xa0761d6478bd642f;
    h ^= load<u64>(start + last) * 0xe7037ed1a0b428db;
  } else {
    for (let i = 0; i < length; i++) h = (h ^ load<u8>(start + i)) * 0x9e3779b97f4a7c15;
  }
  return <i32>(((h ^ (h >> 32)) * 0x9e3779b97f4a7c15) >> 40) & SLOT_MASK;
}

function least(a: i32, b: i32): i32 {
  return b + ((a - b) & ((a - b) >> 31));
}

/** Whether two stretches of bytes are the same. */
function isSame(a: i32, b: i32, length: i32): bool {
  if (length >= 16) {
    const last = length - 16;
    const middle = least(16, last);
    return !v128.any_true(
      v128.or(v128.or(differs(a, b), differs(a + middle, b + middle)), differs(a + last, b + last)),
    );
  }
  if (length >= 8) return load<u64>(a) === load<u64>(b) && load<u64>(a + length - 8) === load<u64>(b + length - 8);
  for (let i = 0; i < length; i++) if (load<u8>(a + i) !== load<u8>(b + i)) return false;
  return true;
}

function differs(a: i32, b: i32): v128 {
  return v128.xor(v128.load(a), v128.load(b));
}

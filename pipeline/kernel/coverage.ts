/** Writes the rows of coverage.csv (data contract, section 7), in both tiers, from the counters of a region. */
import {
  CELL,
  HIDDEN_UP_TO,
  KATEGORI_COUNT,
  KLAIM,
  KONFLIK,
  MENUNGGAK,
  ROUNDED_TO,
  STATUS_0,
  STATUS_BERBEDA,
  STATUS_COUNT,
  TEXT_ROOM,
} from './counters.ts';
import { putNumber } from './decimal.ts';
import { take } from './memory.ts';

const COMMA: i32 = 0x2c;
const LF: i32 = 0x0a;
const DOT: i32 = 0x2e;
const ZERO: i32 = 0x30;
/** `[c]`: what stands for a count that is not shown, its bytes as a word. */
const HIDDEN: i32 = 0x005d_635b;

/** A row takes no more bytes: beginning, kategori, end, and twenty counts of ten digits. */
const ROW_BYTES: i32 = 4 * TEXT_ROOM;

/** Texts of the kategori: their names, and how their rows end, where they have a potensi. */
let names: i32 = 0;
let endings: i32 = 0;
/** What all rows of the region begin with, and how long that is. */
let beginning: i32 = 0;
let rows: i32 = 0;
let at: i32 = 0;

/** Where the texts go that rows are made of: names, endings, the beginning, each in TEXT_ROOM; and behind them the rows. */
export function roomForRows(): i32 {
  if (names === 0) {
    names = take((2 * KATEGORI_COUNT + 1) * TEXT_ROOM + KATEGORI_COUNT * ROW_BYTES);
    endings = names + KATEGORI_COUNT * TEXT_ROOM;
    beginning = endings + KATEGORI_COUNT * TEXT_ROOM;
    rows = beginning + TEXT_ROOM;
  }
  return names;
}

/**
 * Writes a row for each kategori with a claim or a potensi, and for SEMUA where there is any.
 * @param isPublic hides small counts and rounds others; rows of few claims and no potensi are left out
 * @returns bytes
 */
export function coverageRows(region: i32, isPublic: bool): i32 {
  at = rows;
  if (!hasAnyRow(region)) return 0;
  for (let kategori = 0; kategori < KATEGORI_COUNT; kategori++) {
    const cell = region + kategori * CELL * 4;
    const claims = load<i32>(cell, KLAIM * 4);
    if (!hasRow(cell, kategori) || (isPublic && claims <= HIDDEN_UP_TO && !hasEnding(kategori))) continue;
    const people = peopleIn(cell);
    begin(kategori);
    figure(people, isPublic);
    for (let i = STATUS_0; i <= MENUNGGAK; i++) figure(load<i32>(cell + i * 4), isPublic);
    figure(claims, isPublic);
    figure(claims - people, isPublic);
    figure(load<i32>(cell, KONFLIK * 4), isPublic);
    figure(load<i32>(cell, STATUS_BERBEDA * 4), isPublic);
    percent(load<i32>(cell, STATUS_0 * 4), people, isPublic);
    end(kategori);
  }
  return at - rows;
}

function hasAnyRow(region: i32): bool {
  for (let kategori = 1; kategori < KATEGORI_COUNT; kategori++) {
    if (hasRow(region + kategori * CELL * 4, kategori)) return true;
  }
  return hasEnding(0);
}

function hasRow(cell: i32, kategori: i32): bool {
  return kategori === 0 || load<i32>(cell, KLAIM * 4) > 0 || hasEnding(kategori);
}

function hasEnding(kategori: i32): bool {
  return load<i32>(endings + kategori * TEXT_ROOM) > 0;
}

/** The sum over the statuses. */
function peopleIn(cell: i32): i32 {
  let people = 0;
  for (let status = 0; status < STATUS_COUNT; status++) people += load<i32>(cell + (STATUS_0 + status) * 4);
  return people;
}

function begin(kategori: i32): void {
  text(beginning);
  byte(COMMA);
  text(names + kategori * TEXT_ROOM);
}

function end(kategori: i32): void {
  if (hasEnding(kategori)) text(endings + kategori * TEXT_ROOM);
  else for (let i = 0; i < 4; i++) byte(COMMA);
  byte(LF);
}

function text(from: i32): void {
  const length = load<i32>(from);
  memory.copy(at, from + 4, length);
  at += length;
}

/** A cell with a count. */
function figure(count: i32, isPublic: bool): void {
  byte(COMMA);
  const value = isPublic ? disclosed(count) : count;
  if (value < 0) hide();
  else at = putNumber(value, at);
}

function hide(): void {
  store<i32>(at, HIDDEN);
  at += 3;
}

/** Disclosure control of a count: -1 where it is hidden, else to the nearest 5. */
function disclosed(count: i32): i32 {
  return count <= HIDDEN_UP_TO ? -1 : ((count + 2) / ROUNDED_TO) * ROUNDED_TO;
}

/** A cell with 100 × part / whole with two decimals, half up; empty when the whole is 0. */
function percent(part: i32, whole: i32, isPublic: bool): void {
  byte(COMMA);
  if (isPublic) {
    part = disclosed(part);
    whole = disclosed(whole);
    if (part < 0 || whole < 0) {
      hide();
      return;
    }
  }
  if (whole === 0) return;
  const hundredths = <i32>((2 * <i64>part * 10000 + <i64>whole) / (2 * <i64>whole));
  at = putNumber(hundredths / 100, at);
  byte(DOT);
  byte(ZERO + ((hundredths / 10) % 10));
  byte(ZERO + (hundredths % 10));
}

function byte(value: i32): void {
  store<u8>(at++, value);
}

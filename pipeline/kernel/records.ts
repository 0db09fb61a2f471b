/**
 * Splits UTF-8 bytes into records and cells: RFC 4180, read leniently (data contract, section 2).
 *
 * A cell is a pair of places; a quoted cell's places exclude its quotes. A cell with doubled quotes, or with text after its
 * closing quote, is unescaped in place once its record is complete.
 *
 * Splitting is mostly looking for bytes that may be more than ordinary: the delimiter, quotes, control characters, and what is
 * beyond ASCII. They are found sixteen at a time, for a block at once, with which of them end a line or make a record one that
 * must be read with care ("odd").
 */
import { assertUtf8, moved, refuseNul, refuseOpenQuote } from './asked.ts';
import {
  BLOCK,
  LINES,
  MARKS,
  ODD,
  SAID,
  SAID_CELLS,
  SAID_END,
  SAID_ENDS,
  SAID_NEXT,
  SAID_ROOM,
  SAID_START,
  SAID_STARTS,
} from './layout.ts';
import { take } from './memory.ts';

const QUOTE: i32 = 0x22;
const LF: i32 = 0x0a;
const CR: i32 = 0x0d;
const CRLF: i32 = 0x0a0d;

/** What `split` answers when the record goes on beyond the bytes at hand. */
const INCOMPLETE: i32 = -1;

let delimiter: i32 = 0;
let isDoubted: bool = false;

/** Cells of the record last read: how many, and where the lists of their beginnings and ends lie. */
export let count: i32 = 0;
export let starts: i32 = 0;
export let ends: i32 = 0;
/** Where it ends, the line end excluded; whether its bytes are no longer as sent. */
export let recordEnd: i32 = 0;
export let isRewritten: bool = false;
let room: i32 = 0;

/** Marks of the block looked through last; which mark, line and odd mark come next; how far it goes. */
let marks: i32 = 0;
let lines: i32 = 0;
let odds: i32 = 0;
let mark: i32 = 0;
let line: i32 = 0;
let odd: i32 = 0;
let looked: i32 = 0;

/** Of the record that is being split: whether it is beyond ASCII, or has a cell that must be unescaped. */
let isForeign: bool = false;
let isEscaped: bool = false;

/** Begins a text. @param doubted whether it may turn out not to be UTF-8 */
export function beginText(delimiterByte: i32, doubted: bool): void {
  delimiter = delimiterByte;
  isDoubted = doubted;
  if (room === 0) makeRoom(64);
  forget();
}

/** Nothing is marked: other bytes, or more of them. */
export function forget(): void {
  marks = lines = odds = mark = line = odd = looked = 0;
}

/**
 * Splits the record that begins at `at`, whatever it holds.
 * @param limit where the bytes at hand end
 * @param last whether nothing follows them
 * @returns where the next record begins, or INCOMPLETE (then nothing is known of the record)
 */
export function split(at: i32, limit: i32, last: bool): i32 {
  let p = at;
  let cells = 0;
  isForeign = isEscaped = false;
  for (;;) {
    if (cells === room) makeRoom(room * 4);
    let close = -1;
    let isDoubled = false;
    store<i32>(starts + cells * 4, p);
    if (p < limit && load<u8>(p) === QUOTE) {
      for (close = p + 1; ; close++) {
        if (close >= limit) {
          if (last) refuseOpenQuote();
          return INCOMPLETE;
        }
        const byte: i32 = load<u8>(close);
        if (byte === QUOTE) {
          if (close + 1 === limit && !last) return INCOMPLETE; // may be the first of two
          if (close + 1 === limit || load<u8>(close, 1) !== QUOTE) break;
          isDoubled = true;
          close++;
        } else if (byte === 0) refuseNul();
        else if (byte >= 0x80) isForeign = true;
      }
      p = close + 1;
    }
    let byte: i32 = 0;
    for (; p < limit; p++) {
      byte = load<u8>(p);
      if (byte === delimiter || byte === LF || byte === CR) break;
      if (byte === 0) refuseNul();
      else if (byte >= 0x80) isForeign = true;
    }
    store<i32>(ends + cells * 4, p);
    if (close >= 0) quoted(cells, close, p, isDoubled);
    cells++;
    if (p === limit) return last ? finish(at, cells, p, p) : INCOMPLETE;
    if (byte === delimiter) p++;
    else if (byte === LF) return finish(at, cells, p, p + 1);
    else if (p + 1 === limit && !last)
      return INCOMPLETE; // a line feed may belong to this carriage return
    else return finish(at, cells, p, p + 1 < limit && load<u8>(p, 1) === LF ? p + 2 : p + 1);
  }
  return INCOMPLETE;
}

/** The record that begins at `at`, where it is of the common kind: no quotes, all ASCII, whole; or INCOMPLETE. */
export function splitPlain(at: i32, limit: i32): i32 {
  while (mark < marks && load<i32>(MARKS + mark * 4) < at) mark++;
  while (line < lines && load<i32>(LINES + line * 4) <= mark) line++;
  if (line === lines) {
    if (looked !== limit) look(at, min(limit, at + BLOCK));
    if (line === lines) return INCOMPLETE;
  }
  while (odd < odds && load<i32>(ODD + odd * 4) <= mark) odd++;
  const next = load<i32>(LINES + line * 4); // the mark behind its line feed
  if (odd < odds && load<i32>(ODD + odd * 4) < next) return INCOMPLETE;
  const cells = next - mark;
  if (cells > room) return INCOMPLETE;
  const places = MARKS + mark * 4;
  let start = at;
  for (let i = 0; i < cells * 4; i += 4) {
    const end = load<i32>(places + i);
    store<i32>(starts + i, start);
    store<i32>(ends + i, end);
    start = end + 1;
  }
  const isCarriageReturn = cells > 1 && start - 2 === load<i32>(places + cells * 4 - 8) && load<u8>(start - 2) === CR;
  mark = next;
  count = isCarriageReturn ? cells - 1 : cells;
  say(at, isCarriageReturn ? start - 2 : start - 1, start, false);
  return start;
}

/** Makes cells that the record lacks read as empty, up to so many. */
export function pad(cells: i32): void {
  while (room < cells) makeRoom(room * 4);
  for (let i = count; i < cells; i++) {
    store<i32>(starts + i * 4, 0);
    store<i32>(ends + i * 4, 0);
  }
}

/** Marks the bytes from `from` to before `to`, a block at most; behind them are bytes that may be read. */
function look(from: i32, to: i32): void {
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>QUOTE);
  const feeds = i8x16.splat(<i8>LF);
  const spaces = i8x16.splat(0x20);
  let place = MARKS;
  let lineAt = LINES;
  let oddAt = ODD;
  for (let p = from; p < to; p += 16) {
    const sixteen = v128.load(p);
    const parts = i8x16.eq(sixteen, delimiters);
    // A byte beyond ASCII is less than a space, being negative.
    let all = i8x16.bitmask(v128.or(v128.or(parts, i8x16.eq(sixteen, quotes)), i8x16.lt_s(sixteen, spaces)));
    if (p + 16 > to) all &= (1 << (to - p)) - 1;
    const first = (place - MARKS) >> 2;
    // Mostly none to four, which no processor guesses: four are written, and those that are none written over. Likewise lines.
    let bits = all;
    do {
      for (let i = 0; i < 16; i += 4) {
        store<i32>(place + i, p + ctz(bits));
        bits &= bits - 1;
      }
      place += 16;
    } while (bits !== 0);
    place = MARKS + (first + popcnt(all)) * 4;
    const lineFeeds = i8x16.bitmask(i8x16.eq(sixteen, feeds)) & all;
    bits = lineFeeds;
    do {
      store<i32>(lineAt, first + numberOf(bits, all));
      lineAt += i32(bits !== 0) * 4;
      bits &= bits - 1;
    } while (bits !== 0);
    for (bits = all & ~(lineFeeds | i8x16.bitmask(parts)); bits !== 0; bits &= bits - 1) {
      if (load<u16>(p + ctz(bits)) === CRLF) continue;
      store<i32>(oddAt, first + numberOf(bits, all));
      oddAt += 4;
    }
  }
  marks = (place - MARKS) >> 2;
  lines = (lineAt - LINES) >> 2;
  odds = (oddAt - ODD) >> 2;
  mark = line = odd = 0;
  looked = to;
}

/** Which of all bits, counted from 1, the lowest of some is. */
function numberOf(some: i32, all: i32): i32 {
  return popcnt(all & ((some & -some) - 1)) + 1;
}

/** A cell that opens with a quote: closed at once by its end, it lies between its quotes; else it must be unescaped. */
function quoted(cell: i32, close: i32, end: i32, isDoubled: bool): void {
  if (!isDoubled && close + 1 === end) {
    store<i32>(starts + cell * 4, load<i32>(starts + cell * 4) + 1);
    store<i32>(ends + cell * 4, close);
  } else {
    isEscaped = true;
    store<i32>(ends + cell * 4, -end);
  }
}

function finish(at: i32, cells: i32, end: i32, next: i32): i32 {
  if (isForeign && isDoubted) assertUtf8(at, end);
  count = cells;
  if (isEscaped) {
    for (let i = 0; i < cells; i++) {
      const cellEnd = load<i32>(ends + i * 4);
      if (cellEnd < 0) store<i32>(ends + i * 4, unquote(load<i32>(starts + i * 4), -cellEnd));
    }
  }
  say(at, end, next, isEscaped);
  return next;
}

/** Writes what the quoted cell from `start` to `end` says over its own bytes; returns where that ends. */
function unquote(start: i32, end: i32): i32 {
  let to = start;
  let isQuoted = true;
  for (let p = start + 1; p < end; p++) {
    const byte: i32 = load<u8>(p);
    if (isQuoted && byte === QUOTE) {
      if (p + 1 < end && load<u8>(p, 1) === QUOTE) p++;
      else {
        isQuoted = false;
        continue;
      }
    }
    store<u8>(to++, byte);
  }
  return to;
}

function say(start: i32, end: i32, next: i32, rewritten: bool): void {
  store<i32>(SAID, count, SAID_CELLS * 4);
  store<i32>(SAID, start, SAID_START * 4);
  store<i32>(SAID, end, SAID_END * 4);
  store<i32>(SAID, next, SAID_NEXT * 4);
  recordEnd = end;
  isRewritten = rewritten;
}

/** Lists for so many cells, what the former ones hold taken along. */
function makeRoom(cells: i32): void {
  const formerStarts = starts;
  const formerEnds = ends;
  starts = take(cells * 4);
  ends = take(cells * 4);
  memory.copy(starts, formerStarts, room * 4);
  memory.copy(ends, formerEnds, room * 4);
  room = cells;
  store<i32>(SAID, starts, SAID_STARTS * 4);
  store<i32>(SAID, ends, SAID_ENDS * 4);
  store<i32>(SAID, room, SAID_ROOM * 4);
  moved();
}

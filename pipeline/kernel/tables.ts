/** Reads published tables: where the rows of a region begin, and rows as JSON. No cell of them holds a line end: a row is a line. */
import { EXACT_DIGITS, MOST_RUNS, RUN } from './layout.ts';
import { take } from './memory.ts';

const LF: i32 = 0x0a;
const SPACE: i32 = 0x20;
const QUOTE: i32 = 0x22;
const COMMA: i32 = 0x2c;
const DOT: i32 = 0x2e;
const ZERO: i32 = 0x30;
const NINE: i32 = 0x39;
const COLON: i32 = 0x3a;
const OPEN: i32 = 0x5b;
const BACKSLASH: i32 = 0x5c;
const CLOSE: i32 = 0x5d;
/** `null`, `\u00` and the letter `n`, bytes. */
const NULL: i32 = 0x6c6c_756e;
const CONTROL: i32 = 0x3030_755c;

/** Bytes of JSON that a byte of a table becomes at the most: an escaped one. A comma may become `,null`. */
const WIDEST: i32 = 6;

let text: i32 = 0;
let room: i32 = 0;
let json: i32 = 0;
let runs: i32 = 0;
let out: i32 = 0;

/** Room for so many bytes of a table. @returns where they go */
export function roomForTable(bytes: i32): i32 {
  if (runs === 0) runs = take(MOST_RUNS * RUN * 8);
  if (bytes > room) {
    room = bytes + (bytes >> 1);
    text = take(room);
    json = take(room * WIDEST);
  }
  return text;
}

/** Where `rowsAsJson` writes, and `runsIn`. */
export function jsonAt(): i32 {
  return json;
}

export function runsAt(): i32 {
  return runs;
}

/**
 * Finds lines that have another code in a column than the line before, in whole lines; no cell before the column is quoted.
 * @returns how many, each as two numbers: where the line begins, and the code; after as many as there is room for the rest is not looked at
 */
export function runsIn(length: i32, column: i32): i32 {
  const end = text + length;
  let found = 0;
  let last: i64 = -1;
  for (let at = text; at < end && found < MOST_RUNS; ) {
    const line = at;
    for (let left = column; left > 0; at++) if (load<u8>(at) === COMMA) left--;
    let code: i64 = 0;
    for (let byte: i32 = load<u8>(at); byte >= ZERO && byte <= NINE; byte = load<u8>(++at))
      code = code * 10 + byte - ZERO;
    if (code !== last) {
      const run = runs + found++ * RUN * 8;
      store<f64>(run, <f64>(line - text));
      store<f64>(run, <f64>code, 8);
    }
    last = code;
    at = endOfLine(at) + 1;
  }
  return found;
}

/**
 * Writes rows as members of a JSON object: a cell names a row, those behind it are its array. A cell is a number, a text, or null
 * where it is empty.
 * @param name the column of the cell that names a row; no cell before it is quoted, nor that one
 * @param texts the column of any text, in which a number is a text too; -1 where there is none
 * @returns bytes
 */
export function rowsAsJson(length: i32, name: i32, texts: i32): i32 {
  const end = text + length;
  out = json;
  for (let at = text; at < end; at++) {
    if (out > json) put(COMMA);
    for (let left = name; left > 0; at++) if (load<u8>(at) === COMMA) left--;
    put(QUOTE);
    for (; load<u8>(at) !== COMMA; at++) put(load<u8>(at));
    put(QUOTE);
    put(COLON);
    for (let column = name + 1; load<u8>(at) !== LF; column++) {
      put(column === name + 1 ? OPEN : COMMA);
      at = cellAsJson(at + 1, column === texts);
    }
    put(CLOSE);
  }
  return out - json;
}

/** @returns where the cell ends */
function cellAsJson(start: i32, isText: bool): i32 {
  if (load<u8>(start) === QUOTE) return quotedAsJson(start + 1);
  let at = start;
  let isNumber = !isText;
  for (let byte: i32 = load<u8>(at); byte !== COMMA && byte !== LF; byte = load<u8>(++at)) {
    if ((byte < ZERO || byte > NINE) && byte !== DOT) isNumber = false;
  }
  const length = at - start;
  if (length === 0) {
    store<i32>(out, NULL);
    out += 4;
  } else if (isNumber && length <= EXACT_DIGITS) {
    for (let p = start; p < at; p++) put(load<u8>(p));
  } else {
    put(QUOTE);
    for (let p = start; p < at; p++) putEscaped(load<u8>(p));
    put(QUOTE);
  }
  return at;
}

/** A quoted cell, from behind its quote: it ends at the first one that is not doubled. @returns where */
function quotedAsJson(start: i32): i32 {
  let at = start;
  put(QUOTE);
  for (; ; at++) {
    const byte: i32 = load<u8>(at);
    if (byte === QUOTE && load<u8>(++at) !== QUOTE) break;
    putEscaped(byte);
  }
  put(QUOTE);
  return at;
}

/** A byte of a JSON text. */
function putEscaped(byte: i32): void {
  if (byte === QUOTE || byte === BACKSLASH) {
    put(BACKSLASH);
    put(byte);
  } else if (byte >= SPACE) put(byte);
  else {
    const short = shortOf(byte);
    if (short !== 0) {
      put(BACKSLASH);
      put(short);
    } else {
      store<i32>(out, CONTROL);
      out += 4;
      put(ZERO + (byte >> 4));
      put((byte & 15) < 10 ? ZERO + (byte & 15) : 0x57 + (byte & 15));
    }
  }
}

/** The letter that JSON has for a control character, or 0: `\b`, `\t`, `\n`, `\f`, `\r`. */
function shortOf(byte: i32): i32 {
  if (byte === 0x08) return 0x62;
  if (byte === 0x09) return 0x74;
  if (byte === 0x0a) return 0x6e;
  if (byte === 0x0c) return 0x66;
  return byte === 0x0d ? 0x72 : 0;
}

function put(byte: i32): void {
  store<u8>(out++, byte);
}

/** The line feed at `at` or behind it; there is one. */
function endOfLine(at: i32): i32 {
  const feeds = i8x16.splat(<i8>LF);
  for (let p = at; ; p += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(p), feeds));
    if (found !== 0) return p + ctz(found);
  }
  return at;
}

/**
 * Reads XML tag by tag from its UTF-8 bytes. No string is made unless somebody asks for one: a sheet has millions of cells.
 *
 * Namespace prefixes are passed over, entities are the five of XML and numbers, a document type is refused: nothing outside the
 * document is ever looked at, and nothing in it expands.
 */
import { Unreadable } from '../ingest/unreadable.ts';

export const END = 0;
export const OPEN = 1;
export const CLOSE = 2;
export const TEXT = 3;

/** A longer tag or text is not read. It bounds memory. */
const LONGEST_TOKEN = 16 * 1024 * 1024;

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [BANG, QUOTE, AMPERSAND, APOSTROPHE, SLASH, COLON, SEMICOLON] = [0x21, 0x22, 0x26, 0x27, 0x2f, 0x3a, 0x3b];
const [LESS, EQUALS, GREATER, QUESTION] = [0x3c, 0x3d, 0x3e, 0x3f];

export class Xml {
  /** Of a text: where it is in `bytes`. Of an attribute asked for: its value. Holds until the next `next`. */
  start = 0;
  end = 0;
  /** The name of the element last opened or closed, as `code` gives it. */
  name = 0;

  readonly #pieces: Iterator<Uint8Array>;
  #bytes = new Uint8Array(64 * 1024);
  #at = 0;
  #limit = 0;
  #depth = 0;
  #isEmpty = false;
  /** Name of the element, and name and value of each attribute, as places from the token's beginning. */
  #nameStart = 0;
  #nameEnd = 0;
  readonly #attributes: number[] = [];
  #attributeNumbers = 0;
  #base = 0;

  constructor(pieces: Iterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.iterator]();
    this.#skipMark();
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /**
   * The next token: OPEN, CLOSE (of an empty element as well), TEXT (perhaps several in a row), or END.
   * @throws Unreadable when it is not XML, ends too early, or has a document type
   */
  next(): number {
    if (this.#isEmpty) {
      this.#isEmpty = false;
      this.#depth--;
      return CLOSE;
    }
    for (;;) {
      while (this.#at === this.#limit) {
        if (this.#more()) continue;
        if (this.#depth > 0) throw broken();
        return END;
      }
      if (this.#bytes[this.#at] !== LESS) return this.#text();
      const second = this.#byte(1);
      if (second === SLASH) return this.#close();
      if (second === QUESTION) this.#skipTo('?>');
      else if (second === BANG) {
        if (this.#begins('<!--')) this.#skipTo('-->');
        else if (this.#begins('<![CDATA[')) return this.#verbatim();
        else throw new Unreadable('XML_DTD');
      } else return this.#open();
    }
  }

  /** The local name of the element last opened or closed. */
  get localName(): string {
    return decoder.decode(this.#bytes.subarray(this.#base + this.#nameStart, this.#base + this.#nameEnd));
  }

  /** Whether the element last opened has an attribute of this one letter; `start` and `end` then say where its value is. */
  has(letter: number): boolean {
    const attributes = this.#attributes;
    for (let i = 0; i < this.#attributeNumbers; i += 4) {
      const at = this.#base + attributes[i]!;
      if (this.#bytes[at] !== letter || attributes[i + 1]! - attributes[i]! !== 1) continue;
      this.start = this.#base + attributes[i + 2]!;
      this.end = this.#base + attributes[i + 3]!;
      return true;
    }
    return false;
  }

  /** The value of an attribute by its local name; undefined when there is none. */
  attribute(name: string): string | undefined {
    const attributes = this.#attributes;
    for (let i = 0; i < this.#attributeNumbers; i += 4) {
      const bytes = this.#bytes;
      const full = decoder.decode(bytes.subarray(this.#base + attributes[i]!, this.#base + attributes[i + 1]!));
      if (full.slice(full.indexOf(':') + 1) !== name || full.startsWith('xmlns')) continue;
      const value = bytes.slice(this.#base + attributes[i + 2]!, this.#base + attributes[i + 3]!);
      return decoder.decode(value.subarray(0, unescaped(value, 0, value.length)));
    }
    return undefined;
  }

  /** The text last read. */
  get text(): string {
    return decoder.decode(this.#bytes.subarray(this.start, this.end));
  }

  /** Everything up to the next tag; entities are written over by what they mean. */
  #text(): number {
    let p = this.#at;
    let escaped = false;
    for (;;) {
      const bytes = this.#bytes;
      const limit = this.#limit;
      for (; p < limit; p++) {
        const byte = bytes[p]!;
        if (byte === LESS) break;
        if (byte === AMPERSAND) escaped = true;
      }
      if (p < limit) break;
      const length = p - this.#at;
      if (!this.#more()) break;
      p = length;
    }
    this.start = this.#at;
    this.end = escaped ? unescaped(this.#bytes, this.#at, p) : p;
    this.#at = p;
    return TEXT;
  }

  #verbatim(): number {
    const length = this.#skipTo(']]>');
    this.start = this.#at - length + '<![CDATA['.length;
    this.end = this.#at - ']]>'.length;
    return TEXT;
  }

  #close(): number {
    let p = this.#at + 2;
    for (;;) {
      const bytes = this.#bytes;
      const limit = this.#limit;
      while (p < limit && bytes[p] !== GREATER) p++;
      if (p < limit) break;
      p -= this.#at;
      if (!this.#more()) throw broken();
    }
    let end = p;
    while (isSpace(this.#bytes[end - 1]!)) end--;
    this.#base = this.#at;
    this.#setName(2, end - this.#at);
    this.#at = p + 1;
    if (--this.#depth < 0) throw broken();
    return CLOSE;
  }

  #open(): number {
    let length = this.#readTag();
    // A tag that goes on beyond the bytes at hand is read again from its beginning.
    for (; length === 0; length = this.#readTag()) if (!this.#more()) throw broken();
    this.#base = this.#at;
    this.#setName(1, this.#nameEnd);
    this.#at += length;
    this.#depth++;
    return OPEN;
  }

  /** Notes the name and the attributes of the tag at hand. Returns how long it is; 0 when it goes on beyond the bytes at hand. */
  #readTag(): number {
    const bytes = this.#bytes;
    const limit = this.#limit;
    const base = this.#at;
    const attributes = this.#attributes;
    let count = 0;
    let p = base + 1;
    while (p < limit && !isNameEnd(bytes[p]!)) p++;
    this.#nameEnd = p - base;
    for (;;) {
      while (p < limit && isSpace(bytes[p]!)) p++;
      if (p >= limit) return 0;
      if (bytes[p] === GREATER) break;
      if (bytes[p] === SLASH) {
        if (++p >= limit) return 0;
        if (bytes[p] !== GREATER) throw broken();
        this.#isEmpty = true;
        break;
      }
      const start = p;
      while (p < limit && !isNameEnd(bytes[p]!)) p++;
      const end = p;
      while (p < limit && isSpace(bytes[p]!)) p++;
      if (p >= limit) return 0;
      if (bytes[p] !== EQUALS || end === start) throw broken();
      p++;
      while (p < limit && isSpace(bytes[p]!)) p++;
      if (p >= limit) return 0;
      const quote = bytes[p++]!;
      if (quote !== QUOTE && quote !== APOSTROPHE) throw broken();
      const value = p;
      while (p < limit && bytes[p] !== quote) p++;
      attributes[count++] = start - base;
      attributes[count++] = end - base;
      attributes[count++] = value - base;
      attributes[count++] = p - base;
      p++;
    }
    this.#attributeNumbers = count;
    return p + 1 - base;
  }

  /** @param start and @param end of the name with its prefix, from the token's beginning */
  #setName(start: number, end: number): void {
    const bytes = this.#bytes;
    const base = this.#base;
    let from = start;
    for (let p = start; p < end; p++) if (bytes[base + p] === COLON) from = p + 1;
    this.#nameStart = from;
    this.#nameEnd = end;
    let name = 0;
    if (end - from <= 4) for (let p = from; p < end; p++) name = (name << 8) | bytes[base + p]!;
    this.name = name;
  }

  /** The byte so far behind the token's beginning. */
  #byte(offset: number): number {
    while (this.#at + offset >= this.#limit) if (!this.#more()) throw broken();
    return this.#bytes[this.#at + offset]!;
  }

  #begins(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.#byte(i) !== text.charCodeAt(i)) return false;
    return true;
  }

  /** Moves behind the next `text`; returns how far it was from the token's beginning. */
  #skipTo(text: string): number {
    const last = text.length - 1;
    let p = last;
    for (;;) {
      while (this.#byte(p) !== text.charCodeAt(last)) p++;
      let i = last;
      while (i > 0 && this.#byte(p - last + i - 1) === text.charCodeAt(i - 1)) i--;
      p++;
      if (i === 0) break;
    }
    this.#at += p;
    return p;
  }

  /** Takes the next piece behind what is left; the token at hand then begins at 0. */
  #more(): boolean {
    const next = this.#pieces.next();
    if (next.done) return false;
    const piece = next.value;
    const left = this.#limit - this.#at;
    if (left > LONGEST_TOKEN) throw new Unreadable('RECORD_TOO_LONG');
    if (left + piece.length > this.#bytes.length) {
      const larger = new Uint8Array(2 * (left + piece.length));
      larger.set(this.#bytes.subarray(this.#at, this.#limit));
      this.#bytes = larger;
    } else this.#bytes.copyWithin(0, this.#at, this.#limit);
    this.#bytes.set(piece, left);
    this.#at = 0;
    this.#limit = left + piece.length;
    return true;
  }

  /** A byte order mark goes; UTF-16, which no spreadsheet writes, does not pass for XML. */
  #skipMark(): void {
    while (this.#limit < 3 && this.#more());
    const [a, b, c] = this.#bytes;
    if (a === 0xef && b === 0xbb && c === 0xbf) this.#at = 3;
    if (a === 0xff || a === 0xfe) throw broken();
  }
}

/** A name of at most four ASCII characters as `Xml.name` tells it. Longer ones are 0. */
export function code(name: string): number {
  return [...name].reduce((number, letter) => (number << 8) | letter.charCodeAt(0), 0);
}

export function broken(): Unreadable {
  return new Unreadable('XLSX_BROKEN');
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LF || byte === TAB || byte === CR;
}

function isNameEnd(byte: number): boolean {
  return byte <= SPACE || byte === GREATER || byte === SLASH || byte === EQUALS || byte === LESS;
}

const ENTITIES: Readonly<Record<string, number>> = { amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 };

/** The longest is `&#x10FFFF;`, perhaps with zeros in front. */
const LONGEST_ENTITY = 32;

/** Writes what the entities from `start` to `end` mean over them; returns where the text ends now. */
function unescaped(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  for (let p = start; p < end; p++) {
    if (bytes[p] !== AMPERSAND) {
      bytes[to++] = bytes[p]!;
      continue;
    }
    const stop = bytes.subarray(p, Math.min(end, p + LONGEST_ENTITY)).indexOf(SEMICOLON);
    if (stop < 0) throw broken();
    const name = decoder.decode(bytes.subarray(p + 1, p + stop));
    to += encoder.encodeInto(characterOf(name), bytes.subarray(to, p + stop)).written;
    p += stop;
  }
  return to;
}

function characterOf(entity: string): string {
  const number = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(entity);
  if (!number && !Object.hasOwn(ENTITIES, entity)) throw broken();
  const code = number ? Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 10) : ENTITIES[entity]!;
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

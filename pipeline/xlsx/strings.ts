/** The table of texts that cells refer to by number: one stretch of bytes and where each text ends, no string among them. */
import { Unreadable } from '../ingest/unreadable.ts';
import { Out } from './out.ts';
import { broken, CLOSE, code, END, OPEN, TEXT, Xml } from './xml.ts';

/** All texts of a full sheet of 13 columns are some 80 MB; a larger table is not kept. */
const MOST_BYTES = 192 * 1024 * 1024;

const SI = code('si');
const T = code('t');
const PHONETIC = code('rPh');

export class Strings {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  #ends = new Uint32Array(1024);
  #count = 0;

  /**
   * @param pieces of the part, none where there is no such part
   * @param size of the part: the texts are not longer, or hardly
   */
  constructor(pieces: Iterable<Uint8Array>, size: number) {
    // Memory that is never written to is never resident.
    this.#bytes = new Uint8Array(Math.min(MOST_BYTES, size));
    const text = new RunText();
    const out = new Out();
    const xml = new Xml(pieces);
    for (let token = xml.next(); token !== END; token = xml.next()) {
      text.take(token, xml);
      if (token !== CLOSE || xml.name !== SI) continue;
      out.clear();
      text.writeTo(out);
      this.#add(out.bytes);
    }
  }

  /** Writes a text as a cell. @throws Unreadable when there is none of this number */
  writeTo(out: Out, index: number): void {
    if (!(index < this.#count)) throw broken();
    out.verbatim(this.#bytes, index === 0 ? 0 : this.#ends[index - 1]!, this.#ends[index]!);
  }

  #add(text: Uint8Array): void {
    const end = this.#length + text.length;
    if (end > MOST_BYTES) throw new Unreadable('XLSX_TOO_LARGE');
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(4096, 2 * end));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(2 * this.#count);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#bytes.set(text, this.#length);
    this.#length = end;
    this.#ends[this.#count++] = end;
  }
}

/** The text of a cell, from as many runs as it is written in. How it is pronounced is left out. */
export class RunText {
  #bytes = new Uint8Array(1024);
  #length = 0;
  #isText = false;
  #isPhonetic = false;

  /** A token within the text's element; one that means nothing here is passed over. */
  take(token: number, xml: Xml): void {
    if (token === TEXT) {
      if (this.#isText) this.add(xml);
    } else if (xml.name === T) this.#isText = token === OPEN && !this.#isPhonetic;
    else if (xml.name === PHONETIC) this.#isPhonetic = token === OPEN;
  }

  /** Adds the text last read. */
  add({ bytes, start, end }: Xml): void {
    const length = this.#length + end - start;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    for (let p = start; p < end; p++) this.#bytes[this.#length++] = bytes[p]!;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
    this.#isText = false;
    this.#isPhonetic = false;
  }

  /** Writes it as a cell, and is empty again. */
  writeTo(out: Out): void {
    out.cell(this.#bytes, 0, unescaped(this.#bytes, this.#length));
    this.clear();
  }
}

const UNDERSCORE = 0x5f;
const X = 0x78;

/** `_x000D_` is how a workbook writes a character that XML cannot hold. Writes it over; returns where the text ends now. */
function unescaped(bytes: Uint8Array, end: number): number {
  let found = false;
  for (let p = 0; p + 6 < end && !found; p++) found = bytes[p] === UNDERSCORE && bytes[p + 1] === X;
  if (!found) return end;
  const text = decoder.decode(bytes.subarray(0, end));
  const meant = text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return encoder.encodeInto(meant, bytes).written;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

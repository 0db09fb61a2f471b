/** Tables as bytes: UTF-8, LF, cells quoted only where they must be. Numbers are written without making strings. */
import type { Bytes } from '../ports.ts';

const COMMA = 0x2c;
const LF = 0x0a;

export class Csv {
  #bytes = new Uint8Array(64 * 1024);
  #length = 0;
  #first = true;
  readonly #encoder = new TextEncoder();

  /** @param header the column names, joined by commas; none for rows that are to follow others */
  constructor(header?: string) {
    if (header !== undefined) this.#ascii(`${header}\n`);
  }

  /** Appends a cell that holds no comma, quote or line end, in ASCII. */
  word(cell: string): this {
    this.#comma();
    this.#ascii(cell);
    return this;
  }

  /** Appends a cell of any text, quoted where it holds a comma, a quote or a line end. */
  text(cell: string): this {
    this.#comma();
    const bytes = this.#encoder.encode(/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** Appends a whole number, not negative, below 2^53. */
  number(value: number): this {
    this.#comma();
    this.#reserve(20);
    let digits = 1;
    for (let power = 10; power <= value; power *= 10) digits++;
    let left = value;
    for (let at = this.#length + digits - 1; at >= this.#length; at--) {
      const tenth = left < 0x7fffffff ? (left / 10) | 0 : Math.floor(left / 10);
      this.#bytes[at] = 48 + (left - tenth * 10);
      left = tenth;
    }
    this.#length += digits;
    return this;
  }

  empty(cells = 1): this {
    for (let i = 0; i < cells; i++) this.#comma();
    return this;
  }

  end(): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = LF;
    this.#first = true;
  }

  /** Everything so far. */
  bytes(): Bytes {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Appends rows made elsewhere. */
  append(rows: Csv): this {
    const bytes = rows.bytes();
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  #comma(): void {
    if (this.#first) this.#first = false;
    else {
      this.#reserve(1);
      this.#bytes[this.#length++] = COMMA;
    }
  }

  #ascii(text: string): void {
    this.#reserve(text.length);
    for (let i = 0; i < text.length; i++) this.#bytes[this.#length++] = text.charCodeAt(i);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

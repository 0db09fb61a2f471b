/** Tables as bytes: UTF-8, LF, cells quoted only where they must be. */
import { ByteWriter, joined } from '../bytes.ts';
import type { Bytes } from '../ports.ts';

const COMMA = 0x2c;
const LF = 0x0a;

const encoder = new TextEncoder();

/** Cells that hold no comma, quote or line end, made once for many rows. */
export function cells(...some: readonly string[]): Bytes {
  return encoder.encode(some.join(','));
}

/** A table is kept in pieces of about so many bytes: a nation's villages make 40 MB, and would else be moved as they grow. */
const PIECE_BYTES = 1024 * 1024;
/** A row is rarely longer. */
const ROW_BYTES = 1024;

export class Csv {
  readonly #pieces: Bytes[] = [];
  #out = new ByteWriter();
  #first = true;

  /** @param header the column names, joined by commas; none for rows that are to follow others */
  constructor(header?: string) {
    if (header !== undefined) this.#out.ascii(`${header}\n`);
  }

  /** Appends a cell that holds no comma, quote or line end, in ASCII. */
  word(cell: string): this {
    this.#comma();
    this.#out.ascii(cell);
    return this;
  }

  /** Appends cells that many rows have alike, made by `cells`. */
  ready(cells: Uint8Array): this {
    this.#comma();
    this.#out.copy(cells, 0, cells.length);
    return this;
  }

  /** Appends a cell of any text, quoted where it holds a comma, a quote or a line end. */
  text(cell: string): this {
    this.#comma();
    this.#out.append(encoder.encode(/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
    return this;
  }

  /** Appends a whole number, not negative, below 2^53. */
  number(value: number): this {
    this.#comma();
    this.#out.number(value);
    return this;
  }

  empty(cells = 1): this {
    for (let i = 0; i < cells; i++) this.#comma();
    return this;
  }

  /** Appends whole rows. */
  rows(rows: Uint8Array): void {
    this.#out.append(rows);
    this.#keep();
  }

  end(): void {
    this.#out.byte(LF);
    this.#first = true;
    this.#keep();
  }

  #keep(): void {
    if (this.#out.length < PIECE_BYTES) return;
    this.#pieces.push(this.#out.bytes);
    this.#out = new ByteWriter(PIECE_BYTES + ROW_BYTES);
  }

  /** Everything so far. */
  bytes(): Bytes {
    return this.#pieces.length === 0 ? this.#out.bytes : joined(this.pieces());
  }

  /** The same, as it is kept. */
  pieces(): Bytes[] {
    return [...this.#pieces, this.#out.bytes];
  }

  #comma(): void {
    if (this.#first) this.#first = false;
    else this.#out.byte(COMMA);
  }
}

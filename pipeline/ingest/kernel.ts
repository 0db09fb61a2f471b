/** The kernel (pipeline/kernel/) from the side of the rules on text: one memory in which a text is split, judged and claimed. */
import {
  AT,
  BLOCKS,
  PREFIX_BYTES,
  PREFIX_ROOM,
  PROVINCES,
  SAID,
  SAID_CELLS,
  SAID_CLAIMS,
  SAID_CODES,
  SAID_END,
  SAID_ENDS,
  SAID_FINDINGS,
  SAID_NEXT,
  SAID_NIKS,
  SAID_NIKS_0,
  SAID_PASSED,
  SAID_REFUSED,
  SAID_REJECTED,
  SAID_REJECTED_BYTES,
  SAID_ROOM,
  SAID_SETTLED,
  SAID_START,
  SAID_STARTS,
  SAID_STOPPED,
  SEGMENT,
} from '../kernel/layout.ts';
import { instantiate, type Memory } from '../kernels.ts';
import type { Bytes } from '../ports.ts';
import { Spare } from '../spare.ts';
import { cellText } from './cells.ts';
import { assertUtf8 } from './encoding.ts';
import { Unreadable } from './unreadable.ts';

/** What `split` answers when the record goes on beyond the bytes at hand. */
export const INCOMPLETE = -1;

/** Room for a text, before more is taken. */
const FIRST_ROOM = 64 * 1024;
/** A kernel with a larger one is not kept. */
const KEPT_ROOM = 4 * 1024 * 1024;

/** What the kernel asks about participants: the rules on text. */
export interface Rules {
  /** What a cell means in a column (kernel/layout.ts). */
  meaning(column: number, cell: string): number;
  /** The 16 digits of a NIK, or the finding that there are none. */
  nik(cell: string): string | number;
  encrypt(blocks: Bytes): void;
}

/** Who is on the list, and what for. */
export interface ParticipantsSetup extends Rules {
  /** The place of each column's cell in a record, in the order of kernel/layout.ts. */
  readonly places: readonly number[];
  /** Cells of the header. */
  readonly width: number;
  /** The reference of regions that the rules go by, and the territory of the list in it. */
  readonly reference: object;
  readonly territory: number;
  /** The numbers of provinces, two digits each. */
  readonly provinces: Iterable<number>;
  /** `yyyymmdd` and `yyyymm`. */
  readonly end: number;
  readonly month: number;
}

/** The functions of pipeline/kernel/kernel.ts. */
interface Exports extends Memory {
  beginText(delimiter: number, doubted: number): void;
  forget(): void;
  forgetWords(): void;
  take(bytes: number): number;
  split(at: number, limit: number, last: number): number;
  beginParticipants(territory: number, delimiter: number, end: number, month: number): void;
  read(at: number, limit: number, last: number, width: number, line: number): number;
  readOne(at: number, limit: number, last: number): number;
  isData(key: number): number;
  judge(width: number): number;
  layOut(): number;
  beginLists(): void;
  beginRejected(): void;
  gatherAnew(): void;
  isAsSent(): number;
  reserve(bytes: number): number;
  placeOfPrefix(findings: number): number;
  gatherCells(from: number, to: number): number;
}

const FUNCTIONS = [
  'beginText',
  'forget',
  'forgetWords',
  'take',
  'split',
  'beginParticipants',
  'read',
  'readOne',
  'isData',
  'judge',
  'layOut',
  'beginLists',
  'beginRejected',
  'gatherAnew',
  'isAsSent',
  'reserve',
  'placeOfPrefix',
  'gatherCells',
] as const;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class Kernel {
  readonly #spare: Spare<Kernel>;
  readonly #exports: Exports;
  /** Its memory, in which places of cells are places. Ask for it anew after `room` and `split`: it moves as it grows. */
  bytes: Bytes = new Uint8Array(0);
  /** Where each cell of the record last split starts and ends; good until the next record. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  #words = new Int32Array(0);
  #delimiter = 0;
  #width = 0;
  #rules: Rules = NOBODY;
  #reference: object | undefined;
  /** Where a text begins, and how much of it there is room for. */
  #text = 0;
  #room = 0;

  private constructor(module: WebAssembly.Module, readsLists: boolean) {
    const { lists, texts } = sparesOf(module);
    this.#spare = readsLists ? lists : texts;
    const text = (start: number, end: number) => cellText(this.bytes, start, end);
    this.#exports = instantiate<Exports>(module, FUNCTIONS, {
      meaning: (column: number, start: number, end: number) => this.#rules.meaning(column, text(start, end)),
      nikDigits: (start: number, end: number, to: number) => {
        const digits = this.#rules.nik(text(start, end));
        if (typeof digits === 'number') return digits;
        encoder.encodeInto(digits, this.bytes.subarray(to));
        return 0;
      },
      otherLetter: (start: number, end: number) => Number(/\p{L}/u.test(text(start, end))),
      otherDigit: (start: number, end: number) => Number(/\p{Nd}/u.test(text(start, end))),
      assertUtf8: (start: number, end: number) => assertUtf8(this.bytes.subarray(start, end)),
      refuseNul: () => refuse('NUL'),
      refuseOpenQuote: () => refuse('OPEN_QUOTE'),
      moved: () => this.#look(),
      encrypt: (bytes: number) => this.#rules.encrypt(this.bytes.subarray(BLOCKS, BLOCKS + bytes)),
    });
    this.#look();
    if (readsLists) this.#exports.beginLists();
  }

  /** One that nobody uses, to split texts with. Give it back with `release`: its memory serves one text after another. */
  static borrow(module: WebAssembly.Module): Kernel {
    return sparesOf(module).texts.take() ?? new Kernel(module, false);
  }

  /** The same to read lists of people with: it has 13 MB of places. */
  static borrowForLists(module: WebAssembly.Module): Kernel {
    return sparesOf(module).lists.take() ?? new Kernel(module, true);
  }

  release(): void {
    this.#rules = NOBODY;
    if (this.#room <= KEPT_ROOM) this.#spare.give(this);
  }

  /** Begins a text. @param delimiter its byte; @param doubted whether the bytes may turn out not to be UTF-8 */
  begin(delimiter: number, doubted: boolean): void {
    this.#delimiter = delimiter;
    this.#exports.beginText(delimiter, Number(doubted));
  }

  /** Where a text of so many bytes has room: at one place always, to which what is there already (`filled` bytes) is taken. */
  room(bytes: number, filled: number): number {
    if (bytes > this.#room) {
      const room = Math.max(FIRST_ROOM, bytes * 2);
      const text = this.#exports.take(room);
      this.bytes.copyWithin(text, this.#text, this.#text + filled);
      this.#text = text;
      this.#room = room;
    }
    return this.#text;
  }

  /** Other bytes lie where a text has room, or more of them. */
  changed(): void {
    this.#exports.forget();
  }

  /**
   * Splits the record that begins at `at`.
   * @param limit where the bytes at hand end
   * @param last whether nothing follows them
   * @returns where the next record begins, or INCOMPLETE (then nothing is known of the record)
   * @throws Unreadable on a NUL, or on a quoted cell still open at the very end; NotUtf8
   */
  split(at: number, limit: number, last: boolean): number {
    return this.#exports.split(at, limit, Number(last));
  }

  /** Cells of the record last split. */
  get count(): number {
    return this.#said(SAID_CELLS);
  }

  /** Where it begins and ends, the line end excluded, and where the next one begins. */
  get start(): number {
    return this.#said(SAID_START);
  }

  get end(): number {
    return this.#said(SAID_END);
  }

  get next(): number {
    return this.#said(SAID_NEXT);
  }

  /** Whether it goes as it was sent: no cell was unescaped, none begins with what a spreadsheet takes for a formula. */
  get asSent(): boolean {
    return this.#exports.isAsSent() !== 0;
  }

  /** Whether it is data: neither blank, nor totals, nor the header again. @param key the place of its key cell, -1 for none */
  isData(key: number): boolean {
    return this.#exports.isData(key) !== 0;
  }

  /** Its cells as text. */
  cells(): string[] {
    return Array.from({ length: this.count }, (_, i) => this.cell(i));
  }

  /** One of them; empty where it has none at that place. */
  cell(place: number): string {
    return place < this.count ? decoder.decode(this.bytes.subarray(this.starts[place], this.ends[place])) : '';
  }

  /** Begins a list of participants. */
  beginParticipants(setup: ParticipantsSetup): void {
    this.#rules = setup;
    if (this.#reference !== setup.reference) this.#exports.forgetWords(); // regions have other numbers in another one
    this.#reference = setup.reference;
    this.#width = setup.width;
    const { bytes } = this;
    this.#words.set(setup.places, AT >> 2);
    bytes.fill(0, PROVINCES, PROVINCES + 100);
    for (const province of setup.provinces) bytes[PROVINCES + province] = 1;
    this.#exports.beginParticipants(setup.territory, this.#delimiter, setup.end, setup.month);
  }

  /**
   * Reads records from `at` on until one must be seen here.
   * @param line the number of the record before
   * @returns why it stopped (kernel/layout.ts); `stopped` says where
   */
  read(at: number, limit: number, last: boolean, line: number): number {
    return this.#exports.read(at, limit, Number(last), this.#width, line);
  }

  /** Reads one record, which is to be seen here, whatever it is. */
  readOne(at: number, limit: number, last: boolean): number {
    return this.#exports.readOne(at, limit, Number(last));
  }

  get stopped(): number {
    return this.#said(SAID_STOPPED);
  }

  /** Rows that `read` accepted, and rejected, besides the one at which it stopped. */
  get passed(): number {
    return this.#said(SAID_PASSED);
  }

  get refused(): number {
    return this.#said(SAID_REFUSED);
  }

  /** How many of these rows have each finding, by its bit, since the list began. */
  get codes(): Int32Array {
    const at = (SAID >> 2) + SAID_CODES;
    return this.#words.subarray(at, at + 32);
  }

  /** Findings of which no more rows must be seen here, as bits. */
  settle(findings: number): void {
    this.#words[(SAID >> 2) + SAID_SETTLED] = findings;
  }

  /** The findings of the row at which `read` stopped. */
  get findings(): number {
    return this.#said(SAID_FINDINGS);
  }

  /** Judges the record last split, and claims what has no error. @returns its findings */
  judge(): number {
    return this.#exports.judge(this.#width);
  }

  /** Whole NIKs so far, and how many of them end in 0. */
  get niks(): { whole: number; endingIn0: number } {
    return { whole: this.#said(SAID_NIKS), endingIn0: this.#said(SAID_NIKS_0) };
  }

  /** Claims since `layOut`. */
  get claims(): number {
    return this.#said(SAID_CLAIMS);
  }

  /** The claims so far as one object (see grouped.ts), which is the caller's until the next call; and begins anew. */
  layOut(): Bytes {
    const length = this.#exports.layOut();
    return this.bytes.subarray(SEGMENT, SEGMENT + length);
  }

  /** Begins to gather rejected rows. */
  beginRejected(): void {
    this.#exports.beginRejected();
  }

  /** Tells what stands before a rejected row of some findings, so that `read` can gather the next ones. */
  tellPrefix(findings: number, prefix: Uint8Array): void {
    if (PREFIX_BYTES + prefix.length > PREFIX_ROOM) return;
    const place = this.#exports.placeOfPrefix(findings);
    this.#words[place >> 2] = findings;
    this.#words[(place >> 2) + 1] = prefix.length;
    this.bytes.set(prefix, place + PREFIX_BYTES);
  }

  /** Gathers some bytes. */
  gather(piece: Uint8Array): void {
    const at = this.#exports.reserve(piece.length);
    this.bytes.set(piece, at);
  }

  /** Gathers the record last split, as it was sent. */
  gatherRecord(): void {
    const { start, end } = this;
    const at = this.#exports.reserve(end - start);
    this.bytes.copyWithin(at, start, end);
  }

  /** Gathers cells of that record as a sheet holds them. @returns the first that is to be written here, or `to` */
  gatherCells(from: number, to: number): number {
    return this.#exports.gatherCells(from, to);
  }

  get gatheredBytes(): number {
    return this.#said(SAID_REJECTED_BYTES);
  }

  /** What is gathered, the caller's until more is. */
  get gathered(): Bytes {
    const start = this.#said(SAID_REJECTED);
    return this.bytes.subarray(start, start + this.gatheredBytes);
  }

  /** What was gathered is stored, or of no use. */
  gatherAnew(): void {
    this.#exports.gatherAnew();
  }

  #said(what: number): number {
    return this.#words[(SAID >> 2) + what]!;
  }

  #look(): void {
    const { buffer } = this.#exports.memory;
    this.bytes = new Uint8Array(buffer);
    this.#words = new Int32Array(buffer);
    const room = this.#said(SAID_ROOM);
    this.starts = new Int32Array(buffer, this.#said(SAID_STARTS), room);
    this.ends = new Int32Array(buffer, this.#said(SAID_ENDS), room);
  }
}

const encoder = new TextEncoder();

/** Kernels that nobody uses, by what they are for. */
const SPARES = new WeakMap<WebAssembly.Module, { readonly lists: Spare<Kernel>; readonly texts: Spare<Kernel> }>();

function sparesOf(module: WebAssembly.Module) {
  const spares = SPARES.get(module) ?? { lists: new Spare<Kernel>(), texts: new Spare<Kernel>() };
  SPARES.set(module, spares);
  return spares;
}

const NOBODY: Rules = { meaning: notAsked, nik: notAsked, encrypt: notAsked };

function notAsked(): never {
  throw new Error('the kernel has no list of participants');
}

function refuse(reason: 'NUL' | 'OPEN_QUOTE'): never {
  throw new Unreadable(reason);
}

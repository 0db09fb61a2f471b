/** Reads an upload's text to its end: header, records, judgement, and what is kept of them. */
import type { Run } from '../contracts/run.ts';
import { LOOK_WANTED, MORE_WANTED, STORE_WANTED } from '../kernel/layout.ts';
import type { Bytes, Ports } from '../ports.ts';
import { bit, ERRORS } from '../rules/codes.ts';
import { KEY_COLUMN } from '../rules/columns.ts';
import type { UploadKey } from '../rules/keys.ts';
import { clean } from '../rules/text.ts';
import { RULES_VERSION } from '../rules/versions.ts';
import { NotUtf8 } from './encoding.ts';
import { findHeader, type Header, type HeaderSearch } from './header.ts';
import { Kernel } from './kernel.ts';
import { Komitmen } from './komitmen.ts';
import { PesertaRows } from './peserta.ts';
import { RejectedRows } from './rejected.ts';
import { exampleOf } from './shown.ts';
import { Skipping } from './skip.ts';
import { openSource, type Source } from './source.ts';
import { Tally } from './tally.ts';
import { Targets } from './targets.ts';
import { Unreadable } from './unreadable.ts';

/** A longer record is not read: mostly a quote that never closes. It bounds memory. */
export const LONGEST_RECORD = 16 * 1024 * 1024;

/** Bytes in which a header is looked for first. */
const FIRST_LOOK = 16 * 1024;

const COLUMN_COUNT = bit('COLUMN_COUNT');

/** What is kept of a file. */
export type Kept = Pick<Run, 'segments' | 'targets' | 'komitmen'>;

/** What one jenis makes of its records, which the kernel splits. */
export interface Rows {
  /**
   * Reads records from `at` on until one must be seen here.
   * @param line the number of the record before
   * @returns why it stopped (kernel/layout.ts)
   */
  read(at: number, limit: number, last: boolean, line: number): number;
  /** The findings of the record last split, as bits; keeps what it says when none of them is an error. */
  judge(): number;
  /** Of the rows that were not seen here how many have each finding, by its bit. */
  readonly codes: ArrayLike<number>;
  /** How many NIKs had 16 digits, and how many of these end in 0. */
  readonly niks: { whole: number; endingIn0: number };
  /** Whether something must be stored before the next record. */
  readonly full: boolean;
  /** Stores it. */
  flush(): Promise<void>;
  /** Stores the rest and says what was kept. */
  finish(): Promise<Kept>;
  /** Removes what was stored: the file is rejected. */
  discard(): Promise<void>;
}

/**
 * @param places where segments and rejected rows go
 * @param legacy whether to read as Windows-1252 what has no UTF-16 BOM
 * @throws NotUtf8 when it is to be read anew with `legacy`; NotFound when the upload is gone
 */
export async function readUpload(
  key: UploadKey,
  places: { segments: string; rejected: string },
  ports: Ports,
  legacy: boolean,
): Promise<Run> {
  const run = emptyRun(key, ports.cipher.keyId);
  try {
    const source = await openSource(key, ports, legacy);
    run.encoding = source.encoding;
    return await new Reading(key, places, ports, run, source).read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ...emptyRun(key, ports.cipher.keyId), kode: 'UNREADABLE', rincian: { reason: error.reason } };
  }
}

class Reading {
  readonly #key: UploadKey;
  readonly #places: { segments: string; rejected: string };
  readonly #ports: Ports;
  readonly #run: Run;
  readonly #source: Source;
  readonly #doubted: boolean;
  readonly #tally = new Tally((code, findings, line) =>
    exampleOf(code, findings, line, (place) => this.#kernel.cell(place), this.#header!.columns),
  );
  readonly #kernel: Kernel;
  /** The text at hand, and where it lies in the kernel's memory. */
  #text = 0;
  #filled = 0;
  /** Bytes from which on looking for the header may decide something. */
  #enough = 0;
  #header: Header | undefined;
  #skipping: Skipping | undefined;
  #rows: Rows | undefined;
  #rejected: RejectedRows | undefined;
  #keyColumn = 0;
  #line = 0;
  #told = 0;

  constructor(key: UploadKey, places: { segments: string; rejected: string }, ports: Ports, run: Run, source: Source) {
    this.#key = key;
    this.#places = places;
    this.#ports = ports;
    this.#run = run;
    this.#source = source;
    this.#doubted = source.doubted;
    this.#kernel = Kernel.borrowForLists(ports.kernel);
  }

  async read(): Promise<Run> {
    const rest = this.#source.pieces[Symbol.asyncIterator]();
    try {
      let last = false;
      while (!last) {
        const next = await rest.next();
        last = next.done === true;
        if (!next.done) this.#append(next.value);
        if (!this.#header) {
          if (this.#filled < this.#enough && !last) continue;
          const search = this.#findHeader(last);
          if (search.undecided && this.#filled < LONGEST_RECORD) {
            this.#enough = this.#filled * 2;
            continue;
          }
          if (!search.found) return await this.#withoutHeader(search, rest);
          this.#begin(search.found);
        }
        await this.#readRecords(last);
      }
      return await this.#finish();
    } catch (error) {
      await this.#rejected?.abort();
      await this.#rows?.discard();
      throw error;
    } finally {
      this.#kernel.release();
      await rest.return?.();
    }
  }

  /** Mostly the first few kilobytes tell. */
  #findHeader(last: boolean): HeaderSearch {
    const { delimiter } = this.#source;
    const sent = this.#kernel.bytes.subarray(this.#text, this.#text + this.#filled);
    const look = (bytes: Bytes, all: boolean) =>
      findHeader(bytes, all, this.#key.jenis, this.#doubted, this.#ports.kernel, delimiter ? [delimiter] : undefined);
    const few = this.#filled > FIRST_LOOK && look(sent.subarray(0, FIRST_LOOK), false);
    return few && !few.undecided ? few : look(sent, last);
  }

  #append(piece: Uint8Array): void {
    this.#text = this.#kernel.room(this.#filled + piece.length, this.#filled);
    this.#kernel.bytes.set(piece, this.#text + this.#filled);
    this.#filled += piece.length;
  }

  /** What lies before `at` is read. */
  #drop(at: number): void {
    this.#kernel.bytes.copyWithin(this.#text, at, this.#text + this.#filled);
    this.#filled -= at - this.#text;
  }

  #begin(header: Header): void {
    const key = this.#key;
    const { regions } = this.#ports;
    this.#header = header;
    this.#line = header.index + 1;
    this.#kernel.begin(header.delimiter.charCodeAt(0), this.#doubted);
    this.#keyColumn = header.columns.get(KEY_COLUMN[key.jenis]) ?? -1;
    this.#skipping = new Skipping(header.cells, this.#keyColumn);
    this.#rejected = new RejectedRows(this.#kernel, header.delimiter, header.cells, this.#ports, this.#places.rejected);
    if (key.jenis === 'peserta') {
      this.#rows = new PesertaRows(this.#kernel, key, header, this.#ports, this.#places.segments);
    } else if (key.jenis === 'target') this.#rows = new Targets(this.#kernel, regions, key, header.columns);
    else this.#rows = new Komitmen(this.#kernel, regions, key, header.columns);
    this.#run.delimiter = this.#source.delimiter === undefined ? header.delimiter : null;
    this.#run.judul = header.index + 1;
    const known = new Set(header.columns.values());
    this.#run.kolomLain = header.cells.filter((_, i) => !known.has(i)).flatMap(columnTitle);
    this.#drop(this.#text + header.next);
  }

  /** Judges the whole records of the text at hand; what is left of it is the beginning of one that goes on. */
  async #readRecords(last: boolean): Promise<void> {
    this.#kernel.changed();
    let at = this.#text;
    const limit = at + this.#filled;
    while (at < limit) {
      const next = this.#readSome(at, limit, last);
      if (next === at && !this.#rows?.full && !this.#rejected?.due) break;
      at = next;
      if (this.#rows?.full) await this.#rows.flush();
      if (this.#rejected?.due) await this.#rejected.flush();
    }
    this.#ports.progress(this.#tally.rows - this.#told, 0);
    this.#told = this.#tally.rows;
    if (limit - at > LONGEST_RECORD) throw new Unreadable('RECORD_TOO_LONG');
    this.#drop(at);
  }

  /** Reads records from `at` until something must be stored, or the text is used up; returns where it stopped. */
  #readSome(from: number, limit: number, last: boolean): number {
    const kernel = this.#kernel;
    const rows = this.#rows!;
    const tally = this.#tally;
    let at = from;
    while (at < limit) {
      const why = rows.read(at, limit, last, this.#line);
      tally.addRead(kernel.passed, kernel.refused);
      this.#line += kernel.passed + kernel.refused;
      if (why === MORE_WANTED || why === STORE_WANTED) return kernel.stopped;
      this.#line++;
      at = kernel.next;
      if (why === LOOK_WANTED) this.#look();
      else this.#found(kernel.findings);
      if (rows.full || this.#rejected!.due) break;
    }
    return at;
  }

  /** A record that may be no data, or has cells beyond the header's. */
  #look(): void {
    const kernel = this.#kernel;
    const cells = kernel.cells();
    if (!kernel.isData(this.#keyColumn) && this.#skipping!.isSkipped(cells)) this.#tally.dilewati++;
    else {
      const width = this.#header!.cells.length;
      const overflows = cells.some((cell, i) => i >= width && clean(cell) !== '');
      this.#found(overflows ? COLUMN_COUNT : this.#rows!.judge());
    }
  }

  #found(findings: number): void {
    if (this.#tally.add(findings, this.#line)) this.#kernel.settle(this.#tally.settled);
    if ((findings & ERRORS) !== 0) this.#rejected!.add(this.#line, findings);
  }

  async #finish(): Promise<Run> {
    const kode = this.#tally.verdict(this.#rows!.niks);
    this.#run.lembar = this.#source.sheet();
    if (kode === 'FILE_EMPTY') {
      await this.#rejected?.abort();
      return { ...this.#run, kode };
    }
    const rejected = this.#tally.ditolak > 0;
    if (rejected) await this.#rejected?.close();
    const kept = kode === null ? await this.#rows!.finish() : NOTHING_KEPT;
    if (kode !== null) await this.#rows!.discard();
    const { counts, examples } = this.#tally;
    const issues = this.#tally.issues(this.#rows!.codes);
    return { ...this.#run, kode, counts, issues, contoh: examples, rejected, ...kept };
  }

  /** No header: looks at the rest only for what makes it unreadable or empty. */
  async #withoutHeader({ missing, openQuote }: HeaderSearch, rest: AsyncIterator<Uint8Array>): Promise<Run> {
    let blank = true;
    const decoder = new TextDecoder();
    const look = (bytes: Uint8Array) => {
      if (bytes.includes(0)) throw new Unreadable('NUL');
      const text = decoder.decode(bytes, { stream: true });
      if (this.#doubted && text.includes('\ufffd')) throw new NotUtf8();
      blank &&= /^[\s,;|]*$/.test(text);
    };
    look(this.#kernel.bytes.subarray(this.#text, this.#text + this.#filled));
    for (let next = await rest.next(); !next.done; next = await rest.next()) look(next.value);
    if (openQuote) throw new Unreadable('OPEN_QUOTE');
    if (blank) return { ...this.#run, kode: 'FILE_EMPTY' };
    return { ...this.#run, kode: 'HEADER_NOT_FOUND', rincian: { missing: [...missing] } };
  }
}

const NOTHING_KEPT: Kept = {
  segments: [],
  targets: [],
  komitmen: [],
};

function emptyRun(key: UploadKey, keyId: string): Run {
  return {
    rules: RULES_VERSION,
    keyId,
    content: null,
    jenis: key.jenis,
    kode: null,
    rincian: {},
    counts: { lolos: 0, ditolak: 0, dilewati: 0 },
    issues: {},
    contoh: {},
    encoding: null,
    delimiter: null,
    lembar: null,
    judul: null,
    kolomLain: [],
    rejected: false,
    ...NOTHING_KEPT,
  };
}

/** A column's title as a report shows it; nothing that could be a number of someone. */
function columnTitle(cell: string): string[] {
  const title = clean(cell).slice(0, 60);
  return title === '' ? [] : [/\d{6}/.test(title) ? '…' : title];
}

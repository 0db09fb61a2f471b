/**
 * Writes the rejected rows of an upload as they were sent, behind their line, codes and a sentence: what a clerk mends and
 * sends back, as rejected.csv and (the first of them) as rejected.xlsx.
 *
 * The file keeps the sender's delimiter and columns. A cell that a spreadsheet would run as a formula gets a leading `'`,
 * which reading takes off again.
 */
import { ByteWriter } from '../bytes.ts';
import type { Bytes, Ports, Sink } from '../ports.ts';
import { codesOf, RULES } from '../rules/codes.ts';
import { neutral } from '../rules/text.ts';
import { Spare } from '../spare.ts';
import type { Kernel } from './kernel.ts';
import { RejectedWorkbook } from './rejected-workbook.ts';

/** Flushed to the store when so many bytes have gathered. */
const FLUSH_BYTES = 256 * 1024;

/** Writers of files that have been read: the next one's rows are gathered in the same memory. */
const WRITERS = new Spare<ByteWriter>();

const encoder = new TextEncoder();

export class RejectedRows {
  readonly #delimiter: string;
  readonly #ports: Pick<Ports, 'reports' | 'deflate' | 'kernel'>;
  readonly #path: string;
  readonly #prefixes = new Map<number, Bytes>();
  readonly #out = WRITERS.take() ?? new ByteWriter();
  #sink: Sink | undefined;
  #workbook: RejectedWorkbook | undefined;
  #released = false;

  /** @param header the header's cells as sent; @param path of both files, but for their endings */
  constructor(
    delimiter: string,
    header: readonly string[],
    ports: Pick<Ports, 'reports' | 'deflate' | 'kernel'>,
    path: string,
  ) {
    this.#delimiter = delimiter;
    this.#ports = ports;
    this.#path = path;
    const columns = ['baris', 'kode_masalah', 'penjelasan', ...header.map((cell) => this.#cell(cell))];
    this.#out.append(encoder.encode(`${columns.join(delimiter)}\n`));
  }

  /** Adds the record last split. @param line its number, as a spreadsheet counts rows */
  add(line: number, findings: number, kernel: Kernel): void {
    this.#out.number(line);
    this.#out.append(this.#codes(findings));
    if (!kernel.rewritten && isHarmless(kernel)) this.#out.copy(kernel.bytes, kernel.start, kernel.end);
    else {
      const cells = kernel.cells().map((cell) => this.#cell(cell));
      this.#out.append(encoder.encode(cells.join(this.#delimiter)));
    }
    this.#out.byte(LINE_FEED);
  }

  /** Whether it is time to `flush`. */
  get due(): boolean {
    return this.#out.length >= FLUSH_BYTES;
  }

  async flush(): Promise<void> {
    this.#sink ??= await this.#ports.reports.create(`${this.#path}.csv`);
    await this.#sink.write(this.#out.bytes);
    this.#workbook ??= new RejectedWorkbook(this.#delimiter, this.#ports);
    this.#workbook.take(this.#out.bytes);
    this.#out.clear();
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#sink?.close();
    if (this.#workbook) await this.#ports.reports.write(`${this.#path}.xlsx`, this.#workbook.finish());
    this.#release();
  }

  async abort(): Promise<void> {
    await this.#sink?.abort();
    this.#release();
  }

  #release(): void {
    if (this.#released) return;
    this.#released = true;
    this.#out.clear();
    WRITERS.give(this.#out);
  }

  #cell(cell: string): string {
    const text = neutral(cell);
    return text.includes(this.#delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** `<delimiter>CODE CODE<delimiter>Kalimat.<delimiter>`, made once for each set of findings. */
  #codes(findings: number): Bytes {
    let prefix = this.#prefixes.get(findings);
    if (!prefix) {
      const codes = codesOf(findings);
      const sentence = this.#cell(codes.map((code) => RULES[code].means.id).join(' '));
      prefix = encoder.encode(['', codes.join(' '), sentence, ''].join(this.#delimiter));
      this.#prefixes.set(findings, prefix);
    }
    return prefix;
  }
}

const LINE_FEED = 0x0a;

/** Whether no cell begins with what a spreadsheet takes for a formula. */
function isHarmless({ bytes, count, starts, ends }: Kernel): boolean {
  for (let i = 0; i < count; i++) {
    if (starts[i] === ends[i]) continue;
    const byte = bytes[starts[i]!]!;
    if (byte === 0x3d || byte === 0x2b || byte === 0x2d || byte === 0x40 || byte === 0x09 || byte === 0x0d)
      return false;
  }
  return true;
}

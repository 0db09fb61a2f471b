/**
 * Writes the rejected rows of an upload as they were sent, behind their line, codes and a sentence: what a clerk mends and
 * sends back, as rejected.csv and (the first of them) as rejected.xlsx.
 *
 * The file keeps the sender's delimiter and columns. A cell that a spreadsheet would run as a formula gets a leading `'`,
 * which reading takes off again.
 */
import { REJECTED_DUE } from '../kernel/layout.ts';
import type { Bytes, Ports, Sink } from '../ports.ts';
import { codesOf, RULES } from '../rules/codes.ts';
import { neutral } from '../rules/text.ts';
import type { Kernel } from './kernel.ts';
import { RejectedWorkbook } from './rejected-workbook.ts';

const encoder = new TextEncoder();

export class RejectedRows {
  readonly #kernel: Kernel;
  readonly #delimiter: string;
  readonly #ports: Pick<Ports, 'reports' | 'deflate' | 'kernel'>;
  readonly #path: string;
  readonly #prefixes = new Map<number, Bytes>();
  #sink: Sink | undefined;
  #workbook: RejectedWorkbook | undefined;

  /**
   * @param kernel gathers them; it adds those that are common
   * @param header the header's cells as sent
   * @param path of both files, but for their endings
   */
  constructor(
    kernel: Kernel,
    delimiter: string,
    header: readonly string[],
    ports: Pick<Ports, 'reports' | 'deflate' | 'kernel'>,
    path: string,
  ) {
    this.#kernel = kernel;
    this.#delimiter = delimiter;
    this.#ports = ports;
    this.#path = path;
    const columns = ['baris', 'kode_masalah', 'penjelasan', ...header.map((cell) => this.#cell(cell))];
    kernel.beginRejected();
    kernel.gather(encoder.encode(`${columns.join(delimiter)}\n`));
  }

  /** Adds the record last split. @param line its number, as a spreadsheet counts rows */
  add(line: number, findings: number): void {
    const kernel = this.#kernel;
    kernel.gather(encoder.encode(String(line)));
    kernel.gather(this.#codes(findings));
    if (kernel.asSent) kernel.gatherRecord();
    else {
      const cells = kernel.cells().map((cell) => this.#cell(cell));
      kernel.gather(encoder.encode(cells.join(this.#delimiter)));
    }
    kernel.gather(LINE_END);
  }

  /** Whether it is time to `flush`. */
  get due(): boolean {
    return this.#kernel.gatheredBytes >= REJECTED_DUE;
  }

  async flush(): Promise<void> {
    this.#sink ??= await this.#ports.reports.create(`${this.#path}.csv`);
    const rows = this.#kernel.gathered;
    await this.#sink.write(rows);
    this.#workbook ??= new RejectedWorkbook(this.#delimiter, this.#ports);
    this.#workbook.take(rows);
    this.#kernel.gatherAnew();
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#sink?.close();
    if (this.#workbook) await this.#ports.reports.write(`${this.#path}.xlsx`, this.#workbook.finish());
  }

  async abort(): Promise<void> {
    await this.#sink?.abort();
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
    this.#kernel.tellPrefix(findings, prefix);
    return prefix;
  }
}

const LINE_END = encoder.encode('\n');

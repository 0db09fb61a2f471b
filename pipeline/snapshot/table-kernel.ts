/** The kernel's part of reading tables (kernel/tables.ts), over memory of its own. */
import { RUN } from '../kernel/layout.ts';
import { instantiate, type Memory } from '../kernels.ts';

interface Exports extends Memory {
  roomForTable(bytes: number): number;
  jsonAt(): number;
  runsAt(): number;
  runsIn(length: number, column: number): number;
  rowsAsJson(length: number, name: number, texts: number): number;
}

const FUNCTIONS = ['roomForTable', 'jsonAt', 'runsAt', 'runsIn', 'rowsAsJson'] as const;

export class TableKernel {
  readonly #kernel: Exports;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(module: WebAssembly.Module) {
    this.#kernel = instantiate<Exports>(module, FUNCTIONS, {
      moved: () => {
        this.#bytes = new Uint8Array(this.#kernel.memory.buffer);
      },
    });
    this.#bytes = new Uint8Array(this.#kernel.memory.buffer);
  }

  /**
   * Which of some whole lines have another code than the line before, in order, as many as there is room for: where each begins, and its
   * code as a number (see `RUN`). To be read before the next ones.
   * @param column of the codes; no cell before it is quoted
   */
  runs(lines: Uint8Array, column: number): Float64Array {
    this.#place(lines);
    const count = this.#kernel.runsIn(lines.length, column);
    return new Float64Array(this.#kernel.memory.buffer, this.#kernel.runsAt(), count * RUN);
  }

  /**
   * Rows as members of a JSON object, to be copied before the next ones: a cell names a row, those behind it are its array.
   * @param name the column of the cell that names a row; @param texts of any text, in which a number is a text too; -1 where there is none
   */
  json(rows: Uint8Array, name: number, texts: number): Uint8Array {
    this.#place(rows);
    const length = this.#kernel.rowsAsJson(rows.length, name, texts);
    const start = this.#kernel.jsonAt();
    return this.#bytes.subarray(start, start + length);
  }

  #place(lines: Uint8Array): void {
    const text = this.#kernel.roomForTable(lines.length);
    this.#bytes.set(lines, text);
  }
}

/** The kernel's part of reading tables (kernel/tables.ts), over memory of its own. */
import { RUN_WORDS } from '../kernel/layout.ts';
import { instantiate, type Memory } from '../kernels.ts';

interface Exports extends Memory {
  roomForTable(bytes: number): number;
  jsonAt(): number;
  runsAt(): number;
  runsIn(length: number, column: number): number;
  rowsAsJson(length: number, name: number, texts: number): number;
}

const FUNCTIONS = ['roomForTable', 'jsonAt', 'runsAt', 'runsIn', 'rowsAsJson'] as const;

const decoder = new TextDecoder();

/** Lines of a table that say the same in a column: where the first of them begins. */
export interface Run {
  readonly start: number;
  readonly cell: string;
}

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

  /** The runs of some whole lines, in order; as many as there is room for. @param column no cell before it is quoted */
  runs(lines: Uint8Array, column: number): Run[] {
    this.#place(lines);
    const count = this.#kernel.runsIn(lines.length, column);
    const words = new Int32Array(this.#kernel.memory.buffer, this.#kernel.runsAt(), count * RUN_WORDS);
    return Array.from({ length: count }, (_, i) => {
      const [start = 0, cell = 0, length = 0] = words.subarray(i * RUN_WORDS, (i + 1) * RUN_WORDS);
      return { start, cell: decoder.decode(lines.subarray(cell, cell + length)) };
    });
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

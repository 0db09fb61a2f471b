/** Files of some hundred figures: each record is judged by its text. */
import { cellText } from './cells.ts';
import type { Kernel } from './kernel.ts';
import type { Kept, Rows } from './read.ts';

export abstract class OneByOne implements Rows {
  readonly full = false;
  readonly codes: readonly number[] = [];
  readonly niks = { whole: 0, endingIn0: 0 };
  readonly #kernel: Kernel;
  readonly #columns: ReadonlyMap<string, number>;

  /** @param columns where the header has each */
  constructor(kernel: Kernel, columns: ReadonlyMap<string, number>) {
    this.#kernel = kernel;
    this.#columns = columns;
  }

  read(at: number, limit: number, last: boolean): number {
    return this.#kernel.readOne(at, limit, last);
  }

  judge(): number {
    const { bytes, starts, ends, count } = this.#kernel;
    return this.judgeCells((column) => {
      const at = this.#columns.get(column) ?? count;
      return at < count ? cellText(bytes, starts[at]!, ends[at]!) : '';
    });
  }

  /**
   * The findings of a record, as bits; keeps what it says when there are none.
   * @param cell by column, cleaned; empty where the header lacks the column or the record the cell
   */
  protected abstract judgeCells(cell: (column: string) => string): number;

  async flush(): Promise<void> {}

  abstract finish(): Promise<Kept>;

  async discard(): Promise<void> {}
}

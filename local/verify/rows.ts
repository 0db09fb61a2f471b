/** Rows of published tables by what they are about; a row is taken apart when it is asked for, so a nation's table stays text. */
import type { Bytes } from '../../pipeline/ports.ts';

/** Column → cell. */
export type Row = ReadonlyMap<string, string>;

export class Rows {
  readonly #columns: readonly string[];
  readonly #lines = new Map<string, string[]>();

  /** @param by the column that rows are asked for by */
  constructor(table: Bytes | undefined, by: string) {
    const [header = '', ...lines] = linesOf(new TextDecoder().decode(table));
    this.#columns = header.split(',');
    const place = this.#columns.indexOf(by);
    for (const line of lines) {
      // What stands before the code of a region is never quoted, and a key of an upload stands first.
      const name = place === 0 ? (cellsOf(line)[0] ?? '') : (line.split(',', place + 1)[place] ?? '');
      const known = this.#lines.get(name);
      if (known) known.push(line);
      else this.#lines.set(name, [line]);
    }
  }

  has(name: string): boolean {
    return this.#lines.has(name);
  }

  of(name: string): Row[] {
    return (this.#lines.get(name) ?? []).map((line) => this.#row(line));
  }

  all(): Row[] {
    return [...this.#lines.values()].flat().map((line) => this.#row(line));
  }

  #row(line: string): Row {
    const cells = cellsOf(line);
    return new Map(this.#columns.map((column, i) => [column, cells[i] ?? '']));
  }
}

/** Lines, of which one may go on inside a quoted cell. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').slice(0, -1);
  if (!text.includes('"')) return lines;
  const whole: string[] = [];
  let open = '';
  for (const line of lines) {
    open += line;
    const isClosed = open.split('"').length % 2 === 1;
    if (isClosed) whole.push(open);
    open = isClosed ? '' : `${open}\n`;
  }
  return whole;
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at <= line.length; at++) {
    const character = line[at] ?? ',';
    if (character === '"' && isQuoted && line[at + 1] === '"') cell += line[++at];
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return cells;
}

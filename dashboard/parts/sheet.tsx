/** A table that can be sorted by its columns; the order is a part of the address. */

import type { ComponentChildren } from 'preact';
import { setQuery, usePage } from '../page.ts';
import { sorted } from './order.ts';
import { Scroll } from './scroll.tsx';

export interface Column<R> {
  readonly key: string;
  readonly label: ComponentChildren;
  readonly number?: boolean;
  readonly class?: string;
  readonly cell: (row: R) => ComponentChildren;
  /** What it is sorted by; a column without cannot be. Null stands last in either order. */
  readonly sort?: (row: R) => number | string | null;
  /** A class of one cell, such as for what is late. */
  readonly mark?: (row: R) => string | undefined;
}

interface Props<R> {
  readonly caption: string;
  /** The first is the row's heading. */
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** The order where the address asks for none. */
  readonly order?: string;
}

export function Sheet<R>({ caption, columns, rows, keyOf, order }: Props<R>) {
  const { address } = usePage();
  const asked = address.query.urut;
  const sorting = columns.some((column) => column.sort && column.key === asked?.replace(/^-/, '')) ? asked : order;
  const shown = sorted(rows, columns, sorting);
  return (
    <Scroll label={caption}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                class={column.number ? 'number' : undefined}
                aria-sort={sortState(column.key, sorting)}
              >
                {column.sort ? (
                  <button
                    type="button"
                    onClick={() => setQuery(address, { urut: sorting === column.key ? `-${column.key}` : column.key })}
                  >
                    {column.label}
                  </button>
                ) : (
                  column.label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, i) =>
                i === 0 ? (
                  <th key={column.key} scope="row" class={column.class}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} class={classOf(column, row)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function classOf<R>(column: Column<R>, row: R): string | undefined {
  const all = [column.number ? 'number' : '', column.class ?? '', column.mark?.(row) ?? ''].filter(Boolean).join(' ');
  return all === '' ? undefined : all;
}

function sortState(key: string, sorting: string | undefined): 'ascending' | 'descending' | undefined {
  if (sorting === key) return 'ascending';
  return sorting === `-${key}` ? 'descending' : undefined;
}

/** The order of a table's rows. */

export interface Sortable<R> {
  readonly key: string;
  /** What it is sorted by; a column without cannot be. Null stands last in either order. */
  readonly sort?: (row: R) => number | string | null;
}

/** @param sorting a column's key, after `-` from the highest down; rows that say the same stay in their order */
export function sorted<R>(
  rows: readonly R[],
  columns: readonly Sortable<R>[],
  sorting: string | undefined,
): readonly R[] {
  const by = columns.find(({ key }) => key === sorting?.replace(/^-/, ''))?.sort;
  if (!by) return rows;
  const direction = sorting?.startsWith('-') ? -1 : 1;
  return rows
    .map((row) => ({ row, value: by(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return direction * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
    })
    .map(({ row }) => row);
}

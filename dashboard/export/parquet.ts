/** A table as Parquet: columns of the kind that the metadata names, empty cells as nulls. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import { isNumber, type Typed, type TypedColumn } from './typed.ts';

export function toParquet({ columns, rows }: Typed): Blob {
  const written = parquetWriteBuffer({
    columnData: columns.map((column, i) => ({
      name: column.name,
      type: kindOf(column),
      nullable: true,
      data: rows.map((row) => cell(row[i] ?? '', column)),
    })),
  });
  return new Blob([written], { type: 'application/vnd.apache.parquet' });
}

/** Counts and sums as 64 bits: rupiah and eligible people outgrow 32. */
function kindOf(column: TypedColumn): 'BOOLEAN' | 'STRING' | 'DOUBLE' | 'INT64' {
  if (column.type === 'yes-no') return 'BOOLEAN';
  if (!isNumber(column)) return 'STRING';
  return column.type === 'percent' ? 'DOUBLE' : 'INT64';
}

function cell(text: string, column: TypedColumn): string | number | bigint | boolean | null {
  if (text === '') return null;
  const kind = kindOf(column);
  if (kind === 'BOOLEAN') return text === 'ya';
  if (kind === 'INT64') return BigInt(text);
  return kind === 'DOUBLE' ? Number(text) : text;
}

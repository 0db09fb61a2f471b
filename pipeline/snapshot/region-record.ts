/** Published numbers of one region as the table keeps them: its rows of coverage.csv, by kategori and column. */
import type { RegionRecord } from '../registry.ts';
import { COVERAGE_HEADER, exactRows, type RegionNumbers } from './coverage.ts';
import { Csv } from './csv.ts';

const COLUMNS = COVERAGE_HEADER.split(',');
const KATEGORI_AT = COLUMNS.indexOf('kategori');

export function regionRecord(periode: string, region: RegionNumbers): RegionRecord {
  const csv = new Csv();
  exactRows(csv, periode, region);
  const rows = new TextDecoder().decode(csv.bytes()).trimEnd().split('\n');
  const kategori = Object.fromEntries(
    rows.map((row) => {
      const cells = row.split(','); // no cell of coverage.csv is ever quoted
      const numbers = COLUMNS.slice(KATEGORI_AT + 1).map((column, i) => [column, cells[KATEGORI_AT + 1 + i] ?? '']);
      return [cells[KATEGORI_AT] ?? '', Object.fromEntries(numbers)];
    }),
  );
  return { wilayah: region.code, kategori };
}

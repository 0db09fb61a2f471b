/** The tables of one tier as the page's files are cut from them: rows by region, files by the region whose folder they lie in. */
import { CELLS, type Cell } from '../contracts/view.ts';
import type { Ports } from '../ports.ts';
import { KABKOTA, type Regions } from '../rules/regions.ts';
import { SEMUA } from '../rules/vocabulary.ts';
import { TableKernel } from './table-kernel.ts';
import { cellValue, type Row, readTable, TableRows } from './table-rows.ts';
import type { Tier } from './view.ts';

/** The tables of a revision, by their paths below it. */
export type Tables = ReadonlyMap<string, Uint8Array>;

/** A row of files.csv with the codes that its rows bear. */
export interface FileRow {
  readonly row: Row;
  readonly codes: Readonly<Record<string, number>>;
}

export interface ViewTables {
  readonly coverage: TableRows;
  readonly funding: TableRows;
  readonly targets: TableRows;
  readonly commitments: TableRows;
  readonly reporting: TableRows;
  readonly villages100: TableRows;
  /** The kabupaten/kota below which there are rows of coverage. */
  readonly divided: ReadonlySet<number>;
  /** Files by their region, -1 for those of none; undefined where the tier does not tell. */
  readonly files: ReadonlyMap<number, readonly FileRow[]> | undefined;
  /** The row SEMUA of a region. */
  semua(region: number): Cell[] | null;
  /** Whether any table says something of a region, other than that it has not reported. */
  isKnown(region: number): boolean;
}

export function viewTables(tier: Tier, tables: Tables, ports: Pick<Ports, 'regions' | 'kernel'>): ViewTables {
  const { regions } = ports;
  const kernel = new TableKernel(ports.kernel);
  const rows = (name: string) => new TableRows(tableOf(`${tier}/${name}.csv`, tables), regions, kernel);
  const [coverage, funding, targets] = [rows('coverage'), rows('funding'), rows('targets')];
  const [commitments, reporting, villages100] = [rows('commitments'), rows('reporting'), rows('villages100')];
  const divided = new Set(coverage.regions.flatMap((region) => kabkotaAbove(region, regions)));
  const files = tier === 'exact' ? filesOf(tables, regions) : undefined;
  return {
    ...{ coverage, funding, targets, commitments, reporting, villages100, divided, files },
    semua: (region) => {
      // It comes first; in the public tier there may be rows of other kategori and none of this one.
      const first = coverage.firstOf(region);
      return first?.kategori === SEMUA ? cellsOf(first, CELLS.coverage) : null;
    },
    isKnown: (region) =>
      [coverage, targets, commitments, villages100].some((table) => table.has(region)) ||
      files?.has(region) === true ||
      reporting.firstOf(region)?.status !== 'BELUM_LAPOR',
  };
}

/** Of a kecamatan or a village; none of a wider region. */
function kabkotaAbove(region: number, { first, parent }: Regions): number[] {
  if (region >= first[KABKOTA]!) return [];
  const above = parent[region]!;
  return [above < first[KABKOTA]! ? parent[above]! : above];
}

/** Cells of a row in the order in which the page reads them; those that the tier lacks come last, and are left out. */
export function cellsOf(row: Row, columns: readonly string[]): Cell[] {
  return columns.flatMap((column) => {
    const cell = row[column];
    return cell === undefined ? [] : [cellValue(cell, TEXTS.has(column))];
  });
}

/** Columns of any text: what looks like a number there is none. */
const TEXTS = new Set(['kunci', 'slot', 'sumber']);

function filesOf(tables: Tables, regions: Regions): Map<number, FileRow[]> {
  const issues = Map.groupBy(readTable(tableOf('exact/issues.csv', tables)), ({ kunci }) => kunci);
  const files = readTable(tableOf('exact/files.csv', tables)).map((row) => ({
    row,
    codes: Object.fromEntries((issues.get(row.kunci) ?? []).map(({ kode = '', jumlah }) => [kode, Number(jumlah)])),
  }));
  return Map.groupBy(files, ({ row }) => regions.find(row.slot?.split('/')[1] ?? ''));
}

function tableOf(path: string, tables: Tables): Uint8Array {
  const table = tables.get(path);
  if (!table) throw new Error(`there is no table ${path}`);
  return table;
}

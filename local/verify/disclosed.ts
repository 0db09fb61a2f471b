/** Recomputes the public tables from the exact ones, and compares. */
import type { Bytes } from '../../pipeline/ports.ts';
import { KABKOTA } from '../../pipeline/rules/regions.ts';
import { HIDDEN, HIDDEN_UP_TO, percentage, shown } from './arithmetic.ts';
import { Coverage } from './coverage.ts';
import { compare, readRows } from './csv.ts';
import type { Checks } from './fault.ts';
import { AKTIF, COUNTS, HEADERS, KLAIM, TERDATA } from './layout.ts';

/** The tables that both tiers have, and the keys by which a row is told. */
const KEYS = {
  coverage: ['kode_wilayah', 'kategori'],
  funding: ['kode_wilayah', 'kategori', 'sumber_dana'],
  villages100: ['kode_wilayah'],
  targets: ['kode_wilayah', 'kategori'],
  commitments: ['kode_wilayah', 'instruksi'],
  reporting: ['kode_wilayah'],
} as const;
type Name = keyof typeof KEYS;

/** Bytes of a table by its path below the revision. */
type Tables = (path: string) => Bytes;

/** @throws Unsound at the first cell that differs */
export function checkPublic(checks: Checks, tables: Tables, coverage: Coverage): void {
  const check = (name: Name, rows: readonly string[][]) =>
    compare(checks.of(`public/${name}.csv`), tables(`public/${name}.csv`), rows, KEYS[name]);
  const rows = publicRows(checks, tables, coverage);
  check('coverage', rows.coverage);
  check('funding', rows.funding);
  check('villages100', rows.villages100);
  check('targets', rows.targets);
  check('commitments', rows.commitments);
  check('reporting', rows.reporting);
}

/** What the public tables must say. */
export function publicRows(checks: Checks, tables: Tables, coverage: Coverage): Record<Name, string[][]> {
  const exact = (name: Name) => {
    const { rows } = checks; // which counts these tables already
    const read = readRows(checks.of(`exact/${name}.csv`), tables(`exact/${name}.csv`));
    checks.rows = rows;
    return read;
  };
  return {
    coverage: coverageRows(coverage),
    funding: exact('funding').flatMap((row) => {
      const aktif = shown(Number(row.at(-1)));
      return aktif === undefined ? [] : [[...row.slice(0, -1), String(aktif)]];
    }),
    villages100: exact('villages100'),
    targets: exact('targets').map((row) => row.slice(0, -1)), // the public is not told the slot
    commitments: exact('commitments'),
    reporting: exact('reporting').map((row) => row.toSpliced(ROWS_AT, 2)),
  };
}

/** Where reporting.csv says how many rows there were, which the public is not told. */
const ROWS_AT = HEADERS['exact/reporting.csv'].split(',').indexOf('baris_diterima');

function coverageRows(coverage: Coverage): string[][] {
  const rows: string[][] = [];
  const { regions, region, counts } = coverage;
  for (let row = 0; row < coverage.count && regions.level(region[row]!) <= KABKOTA; row++) {
    const cells = coverage.cellsOf(row);
    const at = Coverage.keys;
    const said = (column: number) => counts[row * COUNTS.length + column]!;
    const [, potensi = '', dasar = '', aktifDasar = ''] = cells.slice(at + COUNTS.length);
    if (said(KLAIM) <= HIDDEN_UP_TO && potensi === '') continue;
    const active = shown(Number(aktifDasar));
    rows.push([
      ...cells.slice(0, at),
      ...COUNTS.map((_, column) => write(shown(said(column)))),
      share(shown(said(AKTIF)), shown(said(TERDATA))),
      potensi,
      dasar,
      potensi === '' ? '' : write(active),
      potensi === '' || potensi === '0' ? '' : share(active, BigInt(potensi)),
    ]);
  }
  return rows;
}

function write(count: number | undefined): string {
  return count === undefined ? HIDDEN : String(count);
}

function share(part: number | undefined, whole: number | bigint | undefined): string {
  return part === undefined || whole === undefined ? HIDDEN : percentage(part, whole);
}

/** What monitoring asks of every region at once: who reports, what has begun, what was promised, how good the files are. */
import { CELLS, type MonevView, type Quality } from '../contracts/view.ts';
import type { Regions } from '../rules/regions.ts';
import { SEMUA } from '../rules/vocabulary.ts';
import type { Row } from './table-rows.ts';
import { cellsOf, type FileRow, type ViewTables } from './view-tables.ts';

/** @param upper the nation, the provinces, the kabupaten/kota */
export function monevRegions(of: ViewTables, upper: readonly number[], regions: Regions): MonevView['wilayah'] {
  return upper.map((region) => {
    const reporting = of.reporting.firstOf(region) ?? {};
    const coverage = of.coverage.of(region).filter(({ kategori }) => kategori !== SEMUA);
    const commitments = of.commitments.of(region);
    const villages = of.villages100.firstOf(region);
    const files = of.files?.get(region);
    return {
      kode: regions.code(region),
      reporting: cellsOf(reporting, CELLS.reporting),
      ...(coverage.length > 0 && { kategori: by(coverage, 'kategori', CELLS.begun) }),
      ...(commitments.length > 0 && { commitments: by(commitments, 'instruksi', CELLS.commitments) }),
      ...(villages && { villages100: cellsOf(villages, CELLS.villages100) }),
      ...(files && { kualitas: qualityOf(files) }),
    };
  });
}

/** Files in folders that are no region's. */
export function withoutRegion({ files }: ViewTables): Pick<MonevView, 'tanpa_wilayah'> {
  const stray = files?.get(-1);
  return stray ? { tanpa_wilayah: qualityOf(stray) } : {};
}

function by(rows: readonly Row[], name: string, columns: readonly string[]) {
  return Object.fromEntries(rows.map((row) => [row[name], cellsOf(row, columns)]));
}

function qualityOf(files: readonly FileRow[]): Quality {
  const sum = (column: string) => files.reduce((total, { row }) => total + Number(row[column]), 0);
  const rejected = files.filter(({ row }) => row.hasil === 'ditolak');
  return {
    berkas: files.length,
    berkas_ditolak: rejected.length,
    baris_lolos: sum('baris_lolos'),
    baris_ditolak: sum('baris_ditolak'),
    baris_dilewati: sum('baris_dilewati'),
    kode: added(files.map(({ codes }) => codes)),
    kode_berkas: added(rejected.map(({ row }) => ({ [row.kode ?? '']: 1 }))),
  };
}

/** The sums by code, in the order of codes. */
function added(some: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const counts of some) {
    for (const [code, count] of Object.entries(counts)) sums.set(code, (sums.get(code) ?? 0) + count);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What monitoring looks at, a row for each region, and which of them a filter leaves. */
import type { MonevView, SummaryView } from '../../pipeline/contracts/view.ts';
import { placeName } from './region.ts';

type Entry = MonevView['wilayah'][number];

export interface Monitored extends Entry {
  readonly nama: string;
  readonly provinsi: string;
  /** What the province has promised: it may answer for its kabupaten/kota. */
  readonly above: Entry['commitments'];
  readonly semua: SummaryView['wilayah'][number]['semua'];
}

/** The regions of the summary but the nation, in its order. */
export function monitored(summary: SummaryView, monev: MonevView): Monitored[] {
  const summaries = new Map(summary.wilayah.map((one) => [one.kode, one]));
  const entries = new Map(monev.wilayah.map((one) => [one.kode, one]));
  const nameOf = (kode: string) => placeName(summaries.get(kode)?.nama ?? kode);
  return monev.wilayah
    .filter(({ kode }) => kode !== '00')
    .map((entry) => ({
      ...entry,
      nama: nameOf(entry.kode),
      provinsi: nameOf(entry.kode.slice(0, 2)),
      above: entry.kode.length > 2 ? entries.get(entry.kode.slice(0, 2))?.commitments : undefined,
      semua: summaries.get(entry.kode)?.semua ?? null,
    }));
}

export interface Filter {
  /** `00`, or the province or kabupaten/kota that is looked at. */
  readonly kode: string;
  readonly level: 'provinsi' | 'kabkota';
  /** Words of the name, in any case; or the beginning of a code. */
  readonly search: string;
}

export function matching(rows: readonly Monitored[], { kode, level, search }: Filter): Monitored[] {
  const scope = kode === '00' ? '' : kode.slice(0, 4);
  const length = level === 'provinsi' ? 2 : 4;
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      row.kode.length === length &&
      (level === 'provinsi' ? scope.startsWith(row.kode) || scope === '' : row.kode.startsWith(scope)) &&
      words.every((word) => row.nama.toLowerCase().includes(word) || row.kode.startsWith(word)),
  );
}

/** Finds a region in the files of a revision: its own, or that of the region above, which then has all that is known of it. */
import type { RegionBlock, SummaryView } from '../../pipeline/contracts/view.ts';
import { KATEGORI_PUBLISHED } from '../../pipeline/rules/vocabulary.ts';
import { lineage } from '../address.ts';
import { type Revision, readRegion, readSummary } from './revision.ts';

export type Known = Omit<RegionBlock, 'anak'>;
export type Kategori = keyof NonNullable<Known['coverage']>;

export interface Found {
  readonly region: Known;
  /** With what is known of each; named although nothing is. */
  readonly children: readonly Known[];
  /** What reporting.csv says of each kabupaten/kota and above; of a village, what it says of its kabupaten/kota. */
  readonly status: (kode: string) => string | null;
  readonly summary: SummaryView;
  /** The names on the way down to it. */
  readonly names: Readonly<Record<string, string>>;
}

/** @returns null where there is no such region, or the tier does not show it */
export async function findRegion(of: Revision, kode: string): Promise<Found | null> {
  // Of the nation all is in two files that need not wait for each other.
  const [summary] = await Promise.all([readSummary(of), kode === '00' ? readRegion(of, '00') : null]);
  const entries = new Map(summary.wilayah.map((entry) => [entry.kode, entry]));
  const holder = lineage(kode).findLast((code) => entries.get(code)?.rinci) ?? '00';
  const { wilayah } = await readRegion(of, holder);

  const names: Record<string, string> = {};
  for (const code of lineage(kode)) {
    const name = entries.get(code)?.nama;
    if (name !== undefined) names[code] = name;
  }
  let region: RegionBlock | undefined = wilayah;
  for (const code of lineage(kode)) {
    if (code.length <= region.kode.length && region.kode !== '00') continue;
    if (code === '00') continue;
    const child: RegionBlock | undefined = region.anak?.find((one) => one.kode === code);
    if (!child) {
      const entry = entries.get(kode);
      region = entry ? { kode, nama: entry.nama } : undefined;
      break;
    }
    names[code] = child.nama;
    region = child;
  }
  if (!region) return null;
  const { anak, ...known } = region;
  return {
    region: known,
    children: anak ?? namedBelow(summary, kode),
    status: (code) => entries.get(code.slice(0, 4))?.status ?? null,
    summary,
    names,
  };
}

/** The regions below one, of the summary: provinces of the nation, kabupaten/kota of a province. */
function namedBelow({ wilayah }: SummaryView, kode: string): Known[] {
  const length = kode === '00' ? 2 : 4;
  if (kode.length >= 4) return [];
  return wilayah
    .filter((one) => one.kode !== '00' && one.kode.length === length && (kode === '00' || one.kode.startsWith(kode)))
    .map((one) => ({ kode: one.kode, nama: one.nama }));
}

/** `KABUPATEN MALUKU TENGAH` as it is written in a sentence. */
export function placeName(nama: string): string {
  if (nama !== nama.toUpperCase()) return nama;
  return nama
    .toLowerCase()
    .replaceAll(/(^|[\s(/'-])(\p{L})/gu, (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`)
    .replaceAll(/\b(Dki|Di|Ii|Iii|Iv|Vi|Vii|Viii|Ix|Xi|Xii|Xiii)\b/g, (word) => word.toUpperCase());
}

/** What explains that a number is missing: where anything is known of a region, its not reporting does not. */
export function explanation(found: Found, region: Known): string | null {
  return region.coverage ? null : found.status(region.kode);
}

/** What a query asks for, or everybody. */
export function kategoriOf(asked: string | undefined): Kategori {
  return KATEGORI_PUBLISHED.find((kategori) => kategori === asked) ?? 'SEMUA';
}

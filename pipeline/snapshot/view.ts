/**
 * Cuts the tables of one tier into the files that the page reads (contracts/view.ts). They are made from the published bytes, so a cell
 * cannot say anything else than its table; one at a time, so that a nation's villages are never held twice.
 */
import type { ByteWriter } from '../bytes.ts';
import type { Changes } from '../contracts/published.ts';
import { type ChangesView, VIEW_FORMAT } from '../contracts/view.ts';
import type { Bytes, Ports } from '../ports.ts';
import { KABKOTA, type Regions } from '../rules/regions.ts';
import { script, scriptOf } from './script.ts';
import { blockWriter } from './view-block.ts';
import { monevRegions, withoutRegion } from './view-monev.ts';
import { type Tables, type ViewTables, viewTables } from './view-tables.ts';

export type Tier = 'exact' | 'public';

/** A file of a revision that is yet to be made. */
export interface RevisionFile {
  /** Below the revision. */
  readonly path: string;
  readonly make: () => Bytes;
}

export interface Edition {
  readonly periode: string;
  readonly revision: string;
}

/** Changed cells that a page is given: a first look at them, not a download of 10 MB. The nation and the provinces come first. */
const NAMED = 20_000;

/** @param tables by their paths below the revision */
export function viewFiles(
  tier: Tier,
  edition: Edition,
  tables: Tables,
  ports: Pick<Ports, 'regions' | 'kernel'>,
): RevisionFile[] {
  const { regions } = ports;
  const of = viewTables(tier, tables, ports);
  const head = { format: VIEW_FORMAT, ...edition };
  const upper = upperRegions(regions);
  const detailed = new Set(upper.filter((region) => hasOwnFile(of, regions, region)));
  const summary = () => ({
    ...head,
    wilayah: upper.map((region) => ({
      kode: regions.code(region),
      nama: regions.name(region),
      status: of.reporting.firstOf(region)?.status ?? '',
      semua: of.semua(region),
      rinci: detailed.has(region),
    })),
  });
  const monev = () => ({ ...head, wilayah: monevRegions(of, upper, regions), ...withoutRegion(of) });
  const block = blockWriter(of, regions);
  const own = [...detailed].map((region): RevisionFile => {
    const path = viewPath(tier, regions.code(region));
    const write = (out: ByteWriter) => {
      out.ascii(`${JSON.stringify(head).slice(0, -1)},"wilayah":`);
      block(region, out);
      out.ascii('}');
    };
    return { path, make: () => scriptOf(nameOf(edition, path), write) };
  });
  return [viewFile(tier, edition, 'ringkas', summary), viewFile(tier, edition, 'monev', monev), ...own];
}

/** @param changes of the revision against the one before */
export function changesFile(edition: Edition, changes: Changes): RevisionFile {
  return viewFile('exact', edition, 'perubahan', () => changesView(edition, changes));
}

export function viewFile(tier: Tier, edition: Edition, name: string, content: () => unknown): RevisionFile {
  const path = viewPath(tier, name);
  return { path, make: () => script(nameOf(edition, path), content()) };
}

/** Where a file of the page lies below its revision. */
export function viewPath(tier: Tier, name: string): string {
  return `${tier}/view/${name}.js`;
}

function changesView(edition: Edition, { previous, slots, penyebab, cells, more }: Changes): ChangesView {
  const upper = cells.filter(({ kode_wilayah }) => kode_wilayah.length <= 4).slice(0, NAMED);
  return {
    ...{ format: VIEW_FORMAT, ...edition, previous, slots, penyebab },
    ...{ cells: upper, lainnya: more + cells.length - upper.length },
  };
}

function nameOf({ periode, revision }: Edition, path: string): string {
  return `${periode}/${revision}/${path.replace(/\.js$/, '')}`;
}

/** The nation, the provinces, the kabupaten/kota. */
function upperRegions(regions: Regions): number[] {
  const level = (place: number) => {
    const [first, end] = [regions.first[place]!, regions.first[place - 1]!];
    return Array.from({ length: end - first }, (_, i) => first + i);
  };
  return [regions.nation, ...level(1), ...level(KABKOTA)];
}

/** Whether there is more to tell of a region than the file of the one above it says. */
function hasOwnFile(of: ViewTables, regions: Regions, region: number): boolean {
  const level = regions.level(region);
  if (level === 0) return true;
  if (level === KABKOTA) return of.divided.has(region);
  const [first, end] = [regions.firstChild[region]!, regions.lastChild[region]!];
  const around = [region, ...Array.from({ length: end - first }, (_, i) => first + i)];
  return around.some((one) => of.isKnown(one));
}

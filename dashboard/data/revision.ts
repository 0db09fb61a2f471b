/** The data files of the published folder, each by its contract. */
import { DataPackage } from '../../pipeline/contracts/metadata.ts';
import { Changelog, Index, Latest } from '../../pipeline/contracts/published.ts';
import { ChangesView, MonevView, RegionView, SummaryView, VIEW_FORMAT } from '../../pipeline/contracts/view.ts';
import type { Tier } from './cells.ts';
import { DataFault } from './content.ts';
import { read } from './source.ts';

/** One published revision, as one tier shows it. */
export interface Revision {
  readonly periode: string;
  readonly revision: string;
  readonly tier: Tier;
}

export const readIndex = () => read('index', Index, null);
export const readLatest = (periode: string) => read(`${periode}/latest`, Latest, null);
export const readChangelog = (periode: string) => read(`${periode}/changelog`, Changelog, null);

export const readSummary = (of: Revision) => read(viewPath(of, 'ringkas'), SummaryView, VIEW_FORMAT);
export const readRegion = (of: Revision, kode: string) => read(viewPath(of, kode), RegionView, VIEW_FORMAT);
export const readMonev = (of: Revision) => read(viewPath(of, 'monev'), MonevView, VIEW_FORMAT);

export const readMetadata = (of: Revision) => read(viewPath(of, 'metadata'), DataPackage, null);

/** Null where there are none: a revision of an earlier program has no such file. */
export async function readChanges(of: Revision): Promise<ChangesView | null> {
  try {
    return await read(viewPath(of, 'perubahan'), ChangesView, VIEW_FORMAT);
  } catch (error) {
    if (error instanceof DataFault && error.kind === 'missing') return null;
    throw error;
  }
}

export function folderOf({ periode, revision, tier }: Revision): string {
  return `${periode}/${revision}/${tier}`;
}

function viewPath(of: Revision, name: string): string {
  return `${folderOf(of)}/view/${name}`;
}

export function sameRevision(a: Revision, b: Revision): boolean {
  return folderOf(a) === folderOf(b);
}

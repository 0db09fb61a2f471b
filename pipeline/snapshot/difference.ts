/** One revision against another of its period: slots, changed cells, and which uploads can have changed each. */
import { type Changes, Manifest } from '../contracts/published.ts';
import { NotFound, type ObjectStore } from '../ports.ts';
import { readStored } from '../stored.ts';
import { Causes } from './causes.ts';
import { changedCells, changedSlots } from './changes.ts';

/** What a revision was made from, and its coverage.csv. */
export interface Side {
  readonly manifest: Pick<Manifest, 'periode' | 'revision' | 'keys' | 'standing'>;
  readonly coverage: Uint8Array;
}

/** @param before undefined for a first revision: all of its slots are new, and no cell is listed */
export function difference(before: Side | undefined, now: Side): Changes {
  const slots = changedSlots(before?.manifest ?? { keys: [], standing: [] }, now.manifest);
  const causes = new Causes(slots);
  const { periode, revision } = now.manifest;
  const { cells, more } = before ? changedCells(before.coverage, now.coverage) : { cells: [], more: 0 };
  return {
    periode,
    revision,
    previous: before?.manifest.revision ?? null,
    slots,
    penyebab: causes.slots,
    cells: causes.explain(cells),
    more,
  };
}

/** @throws NotFound when there is no such revision */
export async function readSide(periode: string, revision: string, snapshots: ObjectStore) {
  const at = `${periode}/${revision}/exact`;
  const manifest = await readStored(snapshots, `${at}/manifest.json`, Manifest);
  const coverage = await snapshots.read(`${at}/coverage.csv`);
  if (!coverage) throw new NotFound(`there is no ${at}/coverage.csv`);
  return { manifest, coverage };
}

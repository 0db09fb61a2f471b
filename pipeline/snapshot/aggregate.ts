/**
 * Rolls up what was decided about claims and writes every table of the snapshot: the step `Aggregate`.
 */
import type { Planned } from '../contracts/steps.ts';
import { blocksOf } from '../decided.ts';
import { Grouped, SideBySide } from '../grouped.ts';
import { inTurn } from '../in-turn.ts';
import type { Bytes, ObjectStore, Ports } from '../ports.ts';
import type { Regions } from '../rules/regions.ts';
import { KATEGORI_PUBLISHED } from '../rules/vocabulary.ts';
import { partKey } from './deduplicate.ts';
import { filesTable, issuesTable, reportingTables } from './files.ts';
import { komitmenInForce, type TargetInForce, targetsInForce } from './force.ts';
import { readPlan } from './plan.ts';
import { Rollup } from './rollup.ts';
import { komitmenTable, targetTables } from './standing.ts';
import { villages100Table } from './villages100.ts';

/** Decisions held at once, words, unless told otherwise: 32 MB. Each window asks for a piece of every part. */
export const WINDOW_WORDS = 8_000_000;

const COVERAGE = 'exact/coverage.csv';

/** Where a plan's tables lie before they are published. */
export const tableKey = (plan: string, path: string) => `${plan}/tables/${path}`;

export async function aggregate({ plan: folder }: Planned, ports: Ports): Promise<{ tables: string[] }> {
  const { regions, work } = ports;
  const plan = await readPlan(folder, ports);
  const { periode } = plan;
  const targets = await targetsInForce(plan.targets, work);
  const komitmen = await komitmenInForce(plan.komitmen, work);
  const rollup = new Rollup(periode, ports, declaredBy(targets, regions));
  const blocks = blocksOf(regions.count);
  const parts = await inTurn(
    Array.from({ length: plan.parts }, (_, part) => part),
    (part) => Grouped.open(work, partKey(folder, part), blocks, false),
  );
  const decisions = new SideBySide((words) => rollup.counters.room(words));
  for (const [from, to] of windows(parts, blocks, ports.windowWords ?? WINDOW_WORDS)) {
    const pieces = await decisions.read(parts, from, to);
    for (let block = from; block < to; block++) {
      rollup.add(
        block,
        parts.map((part, i) => pieces[i]!.subarray(part.words(from, block), part.words(from, block + 1))),
      );
    }
  }
  const done = rollup.finish();
  const reporting = reportingTables(periode, plan.keys, regions);
  const villages100 = villages100Table(
    periode,
    plan.keys,
    regions,
    (region) => rollup.hasClaim(region),
    rollup.reached,
  );
  const standing = targetTables(periode, targets, regions);
  const commitments = komitmenTable(periode, komitmen, regions);
  // The largest table is never held as a whole.
  await writePieces(work, tableKey(folder, COVERAGE), [...done.exact.pieces(), ...done.villages.pieces()]);
  const tables: Record<string, Bytes> = {
    'exact/funding.csv': done.funding.bytes(),
    'exact/villages100.csv': villages100,
    'exact/targets.csv': standing.exact,
    'exact/commitments.csv': commitments,
    'exact/reporting.csv': reporting.exact,
    'exact/files.csv': filesTable(plan.keys),
    'exact/issues.csv': issuesTable(plan.keys),
    'public/coverage.csv': done.public.bytes(),
    'public/funding.csv': done.publicFunding.bytes(),
    'public/villages100.csv': villages100,
    'public/targets.csv': standing.public,
    'public/commitments.csv': commitments,
    'public/reporting.csv': reporting.public,
  };
  for (const [path, bytes] of Object.entries(tables)) await work.write(tableKey(folder, path), bytes);
  await work.write(`${folder}/regions.json`, new TextEncoder().encode(JSON.stringify(done.records)));
  return { tables: [COVERAGE, ...Object.keys(tables)] };
}

async function writePieces(store: ObjectStore, key: string, pieces: readonly Bytes[]): Promise<void> {
  const sink = await store.create(key);
  for (const piece of pieces) await sink.write(piece);
  await sink.close();
}

/** Runs of blocks whose decisions are few enough to be held at once. */
function windows(parts: readonly Grouped[], blocks: number, most: number): [from: number, to: number][] {
  const found: [number, number][] = [];
  let from = 0;
  let words = 0;
  for (let block = 0; block < blocks; block++) {
    const here = parts.reduce((sum, part) => sum + part.words(block, block + 1), 0);
    if (words > 0 && words + here > most) {
      found.push([from, block]);
      from = block;
      words = 0;
    }
    words += here;
  }
  found.push([from, blocks]);
  return found;
}

/** Region → kategori → declared potensi. */
function declaredBy(targets: readonly TargetInForce[], regions: Regions): Map<number, Map<number, number>> {
  const declared = new Map<number, Map<number, number>>();
  for (const { wilayah, kategori, potensi } of targets) {
    const region = regions.find(wilayah);
    const figures = declared.get(region) ?? new Map<number, number>();
    declared.set(region, figures.set(KATEGORI_PUBLISHED.indexOf(kategori), potensi));
  }
  return declared;
}

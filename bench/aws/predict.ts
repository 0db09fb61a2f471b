/** Predicts what one period takes on AWS: how much there is of everything, its invocations, state transitions and time. */
import { KATEGORI_PUBLISHED } from '../../pipeline/rules/vocabulary.ts';
import type { StepName } from '../../pipeline/steps.ts';
import { REGIONS } from '../../test/memory.ts';
import type { Round } from './measured.ts';
import { onPaper } from './planned.ts';
import { sumOf, transitions } from './transitions.ts';
import { askedOf, type Extent, type Facts, referenceOf, type Work, worksOf } from './works.ts';

export interface Scenario {
  readonly rows: number;
  readonly files: number;
  /** How many of the files arrive now; the others have been there before. */
  readonly arriving: number;
}

export interface Prediction extends Extent {
  readonly rows: number;
  /** Bytes of JSON that the states behind Plan carry. */
  readonly payload: number;
  readonly works: readonly Work[];
  /** `history`: those of the publisher alone, without its map's executions. */
  readonly transitions: { readonly uploads: number; readonly publishing: number; readonly history: number };
  /** Seconds from the last upload to the revision, part by part. */
  readonly wall: ReadonlyMap<string, number>;
}

/** Functions of an account at once, unless more were asked for; a quota of AWS. */
export const LAMBDA_AT_ONCE = 1000;

export async function predict({ rows, files, arriving }: Scenario, facts: Facts): Promise<Prediction> {
  const reference = referenceOf(facts.measured);
  const grown = rows / reference.rows;
  const claims = Math.round(reference.accepted * grown);
  const { segments, tasks, payload, planBytes } = await onPaper(files, Math.round(claims / files));
  const extent: Extent = {
    files,
    arriving,
    bytes: reference.bytes * grown,
    rejectedBytes: reference.rejectedBytes * grown,
    planBytes: Math.max(planBytes, askedOf(reference, 'Plan', 'all').bytesOut),
    tableBytes: tablesOf(reference, grown),
    claims,
    segments,
    tasks,
  };
  const works = worksOf(extent, facts);
  return {
    ...extent,
    rows,
    payload,
    works,
    transitions: transitionsOf(arriving, tasks, facts),
    wall: wallOf(extent, works, facts),
  };
}

/** They grow with the rows until every region has every kategori. */
function tablesOf({ tableBytes, coverageRows }: Round, grown: number): number {
  const most = (tableBytes / coverageRows) * REGIONS.count * KATEGORI_PUBLISHED.length;
  return Math.min(most, tableBytes * grown);
}

function transitionsOf(arriving: number, tasks: number, { deployed: { workflows } }: Facts): Prediction['transitions'] {
  const upload = transitions(workflows.upload, { items: { Announce: 1 } });
  const busy = transitions(workflows.publish, { choices: { IsThereWork: ['Done'] } });
  const publishing = transitions(workflows.publish, {
    choices: { IsThereWork: ['Settle', 'DeduplicateShards'], IsThereMore: ['Done'] },
    items: { DeduplicateShards: tasks },
  });
  const inside = (publishing.get('children') ?? 0) + (publishing.get('Deduplicate') ?? 0);
  return {
    uploads: arriving * sumOf(upload) + (arriving - 1) * sumOf(busy),
    publishing: sumOf(publishing),
    history: sumOf(publishing) - inside,
  };
}

function wallOf({ arriving, tasks }: Extent, works: readonly Work[], { deployed, measured, assumed }: Facts) {
  const one = (step: StepName) => {
    const starting = (measured.start[step] ?? 0) * assumed.slower;
    return starting + (works.findLast((work) => work.step === step)?.seconds ?? 0) + assumed.transitionSeconds;
  };
  return new Map([
    ['Ingest', assumed.eventSeconds + Math.ceil(arriving / LAMBDA_AT_ONCE) * one('Ingest')],
    ['Register', one('Register')],
    ['rest', deployed.quiet],
    ['Plan', one('Plan')],
    ['Deduplicate', Math.ceil(tasks / deployed.deduplicating) * one('Deduplicate')],
    ['Aggregate', one('Aggregate')],
    ['Publish', one('Publish')],
  ]);
}

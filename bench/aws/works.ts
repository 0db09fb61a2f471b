/**
 * The invocations of one period: requests and bytes as the steps are built, seconds of the processor and memory from lines
 * through what was measured, waiting from what is assumed.
 */
import { CLAIM_WORDS } from '../../pipeline/claim.ts';
import { WINDOW_WORDS } from '../../pipeline/snapshot/aggregate.ts';
import type { StepName } from '../../pipeline/steps.ts';
import type { Assumed } from './assumed.ts';
import { type Asked, nothing, putsOf } from './counted.ts';
import type { Deployed } from './deployed.ts';
import { at, type Fit, fitted } from './fit.ts';
import type { Fresh, Measured, Round } from './measured.ts';

export interface Facts {
  readonly measured: Measured;
  readonly deployed: Deployed;
  readonly assumed: Assumed;
}

/** How much there is of everything. */
export interface Extent {
  readonly files: number;
  /** How many of the files arrive now. The others have been there before, and so has a revision. */
  readonly arriving: number;
  /** Bytes of all files, of their rejected rows, of a plan, of a revision's tables. */
  readonly bytes: number;
  readonly rejectedBytes: number;
  readonly planBytes: number;
  readonly tableBytes: number;
  readonly claims: number;
  readonly segments: number;
  readonly tasks: number;
}

/** All invocations of one step, each of them alike. */
export interface Work {
  readonly step: StepName;
  readonly invocations: number;
  /** How many of them come upon no warm function. */
  readonly cold: number;
  /** Each: from its start to its end, without a cold start. */
  readonly seconds: number;
  /** Each: the most bytes resident. */
  readonly memory: number;
  readonly asked: Asked;
}

/** MB at which Lambda gives a whole processor. */
const WHOLE_PROCESSOR = 1769;

/** As pipeline/in-turn.ts asks. */
export const AT_ONCE = 16;

/** Publish writes tables, manifests and pointers one by one; the page's files and the reports as many at once as it reads. */
const ONE_BY_ONE = 30;

/** Bytes of what says where the groups of an object begin: 256 shards, or blocks of regions. */
const GROUPS_HEAD = 1_500;

export function worksOf(extent: Extent, facts: Facts): Work[] {
  const { files, arriving, claims, segments, tasks } = extent;
  const reference = referenceOf(facts.measured);
  const round = arriving === files ? 'all' : 'correction';
  const work = (
    step: StepName,
    of: Fresh['round'],
    sizes: readonly number[],
    invocations: number,
    asked: Asked,
  ): Work => {
    const { cpu, memory } = fitsOf(facts.measured, step, of);
    const atOnce = step === 'Deduplicate' ? facts.deployed.deduplicating : invocations;
    // Aggregate holds a window of the claims, never more.
    const held = step === 'Aggregate' ? sizes.map((size, i) => (i === 0 ? Math.min(size, WINDOW_WORDS) : size)) : sizes;
    return {
      step,
      invocations,
      cold: Math.min(invocations, atOnce),
      seconds: secondsOf(step, at(cpu, ...sizes), asked, facts),
      memory: at(memory, ...held),
      asked,
    };
  };
  const fileBytes = extent.bytes / files;
  const fileRejected = extent.rejectedBytes / files;
  const fileSegments = segments / files;
  const taskClaims = claims / tasks;
  const plan = askedOf(reference, 'Plan', 'all');
  const aggregate = askedOf(reference, 'Aggregate', 'all');
  const known = (files + reference.standing) / (reference.files + reference.standing);
  const ingest = ask({
    get: 2,
    // run.json, and rejected.xlsx beside rejected.csv.
    put: fileSegments + 1 + putsOf(fileRejected) + 1,
    bytesIn: fileBytes,
    bytesOut: (claims / files) * CLAIM_WORDS * 4 + fileSegments * GROUPS_HEAD + fileRejected,
  });
  const deduplicate = ask({
    get: 1 + segments * (tasks === 1 ? 1 : 2),
    put: 2, // decisions, and what lists have in common
    bytesIn: extent.planBytes + segments * GROUPS_HEAD + taskClaims * CLAIM_WORDS * 4,
    bytesOut: taskClaims * 4 + GROUPS_HEAD,
  });
  return [
    work('Ingest', 'all', [fileBytes], arriving, ingest),
    work('Register', 'all', [1], arriving, askedOf(reference, 'Register', 'all')),
    // Everybody starts a publisher. All but one find that there is one; that one finds that the period rests.
    work('Plan', 'busy', [files], arriving, askedOf(reference, 'Plan', 'busy')),
    work('Plan', 'all', [files], 1, {
      ...plan,
      get: files,
      bytesIn: plan.bytesIn * known,
      bytesOut: extent.planBytes,
      readUnits: plan.readUnits * known,
    }),
    // What its segments took is the disk's work here; on AWS it is the SDK's, by the request.
    work('Deduplicate', 'all', [taskClaims, 0], tasks, deduplicate),
    work('Aggregate', 'all', [claims, extent.tableBytes], 1, {
      ...aggregate,
      get: 1 + reference.standing + tasks * (1 + windowsOf(claims)),
      bytesIn: extent.planBytes + claims * 4 + tasks * GROUPS_HEAD,
      bytesOut: extent.tableBytes + aggregate.bytesOut - reference.tableBytes,
    }),
    work('Publish', round, [extent.tableBytes], 1, {
      ...askedOf(reference, 'Publish', round),
      bytesIn: extent.tableBytes * (round === 'all' ? 1 : 2) + extent.planBytes,
      bytesOut: extent.tableBytes,
    }),
  ];
}

/**
 * Processor first and waiting after it, but for what the two share: requests under way at once wait together while the
 * processor takes in the others, and an upload is read while it comes.
 */
export function secondsOf(step: StepName, cpu: number, asked: Asked, { measured, deployed, assumed }: Facts): number {
  const { sdk } = measured;
  const { slower, s3Seconds, tableSeconds, bandwidth } = assumed;
  const { get, put, list, bytesIn, bytesOut, reads, writes } = asked;
  const scale = slower * Math.max(1, WHOLE_PROCESSOR / (deployed.functions.get(step)?.memory ?? WHOLE_PROCESSOR));
  const own = cpu * scale;
  const io = (get * sdk.get + (put + list) * sdk.put + bytesIn * sdk.byteIn + bytesOut * sdk.byteOut) * scale;
  const transfer = (bytesIn + bytesOut) / bandwidth;
  const alone = step === 'Publish' ? Math.min(put, ONE_BY_ONE) : put;
  const waiting =
    (alone + Math.ceil((put - alone) / AT_ONCE) + list) * s3Seconds +
    Math.ceil((reads + writes) / AT_ONCE) * tableSeconds;
  if (step === 'Ingest') return Math.max(own + io, transfer) + waiting + get * s3Seconds;
  return own + Math.max(io, transfer, Math.ceil(get / AT_ONCE) * s3Seconds) + waiting;
}

/**
 * Through the invocations that were the first of their process, since a burst meets cold functions: by bytes of a file
 * (Ingest), files (Plan), claims and segments (Deduplicate), claims and bytes of the tables (Aggregate), bytes of the tables
 * (Publish).
 */
export function fitsOf({ rounds }: Measured, step: StepName, of: Fresh['round']): { cpu: Fit; memory: Fit } {
  const some = rounds.flatMap(({ fresh, tableBytes, segments }) =>
    fresh
      .filter((one) => one.step === step && one.round === of && one.kind !== 'target')
      .map((one) => ({
        ...one,
        sizes: [one.size, ...(step === 'Aggregate' ? [tableBytes] : step === 'Deduplicate' ? [segments] : [])],
      })),
  );
  // What a step holds while it reads is bounded, whatever comes: the most that was seen.
  const bounded = step === 'Ingest' || step === 'Register' || step === 'Plan';
  const most = { fixed: Math.max(...some.map(({ memory }) => memory)), each: [] };
  return {
    cpu: fitted(some.map(({ sizes, cpu }) => ({ sizes, value: cpu }))),
    memory: bounded ? most : fitted(some.map(({ sizes, memory }) => ({ sizes, value: memory }))),
  };
}

/** The largest round with as many files as regions send: what is not fitted is taken from there. */
export function referenceOf({ rounds }: Measured): Round {
  const [first] = rounds.toSorted((a, b) => b.files - a.files || b.rows - a.rows);
  if (!first) throw new Error('nothing has been measured');
  return first;
}

/** What one invocation asked. */
export function askedOf({ steps }: Round, step: StepName, round: Fresh['round']): Asked {
  const found = steps.find((one) => one.step === step && one.round === round && one.kind !== 'target');
  if (!found) throw new Error(`${step} was not measured`);
  const each = Object.entries(found.asked).map(([name, sum]) => [name, sum / found.invocations]);
  return { ...nothing(), ...Object.fromEntries(each) };
}

function ask(some: Partial<Asked>): Asked {
  return { ...nothing(), ...some };
}

function windowsOf(claims: number): number {
  return Math.floor(claims / WINDOW_WORDS) + 1;
}

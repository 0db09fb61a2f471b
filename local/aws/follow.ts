/** What following work on a stack has in common, whatever is followed: what runs, and what has failed since it began. */
import type { Progress } from '../progress.ts';
import type { RunResult } from '../run.ts';
import type { Cloud } from './cloud.ts';
import type { Described, Ended } from './executions.ts';
import type { Clock } from './patience.ts';

/** What is seldom is asked for at every so many looks only: failed executions, and the bucket's history. */
export const SELDOM = 5;

export type Failed = RunResult['failed'][number];

export interface Follower {
  readonly cloud: Cloud;
  readonly progress: Progress;
  readonly clock: Clock;
  /** Executions that had failed before. */
  readonly old: ReadonlySet<string>;
  /** What those that failed since were about: it does not change. */
  readonly described: Map<string, Described>;
}

export async function follower(cloud: Cloud, progress: Progress, clock: Clock): Promise<Follower> {
  const old = new Set((await cloud.executions.unhappy(false)).map(identity));
  return { cloud, progress, clock, old, described: new Map() };
}

/** One execution may fail, be continued, and fail again. */
function identity({ arn, stopped }: Ended): string {
  return `${arn} ${stopped}`;
}

export async function newFailures({ cloud, old, described }: Follower): Promise<Described[]> {
  const fresh = (await cloud.executions.unhappy(false)).filter((ended) => !old.has(identity(ended)));
  const unknown = fresh.filter((ended) => !described.has(identity(ended)));
  const found = await cloud.executions.describeAll(unknown.map(({ arn }) => arn));
  for (const [i, ended] of unknown.entries()) described.set(identity(ended), found[i]!);
  return fresh.flatMap((ended) => described.get(identity(ended)) ?? []);
}

/** Tells how many executions run, anyone's, and answers which. */
export async function tellRunning({ cloud, progress }: Follower): Promise<ReadonlySet<string>> {
  const { upload, publish } = await cloud.executions.running();
  const arns = new Set([...upload, ...publish]);
  progress.running(arns.size);
  return arns;
}

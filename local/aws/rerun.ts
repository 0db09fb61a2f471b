/** `cakupan rerun --aws`: has a whole period read and computed again, whatever is there already. */
import { randomUUID } from 'node:crypto';
import { inTurn } from '../../pipeline/in-turn.ts';
import type { KeyRecord, PeriodRecord } from '../../pipeline/registry.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import type { Progress } from '../progress.ts';
import type { RunResult } from '../run.ts';
import { unknownPeriod } from '../status.ts';
import type { Cloud } from './cloud.ts';
import { type Failed, type Follower, follower } from './follow.ts';
import { followPeriods } from './follow-periods.ts';
import { followExecutions } from './follow-uploads.ts';
import { changedSince } from './goals.ts';
import { CLOCK, type Clock } from './patience.ts';
import { recordsOf, resultOf } from './result.ts';

/** Executions started or continued at once; StartExecution has a rate. */
const AT_ONCE = 10;

export interface Rerun {
  readonly result: RunResult;
  /** What was done, in words. */
  readonly opening: Sentence;
}

/** @throws Failure when nothing is known of the period */
export async function rerunOnAws(
  periode: string,
  redrive: boolean,
  cloud: Cloud,
  progress: Progress,
  clock: Clock = CLOCK,
): Promise<Rerun> {
  const before = await cloud.registry.periods();
  const records = await cloud.registry.keys(periode);
  if (records.length === 0) {
    throw unknownPeriod(
      periode,
      before.map((one) => one.periode),
    );
  }
  const follow = await follower(cloud, progress, clock);
  const given = { periode, before, records };
  if (!redrive) return readAgain(given, follow);
  const { continueFailed } = await import('./redrive.ts');
  return continueFailed(given, follow);
}

export interface Given {
  readonly periode: string;
  readonly before: readonly PeriodRecord[];
  /** All keys of the period. */
  readonly records: readonly KeyRecord[];
}

/** A new run: every version is read with today's rules, and the tables are computed, whatever is there already. */
async function readAgain({ periode, before, records }: Given, follow: Follower): Promise<Rerun> {
  const { cloud, progress, clock } = follow;
  const began = clock.now();
  const once = randomUUID();
  const live = records.filter(({ withdrawn }) => !withdrawn);
  const due = live.flatMap((record) => countingVersions(record).map((version) => ({ key: record.key, version })));
  progress.stage('read', due.length, 0, periode);
  const arns = await inTurn(
    due,
    (upload) => cloud.executions.start('upload', { kind: 'created', ...upload, fresh: true }, once),
    AT_ONCE,
  );
  // Asked for at once and not when all is read: nobody need watch for it to go on.
  await cloud.registry.askRerun(periode);
  await cloud.executions.start('publish', { periode }, once);
  const failed = await followExecutions(new Map(arns.map((arn, i) => [arn, due[i]?.key ?? ''])), follow);
  const unread = new Set([...failed.values()].map(({ key }) => key));
  const read = live.filter(({ key }) => !unread.has(key));
  return {
    result: await followed({ periode, before, records: live }, read, [...failed.values()], began, follow),
    opening: {
      id: `${read.length} berkas periode ${periode} dibaca ulang.`,
      en: `${read.length} files of the period ${periode} were read again.`,
    },
  };
}

/** The newest, and the one in force where a correction of it was rejected or is held: both by today's rules. */
function countingVersions({ seen, accepted }: KeyRecord): string[] {
  return [...new Set([seen.version, accepted?.version ?? seen.version])];
}

/** Follows the period, and later ones that this changes, until they are published. */
export async function followed(
  { periode, before, records }: Given,
  read: readonly KeyRecord[],
  failed: readonly Failed[],
  began: number,
  follow: Follower,
): Promise<RunResult> {
  const { cloud, progress, clock } = follow;
  const { registry } = cloud;
  // Every execution has ended, so whatever it changed shows.
  const goals = changedSince(before, await registry.periods(), periode);
  const unpublished = await followPeriods(goals, follow);
  progress.end();
  const now = await inTurn(read, ({ key }) => registry.key(periode, key));
  return resultOf(
    {
      keys: records,
      records: await recordsOf(records, [...goals.keys()], cloud),
      read: now.filter((record) => record !== undefined),
      before,
      periods: [...goals.keys()],
      // Whether the period was published all the same is known by now.
      failed: failed.filter(({ key }) => key !== periode),
      unpublished,
      notices: [],
      seconds: (clock.now() - began) / 1000,
    },
    cloud,
  );
}

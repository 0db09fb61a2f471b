/** Follows periods until they are published, or cannot be. */
import { randomUUID } from 'node:crypto';
import type { PeriodRecord } from '../../pipeline/registry.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { isDenied } from './faults.ts';
import { type Failed, type Follower, newFailures, SELDOM, tellRunning } from './follow.ts';
import { until } from './patience.ts';

/**
 * Waits until every period is published, or on hold: then nothing is published until a person releases it.
 * @param goals the generation that each must have come to
 * @returns executions that failed to do so
 */
export async function followPeriods(goals: ReadonlyMap<string, number>, follower: Follower): Promise<Failed[]> {
  const { cloud, progress, clock } = follower;
  const failed: Failed[] = [];
  const started = new Set<string>();
  let waiting = [...goals.keys()];
  let periods = new Map<string, PeriodRecord>();
  /** As they were at the seldom look before. A publisher that takes over in between has a newer token. */
  let suspects = new Map<string, number>();
  let deserted = new Map<string, number>();
  let looks = 0;
  const tokenOf = (periode: string) => periods.get(periode)?.token ?? 0;

  const lookForFailed = async () => {
    const seen = new Map<string, number>();
    for (const { arn, error, subject } of await newFailures(follower)) {
      if (subject === undefined || !('periode' in subject) || !waiting.includes(subject.periode)) continue;
      const { periode } = subject;
      seen.set(periode, tokenOf(periode));
      if (suspects.get(periode) !== tokenOf(periode)) continue;
      waiting = waiting.filter((one) => one !== periode);
      failed.push({ key: periode, error: `${error}: ${arn}` });
    }
    suspects = seen;
  };
  // A publisher may have failed before this began to look, and whoever changes a period may die before he starts one.
  // The sweep would find it, some quarter of an hour later.
  const lookForDeserted = async () => {
    const idle = waiting.filter(
      (periode) =>
        !suspects.has(periode) && !started.has(periode) && (periods.get(periode)?.leaseUntil ?? 0) <= clock.now(),
    );
    for (const periode of idle.filter((one) => deserted.get(one) === tokenOf(one))) {
      started.add(periode);
      await cloud.executions.start('publish', { periode }, randomUUID()).catch((error) => {
        if (!isDenied(error)) throw error; // then it is left to the sweep
      });
    }
    deserted = new Map(idle.map((periode) => [periode, tokenOf(periode)]));
  };

  await until(async () => {
    periods = new Map((await cloud.registry.periods()).map((period) => [period.periode, period]));
    const left = waiting.filter((periode) => !isPublished(periods.get(periode), goals.get(periode) ?? 0, clock.now()));
    if (left.length > 0 && (left.length !== waiting.length || looks === 0)) {
      progress.stage('publish', 0, 0, listed(left));
    }
    waiting = left;
    if (++looks % SELDOM === 0 && waiting.length > 0) {
      await lookForFailed();
      await lookForDeserted();
    }
    const done = waiting.length === 0;
    if (!done) await tellRunning(follower);
    const sign = waiting.map((periode) => JSON.stringify(periods.get(periode))).join();
    return { done, sign, waitingFor: unpublished(waiting, cloud.stack) };
  }, clock);
  return failed;
}

function isPublished(period: PeriodRecord | undefined, goal: number, now: number): boolean {
  const isSeenTo = period !== undefined && (period.hold !== null || (period.current?.generation ?? -1) >= goal);
  return isSeenTo && period.leaseUntil <= now;
}

/** Periods named one by one, as far as they are few. */
function listed(periods: readonly string[]): string {
  return periods.length > 3 ? `${periods.slice(0, 3).join(', ')}, …` : periods.join(', ');
}

function unpublished(waiting: readonly string[], stack: string): Sentence {
  return {
    id: `Periode ${listed(waiting)} belum terbit. Lihat cakupan status --aws --stack ${stack}, dan eksekusi workflow Publish di konsol Step Functions.`,
    en: `The period ${listed(waiting)} is not published. Look at cakupan status --aws --stack ${stack}, and at the executions of the workflow Publish in the console of Step Functions.`,
  };
}

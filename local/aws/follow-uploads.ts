/** Follows uploads until each is registered, or can no longer be, and executions until each has ended. */
import type { Upload } from '../../pipeline/contracts/steps.ts';
import { inTurn } from '../../pipeline/in-turn.ts';
import type { KeyRecord } from '../../pipeline/registry.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import type { Cloud } from './cloud.ts';
import { type Failed, type Follower, newFailures, SELDOM, tellRunning } from './follow.ts';
import { until } from './patience.ts';

/** Histories of the bucket read at one seldom look. */
const HISTORIES = 20;

export interface Placed extends Upload {
  readonly periode: string | null;
}

export interface Registered {
  /** Records whose newest version is the one that was waited for. */
  readonly records: readonly KeyRecord[];
  /** Keys whose version nobody will register any more: someone has sent a newer one, or removed it for good. */
  readonly overtaken: readonly string[];
  readonly failed: readonly Failed[];
}

/** Waits until every version is registered. @throws Failure when nothing moves any more */
export async function followUploads(placed: readonly Placed[], follower: Follower): Promise<Registered> {
  const { cloud, progress, clock } = follower;
  const registered: KeyRecord[] = [];
  const overtaken: string[] = [];
  const failed: Failed[] = [];
  let waiting = placed;
  let suspects = new Set<string>();
  let looks = 0;

  const lookForRegistered = async () => {
    const records = await inTurn(waiting, ({ periode, key }) => cloud.registry.key(periode, key));
    const isRegistered = (i: number) => records[i]?.seen.version === waiting[i]?.version;
    registered.push(...records.flatMap((record, i) => (record && isRegistered(i) ? [record] : [])));
    waiting = waiting.filter((_, i) => !isRegistered(i));
  };
  const lookForOvertaken = async () => {
    const some = waiting.slice(0, HISTORIES);
    const past = await inTurn(some, (one) => isPast(one, cloud));
    overtaken.push(...some.filter((_, i) => past[i]).map(({ key }) => key));
    waiting = waiting.filter((_, i) => !past[i]);
  };
  // A failed execution is reported, and registered thereby. One that still is not at the next look never will be.
  const lookForFailed = async () => {
    const described = await newFailures(follower);
    for (const { arn, error, subject } of described) {
      if (subject === undefined || !('upload' in subject) || !suspects.has(arn)) continue;
      const { key, version } = subject.upload;
      if (!waiting.some((one) => one.key === key && one.version === version)) continue;
      waiting = waiting.filter((one) => one.key !== key);
      failed.push({ key, error: `${error}: ${arn}` });
    }
    suspects = new Set(described.map(({ arn }) => arn));
  };

  await until(async () => {
    const before = waiting.length;
    await lookForRegistered();
    if (++looks % SELDOM === 0 && waiting.length > 0) {
      await lookForOvertaken();
      await lookForFailed();
    }
    for (let i = waiting.length; i < before; i++) progress.fileDone();
    const done = waiting.length === 0;
    if (!done) await tellRunning(follower);
    return { done, sign: String(waiting.length), waitingFor: unregistered(waiting, cloud.stack) };
  }, clock);
  return { records: registered, overtaken, failed };
}

/** Waits until executions have ended. @param executions by their ARNs, what each is about @returns those that failed */
export async function followExecutions(
  executions: ReadonlyMap<string, string>,
  follower: Follower,
): Promise<Map<string, Failed>> {
  const { cloud, progress, clock } = follower;
  const failed = new Map<string, Failed>();
  let waiting = [...executions.keys()];
  let suspects = new Set<string>();
  await until(async () => {
    const running = await tellRunning(follower);
    const over = await cloud.executions.describeAll(waiting.filter((arn) => !running.has(arn)));
    const unhappy = over.filter(({ status }) => !UNDER_WAY.has(status) && status !== 'SUCCEEDED');
    // One that was just continued may look as if it had not been: it has failed when it still has at the next look.
    for (const { arn, error } of unhappy.filter(({ arn }) => suspects.has(arn))) {
      failed.set(arn, { key: executions.get(arn) ?? '', error: `${error}: ${arn}` });
    }
    suspects = new Set(unhappy.map(({ arn }) => arn));
    const ended = new Set([
      ...over.filter(({ status }) => status === 'SUCCEEDED').map(({ arn }) => arn),
      ...failed.keys(),
    ]);
    const left = waiting.filter((arn) => !ended.has(arn));
    for (let i = left.length; i < waiting.length; i++) progress.fileDone();
    waiting = left;
    return { done: left.length === 0, sign: String(left.length), waitingFor: unended(left) };
  }, clock);
  return failed;
}

const UNDER_WAY: ReadonlySet<string> = new Set(['RUNNING', 'PENDING_REDRIVE']);

/** Whether nobody will register this version any more: a newer one is registered, or it is gone. */
export async function isPast({ key, version, periode }: Placed, { inbox, registry }: Cloud): Promise<boolean> {
  const history = await inbox.history(key);
  const age = (one: string | undefined) => history.findIndex((entry) => entry.version === one);
  if (age(version) < 0) return true;
  const seen = age((await registry.key(periode, key))?.seen.version);
  return seen >= 0 && seen < age(version);
}

function unregistered(waiting: readonly Placed[], stack: string): Sentence {
  const [first] = waiting;
  return {
    id: `${waiting.length} berkas belum diperiksa, di antaranya ${first?.key}. Lihat cakupan status --aws --stack ${stack}, dan eksekusi workflow Upload di konsol Step Functions.`,
    en: `${waiting.length} files have not been checked, among them ${first?.key}. Look at cakupan status --aws --stack ${stack}, and at the executions of the workflow Upload in the console of Step Functions.`,
  };
}

function unended(waiting: readonly string[]): Sentence {
  return {
    id: `${waiting.length} eksekusi belum selesai, di antaranya ${waiting[0]}. Lihat di konsol Step Functions.`,
    en: `${waiting.length} executions have not ended, among them ${waiting[0]}. Look at them in the console of Step Functions.`,
  };
}

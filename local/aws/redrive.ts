/** `cakupan rerun --aws --redrive`: continues what failed of a period where it failed. */
import { inTurn } from '../../pipeline/in-turn.ts';
import type { PeriodRecord } from '../../pipeline/registry.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { readKey } from '../../pipeline/rules/keys.ts';
import { readRegions } from '../ports.ts';
import type { RunResult } from '../run.ts';
import type { Cloud } from './cloud.ts';
import type { Described } from './executions.ts';
import type { Failed, Follower } from './follow.ts';
import { followExecutions, isPast } from './follow-uploads.ts';
import type { Clock } from './patience.ts';
import { followed, type Given, type Rerun } from './rerun.ts';
import { resultOf } from './result.ts';

/** Step Functions continues an execution within 14 days of its end. */
const REDRIVABLE_MS = 14 * 24 * 60 * 60 * 1000;

/** Executions continued at once. */
const AT_ONCE = 10;

/** Each execution goes on with the step that failed, with its own input. */
export async function continueFailed(given: Given, follow: Follower): Promise<Rerun> {
  const { periode, records } = given;
  const { cloud, progress, clock } = follow;
  const began = clock.now();
  const found = await failedOf(periode, cloud, clock);
  const needed = await stillNeeded(found, given, cloud);
  const continued: Described[] = [];
  const refused: Failed[] = [];
  await inTurn(
    needed,
    async (execution) => {
      const reason = execution.settled ?? (await redrive(execution.arn, cloud));
      if (reason === undefined) continued.push(execution);
      else refused.push({ key: nameOf(execution), error: `${execution.error}: ${execution.arn} (${reason})` });
    },
    AT_ONCE,
  );
  const opening = continuedOpening(periode, continued.length, refused.length, cloud.stack);
  if (continued.length === 0) return { result: await nothing(refused, cloud), opening };

  progress.stage('read', continued.length, 0, periode);
  const failed = await followExecutions(new Map(continued.map((one) => [one.arn, nameOf(one)])), follow);
  const read = records.filter(({ key }) => continued.some((one) => nameOf(one) === key && !failed.has(one.arn)));
  return { result: await followed(given, read, [...refused, ...failed.values()], began, follow), opening };
}

/** Executions of the period that failed and may be continued still, the newest first. */
async function failedOf(periode: string, { executions }: Cloud, clock: Clock): Promise<Described[]> {
  const regions = await readRegions();
  const recent = (await executions.unhappy(true)).filter(({ stopped }) => stopped > clock.now() - REDRIVABLE_MS);
  const described = await executions.describeAll(recent.map(({ arn }) => arn));
  return described.filter(({ subject }) => {
    if (subject === undefined) return false;
    return ('upload' in subject ? readKey(subject.upload.key, regions).periode : subject.periode) === periode;
  });
}

/** Not those whose work has been done since or is no longer asked for, and of several with the same work the newest. */
async function stillNeeded(found: readonly Described[], { periode, before, records }: Given, cloud: Cloud) {
  const known = new Map(records.map((record) => [record.key, record.seen]));
  const newest = new Map([...found].reverse().map((one) => [JSON.stringify(one.subject), one]));
  const needed = await inTurn([...newest.values()], async ({ subject }) => {
    if (subject === undefined) return false;
    if ('periode' in subject) return isWaiting(before.find((one) => one.periode === periode));
    const seen = known.get(subject.upload.key);
    if (seen?.version === subject.upload.version) return seen.kode === 'PROCESSING_FAILED';
    return !(await isPast({ ...subject.upload, periode }, cloud));
  });
  return [...newest.values()].filter((_, i) => needed[i]);
}

function isWaiting(period: PeriodRecord | undefined): boolean {
  return period !== undefined && period.generation > (period.current?.generation ?? 0);
}

/** @returns why it cannot be continued */
async function redrive(arn: string, { executions }: Cloud): Promise<string | undefined> {
  try {
    await executions.redrive(arn);
    return undefined;
  } catch (error) {
    // Not every emulator knows the action.
    const isSettled =
      error instanceof Error && /^(ExecutionNotRedrivable|ExecutionDoesNotExist|InvalidAction)$/.test(error.name);
    if (!isSettled) throw error;
    return error.message;
  }
}

/** The key or the period that it was about. */
function nameOf({ subject }: Described): string {
  if (subject === undefined) return '';
  return 'upload' in subject ? subject.upload.key : subject.periode;
}

function nothing(failed: readonly Failed[], cloud: Cloud): Promise<RunResult> {
  const none = { keys: [], records: [], read: [], before: [], periods: [], unpublished: [], notices: [], seconds: 0 };
  return resultOf({ ...none, failed }, cloud);
}

function continuedOpening(periode: string, continued: number, refused: number, stack: string): Sentence {
  const again = `cakupan rerun ${periode} --aws --stack ${stack}`;
  if (continued + refused === 0) {
    return {
      id: `Tidak ada eksekusi periode ${periode} yang gagal dan masih perlu dilanjutkan. Untuk menghitung semuanya lagi: ${again}`,
      en: `No execution of the period ${periode} failed and needs to be continued. To compute everything again: ${again}`,
    };
  }
  const [more, moreEn] =
    refused === 0
      ? ['', '']
      : [
          ` ${refused} tidak dapat dilanjutkan; mulai dari awal dengan: ${again}`,
          ` ${refused} cannot be continued; begin anew with: ${again}`,
        ];
  return {
    id: `${continued} eksekusi periode ${periode} yang gagal dilanjutkan.${more}`,
    en: `${continued} failed executions of the period ${periode} were continued.${moreEn}`,
  };
}

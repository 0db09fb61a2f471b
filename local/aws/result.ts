/** What came of work on a stack, as a run on one machine tells it. */
import { Report } from '../../pipeline/contracts/report.ts';
import { inTurn } from '../../pipeline/in-turn.ts';
import { reportOf } from '../../pipeline/ingest/report.ts';
import type { KeyRecord, PeriodRecord } from '../../pipeline/registry.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { byBytes } from '../../pipeline/rules/keys.ts';
import { plannedKeys } from '../../pipeline/snapshot/plan.ts';
import { readIfStored } from '../../pipeline/stored.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { PeriodResult, RunResult } from '../run.ts';
import type { Cloud } from './cloud.ts';
import type { Failed } from './follow.ts';

export interface Done {
  /** The keys that it was about: only of these is told what was rejected. */
  readonly keys: readonly Place[];
  /** All keys of their periods, and those of them that name none. */
  readonly records: readonly KeyRecord[];
  /** Records of the versions that were read. */
  readonly read: readonly KeyRecord[];
  /** The periods as they were before, and those that were waited for. */
  readonly before: readonly PeriodRecord[];
  readonly periods: readonly string[];
  /** Keys that failed, and periods. */
  readonly failed: readonly Failed[];
  readonly unpublished: readonly Failed[];
  readonly notices: readonly Sentence[];
  readonly seconds: number;
}

export interface Place {
  readonly key: string;
  readonly periode: string | null;
}

export async function resultOf(done: Done, cloud: Cloud): Promise<RunResult> {
  const { keys, records, read, before, periods, unpublished } = done;
  const concerned = new Set(keys.map(({ key }) => key));
  const now = await cloud.registry.periods();
  const isUnread = ({ seen }: KeyRecord) => seen.kode === 'PROCESSING_FAILED';
  const judged = read.filter((record) => !isUnread(record)).map(({ seen }) => seen);
  const unread = await inTurn(read.filter(isUnread), (record) => failureOf(record, cloud));
  return {
    files: keys.length,
    read: judged.sort((a, b) => byBytes(a.key, b.key)),
    withdrawn: [],
    failed: [...done.failed, ...unread, ...unpublished],
    rejected: plannedKeys(records).flatMap(({ key, kode, withdrawn }) =>
      kode && !withdrawn && concerned.has(key) ? [{ key, code: kode }] : [],
    ),
    periods: periods
      .filter((periode) => !unpublished.some(({ key }) => key === periode))
      .map((periode) => changeOf(periode, before, now)),
    notices: [...done.notices, ...unpublished.map(({ key }) => howToGoOn(key, cloud.stack))],
    rows: judged.reduce((sum, { counts }) => sum + counts.lolos + counts.ditolak, 0),
    seconds: done.seconds,
  };
}

/** All keys of the periods, and those of the keys that name no period. */
export async function recordsOf(
  keys: readonly Place[],
  periods: readonly string[],
  { registry }: Cloud,
): Promise<KeyRecord[]> {
  const ofPeriods = await inTurn(periods, (periode) => registry.keys(periode));
  const ofNone = keys.filter(({ periode }) => periode === null);
  const pathless = await inTurn(ofNone, ({ key }) => registry.key(null, key));
  return [...ofPeriods.flat(), ...pathless.filter((record) => record !== undefined)];
}

function changeOf(periode: string, before: readonly PeriodRecord[], now: readonly PeriodRecord[]): PeriodResult {
  const periodIn = (periods: readonly PeriodRecord[]) => periods.find((period) => period.periode === periode);
  const revisionIn = (periods: readonly PeriodRecord[]) => periodIn(periods)?.current?.revision ?? null;
  const revision = revisionIn(now);
  if (periodIn(now)?.hold) return { periode, decision: 'held', revision };
  return { periode, decision: revision === revisionIn(before) ? 'unchanged' : 'publish', revision };
}

/** The execution that could not read a version is named by the version's report. */
async function failureOf({ key, seen }: KeyRecord, { results }: Cloud): Promise<Failed> {
  const report = await readIfStored(results.reports, `${reportOf(seen, { sha256 })}/report.json`, Report);
  return { key, error: ['PROCESSING_FAILED', report?.eksekusi].filter(Boolean).join(': ') };
}

/** Once a period could not be published. */
export function howToGoOn(periode: string, stack: string): Sentence {
  const again = `cakupan rerun ${periode} --aws --stack ${stack}`;
  return {
    id: `${periode} belum terbit: lihat eksekusi itu di konsol Step Functions. Bila sebabnya sudah diatasi, "${again} --redrive" melanjutkannya, dan "${again}" menghitung semuanya lagi.`,
    en: `${periode} is not published: look at that execution in the console of Step Functions. Once its cause is mended, "${again} --redrive" continues it, and "${again}" computes everything again.`,
  };
}

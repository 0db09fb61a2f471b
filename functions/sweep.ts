/**
 * `Sweep`, every few minutes: starts what no event has started, lets go of runs that have been out of force for long, and puts the
 * page of a new deployment before its readers.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { inTurn } from '../pipeline/in-turn.ts';
import type { KeyRecord } from '../pipeline/registry.ts';
import { shownRevisions } from '../pipeline/snapshot/pointers.ts';
import { sweep } from '../pipeline/sweep.ts';
import { aboutPage } from '../platform/about.ts';
import { disusedRuns, listAged } from '../platform/disused.ts';
import { placePage, readPage } from '../platform/page.ts';
import { S3Store } from '../platform/s3.ts';
import { given, registry, uploads } from './environment.ts';
import { log, metrics } from './log.ts';

/** An event that is later than this is taken for lost: EventBridge delivers within seconds. */
const GRACE_MS = 10 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Started at once; StartExecution has a rate, and what is left over is found again. */
const AT_ONCE = 10;

const sfn = new SFNClient();
const s3 = new S3Client();

export async function handler(): Promise<{ uploads: number; periods: number; removed: number }> {
  const now = Date.now();
  log.resetKeys();
  log.appendKeys({ step: 'Sweep' });
  // The bucket is listed before the table is read: what comes between them is known, not missed.
  const newest = await collect(uploads().newest());
  const records = await collect(registry().allKeys());
  const periods = await registry().periods();
  const snapshots = new S3Store(s3, given('SNAPSHOT_BUCKET'), { prefix: 'snapshots/' });
  const missed = sweep(newest, records, periods, await shownRevisions(periods, snapshots), now, GRACE_MS);
  await inTurn(missed.events, (event) => start(given('UPLOAD_WORKFLOW'), event, now), AT_ONCE);
  await inTurn(missed.periods, (periode) => start(given('PUBLISH_WORKFLOW'), { periode }, now), AT_ONCE);
  const removed = await removeDisused(records, now);
  await showPage();

  const found = { uploads: missed.events.length, periods: missed.periods.length, removed };
  log.info('swept', { ...found, keys: newest.length, oldestSeconds: Math.round(missed.oldest / 1000) });
  metrics.addMetric('SweepFound', MetricUnit.Count, found.uploads + found.periods);
  metrics.addMetric('OldestUnprocessedSeconds', MetricUnit.Seconds, Math.round(missed.oldest / 1000));
  metrics.publishStoredMetrics();
  return found;
}

/** The name keeps two sweeps of one moment from starting the same twice; a name is taken for 90 days. */
async function start(stateMachineArn: string, event: object, now: number): Promise<void> {
  const input = JSON.stringify(event);
  const name = createHash('sha256')
    .update(`${input} ${Math.floor(now / GRACE_MS)}`)
    .digest('hex');
  try {
    await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

async function removeDisused(records: readonly KeyRecord[], now: number): Promise<number> {
  const before = now - Number(given('RUN_RETENTION_DAYS')) * DAY_MS;
  const work = new S3Store(s3, given('WORK_BUCKET'));
  const disused = disusedRuns(await listAged(s3, given('WORK_BUCKET'), 'runs/'), records, before);
  await inTurn(disused, (key) => work.delete(key), AT_ONCE);
  return disused.length;
}

/** The page lies beside the functions' code; a deployment has no step of its own that could write it into the bucket. */
async function showPage(): Promise<void> {
  const page = readPage(join(given('LAMBDA_TASK_ROOT'), 'dashboard'));
  if (page) await placePage(page, new S3Store(s3, given('SNAPSHOT_BUCKET'), { about: aboutPage }));
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

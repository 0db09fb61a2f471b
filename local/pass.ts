/** One pass over the upload folder: reads what is due, withdraws what is gone, publishes what has changed. */
import type { Outcome } from '../pipeline/contracts/steps.ts';
import { inTurn } from '../pipeline/in-turn.ts';
import type { KeyRecord } from '../pipeline/registry.ts';
import type { Sentence } from '../pipeline/rules/codes.ts';
import { byBytes, readKey } from '../pipeline/rules/keys.ts';
import { RULES_VERSION } from '../pipeline/rules/versions.ts';
import { plannedKeys } from '../pipeline/snapshot/plan.ts';
import type { Engine } from './engine.ts';
import { systemCode } from './failure.ts';
import type { Progress } from './progress.ts';
import type { Failed, PeriodResult, RunOptions, RunResult } from './run.ts';
import { type Listing, volumeOf } from './uploads.ts';
import { findVersions, type Version } from './versions.ts';

/**
 * @param listing what lies in the upload folder
 * @param restless keys that somebody seems to be writing or renaming: what is known of them stays as it is
 */
export async function pass(
  engine: Engine,
  listing: Listing,
  options: RunOptions,
  progress: Progress,
  restless: ReadonlySet<string> = new Set(),
): Promise<RunResult> {
  const started = performance.now();
  const files = listing.files.filter(({ key }) => isWanted(key, options));
  progress.stage('scan', files.length, 0);
  engine.pool.prepareFor(volumeOf(listing));
  const { versions, changing } = await findVersions(
    files.filter(({ key }) => !restless.has(key)),
    engine,
  );
  const known = await recordsOf(engine);
  const before = known.filter(({ key }) => isWanted(key, options));
  const gone = goneOf(before, versions, [...changing, ...restless]);
  const due = options.fresh ? versions : await dueOf(versions, before, engine);
  const uploads = await readAll(due, engine, progress, options.fresh);
  for (const { key, seen } of gone) await engine.upload({ kind: 'deleted', key, version: seen.version });

  // Hundreds of records are not read again where nothing was done to them.
  const everything = due.length + gone.length === 0 ? known : await recordsOf(engine);
  const wanted = everything.filter(({ key }) => isWanted(key, options));
  const published = await publishAll(periodsOf(wanted), engine, progress);
  await engine.tidy(everything);
  progress.end();
  return {
    files: files.length,
    read: uploads.read.sort((a, b) => byBytes(a.key, b.key)),
    withdrawn: gone.map(({ key }) => key),
    failed: [...uploads.failed, ...published.failed],
    rejected: plannedKeys(wanted).flatMap(({ key, kode, withdrawn }) =>
      kode && !withdrawn ? [{ key, code: kode }] : [],
    ),
    periods: published.periods,
    notices: [...listing.notices, ...[...changing, ...uploads.changing].map(changingNotice)],
    rows: uploads.read.reduce((sum, { counts }) => sum + counts.lolos + counts.ditolak, 0),
    seconds: (performance.now() - started) / 1000,
  };
}

/** Uploads under way for each worker: one is read while others are registered, whose turn is soon over. */
const AHEAD = 4;

async function readAll(due: readonly Version[], engine: Engine, progress: Progress, fresh = false) {
  const read: Outcome[] = [];
  const failed: Failed[] = [];
  const changing: string[] = [];
  const readOne = async ({ key, version, state }: Version) => {
    try {
      const outcome = await engine.upload({ kind: 'created', key, version, ...(fresh && { fresh }) }, state);
      if (outcome) read.push(outcome);
    } catch (error) {
      if (isNamed(error, 'NotFound') || isNamed(error, 'Changing')) changing.push(key);
      else {
        failed.push({ key, error: describe(error) });
        await engine.reportFailure({ key, version }, error);
      }
    }
    progress.fileDone();
  };
  progress.stage(
    'read',
    due.length,
    due.reduce((sum, { state }) => sum + state.size, 0),
  );
  // Every worker finds a next file waiting, and none waits so long that its step times out.
  await inTurn(due, readOne, engine.pool.size * AHEAD);
  return { read, failed, changing };
}

/** Brings these periods up to date, one after the other. */
export async function publishAll(periods: readonly string[], engine: Engine, progress: Progress) {
  const done: PeriodResult[] = [];
  const failed: Failed[] = [];
  for (const periode of periods) {
    progress.stage('publish', 0, 0, periode);
    try {
      const before = await currentOf(periode, engine);
      const { decision } = await engine.publish(periode);
      const revision = await currentOf(periode, engine);
      // A new run may come to the revision that is there.
      const isOld = decision === 'publish' && revision === before;
      done.push({ periode, decision: isOld ? 'unchanged' : decision, revision });
    } catch (error) {
      failed.push({ key: periode, error: describe(error) });
    }
  }
  return { periods: done, failed };
}

async function currentOf(periode: string, { registry }: Engine): Promise<string | null> {
  return (await registry.period(periode))?.current?.revision ?? null;
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Keys of the chosen period, or of all; a key without a period belongs to a run of all. */
function isWanted(key: string, { periode }: RunOptions): boolean {
  return periode === undefined || key.startsWith(`${periode}/`);
}

async function recordsOf(engine: Engine): Promise<KeyRecord[]> {
  const records: KeyRecord[] = [];
  for await (const record of engine.registry.allKeys()) records.push(record);
  return records;
}

/** Versions to read: new ones, failed ones, those read by other rules or with another key, and those whose run is lost. */
async function dueOf(versions: readonly Version[], records: readonly KeyRecord[], engine: Engine): Promise<Version[]> {
  const known = new Map(records.map((record) => [record.key, record]));
  const { work, cipher, regions } = engine.ports;
  const due = await inTurn(versions, async (version) => {
    const record = known.get(version.key);
    if (!record || record.withdrawn) return true;
    const { seen } = record;
    if (seen.version !== version.version || seen.kode === 'PROCESSING_FAILED') return true;
    if (seen.rules !== RULES_VERSION || seen.keyId !== cipher.keyId) return true;
    if (!readKey(version.key, regions).jenis) return false;
    return seen.run === null || !(await work.has(seen.run));
  });
  return versions.filter((_, i) => due[i]);
}

/** Keys that the table knows as live and the folder no longer holds. */
function goneOf(records: readonly KeyRecord[], versions: readonly Version[], changing: readonly string[]): KeyRecord[] {
  const there = new Set([...versions.map(({ key }) => key), ...changing]);
  return records.filter(({ key, withdrawn }) => !withdrawn && !there.has(key));
}

function periodsOf(records: readonly KeyRecord[]): string[] {
  return [...new Set(records.flatMap(({ periode }) => (periode === null ? [] : [periode])))].sort();
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name && systemCode(error) === undefined;
}

function changingNotice(key: string): Sentence {
  return {
    id: `${key}: berkas berubah atau hilang saat dibaca; isinya belum diambil. Jalankan lagi setelah berkas selesai disalin.`,
    en: `${key}: the file changed or vanished while it was read; nothing of it was taken. Run again once it has been copied.`,
  };
}

/** `cakupan run`: processes a folder of uploads, publishes what changed, stops. */
import type { Outcome } from '../pipeline/contracts/steps.ts';
import { inTurn } from '../pipeline/in-turn.ts';
import type { KeyRecord } from '../pipeline/registry.ts';
import type { Sentence } from '../pipeline/rules/codes.ts';
import { readKey } from '../pipeline/rules/keys.ts';
import { RULES_VERSION } from '../pipeline/rules/versions.ts';
import { plannedKeys } from '../pipeline/snapshot/plan.ts';
import { Engine } from './engine.ts';
import { systemCode } from './failure.ts';
import type { Places } from './ports.ts';
import type { Progress } from './progress.ts';
import { listUploads } from './uploads.ts';
import { findVersions, type Version } from './versions.ts';

export interface RunOptions extends Places {
  /** Only this period's uploads. */
  readonly periode?: string | undefined;
}

export interface PeriodResult {
  readonly periode: string;
  readonly decision: 'publish' | 'unchanged' | 'busy';
  /** The current revision. */
  readonly revision: string | null;
}

export interface RunResult {
  /** Uploads in the folder, ignored ones left out. */
  readonly files: number;
  /** Versions read by this run. */
  readonly read: readonly Outcome[];
  readonly withdrawn: readonly string[];
  /** Keys whose processing failed, and why. */
  readonly failed: readonly { readonly key: string; readonly error: string }[];
  /** Live keys whose latest version is rejected, whenever it was read. */
  readonly rejected: readonly { readonly key: string; readonly code: string }[];
  readonly periods: readonly PeriodResult[];
  readonly notices: readonly Sentence[];
  readonly rows: number;
  readonly seconds: number;
}

/** @throws Failure when a folder cannot be used */
export async function run(options: RunOptions, env: NodeJS.ProcessEnv, progress: Progress): Promise<RunResult> {
  const started = performance.now();
  const listing = await listUploads(options.uploads);
  const files = listing.files.filter(({ key }) => isWanted(key, options));
  const engine = await Engine.open(options, env, progress);
  try {
    const notices = [...listing.notices];
    progress.stage('scan', files.length, 0);
    const { versions, changing } = await findVersions(files, options.out, engine);
    notices.push(...changing.map(changingNotice));
    const records = await recordsOf(engine, options);
    const due = await dueOf(versions, records, engine);
    const gone = goneOf(records, versions, changing);

    progress.stage(
      'read',
      due.length,
      due.reduce((sum, { state }) => sum + state.size, 0),
    );
    const read: Outcome[] = [];
    const failed: { key: string; error: string }[] = [];
    await inTurn(due, async ({ key, version, state }) => {
      try {
        const outcome = await engine.upload({ kind: 'created', key, version }, state);
        if (outcome) read.push(outcome);
      } catch (error) {
        if (isNamed(error, 'NotFound') || isNamed(error, 'Changing')) notices.push(changingNotice(key));
        else {
          failed.push({ key, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
          await engine.reportFailure({ key, version }, error);
        }
      }
      progress.fileDone();
    });
    for (const { key, seen } of gone) await engine.upload({ kind: 'deleted', key, version: seen.version });

    const periods: PeriodResult[] = [];
    const all = await recordsOf(engine, options);
    for (const periode of periodsOf(all)) {
      progress.stage('publish', 0, 0, periode);
      const { decision } = await engine.publish(periode);
      periods.push({ periode, decision, revision: (await engine.registry.period(periode))?.current?.revision ?? null });
    }
    await engine.tidy(all);
    progress.end();
    return {
      files: files.length,
      read: read.sort((a, b) => (a.key < b.key ? -1 : 1)),
      withdrawn: gone.map(({ key }) => key),
      failed,
      rejected: plannedKeys(all).flatMap(({ key, kode, withdrawn }) =>
        kode && !withdrawn ? [{ key, code: kode }] : [],
      ),
      periods,
      notices,
      rows: read.reduce((sum, { counts }) => sum + counts.lolos + counts.ditolak, 0),
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await engine.close();
  }
}

/** Keys of the chosen period, or of all; a key without a period belongs to a run of all. */
function isWanted(key: string, { periode }: RunOptions): boolean {
  return periode === undefined || key.startsWith(`${periode}/`);
}

async function recordsOf(engine: Engine, options: RunOptions): Promise<KeyRecord[]> {
  const records: KeyRecord[] = [];
  for await (const record of engine.registry.allKeys()) if (isWanted(record.key, options)) records.push(record);
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

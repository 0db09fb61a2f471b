/**
 * Registers how a version was judged, or that a key is gone: the steps `Register` and `Withdraw`.
 *
 * The report is written before the table is told, so a version that the table knows has its report. Whatever happens
 * twice ends the same: the record is what it would be, and the period is announced once more.
 */
import type { Failure, Judged, Outcome, Registered, Upload, UploadEvent } from './contracts/steps.ts';
import { type History, isGone, revise, type Versions, withdrawal } from './history.ts';
import { writeReport } from './ingest/report.ts';
import type { Ports } from './ports.ts';
import type { KeyRecord, Registry } from './registry.ts';
import { readKey } from './rules/keys.ts';
import { RULES_VERSION } from './rules/versions.ts';
import type { Presenters } from './snapshot/present.ts';

/** What the steps that touch the table may use beyond the rest. */
export interface RegisterPorts extends Ports {
  readonly registry: Registry;
  /** The versions of an upload key. */
  readonly history: (key: string) => Promise<History>;
  /** The execution that the step belongs to: it holds the lease. */
  readonly execution: string;
  /** The time, as `2023-09-01T08:00:00.000Z`, and in milliseconds since 1970. */
  readonly now: () => string;
  readonly clock: () => number;
  /** How long a period rests after an upload before it is published, and how long a burst may delay that, ms. */
  readonly patience: { readonly quiet: number; readonly longest: number };
  /** Claims that one task of deduplication should hold. */
  readonly taskClaims?: number;
  /** Threads that help with the files of a revision, where there are any. */
  readonly presenters?: Presenters;
}

/**
 * @param execution the execution to look at, where one failed
 * @throws Conflict when the key's record changes meanwhile (the step is repeated)
 */
export async function register(judged: Judged, ports: RegisterPorts): Promise<Registered> {
  if ('passedOver' in judged) return { key: judged.key, version: judged.version, periods: [] };
  return record(judged, ports);
}

/** @param failed the execution to look at, where one failed */
async function record(outcome: Outcome, ports: RegisterPorts, failed?: string): Promise<Registered> {
  const { registry } = ports;
  // The table is read before the history: a record that was made from a newer history fails the save, and is not lost.
  const known = await registry.key(outcome.periode, outcome.key);
  const state = revise(known, outcome, await ports.history(outcome.key));
  const judgedBefore = [known?.seen, known?.accepted].some((one) => one?.version === outcome.version);
  if (failed === undefined || state.seen === outcome || !judgedBefore)
    await writeReport(outcome, state, ports, failed, known?.seen);
  const { key, periode, slot, wilayah, jenis } = outcome;
  const edition = (known?.edition ?? 0) + 1;
  const next: KeyRecord = { key, periode, slot, wilayah, jenis, ...state, changed: ports.now(), edition };
  if (!known && next.periode !== null) await registry.enter(next.periode);
  const isChanged = !known || !sameState(known, next);
  if (isChanged) await registry.save(next);
  // A version that comes late may decide what counts: the newest one's report says so then.
  await keepReport(next, state.seen === outcome ? (isChanged ? edition : known.edition) : undefined, ports);
  return announce(outcome, next, registry);
}

/**
 * Has a report say what the table says. Whoever else is at the key may have written it from what held before: so it is
 * written again until the record has stood still meanwhile. Of two who do so the later one sees the newer record.
 * @param said the edition of the record that the report was written from; undefined where it was not written now
 * @param of the version; the newest one unless named
 */
export async function keepReport(
  { periode, key }: Pick<KeyRecord, 'periode' | 'key'>,
  said: number | undefined,
  ports: Pick<RegisterPorts, 'registry' | 'work' | 'reports' | 'sha256'>,
  of?: Outcome,
): Promise<void> {
  for (let last = said; ; ) {
    const now = await ports.registry.key(periode, key);
    const outcome = of ?? now?.seen;
    // A failure's report names the execution, which the record does not know.
    if (!now || !outcome || now.edition === last || outcome.kode === 'PROCESSING_FAILED') return;
    await writeReport(outcome, now, ports);
    last = now.edition;
  }
}

/**
 * A deleted key: its slot leaves the numbers at the next revision. A key that was never seen is none, and one that holds a
 * version again by now is not gone.
 */
export async function withdraw({ key, version }: UploadEvent, ports: RegisterPorts): Promise<Registered> {
  const { registry, regions } = ports;
  const known = await registry.key(readKey(key, regions).periode ?? null, key);
  if (!known || !isGone(await ports.history(key))) return { key, version, periods: [] };
  const next = { ...known, ...withdrawal(known), changed: ports.now(), edition: known.edition + 1 };
  if (!known.withdrawn) await registry.save(next);
  return announce({ key, version }, next, registry);
}

/** A version whose reading failed for good: it gets a report, and the one in force stays. */
export async function reportFailure(failure: Failure, ports: RegisterPorts): Promise<Registered> {
  const { key, version, execution } = failure;
  const read = readKey(key, ports.regions);
  const outcome: Outcome = {
    key,
    version,
    content: null,
    periode: read.periode ?? null,
    slot: read.jenis ? read.slot : null,
    wilayah: read.jenis ? read.wilayah : null,
    jenis: read.jenis ?? null,
    kode: 'PROCESSING_FAILED',
    run: null,
    rules: RULES_VERSION,
    keyId: ports.cipher.keyId,
    counts: { lolos: 0, ditolak: 0, dilewati: 0 },
    issues: {},
  };
  return record(outcome, ports, execution);
}

/**
 * Bumps the periods whose snapshot this may change. A later one that has no revision yet may be getting its first just now,
 * from what there was before.
 */
export async function announce(upload: Upload, record: KeyRecord, registry: Registry): Promise<Registered> {
  const { periode } = record;
  const { key, version } = upload;
  if (periode === null) return { key, version, periods: [] };
  const all = mayStand(record) ? await registry.periods() : [];
  const others = all.filter((one) => one.periode !== periode && concerns(record, one.periode));
  const periods = [periode, ...others.map((one) => one.periode)];
  for (const one of periods) await registry.bump(one);
  return { key, version, periods };
}

/** Whether a key may change the snapshot of a period: its own, and what stands until replaced that of every later one. */
export function concerns(record: Pick<KeyRecord, 'periode' | 'jenis'>, periode: string): boolean {
  if (record.periode === null) return false;
  return periode === record.periode || (mayStand(record) && periode > record.periode);
}

function mayStand({ jenis }: Pick<KeyRecord, 'jenis'>): boolean {
  return jenis === 'target' || jenis === 'komitmen';
}

function sameState(a: Versions, b: Versions): boolean {
  const state = ({ seen, passed, vouched, withdrawn }: Versions) => JSON.stringify([seen, passed, vouched, withdrawn]);
  return state(a) === state(b);
}

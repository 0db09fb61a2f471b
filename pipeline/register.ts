/**
 * Registers how a version was judged, or that a key is gone: the steps `Register` and `Withdraw`.
 *
 * The report is written before the table is told, so a version that the table knows has its report. Whatever happens
 * twice ends the same: the record is what it would be, and the period is announced once more.
 */
import type { Failure, Outcome, Registered, Upload } from './contracts/steps.ts';
import { writeReport } from './ingest/report.ts';
import type { Ports } from './ports.ts';
import type { KeyRecord, Registry } from './registry.ts';
import { readKey } from './rules/keys.ts';
import { RULES_VERSION } from './rules/versions.ts';

/** What the steps that touch the table may use beyond the rest. */
export interface RegisterPorts extends Ports {
  readonly registry: Registry;
  /** The time, as `2023-09-01T08:00:00.000Z`. */
  readonly now: () => string;
}

/**
 * @param execution the execution to look at, where one failed
 * @throws Conflict when the key's record changes meanwhile (the step is repeated)
 */
export async function register(outcome: Outcome, ports: RegisterPorts, execution?: string): Promise<Registered> {
  const { registry } = ports;
  const known = await registry.key(outcome.periode, outcome.key);
  const accepted = outcome.kode === null ? outcome : (known?.accepted ?? null);
  await writeReport(outcome, accepted, ports, execution);
  const next: KeyRecord = {
    key: outcome.key,
    periode: outcome.periode,
    slot: outcome.slot,
    wilayah: outcome.wilayah,
    jenis: outcome.jenis,
    seen: outcome,
    accepted,
    withdrawn: false,
    edition: (known?.edition ?? 0) + 1,
  };
  if (!known && next.periode !== null) await registry.enter(next.periode);
  if (!known || !sameState(known, next)) await registry.save(next);
  return announce(outcome, next, registry);
}

/** A deleted key: its slot leaves the numbers at the next revision. A key never seen is none. */
export async function withdraw(upload: Upload, ports: RegisterPorts): Promise<Registered> {
  const { registry, regions } = ports;
  const periode = readKey(upload.key, regions).periode ?? null;
  const known = await registry.key(periode, upload.key);
  if (!known) return { ...upload, periods: [] };
  const next = { ...known, accepted: null, withdrawn: true, edition: known.edition + 1 };
  if (!known.withdrawn) await registry.save(next);
  return announce(upload, next, registry);
}

/** A version whose reading failed for good: it gets a report, and the one in force stays. */
export async function reportFailure(failure: Failure, ports: RegisterPorts): Promise<Registered> {
  const { key, version, execution } = failure;
  const read = readKey(key, ports.regions);
  const outcome: Outcome = {
    key,
    version,
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
  return register(outcome, ports, execution);
}

/** Bumps the periods whose snapshot this may change: its own, and for what stands until replaced every later one. */
async function announce(upload: Upload, record: KeyRecord, registry: Registry): Promise<Registered> {
  const { periode, jenis } = record;
  const { key, version } = upload;
  if (periode === null) return { key, version, periods: [] };
  const stands = jenis === 'target' || jenis === 'komitmen';
  const later = stands ? (await registry.periods()).filter((p) => p.periode > periode && p.current !== null) : [];
  const periods = [periode, ...later.map((p) => p.periode)];
  for (const one of periods) await registry.bump(one);
  return { key, version, periods };
}

function sameState(a: KeyRecord, b: KeyRecord): boolean {
  const state = ({ seen, accepted, withdrawn }: KeyRecord) => JSON.stringify([seen, accepted, withdrawn]);
  return state(a) === state(b);
}

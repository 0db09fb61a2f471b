/**
 * Decides what a snapshot is made from, and whether there is anything to make: the step `Plan`.
 *
 * Takes the period's lease. Which key holds a slot is decided anew here, so it does not depend on arrival.
 */
import { SHARDS } from '../claim.ts';
import { Plan, type PlannedKey, type StandingFile } from '../contracts/plan.ts';
import { Run } from '../contracts/run.ts';
import type { Planned, PublishRequest, Task } from '../contracts/steps.ts';
import { hashOf } from '../hash.ts';
import { inTurn } from '../in-turn.ts';
import type { RegisterPorts } from '../register.ts';
import type { KeyRecord, PeriodRecord } from '../registry.ts';
import { byBytes } from '../rules/keys.ts';
import { REFERENCE_VERSION, RULES_VERSION } from '../rules/versions.ts';
import { readStored } from '../stored.ts';
import { catchUp } from './pointers.ts';

/** Claims that one task of deduplication holds at once, unless told otherwise: 14 MB, and about as much again while it works. */
const TASK_CLAIMS = 500_000;

export async function plan({ periode }: PublishRequest, ports: RegisterPorts): Promise<Planned> {
  const { registry, work } = ports;
  const nothing = { periode, plan: '', generation: 0, token: 0, tasks: [], seconds: 0 };
  const leased = await registry.lease(periode, ports.execution);
  if (!leased) return { ...nothing, decision: 'busy' };
  await catchUp(periode, ports);
  const { current, last, hold, entry } = leased;
  if (hold) {
    // Its generation stays behind: what came meanwhile is seen to when the hold is lifted.
    await registry.settle(periode, leased.token, { current, last, hold, entry, changed: false });
    return { ...nothing, decision: 'held' };
  }
  const seconds = restOf(leased, ports);
  if (seconds > 0) return { ...nothing, decision: 'wait', seconds };
  // The generation was read before the keys are: whatever comes after it makes another round.
  const { generation, token } = leased;
  const records = await registry.keys(periode);
  const standing = await standingFiles(periode, records, ports);
  const keys = plannedKeys(records);
  const targets = standing.filter(({ slot }) => slot.includes('/target'));
  const komitmen = standing.filter(({ slot }) => slot.includes('/komitmen'));
  const inputs = digest(
    {
      ...{ periode, rules: RULES_VERSION, reference: REFERENCE_VERSION },
      keys: keys.map((key) => ({ ...byContent(key), inForce: key.inForce && byContent(key.inForce) })),
      standing: standing.map((file) => ({ ...byContent(file), run: '' })),
    },
    ports,
  );
  // Whoever enters a period and dies before its first key is known leaves an empty one.
  const isEmpty = current === null && keys.length === 0;
  if (isEmpty || (current?.inputs === inputs && leased.rerun <= current.generation)) {
    const seenTo = current && { ...current, generation };
    await registry.settle(periode, token, { current: seenTo, last, hold, entry, changed: false });
    // Whoever came meanwhile was told that this publisher sees to it.
    const now = await registry.period(periode);
    if (now && now.generation > generation) return { ...nothing, decision: 'wait', seconds: 1 };
    return { ...nothing, decision: 'unchanged', generation };
  }
  const segments = await segmentsInForce(records, keys, ports);
  const folder = `plans/${periode}/${token}-${inputs.slice(0, 16)}`;
  const tasks = tasksOf(
    folder,
    segments.reduce((sum, { claims }) => sum + claims, 0),
    ports.taskClaims ?? TASK_CLAIMS,
  );
  const made: Plan = {
    periode,
    generation,
    token,
    inputs,
    previous: current?.revision ?? null,
    last,
    rules: RULES_VERSION,
    reference: REFERENCE_VERSION,
    keys,
    segments,
    targets,
    komitmen,
    parts: tasks.length,
  };
  await work.write(`${folder}/plan.json`, new TextEncoder().encode(JSON.stringify(Plan.parse(made))));
  return { periode, decision: 'publish', seconds: 0, plan: folder, generation, token, tasks };
}

/** Whole seconds until the period has rested, or has waited long enough for that. */
function restOf({ changedAt, pendingSince }: PeriodRecord, { clock, patience }: RegisterPorts): number {
  const until = Math.min(changedAt + patience.quiet, pendingSince + patience.longest);
  return Math.max(0, Math.ceil((until - clock()) / 1000));
}

/** Names a version by its bytes where they are known: uploading the same again changes nothing. */
function byContent<T extends { version: string; content: string | null }>(one: T): T {
  return { ...one, version: one.content ?? one.version };
}

/** A run in force was made with another pseudonym key: its people cannot be told from those of the others. */
export class ForeignKey extends Error {
  override readonly name = 'ForeignKey';

  constructor(run: string) {
    super(`${run} was made with another pseudonym key; its upload must be read again`);
  }
}

/** The plan that Plan wrote. @throws NotFound */
export function readPlan(folder: string, { work }: Pick<RegisterPorts, 'work'>): Promise<Plan> {
  return readStored(work, `${folder}/plan.json`, Plan);
}

/** Among the accepted keys of a slot the first in byte order holds it. */
export function plannedKeys(records: readonly KeyRecord[]): PlannedKey[] {
  const taken = new Set<string>();
  return records
    .toSorted((a, b) => byBytes(a.key, b.key))
    .map(({ key, slot, wilayah, jenis, withdrawn, seen, accepted, held }) => {
      const conflict = accepted !== null && slot !== null && taken.has(slot);
      if (accepted !== null && slot !== null) taken.add(slot);
      const inForce =
        accepted && !conflict
          ? { version: accepted.version, content: accepted.content, counts: accepted.counts }
          : null;
      const isHeld = held?.version === seen.version;
      const kode = seen.kode ?? (isHeld ? 'SHRUNK' : conflict ? 'SLOT_CONFLICT' : null);
      const { version, content, counts, issues } = seen;
      return { key, slot, wilayah, jenis, withdrawn, version, content, kode, counts, issues, inForce };
    });
}

/** Targets and commitments of this and all earlier periods, the slots' holders alone. */
async function standingFiles(
  periode: string,
  records: readonly KeyRecord[],
  { registry }: RegisterPorts,
): Promise<StandingFile[]> {
  const files: StandingFile[] = [];
  for (const earlier of await registry.periods()) {
    if (earlier.periode > periode) continue;
    const there = earlier.periode === periode ? records : await registry.keys(earlier.periode);
    const holders = new Set(plannedKeys(there).flatMap(({ key, inForce }) => (inForce ? [key] : [])));
    for (const { key, slot, wilayah, jenis, accepted } of there) {
      if (!holders.has(key) || jenis === 'peserta' || slot === null || wilayah === null || !accepted?.run) continue;
      const { version, content, run } = accepted;
      files.push({ periode: earlier.periode, wilayah, slot, version, content, run });
    }
  }
  return files.sort((a, b) => (a.slot < b.slot ? -1 : 1));
}

/** In the order of the slots: step 5 of the winner order. */
async function segmentsInForce(
  records: readonly KeyRecord[],
  keys: readonly PlannedKey[],
  { work, cipher }: RegisterPorts,
): Promise<Plan['segments']> {
  const holders = new Set(keys.flatMap(({ key, inForce }) => (inForce ? [key] : [])));
  const runs = records
    .filter(({ key, jenis }) => jenis === 'peserta' && holders.has(key))
    .toSorted((a, b) => ((a.slot ?? '') < (b.slot ?? '') ? -1 : 1))
    .map(({ slot, accepted }) => ({ slot: slot ?? '', run: accepted?.run ?? '' }));
  const segments = await inTurn(runs, async ({ slot, run }) => {
    const { keyId, segments } = await readStored(work, run, Run);
    if (keyId !== cipher.keyId) throw new ForeignKey(run);
    return segments.map((segment) => ({ ...segment, slot }));
  });
  return segments.flat();
}

/** Shards split evenly: pseudonyms spread claims evenly over them. */
function tasksOf(plan: string, claims: number, most: number): Task[] {
  const count = Math.min(SHARDS, Math.max(1, Math.ceil(claims / most)));
  const at = (part: number) => Math.round((part * SHARDS) / count);
  return Array.from({ length: count }, (_, part) => ({ plan, part, from: at(part), to: at(part + 1) }));
}

function digest(value: unknown, ports: RegisterPorts): string {
  return hashOf(new TextEncoder().encode(JSON.stringify(value)), ports);
}

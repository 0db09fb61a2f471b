/**
 * Which versions of a key count. The upload store's own history decides, never the order in which events arrive: they come
 * twice, late and shuffled, and lead to the same record. (Versions older than the history's last deletion count no more.)
 */
import type { Outcome } from './contracts/steps.ts';
import type { KeyRecord } from './registry.ts';

/** A version of one key as its store knows it, or the mark of a deletion. */
export interface HistoryEntry {
  readonly version: string;
  readonly deleted: boolean;
}

/** Newest first. A version that the store no longer holds is older than all that it does. */
export type History = readonly HistoryEntry[];

/** What is known of a key's versions. */
export type Versions = Pick<KeyRecord, 'seen' | 'passed' | 'vouched' | 'accepted' | 'held' | 'withdrawn'>;

/** Versions that passed and are remembered. An event later than so many newer uploads is past deciding anything. */
const REMEMBERED = 16;

/** Whether the key holds no version now. */
export function isGone(history: History): boolean {
  return history[0]?.deleted ?? true;
}

/** What is known of a key once this outcome is. @param known what was known before */
export function revise(known: Versions | undefined, outcome: Outcome, history: History): Versions {
  const ages = new Map(history.map(({ version }, age) => [version, age]));
  const age = ({ version }: Outcome) => ages.get(version) ?? history.length;
  const deletion = history.findIndex(({ deleted }) => deleted);
  const counts = (one: Outcome) => deletion < 0 || age(one) < deletion;

  const seen = known && isOlder(outcome, known.seen, age) ? known.seen : outcome;
  const passed = [...remaining(known?.passed ?? [], outcome), ...(outcome.kode === null ? [outcome] : [])]
    .filter(counts)
    .sort((a, b) => age(b) - age(a)) // what the store no longer holds keeps its order
    .slice(-REMEMBERED);
  return standing({ seen, passed, vouched: known?.vouched ?? [] }, isGone(history));
}

/** A key that is deleted: no version of it is in force, and none comes back by itself. */
export function withdrawal(known: Versions): Versions {
  return standing(known, true);
}

/** Somebody has made sure that the held version is the whole file. */
export function vouch(known: Versions, version: string): Versions {
  const vouched = [...new Set([...known.vouched, version])];
  return standing({ ...known, vouched }, known.withdrawn);
}

/** Goes through the versions that passed: each supersedes the one before unless it has shrunk. */
function standing(of: Pick<Versions, 'seen' | 'passed' | 'vouched'>, withdrawn: boolean): Versions {
  const { seen } = of;
  if (withdrawn) return { seen, passed: [], vouched: [], accepted: null, held: null, withdrawn };
  let accepted: Outcome | null = null;
  let held: Outcome | null = null;
  for (const next of of.passed) {
    if (accepted && hasShrunk(accepted, next) && !of.vouched.includes(next.version)) held = next;
    else [accepted, held] = [next, null];
  }
  const vouched = of.vouched.filter((version) => of.passed.some((one) => one.version === version));
  return { seen, passed: of.passed, vouched, accepted, held, withdrawn };
}

/** A correction with fewer than half the accepted rows of the version in force (participants alone). */
function hasShrunk(inForce: Outcome, next: Outcome): boolean {
  return next.jenis === 'peserta' && 2 * next.counts.lolos < inForce.counts.lolos;
}

/** Of one version a judgement stands against a failure to make it: that one is of another, unhappy execution. */
function isOlder(outcome: Outcome, seen: Outcome, age: (one: Outcome) => number): boolean {
  if (outcome.version === seen.version) return outcome.kode === FAILED && seen.kode !== FAILED;
  return age(outcome) >= age(seen);
}

/**
 * What passed before, without the version that is judged again by today's rules. Where that is rejected now, those that it
 * had superseded do not come back.
 */
function remaining(passed: readonly Outcome[], outcome: Outcome): readonly Outcome[] {
  const at = passed.findIndex(({ version }) => version === outcome.version);
  if (at < 0 || outcome.kode === FAILED) return passed;
  return outcome.kode === null ? passed.toSpliced(at, 1) : passed.slice(at + 1);
}

const FAILED = 'PROCESSING_FAILED';

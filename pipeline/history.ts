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

/** Whether the key holds no version now. */
export function isGone(history: History): boolean {
  return history[0]?.deleted ?? true;
}

/** What is known of a key once this outcome is. @param known what was known before */
export function revise(
  known: Pick<KeyRecord, 'seen' | 'accepted'> | undefined,
  outcome: Outcome,
  history: History,
): Pick<KeyRecord, 'seen' | 'accepted' | 'withdrawn'> {
  const ages = new Map(history.map(({ version }, age) => [version, age]));
  const age = ({ version }: Outcome) => ages.get(version) ?? history.length;
  const deletion = history.findIndex(({ deleted }) => deleted);
  const counts = (one: Outcome) => deletion < 0 || age(one) < deletion;

  const seen = known && isOlder(outcome, known.seen, age) ? known.seen : outcome;
  const before = known?.accepted && !isJudgedAnew(known.accepted, outcome) ? known.accepted : null;
  const passed = outcome.kode === null ? outcome : null;
  const [accepted = null] = [passed, before]
    .filter((one) => one !== null)
    .filter(counts)
    .sort((a, b) => age(a) - age(b));
  const withdrawn = isGone(history);
  return { seen, accepted: withdrawn ? null : accepted, withdrawn };
}

/** Of one version a judgement stands against a failure to make it: that one is of another, unhappy execution. */
function isOlder(outcome: Outcome, seen: Outcome, age: (one: Outcome) => number): boolean {
  if (outcome.version === seen.version) return outcome.kode === FAILED && seen.kode !== FAILED;
  return age(outcome) >= age(seen);
}

/** Whether the version in force is the one that was judged, by today's rules. */
function isJudgedAnew(accepted: Outcome, outcome: Outcome): boolean {
  return accepted.version === outcome.version && outcome.kode !== FAILED;
}

const FAILED = 'PROCESSING_FAILED';

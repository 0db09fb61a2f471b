/**
 * What no event announced, or what fell between two steps: compares the upload store with the table, and the table with
 * the last revisions. Whatever is found is started as its event would have been; doing so twice is harmless.
 */
import type { UploadEvent } from './contracts/steps.ts';
import type { HistoryEntry } from './history.ts';
import { concerns } from './register.ts';
import type { KeyRecord, PeriodRecord } from './registry.ts';
import { isIgnored } from './rules/keys.ts';

/** The newest entry of one key. */
export interface NewestEntry extends HistoryEntry {
  readonly key: string;
  /** When it came: milliseconds since 1970. */
  readonly at: number;
}

export interface Missed {
  readonly events: readonly UploadEvent[];
  /** Periods that wait for a publisher and have none, or of which readers are not shown what the table says. */
  readonly periods: readonly string[];
  /** How long the oldest upload has been waiting, ms; 0 where none is. Counts those too whose event may still be on its way. */
  readonly oldest: number;
}

/**
 * @param shown the revision that readers are shown of each period, where all that they are shown is of one
 * @param now milliseconds since 1970
 * @param grace how long an event, or a publisher, may be on its way, ms
 */
export function sweep(
  newest: readonly NewestEntry[],
  records: readonly KeyRecord[],
  periods: readonly PeriodRecord[],
  shown: ReadonlyMap<string, string>,
  now: number,
  grace: number,
): Missed {
  const known = new Map(records.map((record) => [record.key, record]));
  const waiting = newest.filter((entry) => isUpload(entry.key) && isUnknown(entry, known.get(entry.key)));
  const there = new Set(newest.map(({ key }) => key));
  // A key without any version left, not even the mark of a deletion, was removed for good.
  const removed = records.filter(({ key, withdrawn }) => !withdrawn && !there.has(key));
  const asked = new Set([...waiting, ...removed].map(({ key }) => key));
  // Whoever enters a period and dies before its first key is known leaves an empty one: there is nothing to publish.
  const used = new Set(records.map(({ periode }) => periode));
  const unsaid = records.filter((record) => !asked.has(record.key) && isUnsaid(record, periods, now - grace));
  return {
    events: [
      ...waiting.filter(({ at }) => at <= now - grace).map(eventOf),
      ...removed.map(({ key, seen }): UploadEvent => ({ kind: 'deleted', key, version: seen.version })),
      ...unsaid.map(({ key, seen, withdrawn }) => eventOf({ key, version: seen.version, deleted: withdrawn })),
    ],
    periods: periods
      .filter(({ periode, current }) => current !== null || used.has(periode))
      .filter((period) => isBehind(period) || period.current?.revision !== shown.get(period.periode))
      .filter(({ leaseUntil, changedAt }) => leaseUntil <= now && changedAt <= now - grace)
      .map(({ periode }) => periode),
    oldest: Math.max(0, ...waiting.map(({ at }) => now - at)),
  };
}

/** Whether something has come that no revision has seen to. What is on hold waits for a person. */
function isBehind({ generation, current, hold }: PeriodRecord): boolean {
  return hold === null && generation > (current?.generation ?? 0);
}

/** Saved before that moment, but not every period that it concerns has been told since: whoever saved it died in between. */
function isUnsaid(record: KeyRecord, periods: readonly PeriodRecord[], before: number): boolean {
  // biome-ignore lint/style/noRestrictedGlobals: no clock; it reads a time that was written down
  const saved = Date.parse(record.changed);
  return saved <= before && periods.some(({ periode, changedAt }) => concerns(record, periode) && changedAt < saved);
}

/** Neither a name that is passed over, nor the mark by which a console shows a folder. */
function isUpload(key: string): boolean {
  return !isIgnored(key) && !key.endsWith('/');
}

function isUnknown({ version, deleted }: NewestEntry, record: KeyRecord | undefined): boolean {
  if (deleted) return record !== undefined && !record.withdrawn;
  return !record || record.withdrawn || record.seen.version !== version;
}

function eventOf({ key, version, deleted }: Pick<NewestEntry, 'key' | 'version' | 'deleted'>): UploadEvent {
  return { kind: deleted ? 'deleted' : 'created', key, version };
}

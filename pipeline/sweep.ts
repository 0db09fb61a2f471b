/**
 * What no event announced, or what fell between two steps: compares the upload store with the table, and the table with
 * the last revisions. Whatever is found is started as its event would have been; doing so twice is harmless.
 */
import type { UploadEvent } from './contracts/steps.ts';
import type { HistoryEntry } from './history.ts';
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
  /** Periods that wait for a publisher and have none. */
  readonly periods: readonly string[];
  /** How long the oldest upload has been waiting, ms; 0 where none is. Counts those too whose event may still be on its way. */
  readonly oldest: number;
}

/**
 * @param now milliseconds since 1970
 * @param grace how long an event, or a publisher, may be on its way, ms
 */
export function sweep(
  newest: readonly NewestEntry[],
  records: readonly KeyRecord[],
  periods: readonly PeriodRecord[],
  now: number,
  grace: number,
): Missed {
  const known = new Map(records.map((record) => [record.key, record]));
  const waiting = newest.filter((entry) => isUpload(entry.key) && isUnknown(entry, known.get(entry.key)));
  const there = new Set(newest.map(({ key }) => key));
  // A key without any version left, not even the mark of a deletion, was removed for good.
  const removed = records.filter(({ key, withdrawn }) => !withdrawn && !there.has(key));
  return {
    events: [
      ...waiting.filter(({ at }) => at <= now - grace).map(eventOf),
      ...removed.map(({ key, seen }): UploadEvent => ({ kind: 'deleted', key, version: seen.version })),
    ],
    periods: periods
      .filter(({ generation, current }) => generation > (current?.generation ?? 0))
      .filter(({ leaseUntil, changedAt }) => leaseUntil <= now && changedAt <= now - grace)
      .map(({ periode }) => periode),
    oldest: Math.max(0, ...waiting.map(({ at }) => now - at)),
  };
}

/** Neither a name that is passed over, nor the mark by which a console shows a folder. */
function isUpload(key: string): boolean {
  return !isIgnored(key) && !key.endsWith('/');
}

function isUnknown({ version, deleted }: NewestEntry, record: KeyRecord | undefined): boolean {
  if (deleted) return record !== undefined && !record.withdrawn;
  return !record || record.withdrawn || record.seen.version !== version;
}

function eventOf({ key, version, deleted }: NewestEntry): UploadEvent {
  return { kind: deleted ? 'deleted' : 'created', key, version };
}

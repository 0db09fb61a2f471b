/** How things stand, by what the table knows: every period, and every key of it. */
import type { Hold, KeyRecord, PeriodRecord, Registry } from '../pipeline/registry.ts';
import { byBytes } from '../pipeline/rules/keys.ts';
import { plannedKeys } from '../pipeline/snapshot/plan.ts';
import { Failure } from './failure.ts';

/** A change counts from the moment its key is registered, which is up to so long before the period hears of it, ms. */
const HEARD_WITHIN_MS = 60_000;

export interface KeyStatus {
  readonly key: string;
  readonly slot: string | null;
  readonly wilayah: string | null;
  /** Of the newest version. */
  readonly state: 'accepted' | 'rejected' | 'withdrawn';
  /** Why it is rejected. */
  readonly code: string | null;
  /** Whether a version of the key counts: the newest, or the one before a rejected correction. */
  readonly inForce: 'newest' | 'earlier' | 'none';
  /** It came after the current revision, and leads to the next one. */
  readonly late: boolean;
  /** Rows of the newest version. */
  readonly rows: { readonly accepted: number; readonly rejected: number; readonly skipped: number };
}

export interface PeriodStatus {
  readonly periode: string;
  /** The current revision; null before the first. */
  readonly revision: string | null;
  /** How often something of the period has changed, and what the current revision says of that. */
  readonly generation: number;
  readonly published: number;
  /** Whether a publisher is at work. */
  readonly publishing: boolean;
  /** Who has taken the period off publishing, when and why; null where nobody has. */
  readonly hold: Hold | null;
  /** By region, in the order of their keys. */
  readonly keys: readonly KeyStatus[];
}

export interface Status {
  readonly periods: readonly PeriodStatus[];
  /** Keys that name no period. */
  readonly pathless: readonly KeyStatus[];
}

/** @param periode only this one; @param now milliseconds since 1970. @throws Failure when nothing is known of it */
export async function readStatus(registry: Registry, periode: string | undefined, now: number): Promise<Status> {
  const all = await registry.periods();
  const periods = all.filter((one) => periode === undefined || one.periode === periode);
  if (periode !== undefined && periods.length === 0)
    throw unknownPeriod(
      periode,
      all.map((one) => one.periode),
    );
  const records: KeyRecord[] = [];
  if (periode !== undefined) records.push(...(await registry.keys(periode)));
  else for await (const record of registry.allKeys()) records.push(record);
  return statusOf(records, periods, now);
}

/** @param now milliseconds since 1970 */
export function statusOf(records: readonly KeyRecord[], periods: readonly PeriodRecord[], now: number): Status {
  return {
    periods: periods.map((period) => {
      const { periode, generation, current, leaseUntil, hold } = period;
      const ofPeriod = records.filter((record) => record.periode === periode);
      return {
        periode,
        revision: current?.revision ?? null,
        generation,
        published: current?.generation ?? 0,
        publishing: leaseUntil > now,
        hold,
        keys: keysOf(ofPeriod, (record) => isLate(record, period)),
      };
    }),
    pathless: keysOf(
      records.filter(({ periode }) => periode === null),
      () => false,
    ),
  };
}

/** Only one of several keys can hold a slot, so they are looked at together. */
function keysOf(records: readonly KeyRecord[], isLate: (record: KeyRecord) => boolean): KeyStatus[] {
  const planned = new Map(plannedKeys(records).map((key) => [key.key, key]));
  return records
    .map((record): KeyStatus => {
      const { key, slot, wilayah, withdrawn, seen } = record;
      const { kode = null, inForce = null } = planned.get(key) ?? {};
      const isNewest = inForce?.version === seen.version;
      return {
        key,
        slot,
        wilayah,
        state: withdrawn ? 'withdrawn' : kode === null ? 'accepted' : 'rejected',
        code: withdrawn ? null : kode,
        inForce: inForce === null ? 'none' : isNewest ? 'newest' : 'earlier',
        late: isLate(record),
        rows: { accepted: seen.counts.lolos, rejected: seen.counts.ditolak, skipped: seen.counts.dilewati },
      };
    })
    .sort((a, b) => byBytes(a.wilayah ?? '', b.wilayah ?? '') || byBytes(a.key, b.key));
}

function isLate({ changed }: KeyRecord, { generation, current, pendingSince }: PeriodRecord): boolean {
  if (current === null || generation <= current.generation) return false;
  return Date.parse(changed) >= pendingSince - HEARD_WITHIN_MS;
}

/** @param known the periods that there are */
export function unknownPeriod(periode: string, known: readonly string[]): Failure {
  const list = known.join(', ');
  return new Failure({
    id: `Tidak ada berkas periode ${periode}. ${list ? `Yang ada: ${list}.` : 'Belum ada periode apa pun.'}`,
    en: `There is no file of the period ${periode}. ${list ? `There is: ${list}.` : 'There is no period yet.'}`,
  });
}

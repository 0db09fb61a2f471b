/**
 * The table as the pipeline sees it: what is known of every key, and of every period who may publish it.
 * Every invariant is a conditional update of a single item; a step that finds the item changed is repeated.
 */
import * as z from 'zod';
import { Count, Periode } from './contracts/run.ts';
import { Outcome } from './contracts/steps.ts';
import { JENIS } from './rules/columns.ts';

/** What is known of one upload key. */
export const KeyRecord = z.strictObject({
  key: z.string(),
  /** Null for a path that names no period: it stands in no table. */
  periode: Periode.nullable(),
  slot: z.string().nullable(),
  wilayah: z.string().nullable(),
  jenis: z.enum(JENIS).nullable(),
  /** The newest version. */
  seen: Outcome,
  /** The versions that passed since the key was last withdrawn, oldest first: what the next three follow from. */
  passed: z.array(Outcome),
  /** Versions that somebody has vouched for, although they have fewer than half the rows of the one before. */
  vouched: z.array(z.string()),
  /** The newest version that passed and is not held: the one in force, unless another key holds its slot. */
  accepted: Outcome.nullable(),
  /** A newer one that passed with fewer than half of its rows: perhaps only the mended rows were sent. */
  held: Outcome.nullable(),
  /** The key is deleted: a tombstone, not a zero. */
  withdrawn: z.boolean(),
  /** When it last changed, as `2023-09-01T08:00:00.000Z`. */
  changed: z.iso.datetime(),
  /** Grows with every change of this record. */
  edition: Count,
});
export type KeyRecord = z.infer<typeof KeyRecord>;

/** A period on hold: uploads are accepted, but nothing is published until it is released. */
export const Hold = z.strictObject({ reason: z.string(), who: z.string(), at: z.iso.datetime() });
export type Hold = z.infer<typeof Hold>;

/** One line of a period's changelog. */
export const LogEntry = z.strictObject({
  /** The token of the lease under which it was done: entries are in its order, and each is there once. */
  token: Count,
  at: z.iso.datetime(),
  /** A revision was published, an earlier one was made current again, the hold was lifted, personal data were removed. */
  kind: z.enum(['terbit', 'kembali', 'lepas', 'hapus']),
  /** Current after this entry; null where there is none yet. */
  revision: z.string().nullable(),
  /** Current before it. */
  previous: z.string().nullable(),
  /** SHA-256 of the revision's exact/manifest.json. */
  manifest: z.string().nullable(),
  /** For a person's deed: who did it and why. */
  who: z.string().nullable(),
  reason: z.string().nullable(),
});
export type LogEntry = z.infer<typeof LogEntry>;

/** What is known of one period. */
export const PeriodRecord = z.strictObject({
  periode: Periode,
  /** Grows with every outcome that concerns the period. */
  generation: Count,
  /** When the generation last grew, and when it first grew since the last revision: milliseconds since 1970, 0 for never. */
  changedAt: Count,
  pendingSince: Count,
  /** The generation at which a new run was asked for: everything up to it is computed again, though nothing has changed. */
  rerun: Count,
  /** Grows with every lease: only the holder of the newest may publish. */
  token: Count,
  /** Milliseconds since 1970; 0 when nobody holds the lease. */
  leaseUntil: Count,
  /** The highest number that a revision of this period ever had; a number is not used again. */
  last: Count,
  hold: Hold.nullable(),
  /** The last line of the changelog: it is part of what it tells of, and gets its place in the changelog afterwards. */
  entry: LogEntry.nullable(),
  /** The current revision. */
  current: z
    .strictObject({
      revision: z.string(),
      /** SHA-256 of what it was made from. */
      inputs: z.string(),
      /** SHA-256 of its exact/manifest.json and public/manifest.json. */
      manifest: z.string(),
      publicManifest: z.string(),
      publishedAt: z.iso.datetime(),
      /** What has been seen to: this much of what concerns the period. */
      generation: Count,
    })
    .nullable(),
});
export type PeriodRecord = z.infer<typeof PeriodRecord>;
export type Current = NonNullable<PeriodRecord['current']>;

/** Published numbers of one region at nasional, provinsi or kabkota: kategori → its row of coverage.csv, by column. */
export const RegionRecord = z.strictObject({
  wilayah: z.string(),
  kategori: z.record(z.string(), z.record(z.string(), z.string())),
});
export type RegionRecord = z.infer<typeof RegionRecord>;

/** What holds once a lease is given back. */
export interface Settled extends Pick<PeriodRecord, 'current' | 'last' | 'hold' | 'entry'> {
  /** Whether this itself is something that the period's publisher must see to. */
  readonly changed: boolean;
}

export interface Registry {
  key(periode: string | null, key: string): Promise<KeyRecord | undefined>;
  /** All keys of a period, in no order. */
  keys(periode: string): Promise<KeyRecord[]>;
  /** All keys that ever were, of every period and of none. */
  allKeys(): AsyncIterable<KeyRecord>;
  /**
   * Saves a record whose `edition` is one more than the one it was made from (1 for a new one).
   * @throws Conflict when the record has changed meanwhile
   */
  save(record: KeyRecord): Promise<void>;
  /** Every period that a key names or once did, in order. */
  periods(): Promise<PeriodRecord[]>;
  period(periode: string): Promise<PeriodRecord | undefined>;
  /** Something about this period has changed. */
  bump(periode: string): Promise<void>;
  /** Makes sure that the period is known before a key of it is. */
  enter(periode: string): Promise<void>;
  /** A new run of this period is asked for; something of it counts as changed. */
  askRerun(periode: string): Promise<void>;
  /**
   * Takes the lease where nobody, or this very holder, has it, and answers the period with its new token.
   * @param holder the execution that publishes
   * @returns undefined while another holds it
   */
  lease(periode: string, holder: string): Promise<PeriodRecord | undefined>;
  /** Takes the lease anew under the token that one had, as long as it is still the newest. */
  renew(periode: string, token: number, holder: string): Promise<boolean>;
  /** Gives back the lease of a holder that is dead. */
  release(periode: string, holder: string): Promise<void>;
  /**
   * Ends what was begun under a lease: says what holds now, and gives the lease back.
   * @throws Conflict when the token is no longer the newest: another publisher has taken over
   */
  settle(periode: string, token: number, settled: Settled): Promise<void>;
  /** Adds to the changelog; the same entry again changes nothing. */
  log(periode: string, entry: LogEntry): Promise<void>;
  /** The changelog, oldest first. */
  logOf(periode: string): Promise<LogEntry[]>;
  /** Keeps the published numbers of a revision's upper regions. Writing them again is harmless. */
  keepRegions(periode: string, revision: string, regions: readonly RegionRecord[]): Promise<void>;
}

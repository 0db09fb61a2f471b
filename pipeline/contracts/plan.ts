/** What one publisher sets out to build: the versions in force, and everything tables say about files. Written by Plan. */
import * as z from 'zod';
import { JENIS } from '../rules/columns.ts';
import { Count, Counts, FileCodeSchema, Issues, Periode, Segment } from './run.ts';

/** A live or withdrawn key of the period. */
export const PlannedKey = z.strictObject({
  key: z.string(),
  slot: z.string().nullable(),
  wilayah: z.string().nullable(),
  jenis: z.enum(JENIS).nullable(),
  withdrawn: z.boolean(),
  /** About the latest version; `SLOT_CONFLICT` where another key holds its slot. */
  version: z.string(),
  /** SHA-256 of its bytes, where they are known: the same bytes under another version change nothing. */
  content: z.string().nullable(),
  kode: FileCodeSchema.nullable(),
  counts: Counts,
  issues: Issues,
  /** The version in force, its content and its counts; null when none is. */
  inForce: z.strictObject({ version: z.string(), content: z.string().nullable(), counts: Counts }).nullable(),
});
export type PlannedKey = z.infer<typeof PlannedKey>;

/** An accepted target or commitments file of this or an earlier period. */
export const StandingFile = z.strictObject({
  periode: Periode,
  wilayah: z.string(),
  slot: z.string(),
  version: z.string(),
  content: z.string().nullable(),
  run: z.string(),
});
export type StandingFile = z.infer<typeof StandingFile>;

/** A piece of a participants file in force, and whose it is. */
const PlannedSegment = z.strictObject({ ...Segment.shape, slot: z.string() });

/**
 * Slot → its rows whose person is counted by another row: of a list of the same territory, or of another one's. Written by
 * Deduplicate for its shards.
 */
export const Overlaps = z.record(z.string(), z.strictObject({ sendiri: Count, lain: Count }));
export type Overlaps = z.infer<typeof Overlaps>;

export const Plan = z.strictObject({
  periode: Periode,
  generation: Count,
  token: Count,
  /** SHA-256 of everything that decides the tables. */
  inputs: z.string(),
  previous: z.string().nullable(),
  /** The highest number that a revision has had. */
  last: Count,
  rules: z.string(),
  reference: z.string(),
  keys: z.array(PlannedKey),
  /** Segments of the participants files in force, in the order in which their claims are to be read. */
  segments: z.array(PlannedSegment),
  targets: z.array(StandingFile),
  komitmen: z.array(StandingFile),
  parts: Count,
});
export type Plan = z.infer<typeof Plan>;

/** One schema per arrow of the workflows: what each step is given and what it answers. Keys and counts, never rows. */
import * as z from 'zod';
import { JENIS } from '../rules/columns.ts';
import { Count, Counts, FileCodeSchema, Issues, Periode } from './run.ts';

/** One version of an upload: the content's SHA-256 on one machine, the object's version id in a bucket. */
export const Upload = z.strictObject({ key: z.string().min(1), version: z.string().min(1) });
export type Upload = z.infer<typeof Upload>;

/** What every task of a workflow is given: the execution that it belongs to, and its own input. */
export const Invocation = z.strictObject({ execution: z.string().min(1), input: z.unknown() });

/** What happened in the upload bucket. */
export const UploadEvent = z.strictObject({
  kind: z.enum(['created', 'deleted']),
  ...Upload.shape,
  /** A new run was asked for: the version is read again, whatever is cached. */
  fresh: z.boolean().optional(),
});
export type UploadEvent = z.infer<typeof UploadEvent>;

/** How one version was judged. */
export const Outcome = z.strictObject({
  ...Upload.shape,
  /** SHA-256 of its bytes; null where they were not read to the end. */
  content: z.string().nullable(),
  /** The period whose tables show this key; null for a path that names none. */
  periode: Periode.nullable(),
  /** Null for a path that names no slot. */
  slot: z.string().nullable(),
  wilayah: z.string().nullable(),
  jenis: z.enum(JENIS).nullable(),
  kode: FileCodeSchema.nullable(),
  /** Key of the run in the work store; null where there is none. */
  run: z.string().nullable(),
  rules: z.string(),
  keyId: z.string(),
  counts: Counts,
  issues: Issues,
});
export type Outcome = z.infer<typeof Outcome>;

/** No upload: a name that is passed over in silence, or a version that is gone before it could be read. */
export const PassedOver = z.strictObject({ ...Upload.shape, passedOver: z.enum(['ignored', 'gone']) });
export type PassedOver = z.infer<typeof PassedOver>;

/** Ingest → Register. */
export const Judged = z.union([Outcome, PassedOver]);
export type Judged = z.infer<typeof Judged>;

/** Register and Withdraw → Announce: the periods whose snapshot this may change. */
export const Registered = z.strictObject({
  key: z.string(),
  version: z.string(),
  periods: z.array(Periode),
});
export type Registered = z.infer<typeof Registered>;

/** Starts the publishing workflow. */
export const PublishRequest = z.strictObject({ periode: Periode });
export type PublishRequest = z.infer<typeof PublishRequest>;

/** The shards `from` to `to` - 1 of a plan's runs. */
export const Task = z.strictObject({ plan: z.string(), part: Count, from: Count, to: Count });
export type Task = z.infer<typeof Task>;

/** Plan → Deduplicate, Aggregate, Publish. */
export const Planned = z.strictObject({
  periode: Periode,
  /**
   * `publish`: there is something new; `unchanged`: the current revision already says it; `busy`: another publisher is at
   * it, and sees to it; `wait`: uploads may still be arriving; `held`: the period is on hold.
   */
  decision: z.enum(['publish', 'unchanged', 'busy', 'wait', 'held']),
  /** How long to wait before the next plan; 0 for every other decision. */
  seconds: Count,
  /** Key of the plan in the work store; empty when there is nothing to publish. */
  plan: z.string(),
  generation: Count,
  token: Count,
  tasks: z.array(Task),
});
export type Planned = z.infer<typeof Planned>;

/** Deduplicate answers in counts; the workflow discards them. */
export const Deduplicated = z.strictObject({ part: Count, claims: Count, people: Count });
export type Deduplicated = z.infer<typeof Deduplicated>;

/** Publish → again?: whether the period has moved on meanwhile. */
export const Published = z.strictObject({
  periode: Periode,
  revision: z.string().nullable(),
  again: z.boolean(),
});
export type Published = z.infer<typeof Published>;

/** An execution of workflow 1 failed for good: the version gets a report all the same. */
export const Failure = z.strictObject({ ...Upload.shape, execution: z.string(), error: z.string() });
export type Failure = z.infer<typeof Failure>;

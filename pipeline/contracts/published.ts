/** What lies beside the tables of a revision, for those who read it: pointers, manifests, changes. */
import * as z from 'zod';
import { LogEntry } from '../registry.ts';
import { Count, FileCodeSchema, Periode } from './run.ts';

/** `snapshots/index.json`. */
export const Index = z.strictObject({
  periods: z.array(z.strictObject({ periode: Periode, revision: z.string() })),
});
export type Index = z.infer<typeof Index>;

/** What everybody may know of a revision: when it was published, and whether it is current, superseded, or was taken back. */
export const RevisionState = z.strictObject({
  revision: z.string(),
  publishedAt: z.iso.datetime(),
  status: z.enum(['berlaku', 'digantikan', 'ditarik_kembali']),
});
export type RevisionState = z.infer<typeof RevisionState>;

/** `snapshots/<periode>/latest.json`. */
export const Latest = z.strictObject({
  periode: Periode,
  revision: z.string(),
  /** SHA-256 of the revision's exact/manifest.json, and of public/manifest.json. */
  manifest: z.string(),
  publicManifest: z.string(),
  publishedAt: z.iso.datetime(),
  /** Every revision that was published, oldest first. A pointer of an earlier program has none. */
  revisions: z.array(RevisionState).optional(),
});
export type Latest = z.infer<typeof Latest>;

/** A file of the revision, by its path below it. */
export const PublishedFile = z.strictObject({ path: z.string(), sha256: z.string(), bytes: Count });
export type PublishedFile = z.infer<typeof PublishedFile>;

export const PublicManifest = z.strictObject({ periode: Periode, revision: z.string(), files: z.array(PublishedFile) });
export type PublicManifest = z.infer<typeof PublicManifest>;

/** What a revision was made from. The same inputs make the same bytes, so nothing here tells the time. */
export const Manifest = z.strictObject({
  periode: Periode,
  revision: z.string(),
  /** SHA-256 of the inputs below. */
  inputs: z.string(),
  versions: z.strictObject({ code: z.string(), rules: z.string(), reference: z.string() }),
  /** Every key of the period: its latest version and the one in force (null where none is). */
  keys: z.array(
    z.strictObject({
      key: z.string(),
      slot: z.string().nullable(),
      withdrawn: z.boolean(),
      version: z.string(),
      kode: FileCodeSchema.nullable(),
      inForce: z.string().nullable(),
    }),
  ),
  /** Target and commitment files in force, of this and earlier periods. */
  standing: z.array(z.strictObject({ slot: z.string(), version: z.string() })),
  files: z.array(PublishedFile),
});
export type Manifest = z.infer<typeof Manifest>;

/** `snapshots/<periode>/changelog.json`, for officials: what was published, taken back and released, oldest first. */
export const Changelog = z.strictObject({ periode: Periode, entries: z.array(LogEntry) });
export type Changelog = z.infer<typeof Changelog>;

/** `exact/changes.json`: this revision against the one before. */
export const Changes = z.strictObject({
  periode: Periode,
  revision: z.string(),
  previous: z.string().nullable(),
  slots: z.strictObject({
    added: z.array(z.string()),
    superseded: z.array(z.string()),
    withdrawn: z.array(z.string()),
  }),
  /** The slots above, sorted: `sebab` of a cell says which of them can have changed it, by their places. */
  penyebab: z.array(z.string()),
  /** Cells of coverage.csv: where, and what they said before and say now; empty where there is no row. */
  cells: z.array(
    z.strictObject({
      kode_wilayah: z.string(),
      kategori: z.string(),
      kolom: z.string(),
      sebelum: z.string(),
      sesudah: z.string(),
      sebab: z.array(Count),
    }),
  ),
  /** Changed cells beyond those: too many to name. */
  more: Count,
});
export type Changes = z.infer<typeof Changes>;

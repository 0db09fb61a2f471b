/** What reading one version of an upload found: written once beside its segments, and what every later step goes by. */
import * as z from 'zod';
import { ENCODINGS } from '../ingest/encoding.ts';
import { FILE_CODES, ROW_CODES } from '../rules/codes.ts';
import { JENIS } from '../rules/columns.ts';
import { isPeriode } from '../rules/keys.ts';
import { INSTRUKSI, KATEGORI_PUBLISHED, KOMITMEN_STATUS } from '../rules/vocabulary.ts';

export const Periode = z.string().refine(isPeriode, 'not a period (YYYY-MM)');
export const Count = z.number().int().nonnegative();
export const FileCodeSchema = z.enum(FILE_CODES);
export const RowCodeSchema = z.enum(ROW_CODES);

/** How many rows bear each code. */
export const Issues = z.partialRecord(RowCodeSchema, Count);
export type Issues = z.infer<typeof Issues>;

export const Counts = z.strictObject({
  /** Rows that passed, were rejected, were skipped; all 0 where no row could be read. */
  lolos: Count,
  ditolak: Count,
  dilewati: Count,
});
export type Counts = z.infer<typeof Counts>;

export const Segment = z.strictObject({ key: z.string(), claims: Count, bytes: Count });

/** A target row as accepted (data contract, section 5). */
export const TargetRow = z.strictObject({
  wilayah: z.string(),
  kategori: z.enum(KATEGORI_PUBLISHED),
  potensi: Count,
  /** Hundredths of a per cent; null where not given. */
  persen: Count.nullable(),
  sumber: z.string(),
  /** `yyyymmdd`; 0 where not given. */
  acuan: Count,
});
export type TargetRow = z.infer<typeof TargetRow>;

/** All accepted rows of one file for a region and instruction, as one: furthest status, earliest deadline, sums. */
export const KomitmenRow = z.strictObject({
  wilayah: z.string(),
  instruksi: z.enum(INSTRUKSI),
  status: z.enum(KOMITMEN_STATUS),
  /** `yyyymmdd`; 0 where not given. */
  tenggat: Count,
  /** Rupiah, as decimal text (sums outgrow a floating number); null where no row gives one. */
  anggaran: z.string().nullable(),
  realisasi: z.string().nullable(),
});
export type KomitmenRow = z.infer<typeof KomitmenRow>;

/** A cell that bears a code. */
export const Example = z.strictObject({
  /** Its row, as a spreadsheet counts. */
  baris: Count,
  /** Its column, counted from 0; null where the row as a whole is meant. */
  kolom: Count.nullable(),
  /** What it says, as far as that is nobody's personal data; null where it may be. */
  nilai: z.string().nullable(),
});
export type Example = z.infer<typeof Example>;

/** Where a code was seen first. */
export const Examples = z.partialRecord(RowCodeSchema, z.array(Example));

/** The sheet of a workbook that was read. */
export const SheetRead = z.strictObject({
  nama: z.string(),
  tersembunyi: z.boolean(),
  /** Other sheets of the workbook, not read. */
  lain: Count,
  /** Rows that are hidden or filtered away: they were read like any other. */
  barisTersembunyi: Count,
  /** Cells whose formula was saved without its value: they read as empty. */
  rumusTanpaNilai: Count,
});
export type SheetRead = z.infer<typeof SheetRead>;

export const Run = z.strictObject({
  rules: z.string(),
  keyId: z.string(),
  /** SHA-256 of the upload's bytes; null where they were not read to the end. */
  content: z.string().nullable(),
  jenis: z.enum(JENIS),
  /** The file's own code; null where it passed. */
  kode: FileCodeSchema.nullable(),
  /** More on `kode`, in words that a report turns into a sentence: no text of the upload. */
  rincian: z.strictObject({ reason: z.string().optional(), missing: z.array(z.string()).optional() }),
  counts: Counts,
  issues: Issues,
  contoh: Examples,
  encoding: z.enum(ENCODINGS).nullable(),
  delimiter: z.string().nullable(),
  /** Null where the file is no workbook, or no sheet of it has a header. */
  lembar: SheetRead.nullable(),
  /** The header's row as a spreadsheet counts it. */
  judul: Count.nullable(),
  /** Names of columns that no rule knows. They may hold anything, so a report shows them and nothing else does. */
  kolomLain: z.array(z.string()),
  /** Whether there is a file of rejected rows. */
  rejected: z.boolean(),
  segments: z.array(Segment),
  targets: z.array(TargetRow),
  komitmen: z.array(KomitmenRow),
});
export type Run = z.infer<typeof Run>;

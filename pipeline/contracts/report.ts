/** `report.json`: how one version of an upload was judged, for the region that sent it. No NIK, name or birth date. */
import * as z from 'zod';
import { ENCODINGS } from '../ingest/encoding.ts';
import { FILE_CODES, ROW_CODES } from '../rules/codes.ts';
import { Count, Counts, SheetRead } from './run.ts';

const Sentence = z.strictObject({ id: z.string(), en: z.string() });

export const Finding = z.strictObject({
  kode: z.enum([...ROW_CODES, ...FILE_CODES]),
  level: z.enum(['error', 'warning']),
  /** Rows that bear it; 1 for a code of the whole file. */
  jumlah: Count,
  arti: Sentence,
  perbaikan: Sentence,
  /** The first rows that bear it, as a spreadsheet counts them. */
  baris: z.array(Count),
  /** The same with the cell's address, and what it says unless that is personal (then null). */
  contoh: z.array(z.strictObject({ baris: Count, kolom: z.string().nullable(), nilai: z.string().nullable() })),
});
export type Finding = z.infer<typeof Finding>;

/** Rows that bear a code, in the upload before and in this one. */
const CodeCounts = z.strictObject({ kode: z.enum([...ROW_CODES, ...FILE_CODES]), sebelum: Count, sesudah: Count });

/** Against the upload of this key that came before. */
export const SinceBefore = z.strictObject({
  versi: z.string(),
  /** Codes that are gone, that are new, and that are there still, with their numbers of rows. */
  selesai: z.array(CodeCounts),
  baru: z.array(CodeCounts),
  tetap: z.array(CodeCounts),
});
export type SinceBefore = z.infer<typeof SinceBefore>;

/** A region's row of coverage.csv for SEMUA, as far as a clerk asks for it. */
const RegionFigures = z.strictObject({
  terdata: Count,
  aktif: Count,
  klaim: Count,
  duplikat: Count,
  cakupan_persen: z.string(),
});
export type RegionFigures = z.infer<typeof RegionFigures>;

/** What the revision that this version first counted in says of its region. */
export const AsPublished = z.strictObject({
  revisi: z.string(),
  revisiSebelumnya: z.string().nullable(),
  wilayah: z.string(),
  sebelum: RegionFigures.nullable(),
  sesudah: RegionFigures.nullable(),
  /** Rows of this list whose person is counted by another row: of a list of the same territory, or of another one's. */
  duplikat: z.strictObject({ sendiri: Count, lain: Count }),
});
export type AsPublished = z.infer<typeof AsPublished>;

export const Report = z.strictObject({
  kunci: z.string(),
  versi: z.string(),
  slot: z.string().nullable(),
  /** `ditahan`: it passed, but is held until somebody vouches for it. */
  hasil: z.enum(['diterima', 'ditahan', 'ditolak']),
  /** The code that rejected the file whole, or held it; null where it is accepted. */
  kode: z.enum(FILE_CODES).nullable(),
  /** More on `kode`. */
  rincian: Sentence.nullable(),
  /** What counts for the key now: this version, an earlier one, or none; or a newer upload has taken this one's place. */
  berlaku: z.enum(['versi_ini', 'versi_sebelumnya', 'versi_lebih_baru', 'tidak_ada']),
  baris: Counts,
  pembacaan: z.strictObject({
    encoding: z.enum(ENCODINGS).nullable(),
    pemisah: z.string().nullable(),
    /** Of a workbook: the sheet. */
    lembar: SheetRead.nullable(),
    barisJudul: Count.nullable(),
    kolomLain: z.array(z.string()),
  }),
  /** Errors first, the most frequent first. */
  temuan: z.array(Finding),
  /** What is no fault but good to know. */
  catatan: z.array(Sentence),
  /** Null for a first upload. */
  sejak: SinceBefore.nullable(),
  /** Null until a revision in which this version counts is published; of lists of people alone. */
  terbit: AsPublished.nullable(),
  /** Path of the rejected rows, beside this report; null where there are none. */
  barisDitolak: z.string().nullable(),
  /** The same as a workbook: its path, and how many of the rows it holds. */
  bukuKerjaDitolak: z.strictObject({ path: z.string(), baris: Count }).nullable(),
  /** The execution that failed, where the program and not the file is to blame. */
  eksekusi: z.string().nullable(),
});
export type Report = z.infer<typeof Report>;

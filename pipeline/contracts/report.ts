/** `report.json`: how one version of an upload was judged, for the region that sent it. No NIK, name or birth date. */
import { z } from 'zod';
import { ENCODINGS } from '../ingest/encoding.ts';
import { FILE_CODES, ROW_CODES } from '../rules/codes.ts';
import { Count, Counts } from './run.ts';

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
});
export type Finding = z.infer<typeof Finding>;

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
    barisJudul: Count.nullable(),
    kolomLain: z.array(z.string()),
  }),
  /** Errors first, the most frequent first. */
  temuan: z.array(Finding),
  /** Path of the rejected rows, beside this report; null where there are none. */
  barisDitolak: z.string().nullable(),
  /** The execution that failed, where the program and not the file is to blame. */
  eksekusi: z.string().nullable(),
});
export type Report = z.infer<typeof Report>;

/**
 * What the page reads: the tables of one revision and tier, cut into files by region. Every cell is the cell of a table; nothing is
 * computed here that a table does not say.
 *
 * A file is a script of one call, `cakupan("2023-08/r3/exact/view/81",{…});` and a line end: strict JSON between the first comma and the
 * last parenthesis. Over HTTP the page fetches the text and parses that JSON, so that a damaged file is told apart; in a plain
 * folder, where browsers forbid to fetch, it adds a `<script src>`, and the call hands over the same.
 *
 * Of a revision, in `<periode>/<revision>/<tier>/view/`:
 *
 * - `ringkas.js` (`SummaryView`): every region down to kabupaten/kota, its row SEMUA and who has reported;
 * - `00.js`, a province, a kabupaten/kota (`RegionView`): the region and its children in full. It is there where the summary says
 *   `rinci`; where it is not, the file of the region above has all that is known of it. Of kabupaten/kota in the exact tier alone;
 * - `monev.js` (`MonevView`): what monitoring asks, for all regions at once;
 * - `perubahan.js` (`ChangesView`, exact alone): against the revision before, with the uploads that caused it;
 * - `metadata.js`: the same as `datapackage.json` beside the tables: their columns, sources, licences, sizes and hashes.
 *
 * Beside the revisions: `index.js`, `<periode>/latest.js`, for officials `<periode>/changelog.js`: the JSON of the same name
 * (contracts/published.ts), called `"index"`, `"2023-08/latest"`, `"2023-08/changelog"`.
 */
import * as z from 'zod';
import { INSTRUKSI, KATEGORI_PUBLISHED, SUMBER_DANA } from '../rules/vocabulary.ts';
import { Changes } from './published.ts';
import { Count, FileCodeSchema, Periode, RowCodeSchema } from './run.ts';

/** Raised when a page for this one could not read the other. */
export const VIEW_FORMAT = 1;

/** The function that a file calls. */
export const VIEW_CALL = 'cakupan';

/**
 * A cell as its table shows it: a number; a word or a text; null where it is empty; `[c]` where the public tier hides it. A number that
 * a browser would round (a potensi beyond 2^53) is its digits as text.
 */
export const Cell = z.union([z.number(), z.string(), z.null()]);
export type Cell = z.infer<typeof Cell>;

/** The columns of a row, in order. The public tier's end earlier where so noted: what stands last is for officials. */
export const CELLS = {
  /** By kategori. */
  coverage: [
    'terdata',
    'aktif',
    'non_aktif',
    'diusulkan',
    'belum',
    'jkk',
    'jkm',
    'jht',
    'jp',
    'jkp',
    'menunggak',
    'klaim',
    'duplikat',
    'konflik',
    'status_berbeda',
    'persen_terdata',
    'potensi',
    'potensi_dasar',
    'aktif_dasar',
    'cakupan_persen',
  ],
  /** By kategori. Public: without slot. */
  targets: ['potensi', 'target_persen', 'sumber', 'tanggal_acuan', 'sejak', 'slot'],
  /** By instruksi. */
  commitments: ['status', 'tenggat', 'terlambat', 'anggaran_rp', 'realisasi_rp', 'sejak'],
  /** Of the nation, a province, a kabupaten/kota. Public: without the two of rows. */
  reporting: [
    'status',
    'berkas_berlaku',
    'berkas_tidak_berlaku',
    'kabkota_lapor',
    'kabkota_total',
    'baris_diterima',
    'baris_ditolak',
  ],
  /** Of a kabupaten/kota that has a participants file or a claim. */
  villages100: ['jumlah_desa', 'desa_tercapai', 'persen'],
  /** Exact tier alone: a row per live key of the region's own folder. */
  files: ['kunci', 'slot', 'hasil', 'kode', 'berlaku', 'baris_lolos', 'baris_ditolak', 'baris_dilewati'],
  /** `kategori` of monev: three cells of coverage. */
  begun: ['terdata', 'aktif', 'potensi'],
} as const;

const Kategori = z.enum(KATEGORI_PUBLISHED);
const CoverageRow = z.array(Cell).length(CELLS.coverage.length);
const TargetRow = row(CELLS.targets, 1);
const CommitmentRow = row(CELLS.commitments);
const ReportingRow = row(CELLS.reporting, 2);
const VillagesRow = row(CELLS.villages100);

/** What is there of a region. What is not there is in no table: never a zero. */
const Known = z.strictObject({
  /** Without dots; `00` for the nation. */
  kode: z.string(),
  nama: z.string(),
  /**
   * No row: nobody is known there, and no potensi. In the public tier also where there are 7 claims or fewer; so there may be
   * rows and none of SEMUA, which in the exact tier is there wherever there is any.
   */
  coverage: z.partialRecord(Kategori, CoverageRow).optional(),
  /** Of nation, province, kabupaten/kota: kategori → source of funds → active people. */
  funding: z.partialRecord(Kategori, z.partialRecord(z.enum(SUMBER_DANA), Count)).optional(),
  targets: z.partialRecord(Kategori, TargetRow).optional(),
  commitments: z.partialRecord(z.enum(INSTRUKSI), CommitmentRow).optional(),
  reporting: ReportingRow.optional(),
  villages100: VillagesRow.optional(),
  /** The files of its own folder, in byte order of their keys, with how many rows bear each code. */
  files: z
    .array(z.strictObject({ berkas: row(CELLS.files), kode: z.partialRecord(RowCodeSchema, Count).optional() }))
    .optional(),
});

/** A region with what is below it: kabupaten/kota of a province, villages of a kecamatan. All are named, known or not. */
const Parent = z.strictObject({ ...Known.shape, anak: z.array(Known).optional() });

export const RegionBlock = z.strictObject({ ...Known.shape, anak: z.array(Parent).optional() });
export type RegionBlock = z.infer<typeof RegionBlock>;

const Head = { format: z.literal(VIEW_FORMAT), periode: Periode, revision: z.string() };

/** `view/<kode>.js`: the nation with its provinces, a province with its kabupaten/kota, a kabupaten/kota with its kecamatan and their villages. */
export const RegionView = z.strictObject({ ...Head, wilayah: RegionBlock });
export type RegionView = z.infer<typeof RegionView>;

/** `view/ringkas.js`: the nation, the provinces, the kabupaten/kota, each level in the order of its codes. */
export const SummaryView = z.strictObject({
  ...Head,
  wilayah: z.array(
    z.strictObject({
      kode: z.string(),
      nama: z.string(),
      /** MELAPOR, DITOLAK, DITARIK, BELUM_LAPOR: of the region's own participants files; others may speak of it all the same. */
      status: z.string(),
      /** Its row SEMUA; null where there is none. */
      semua: CoverageRow.nullable(),
      /** Whether it has a file of its own. */
      rinci: z.boolean(),
    }),
  ),
});
export type SummaryView = z.infer<typeof SummaryView>;

/** What is known of files: how many, how many of them were rejected whole, their rows, and how many rows bear each code. */
export const Quality = z.strictObject({
  berkas: Count,
  berkas_ditolak: Count,
  baris_lolos: Count,
  baris_ditolak: Count,
  baris_dilewati: Count,
  /** Codes of rows, errors and warnings. */
  kode: z.partialRecord(RowCodeSchema, Count),
  /** Codes of whole files. */
  kode_berkas: z.partialRecord(FileCodeSchema, Count),
});
export type Quality = z.infer<typeof Quality>;

/** `view/monev.js`: the regions of the summary, in its order; names, duplicates and conflicts are there. */
export const MonevView = z.strictObject({
  ...Head,
  wilayah: z.array(
    z.strictObject({
      kode: z.string(),
      reporting: ReportingRow,
      /** The kategori that have a row; SEMUA is in the summary. */
      kategori: z.partialRecord(Kategori, row(CELLS.begun)).optional(),
      commitments: z.partialRecord(z.enum(INSTRUKSI), CommitmentRow).optional(),
      villages100: VillagesRow.optional(),
      /** Exact tier alone: over all live keys of its own folder. */
      kualitas: Quality.optional(),
    }),
  ),
  /** Exact tier alone: keys of the period whose folder is no region's; absent where there are none. */
  tanpa_wilayah: Quality.optional(),
});
export type MonevView = z.infer<typeof MonevView>;

/** `view/perubahan.js`: what `changes.json` says of nation, provinces and kabupaten/kota. */
export const ChangesView = z.strictObject({
  ...Head,
  previous: Changes.shape.previous,
  slots: Changes.shape.slots,
  penyebab: Changes.shape.penyebab,
  /** Of nation, provinces and kabupaten/kota alone. */
  cells: Changes.shape.cells,
  /** Changed cells of kecamatan and villages, and those beyond what is named. */
  lainnya: Count,
});
export type ChangesView = z.infer<typeof ChangesView>;

/** @param shorter how many of the last columns the public tier leaves out */
function row(columns: readonly string[], shorter = 0) {
  return z
    .array(Cell)
    .min(columns.length - shorter)
    .max(columns.length);
}

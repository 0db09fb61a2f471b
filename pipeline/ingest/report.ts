/** Composes and writes the report of a version: `report.json` for programs, `report.html` for the clerk. */
import { type Finding, Report, type SinceBefore } from '../contracts/report.ts';
import { type Example, Run } from '../contracts/run.ts';
import type { Outcome } from '../contracts/steps.ts';
import { hashOf } from '../hash.ts';
import type { ObjectStore, Ports } from '../ports.ts';
import { FILE_CODES, ROW_CODES, RULES, type Sentence } from '../rules/codes.ts';
import { readIfStored } from '../stored.ts';
import { pageFrom, reportFolder } from './folders.ts';
import { MOST_ROWS } from './rejected-workbook.ts';
import { reportPage } from './report-page.ts';
import type { UnreadableReason } from './unreadable.ts';

/** Where the reports of a version lie. */
export function reportOf(of: Pick<Outcome, 'slot' | 'key' | 'version'>, ports: Pick<Ports, 'sha256'>): string {
  return reportFolder(reportRoot(of, ports), of.version);
}

/** Where the reports of all versions lie; a key without a slot is known by a hash of itself. */
export function reportRoot({ slot, key }: Pick<Outcome, 'slot' | 'key'>, ports: Pick<Ports, 'sha256'>): string {
  if (slot !== null) return slot;
  return `_path/${hashOf(new TextEncoder().encode(key), ports).slice(0, 32)}`;
}

/** What a key's record says once the outcome is registered: the newest version, the one in force, the one held. */
export interface Standing {
  readonly seen: Outcome;
  readonly accepted: Outcome | null;
  readonly held: Outcome | null;
}

/** @param before how the version that was the newest until now was judged; what an earlier report said of it stays */
export async function writeReport(
  outcome: Outcome,
  standing: Standing,
  ports: Pick<Ports, 'work' | 'reports' | 'sha256'>,
  execution?: string,
  before?: Outcome | null,
): Promise<void> {
  const run = outcome.run === null ? undefined : await readIfStored(ports.work, outcome.run, Run);
  const folder = reportOf(outcome, ports);
  const composed = compose(outcome, run, standing, execution);
  const known = await readReport(folder, ports.reports);
  const isNewer = before && before.version !== outcome.version;
  const sejak = isNewer ? sinceBefore(before, outcome) : (known?.sejak ?? null);
  await storeReport(folder, { ...composed, sejak, terbit: known?.terbit ?? null }, ports.reports);
}

export async function storeReport(folder: string, report: Report, reports: ObjectStore): Promise<void> {
  const encoder = new TextEncoder();
  await reports.write(`${folder}/report.html`, encoder.encode(reportPage(report, pageFrom(folder))));
  await reports.write(`${folder}/report.json`, encoder.encode(`${JSON.stringify(report, null, 1)}\n`));
}

/** Undefined where there is none, or one of an earlier edition of this program. */
export async function readReport(folder: string, reports: ObjectStore): Promise<Report | undefined> {
  const bytes = await reports.read(`${folder}/report.json`);
  return bytes && Report.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
}

/** What is mended, what is new and what is there still, by the numbers of rows. */
function sinceBefore(before: Outcome, now: Outcome): SinceBefore {
  const counts = ({ kode, issues }: Outcome): Readonly<Record<string, number>> => ({
    ...issues,
    ...(kode === null ? {} : { [kode]: 1 }),
  });
  const [old, current] = [counts(before), counts(now)];
  const all = [...ROW_CODES, ...FILE_CODES]
    .map((kode) => ({ kode, sebelum: old[kode] ?? 0, sesudah: current[kode] ?? 0 }))
    .sort((a, b) => b.sesudah - a.sesudah || b.sebelum - a.sebelum);
  return {
    versi: before.version,
    selesai: all.filter(({ sebelum, sesudah }) => sebelum > 0 && sesudah === 0),
    baru: all.filter(({ sebelum, sesudah }) => sebelum === 0 && sesudah > 0),
    tetap: all.filter(({ sebelum, sesudah }) => sebelum > 0 && sesudah > 0),
  };
}

/** The report as far as the version itself tells it. */
export function compose(outcome: Outcome, run: Run | undefined, standing: Standing, execution?: string): Report {
  const kode = outcome.kode ?? (standing.held?.version === outcome.version ? 'SHRUNK' : null);
  return {
    kunci: outcome.key,
    versi: outcome.version,
    slot: outcome.slot,
    hasil: kode === null ? 'diterima' : kode === 'SHRUNK' ? 'ditahan' : 'ditolak',
    kode,
    rincian: run ? detail(run) : null,
    berlaku: inForce(outcome, standing),
    baris: outcome.counts,
    pembacaan: {
      encoding: run?.encoding ?? null,
      pemisah: run?.delimiter ?? null,
      lembar: run?.lembar ?? null,
      barisJudul: run?.judul ?? null,
      kolomLain: (run?.kolomLain ?? []).slice(0, MOST_COLUMNS),
    },
    temuan: findings({ ...outcome, kode }, run),
    catatan: run ? notes(run) : [],
    sejak: null,
    terbit: null,
    barisDitolak: run?.rejected ? 'rejected.csv' : null,
    bukuKerjaDitolak: run?.rejected
      ? { path: 'rejected.xlsx', baris: Math.min(outcome.counts.ditolak, MOST_ROWS) }
      : null,
    eksekusi: execution ?? null,
  };
}

function inForce({ version }: Outcome, { seen, accepted }: Standing): Report['berlaku'] {
  if (accepted?.version === version) return 'versi_ini';
  if (seen.version !== version) return 'versi_lebih_baru';
  return accepted ? 'versi_sebelumnya' : 'tidak_ada';
}

function findings(outcome: Outcome, run: Run | undefined): Finding[] {
  const whole = outcome.kode === null ? [] : [finding(outcome.kode, 1, [])];
  const rows = ROW_CODES.flatMap((code) => {
    const count = outcome.issues[code];
    return count === undefined ? [] : [finding(code, count, run?.contoh[code] ?? [])];
  });
  const rank = (one: Finding) => (one.level === 'error' ? 0 : 1);
  return [...whole, ...rows.sort((a, b) => rank(a) - rank(b) || b.jumlah - a.jumlah)];
}

function finding(kode: keyof typeof RULES, jumlah: number, examples: readonly Example[]): Finding {
  const { level, means, remedy } = RULES[kode];
  const contoh = examples.map(({ baris, kolom, nilai }) => ({
    baris,
    kolom: kolom === null ? null : columnLetters(kolom),
    nilai,
  }));
  return { kode, level, jumlah, arti: means, perbaikan: remedy, baris: contoh.map(({ baris }) => baris), contoh };
}

/** Names of unknown columns in a report, at the most. */
const MOST_COLUMNS = 200;

/** Column 0 is A, column 26 AA. */
function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}

/** What is no fault, but what the sender of a workbook may not expect. */
function notes({ lembar }: Run): Sentence[] {
  if (!lembar) return [];
  const { nama, tersembunyi, lain, barisTersembunyi, rumusTanpaNilai } = lembar;
  const found: Sentence[] = [];
  if (tersembunyi) {
    found.push({
      id: `Lembar "${nama}" tersembunyi; tetap dibaca.`,
      en: `The sheet "${nama}" is hidden; it was read all the same.`,
    });
  }
  if (lain > 0) {
    found.push({
      id: `Hanya lembar "${nama}" yang dibaca: lembar pertama yang punya judul kolom. ${lain} lembar lain tidak dibaca.`,
      en: `Only the sheet "${nama}" was read: the first with a header. ${lain} other sheets were not.`,
    });
  }
  if (barisTersembunyi > 0) {
    found.push({
      id: `${barisTersembunyi} baris tersembunyi atau tersaring; tetap dibaca.`,
      en: `${barisTersembunyi} rows are hidden or filtered away; they were read all the same.`,
    });
  }
  if (rumusTanpaNilai > 0) {
    found.push({
      id: `${rumusTanpaNilai} sel berisi rumus tanpa hasil, dibaca sebagai kosong. Buka di Excel, simpan, lalu kirim ulang.`,
      en: `${rumusTanpaNilai} cells hold a formula without its result and read as empty. Open the file in Excel, save it and send it again.`,
    });
  }
  return found;
}

/** What exactly makes a file unreadable, or which columns its header lacks. */
function detail({ rincian: { reason, missing } }: Run): Sentence | null {
  if (missing && missing.length > 0) {
    return {
      id: `Kolom yang tidak ditemukan: ${missing.join(', ')}.`,
      en: `Columns not found: ${missing.join(', ')}.`,
    };
  }
  return reason === undefined ? null : (REASONS[reason] ?? null);
}

const REASONS: Record<string, Sentence> = {
  NUL: {
    id: 'Isinya bukan teks (berkas biner, atau UTF-16 tanpa penanda).',
    en: 'Its content is not text (a binary file, or UTF-16 without its mark).',
  },
  OPEN_QUOTE: {
    id: 'Ada tanda petik (") yang dibuka tetapi tidak pernah ditutup.',
    en: 'A quotation mark (") is opened and never closed.',
  },
  RECORD_TOO_LONG: {
    id: 'Satu baris lebih panjang dari 16 MB; biasanya karena tanda petik yang tidak ditutup.',
    en: 'One row is longer than 16 MB; mostly because a quotation mark is never closed.',
  },
  NOT_GZIP: {
    id: 'Bukan berkas gzip yang utuh; kirim ulang, atau kirim CSV tanpa kompresi.',
    en: 'Not a whole gzip file; send it again, or send the CSV uncompressed.',
  },
  GZIP_BOMB: {
    id: 'Berkas terkompresi mengembang secara tidak wajar; pembacaan dihentikan.',
    en: 'The compressed file expands beyond all measure; reading was stopped.',
  },
  NOT_ZIP: {
    id: 'Isinya bukan buku kerja Excel (.xlsx), mungkin hanya nama akhirannya yang diganti. Buka di Excel, pilih Simpan Sebagai, jenis "Buku Kerja Excel (*.xlsx)".',
    en: 'Its content is no Excel workbook (.xlsx); perhaps only the extension was renamed. Open it in Excel and choose Save As, type "Excel Workbook (*.xlsx)".',
  },
  OLD_EXCEL: {
    id: 'Ini berkas Excel lama (.xls) yang namanya diganti. Buka di Excel, pilih Simpan Sebagai, jenis "Buku Kerja Excel (*.xlsx)".',
    en: 'This is an old Excel file (.xls) under another name. Open it in Excel and choose Save As, type "Excel Workbook (*.xlsx)".',
  },
  ENCRYPTED: {
    id: 'Buku kerja ini dilindungi kata sandi. Di Excel: File, Info, Lindungi Buku Kerja, Enkripsi dengan Kata Sandi; kosongkan, lalu simpan.',
    en: 'This workbook is protected by a password. In Excel: File, Info, Protect Workbook, Encrypt with Password; leave it empty and save.',
  },
  NOT_WORKBOOK: {
    id: 'Tidak ada lembar kerja Excel di dalamnya (misalnya .ods, .xlsb, atau .docx yang namanya diganti). Simpan dari Excel sebagai .xlsx.',
    en: 'It holds no Excel worksheet (such as an .ods, .xlsb or .docx under another name). Save it from Excel as .xlsx.',
  },
  ZIP_BROKEN: {
    id: 'Buku kerja ini tidak utuh: mungkin terputus saat dikirim. Kirim ulang; bila Excel pun tidak dapat membukanya, pakai salinan lain.',
    en: 'This workbook is not whole: perhaps it was cut off on the way. Send it again; if Excel cannot open it either, take another copy.',
  },
  XLSX_BROKEN: {
    id: 'Isi buku kerja ini rusak. Buka di Excel (yang akan memperbaikinya), simpan, lalu kirim ulang.',
    en: 'The content of this workbook is damaged. Open it in Excel (which repairs it), save it and send it again.',
  },
  XML_DTD: {
    id: 'Buku kerja ini berisi definisi dokumen (DTD), yang tidak pernah ditulis Excel; demi keamanan tidak dibaca. Simpan ulang dari Excel.',
    en: 'This workbook holds a document type (DTD), which Excel never writes; for safety it is not read. Save it anew from Excel.',
  },
  XLSX_BOMB: {
    id: 'Buku kerja ini mengembang secara tidak wajar; pembacaan dihentikan. Salin datanya ke buku kerja baru lalu kirim ulang.',
    en: 'This workbook expands beyond all measure; reading was stopped. Copy its data into a new workbook and send that.',
  },
  XLSX_TOO_LARGE: {
    id: 'Buku kerja ini terlalu besar. Simpan sebagai "CSV UTF-8", atau bagi menjadi beberapa berkas berlabel.',
    en: 'This workbook is too large. Save it as "CSV UTF-8", or divide it into several files with labels.',
  },
} satisfies Record<UnreadableReason, Sentence>;

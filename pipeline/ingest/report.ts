/** Composes and writes the report of a version: `report.json` for programs, `report.html` for the clerk. */
import type { Finding, Report } from '../contracts/report.ts';
import { Run } from '../contracts/run.ts';
import type { Outcome } from '../contracts/steps.ts';
import type { Ports } from '../ports.ts';
import { ROW_CODES, RULES, type Sentence } from '../rules/codes.ts';
import { readIfStored } from '../stored.ts';
import { reportFolder } from './folders.ts';
import type { Unreadable } from './records.ts';
import { reportPage } from './report-page.ts';

/** Where the reports of a version lie. */
export function reportOf(of: Pick<Outcome, 'slot' | 'key' | 'version'>, ports: Pick<Ports, 'sha256'>): string {
  return reportFolder(reportRoot(of, ports), of.version);
}

/** Where the reports of all versions lie; a key without a slot is known by a hash of itself. */
export function reportRoot({ slot, key }: Pick<Outcome, 'slot' | 'key'>, ports: Pick<Ports, 'sha256'>): string {
  if (slot !== null) return slot;
  const hash = ports.sha256();
  hash.update(new TextEncoder().encode(key));
  return `_path/${hash.hex().slice(0, 32)}`;
}

/** What a key's record says once the outcome is registered: the newest version, the one in force, the one held. */
export interface Standing {
  readonly seen: Outcome;
  readonly accepted: Outcome | null;
  readonly held: Outcome | null;
}

export async function writeReport(
  outcome: Outcome,
  standing: Standing,
  ports: Ports,
  execution?: string,
): Promise<void> {
  const run = outcome.run === null ? undefined : await readIfStored(ports.work, outcome.run, Run);
  const report = compose(outcome, run, standing, execution);
  const folder = reportOf(outcome, ports);
  const encoder = new TextEncoder();
  await ports.reports.write(`${folder}/report.html`, encoder.encode(reportPage(report)));
  await ports.reports.write(`${folder}/report.json`, encoder.encode(`${JSON.stringify(report, null, 1)}\n`));
}

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
      barisJudul: run?.judul ?? null,
      kolomLain: run?.kolomLain ?? [],
    },
    temuan: findings({ ...outcome, kode }, run),
    barisDitolak: run?.rejected ? 'rejected.csv' : null,
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

function finding(kode: keyof typeof RULES, jumlah: number, baris: number[]): Finding {
  const { level, means, remedy } = RULES[kode];
  return { kode, level, jumlah, arti: means, perbaikan: remedy, baris };
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
} satisfies Record<Unreadable['reason'], Sentence>;

/**
 * Opens an upload that should be a workbook, finds the first sheet that has a header, and gives that sheet as the bytes of
 * delimited records: from there on every rule is the one for CSV.
 */
import { joined } from '../bytes.ts';
import type { SheetRead } from '../contracts/run.ts';
import { findHeader } from '../ingest/header.ts';
import { Unreadable } from '../ingest/unreadable.ts';
import { type Jenis, KEY_COLUMN } from '../rules/columns.ts';
import { DELIMITER } from './out.ts';
import { Pages } from './pages.ts';
import type { Sheet } from './sheet.ts';
import { type SheetEntry, Workbook } from './workbook.ts';
import { bombLimit, Zip } from './zip.ts';

/** The header is one of the first so many rows. */
const SEARCHED = 20;

export interface OpenWorkbook {
  /** UTF-8; cells are parted by `delimiter`. */
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly delimiter: string;
  /** The sheet, complete once all of it is read; null when none has a header. */
  readonly sheet: () => SheetRead | null;
}

/** @throws Unreadable when it is no workbook, or one that must not be read */
export async function openWorkbook(
  source: AsyncIterable<Uint8Array>,
  jenis: Jenis,
  kernel: WebAssembly.Module,
): Promise<OpenWorkbook> {
  const file = await Pages.of(source);
  assertZip(file);
  const workbook = new Workbook(new Zip(file));
  const { entry, header } = search(workbook, jenis, kernel);
  const delimiter = String.fromCharCode(DELIMITER);
  if (!header) {
    // What is said of a file without a header depends on whether there is anything in it, on any sheet.
    const all = [entry, ...workbook.sheets.filter((one) => one !== entry)];
    const sheets = all.map((one) => workbook.read(one));
    return { pieces: bounded(sheets, file.size), delimiter, sheet: () => null };
  }
  const column = header.columns.get(KEY_COLUMN[jenis]) ?? 0;
  const numberless = jenis === 'peserta' ? { column: column + 1, below: header.index + 1 } : undefined;
  const sheet = workbook.read(entry, numberless);
  const read = () => ({
    nama: /\d{6}/.test(entry.name) ? '…' : entry.name.slice(0, 60),
    tersembunyi: entry.hidden,
    lain: workbook.sheets.length - 1,
    barisTersembunyi: sheet.hiddenRows,
    rumusTanpaNilai: sheet.unknownFormulas,
  });
  return { pieces: bounded([sheet], file.size), delimiter, sheet: read };
}

/** The first sheet with a header; without one, the sheet that lacks the fewest columns. */
function search(workbook: Workbook, jenis: Jenis, kernel: WebAssembly.Module) {
  let best: SheetEntry | undefined;
  let lacking = Number.POSITIVE_INFINITY;
  for (const entry of workbook.sheets) {
    const first = joined(Array.from(workbook.read(entry).records(SEARCHED), (piece) => piece.slice()));
    const { found, missing } = findHeader(first, true, jenis, false, kernel, [String.fromCharCode(DELIMITER)]);
    if (found) return { entry, header: found };
    if (missing.length < lacking) [best, lacking] = [entry, missing.length];
  }
  if (!best) throw new Unreadable('NOT_WORKBOOK');
  return { entry: best, header: undefined };
}

/** The records of all sheets. A small file that becomes too many bytes is a bomb: a text may be repeated a million times. */
async function* bounded(sheets: readonly Sheet[], size: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for (const sheet of sheets) {
    for (const piece of sheet.records()) {
      bytes += piece.length;
      if (bytes > bombLimit(size)) throw new Unreadable('XLSX_BOMB');
      yield piece;
    }
  }
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b];

/** An encrypted workbook lies in a file of the old kind, under a name that says so. */
const ENCRYPTED = 'EncryptedPackage';
const LOOKED_THROUGH = 1024 * 1024;

function assertZip(file: Pages): void {
  const head = file.copy(0, 4);
  if (OLE.every((byte, i) => head[i] === byte)) {
    const ends = [file.copy(0, LOOKED_THROUGH), file.copy(Math.max(0, file.size - LOOKED_THROUGH), file.size)];
    const utf16 = new TextDecoder('utf-16le');
    throw new Unreadable(ends.some((end) => utf16.decode(end).includes(ENCRYPTED)) ? 'ENCRYPTED' : 'OLD_EXCEL');
  }
  if (!ZIP.every((byte, i) => head[i] === byte)) throw new Unreadable('NOT_ZIP');
}

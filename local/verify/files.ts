/** Holds files.csv and issues.csv against the keys in the manifest, and against each other. */
import type { Bytes } from '../../pipeline/ports.ts';
import { wholeNumber } from './arithmetic.ts';
import { readRows } from './csv.ts';
import type { Sheet } from './fault.ts';
import type { Inputs } from './inputs.ts';
import { checkIssues, readIssues } from './issues.ts';
import { LAW } from './laws.ts';

/** What files.csv says of a key's latest version. */
export interface Judged {
  readonly lolos: number;
  readonly ditolak: number;
  readonly dilewati: number;
}

const COUNTS = ['baris_lolos', 'baris_ditolak', 'baris_dilewati'] as const;

/** Codes of files of which no row could be read. */
const UNREAD = new Set(['PATH_INVALID', 'UNREADABLE', 'HEADER_NOT_FOUND', 'FILE_EMPTY', 'PROCESSING_FAILED']);

/** Whole NIKs from which on their last digits can give a file away. */
const TRACE_FROM = 10;

/**
 * @returns files.csv by key
 * @throws Unsound
 */
export function checkFiles(
  files: Sheet,
  issues: Sheet,
  { keys }: Inputs,
  bytes: { files: Bytes; issues: Bytes },
): ReadonlyMap<string, Judged> {
  const live = keys.filter(({ key }) => !key.withdrawn);
  const rows = readRows(files, bytes.files);
  const found = readIssues(issues, bytes.issues, live);
  const judged = new Map<string, Judged>();
  for (const [i, { key, slot }] of live.entries()) {
    const [name, place, hasil, kode, berlaku, ...cells] = rows[i] ?? [];
    if (name === undefined) throw files.unsound(key.key, null, null, key.key, LAW.present);
    if (name !== key.key) {
      const isKnown = live.some((one) => one.key.key === name);
      throw files.unsound(isKnown ? key.key : name, 'kunci', name, key.key, isKnown ? LAW.present : LAW.absent);
    }
    files.equal(name, 'slot', place ?? '', key.slot ?? '', LAW.files);
    files.equal(name, 'hasil', hasil ?? '', key.kode === null ? 'diterima' : 'ditolak', LAW.files);
    files.equal(name, 'kode', kode ?? '', key.kode ?? '', LAW.files);
    files.equal(name, 'berlaku', berlaku ?? '', key.inForce === null ? 'tidak' : 'ya', LAW.files);
    const [lolos = -1, ditolak = -1, dilewati = -1] = cells.map((cell, c) => {
      const value = wholeNumber(cell);
      if (value < 0) throw files.unsound(name, COUNTS[c] ?? null, cell, null, LAW.number);
      return value;
    });
    const one = { lolos, ditolak, dilewati };
    checkCounts(files, name, key.kode, one);
    checkIssues(issues, name, slot?.jenis, one, found.get(name) ?? []);
    judged.set(name, one);
  }
  const more = rows[live.length];
  if (more) throw files.unsound(more[0] ?? '', null, more.join(','), null, LAW.absent);
  return judged;
}

/** Each judgement says something of the numbers of rows. */
function checkCounts(sheet: Sheet, name: string, kode: string | null, { lolos, ditolak, dilewati }: Judged): void {
  const rows = lolos + ditolak;
  if (kode !== null && UNREAD.has(kode)) {
    sheet.equal(name, 'baris_lolos', lolos, 0, LAW.judged);
    sheet.equal(name, 'baris_ditolak', ditolak, 0, LAW.judged);
    sheet.equal(name, 'baris_dilewati', dilewati, 0, LAW.judged);
  } else if (kode === 'TOO_MANY_REJECTED')
    sheet.atLeast(name, 'baris_ditolak', ditolak, Math.floor(rows / 2) + 1, LAW.judged);
  else if (kode === 'NIK_LAST_DIGIT_LOST') sheet.atLeast(name, 'baris_lolos', lolos, TRACE_FROM - ditolak, LAW.judged);
  else {
    // A file that passed has rows, and at most half of them are rejected.
    sheet.atLeast(name, 'baris_lolos', lolos, 1, LAW.judged);
    sheet.atMost(name, 'baris_ditolak', ditolak, lolos, LAW.judged);
  }
}

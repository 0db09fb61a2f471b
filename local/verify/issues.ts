/** Holds issues.csv against the numbers of rows of each file: a rejected row bears an error, an accepted one at most warnings. */
import type { Bytes } from '../../pipeline/ports.ts';
import { wholeNumber } from './arithmetic.ts';
import { readRows } from './csv.ts';
import type { Sheet } from './fault.ts';
import type { Judged } from './files.ts';
import type { Inputs } from './inputs.ts';
import { LAW } from './laws.ts';

interface Issue {
  readonly kode: string;
  readonly jumlah: number;
}

/** Errors of rows by kind of file (data contract, sections 3 and 5). */
const ERRORS: Readonly<Record<string, string>> = {
  peserta:
    'NIK_NUMERIC NIK_FORMAT NIK_PROVINCE NIK_BIRTHDATE NIK_SERIAL NAME_MISSING BIRTHDATE_INVALID GENDER_INVALID REGION_UNKNOWN REGION_OUTSIDE CATEGORY_UNKNOWN STATUS_UNKNOWN PROGRAM_INVALID FUNDING_UNKNOWN TMT_INVALID PAID_UNTIL_INVALID COLUMN_COUNT',
  target:
    'REGION_UNKNOWN REGION_OUTSIDE CATEGORY_UNKNOWN NUMBER_INVALID PERCENT_INVALID DATE_INVALID DUPLICATE_KEY COLUMN_COUNT',
  komitmen: 'REGION_UNKNOWN REGION_OUTSIDE INSTRUCTION_UNKNOWN STATUS_UNKNOWN DATE_INVALID NUMBER_INVALID COLUMN_COUNT',
};

const WARNINGS = 'NIK_BIRTHDATE_DIFFERS NIK_GENDER_DIFFERS NIK_REGION_DIFFERS AGE_RANGE TMT_FUTURE KPJ_FORMAT'.split(
  ' ',
);

/** A row with one of these bears nothing else. */
const ALONE = ['COLUMN_COUNT', 'DUPLICATE_KEY'];

/** No row bears two of a line: a NIK without 16 digits is looked at no further, a region is unknown or outside. */
const EXCLUSIVE = [
  ['NIK_NUMERIC', 'NIK_FORMAT', 'NIK_PROVINCE'],
  ['NIK_NUMERIC', 'NIK_FORMAT', 'NIK_BIRTHDATE'],
  ['NIK_NUMERIC', 'NIK_FORMAT', 'NIK_SERIAL'],
  ['REGION_UNKNOWN', 'REGION_OUTSIDE'],
];

/**
 * @param live the keys that the table may name, in their order
 * @throws Unsound
 */
export function readIssues(sheet: Sheet, bytes: Bytes, live: Inputs['keys']): Map<string, Issue[]> {
  const places = new Map(live.map(({ key }, place) => [key.key, place]));
  const found = new Map<string, Issue[]>();
  let before = { place: -1, kode: '' };
  for (const [kunci = '', kode = '', cell = ''] of readRows(sheet, bytes)) {
    const place = places.get(kunci);
    const name = `${kunci} ${kode}`;
    if (place === undefined) throw sheet.unsound(name, 'kunci', kunci, null, LAW.absent);
    const isNext = place > before.place || (place === before.place && kode > before.kode);
    if (!isNext) throw sheet.unsound(name, null, kunci, null, LAW.order);
    before = { place, kode };
    const jumlah = wholeNumber(cell);
    if (jumlah < 1) throw sheet.unsound(name, 'jumlah', cell, '≥ 1', LAW.number);
    found.set(kunci, [...(found.get(kunci) ?? []), { kode, jumlah }]);
  }
  return found;
}

/** @throws Unsound */
export function checkIssues(
  sheet: Sheet,
  kunci: string,
  jenis: string | undefined,
  { lolos, ditolak }: Judged,
  issues: readonly Issue[],
): void {
  const errors = new Set(ERRORS[jenis ?? '']?.split(' '));
  const counts = new Map(issues.map(({ kode, jumlah }) => [kode, jumlah]));
  const of = (kode: string) => counts.get(kode) ?? 0;
  const alone = ALONE.reduce((sum, kode) => sum + of(kode), 0);
  const rows = ditolak - alone;
  let all = 0;
  for (const { kode, jumlah } of issues) {
    const name = `${kunci} ${kode}`;
    if (errors.has(kode)) {
      all += jumlah;
      const others = ALONE.includes(kode) ? alone - jumlah : alone;
      sheet.atMost(name, 'jumlah', jumlah, ditolak - others, LAW.issues);
    } else if (jenis === 'peserta' && WARNINGS.includes(kode)) sheet.atMost(name, 'jumlah', jumlah, lolos, LAW.issues);
    else throw sheet.unsound(name, 'kode', kode, null, LAW.code);
  }
  sheet.atMost(kunci, 'jumlah', ditolak, all, LAW.issues);
  for (const line of EXCLUSIVE) {
    const sum = line.reduce((some, kode) => some + of(kode), 0);
    if (sum > 0) sheet.atMost(`${kunci} ${line.join('+')}`, 'jumlah', sum, rows, LAW.issues);
  }
}

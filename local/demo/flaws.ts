/** The mistakes that rows come with: for an error code, the cell that clerks and spreadsheets get wrong, and how. */
import type { RowCode } from '../../pipeline/rules/codes.ts';
import { COLUMNS } from '../../pipeline/rules/columns.ts';

/** The cells of a participant, in the order of the contract's columns. */
export type Cells = string[];

type Column = (typeof COLUMNS.peserta)[number];
type Flaw = readonly [Column, (cell: string) => string];

/** Spoils a row that is right so that it has this error and no other. */
export function spoil(cells: Cells, code: RowCode): void {
  const flaw = FLAWS[code];
  if (!flaw) throw new Error(`the sample has no row with ${code}`);
  const [column, wrong] = flaw;
  const at = COLUMNS.peserta.indexOf(column);
  cells[at] = wrong(cells[at] ?? '');
}

/** What a spreadsheet that keeps 15 digits makes of a NIK. */
export function lastDigitLost(nik: string): string {
  return `${bare(nik).slice(0, 15)}0`;
}

const FLAWS: Partial<Record<RowCode, Flaw>> = {
  NIK_NUMERIC: ['nik', (nik) => `${bare(nik).charAt(0)}.${bare(nik).slice(1, 3)}E+15`],
  NIK_FORMAT: ['nik', (nik) => bare(nik).slice(0, 15)],
  NIK_BIRTHDATE: ['nik', (nik) => `${bare(nik).slice(0, 6)}310275${bare(nik).slice(12)}`],
  NIK_SERIAL: ['nik', (nik) => `${bare(nik).slice(0, 12)}0000`],
  NAME_MISSING: ['nama', () => '-'],
  BIRTHDATE_INVALID: ['tanggal_lahir', (date) => `31/02/${/\d{4}/.exec(date)?.[0] ?? '1980'}`],
  GENDER_INVALID: ['jenis_kelamin', () => ''],
  // A code of BPS, as many lists still have it.
  REGION_UNKNOWN: ['kode_wilayah', (code) => `${code.slice(0, 4)}010`],
  REGION_OUTSIDE: ['kode_wilayah', (code) => (code.startsWith('8106') ? '8101' : '8106')],
  CATEGORY_UNKNOWN: ['kategori', () => 'Nelayan'],
  STATUS_UNKNOWN: ['status', () => 'Pindah'],
  PROGRAM_INVALID: ['program', () => 'JKK'],
  FUNDING_UNKNOWN: ['sumber_dana', () => 'Hibah'],
};

function bare(nik: string): string {
  return nik.replace("'", '');
}

/**
 * Which cell a finding is about, and what of it a report may show: never a NIK, a name, a birth date or a card's number, nor
 * what may be one of them in the wrong column.
 */
import type { Example } from '../contracts/run.ts';
import { bit, type RowCode } from '../rules/codes.ts';
import { readNumber } from '../rules/numbers.ts';
import { clean } from '../rules/text.ts';
import { readGender, readKategori, readProgram, readStatus, readSumberDana } from '../rules/vocabulary.ts';
import { optionalDate } from './cells.ts';

/** The columns that a code may be about, and in which of them a cell has the fault; the first will do where it is always that one. */
interface Concern {
  readonly columns: readonly string[];
  readonly isWrong?: (cell: string) => boolean;
  readonly personal?: true;
}

const NIK: Concern = { columns: ['nik'], personal: true };
const BORN: Concern = { columns: ['tanggal_lahir'], personal: true };

const CONCERNS: Readonly<Record<RowCode, Concern>> = {
  NIK_NUMERIC: NIK,
  NIK_FORMAT: NIK,
  NIK_PROVINCE: NIK,
  NIK_BIRTHDATE: NIK,
  NIK_SERIAL: NIK,
  NAME_MISSING: { columns: ['nama'], personal: true },
  BIRTHDATE_INVALID: BORN,
  GENDER_INVALID: { columns: ['jenis_kelamin'] },
  REGION_UNKNOWN: { columns: ['kode_wilayah'] },
  REGION_OUTSIDE: { columns: ['kode_wilayah'] },
  CATEGORY_UNKNOWN: { columns: ['kategori'] },
  STATUS_UNKNOWN: { columns: ['status'] },
  PROGRAM_INVALID: { columns: ['program'] },
  FUNDING_UNKNOWN: { columns: ['sumber_dana'] },
  TMT_INVALID: { columns: ['tmt'] },
  PAID_UNTIL_INVALID: { columns: ['iuran_sampai'] },
  COLUMN_COUNT: { columns: [] },
  NUMBER_INVALID: { columns: ['potensi', 'anggaran_rp', 'realisasi_rp'], isWrong: (cell) => readNumber(cell) < 0 },
  PERCENT_INVALID: { columns: ['target_persen'] },
  DATE_INVALID: { columns: ['tanggal_acuan', 'tenggat', 'tanggal'], isWrong: (cell) => optionalDate(cell) < 0 },
  DUPLICATE_KEY: { columns: ['kode_wilayah'] },
  INSTRUCTION_UNKNOWN: { columns: ['instruksi'] },
  NIK_BIRTHDATE_DIFFERS: NIK,
  NIK_GENDER_DIFFERS: NIK,
  NIK_REGION_DIFFERS: NIK,
  AGE_RANGE: BORN,
  TMT_FUTURE: { columns: ['tmt'] },
  KPJ_FORMAT: { columns: ['kpj'], personal: true },
};

/** Findings that say that the cells of a row may not stand where they should. */
const ASTRAY = bit('NIK_FORMAT') | bit('NIK_NUMERIC') | bit('NAME_MISSING') | bit('COLUMN_COUNT');

/** Columns in which a date is no birth date that went astray. */
const DATES = new Set(['tmt', 'iuran_sampai', 'tanggal_acuan', 'tenggat', 'tanggal']);

/** A code has ten digits, a NIK and the number of a card more. */
const MOST_DIGITS = 10;
/** What says L or P, and is mistyped. */
const MOST_OF_GENDER = 3;
const MOST_CHARACTERS = 40;

/** @param row the number of the row, as a spreadsheet counts; @param cell as sent, empty where the row has none; @param columns where the header has each */
export function exampleOf(
  code: RowCode,
  findings: number,
  row: number,
  cell: (place: number) => string,
  columns: ReadonlyMap<string, number>,
): Example {
  const text = (column: string) => {
    const place = columns.get(column);
    return place === undefined ? '' : clean(cell(place));
  };
  const { columns: possible, isWrong, personal } = CONCERNS[code];
  const known = possible.filter((column) => columns.has(column));
  const column = (isWrong && known.find((one) => isWrong(text(one)))) ?? known[0];
  if (column === undefined) return { baris: row, kolom: null, nilai: null };
  const kolom = columns.get(column) ?? null;
  const isHidden = personal || (findings & ASTRAY) !== 0 || isCode(text('nama'));
  return { baris: row, kolom, nilai: isHidden ? null : shown(text(column), column) };
}

/** Whether a name is a word of a list: then the columns have changed places, and the name is in another one. */
function isCode(name: string): boolean {
  if (name === '') return false;
  return [readGender, readKategori, readStatus, readProgram, readSumberDana].some((read) => read(name) >= 0);
}

function shown(text: string, column: string): string | null {
  if ((text.match(/\p{Nd}/gu) ?? []).length > MOST_DIGITS && !column.endsWith('_rp')) return null;
  if (column === 'jenis_kelamin' && text.length > MOST_OF_GENDER) return null;
  if (!DATES.has(column) && text !== '' && optionalDate(text) > 0) return null;
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

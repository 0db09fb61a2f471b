/**
 * Judges peserta records (data contract, section 3): all findings of a record as one number, and what it claims as fields.
 *
 * Cells in plain form are read from their bytes; any other cell goes by its text through the rules, whose answers are
 * remembered. A string is made only where a form is new.
 */

import { bit, ERRORS } from '../rules/codes.ts';
import { fullYears, periodEnd, periodMonth, readMonth } from '../rules/dates.ts';
import type { UploadKey } from '../rules/keys.ts';
import { judgeNik, NIK_DIGITS, nikBirthdate, nikGender, nikRegion, readNik } from '../rules/nik.ts';
import type { Regions } from '../rules/regions.ts';
import { clean } from '../rules/text.ts';
import { AKTIF, readGender } from '../rules/vocabulary.ts';
import { dateAt, eightDigits, hasLetter, monthAt, optionalDate } from './cells.ts';
import type { Header } from './header.ts';
import { danaIn, findingsIn, kategoriIn, Membership, programIn, statusIn } from './membership.ts';
import { cellText, Memo } from './memo.ts';
import type { Records } from './records.ts';

const NAME_MISSING = bit('NAME_MISSING');
const BIRTHDATE_INVALID = bit('BIRTHDATE_INVALID');
const GENDER_INVALID = bit('GENDER_INVALID');
const REGION_UNKNOWN = bit('REGION_UNKNOWN');
const REGION_OUTSIDE = bit('REGION_OUTSIDE');
const TMT_INVALID = bit('TMT_INVALID');
const PAID_UNTIL_INVALID = bit('PAID_UNTIL_INVALID');
const NIK_BIRTHDATE_DIFFERS = bit('NIK_BIRTHDATE_DIFFERS');
const NIK_GENDER_DIFFERS = bit('NIK_GENDER_DIFFERS');
const NIK_REGION_DIFFERS = bit('NIK_REGION_DIFFERS');
const AGE_RANGE = bit('AGE_RANGE');
const TMT_FUTURE = bit('TMT_FUTURE');
const KPJ_FORMAT = bit('KPJ_FORMAT');

/** Working age, full years at the end of the period. */
const YOUNGEST = 18;
const OLDEST = 64;

/** What `#kpj` remembers. */
const KPJ_FINE = 0;
const KPJ_ODD = 1;

/** What the cells of columns mean that is the same for every file; so one file learns from another. */
const DATES = new Memo(optionalDate, 32_000); // all birthdays of working people, in a way or two of writing them
const GENDERS = new Memo(readGender);
const LETTERS = Int8Array.from({ length: 128 }, (_, letter) => readGender(clean(String.fromCharCode(letter))));
const MONTHS = new Memo((cell) => (cell === '' ? 0 : readMonth(cell)));
const KPJ = new Memo((cell) => (cell === '' || /^\d{11}$/.test(cell) ? KPJ_FINE : KPJ_ODD));

export class Participants {
  /** The record last judged. The fields below hold only when its findings include no error. */
  readonly nik = new Uint8Array(NIK_DIGITS);
  /** The same digits, four to a word. */
  readonly nikWords = new Int32Array(this.nik.buffer);
  /** Whether its NIK has 16 digits, whatever else is wrong with it. */
  nikWhole = false;
  born = 0;
  gender = 0;
  region = 0;
  kategori = 0;
  status = 0;
  /** Bits by place in `PROGRAM`. */
  program = 0;
  /** Place in `SUMBER_DANA` + 1; 0 when none is given. */
  dana = 0;
  /** `yyyymmdd`; 0 when none is given, or it lies after the end of the period. */
  tmt = 0;
  /** Active, and paid up to a month before the period's. */
  arrears = false;

  readonly #end: number;
  readonly #month: number;
  readonly #regions: Regions;
  readonly #inside: Uint8Array;
  readonly #provinces: Uint8Array;
  readonly #areas: Memo;
  readonly #membership: Membership;
  readonly #at: Readonly<Record<Column, number>>;

  constructor(regions: Regions, upload: UploadKey, header: Pick<Header, 'columns' | 'cells' | 'delimiter'>) {
    this.#regions = regions;
    this.#end = periodEnd(upload.periode);
    this.#month = periodMonth(upload.periode);
    this.#inside = regions.within(regions.find(upload.wilayah));
    this.#provinces = provinces(regions);
    this.#areas = new Memo((cell) => regionOf(regions, cell));
    // A column that the header lacks reads as the cell behind the last one, which is empty (see `Records.pad`).
    const at = (column: Column) => header.columns.get(column) ?? header.cells.length;
    this.#at = {
      nik: at('nik'),
      nama: at('nama'),
      tanggal_lahir: at('tanggal_lahir'),
      jenis_kelamin: at('jenis_kelamin'),
      kode_wilayah: at('kode_wilayah'),
      kategori: at('kategori'),
      status: at('status'),
      program: at('program'),
      sumber_dana: at('sumber_dana'),
      tmt: at('tmt'),
      iuran_sampai: at('iuran_sampai'),
      kpj: at('kpj'),
    };
    this.#membership = new Membership(this.#at, header.delimiter.charCodeAt(0));
  }

  /** The findings of a record, padded, as bits of `ROW_CODES`; warnings are looked for only where there is no error. */
  judge(bytes: Uint8Array, records: Records): number {
    const { starts, ends, view } = records;
    const at = this.#at;

    let findings = this.#judgeNik(bytes, view, starts[at.nik]!, ends[at.nik]!);
    if (!hasLetter(bytes, starts[at.nama]!, ends[at.nama]!)) findings |= NAME_MISSING;
    this.born = dateAt(view, starts[at.tanggal_lahir]!, ends[at.tanggal_lahir]!, DATES);
    if (this.born <= 0 || this.born > this.#end) findings |= BIRTHDATE_INVALID;
    this.gender = genderAt(bytes, view, starts[at.jenis_kelamin]!, ends[at.jenis_kelamin]!);
    if (this.gender < 0) findings |= GENDER_INVALID;
    this.region = this.#regionAt(view, starts[at.kode_wilayah]!, ends[at.kode_wilayah]!);
    if (this.region < 0) findings |= REGION_UNKNOWN;
    else if (this.#inside[this.region] === 0) findings |= REGION_OUTSIDE;
    const said = this.#membership.in(view, records);
    findings |= findingsIn(said);
    this.kategori = kategoriIn(said);
    this.status = statusIn(said);
    this.program = programIn(said);
    this.dana = danaIn(said);
    this.tmt = dateAt(view, starts[at.tmt]!, ends[at.tmt]!, DATES);
    if (this.tmt < 0) findings |= TMT_INVALID;
    const paid = monthAt(view, starts[at.iuran_sampai]!, ends[at.iuran_sampai]!, MONTHS);
    if (paid < 0) findings |= PAID_UNTIL_INVALID;
    if ((findings & ERRORS) !== 0) return findings;

    this.arrears = this.status === AKTIF && paid > 0 && paid < this.#month;
    const odd =
      !isKpj(view, starts[at.kpj]!, ends[at.kpj]!) && KPJ.at(view, starts[at.kpj]!, ends[at.kpj]!) === KPJ_ODD;
    return findings | this.#warnings() | (odd ? KPJ_FORMAT : 0);
  }

  #judgeNik(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const nik = this.nik;
    this.nikWhole = end - start === NIK_DIGITS && eightDigits(view, start) && eightDigits(view, start + 8);
    if (this.nikWhole) {
      const words = this.nikWords;
      for (let i = 0; i < words.length; i++) words[i] = view.getInt32(start + 4 * i, true);
    } else {
      const digits = readNik(cellText(bytes, start, end));
      if (typeof digits === 'number') return digits;
      for (let i = 0; i < NIK_DIGITS; i++) nik[i] = digits.charCodeAt(i);
      this.nikWhole = true;
    }
    return judgeNik(nik, this.#provinces);
  }

  #regionAt(view: DataView, start: number, end: number): number {
    if (end - start === 10) {
      const village = this.#regions.findVillage(view, start);
      if (village >= 0) return village;
    }
    return this.#areas.at(view, start, end);
  }

  #warnings(): number {
    const nik = this.nik;
    let warnings = 0;
    if (nikBirthdate(nik) !== this.born % 1_000_000) warnings |= NIK_BIRTHDATE_DIFFERS;
    if (nikGender(nik) !== this.gender) warnings |= NIK_GENDER_DIFFERS;
    if (!this.#fromHere()) warnings |= NIK_REGION_DIFFERS;
    const age = fullYears(this.born, this.#end);
    if (age < YOUNGEST || age > OLDEST) warnings |= AGE_RANGE;
    if (this.tmt > this.#end) {
      warnings |= TMT_FUTURE;
      this.tmt = 0;
    }
    return warnings;
  }

  /** Whether the NIK begins with the first four digits of the region's code, or as many as it has. */
  #fromHere(): boolean {
    const prefix = this.#regions.prefix[this.region]!;
    const registered = nikRegion(this.nik);
    return prefix === registered || prefix === Math.floor(registered / 100);
  }
}

type Column =
  | 'nik'
  | 'nama'
  | 'tanggal_lahir'
  | 'jenis_kelamin'
  | 'kode_wilayah'
  | 'kategori'
  | 'status'
  | 'program'
  | 'sumber_dana'
  | 'tmt'
  | 'iuran_sampai'
  | 'kpj';

/** The region of a cell (dots allowed), or -1. The nation answers for nobody. */
function regionOf(regions: Regions, cell: string): number {
  const region = regions.find(cell.replaceAll('.', ''));
  return region === regions.nation ? -1 : region;
}

/** Eleven digits, or nothing. */
function isKpj(view: DataView, start: number, end: number): boolean {
  if (end - start !== 11) return end === start;
  return eightDigits(view, start) && eightDigits(view, start + 3);
}

/** One ASCII letter mostly, whose meaning is known beforehand. */
function genderAt(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  const letter = bytes[start]!;
  return end - start === 1 && letter < LETTERS.length ? LETTERS[letter]! : GENDERS.at(view, start, end);
}

/** For each number of two digits 1 where it is a province. */
function provinces(regions: Regions): Uint8Array {
  const known = new Uint8Array(100);
  for (let region = regions.first[1]!; region < regions.nation; region++) known[Number(regions.code(region))] = 1;
  return known;
}

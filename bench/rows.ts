/** Invented participants: who person number `index` of a file is, and the bytes of one row about somebody. */
import { type Bytes, cellsOf, lottery, Random, spread, type Word, word } from './bytes.ts';
import { BIRTHS, FIRST_START, PERIOD_END, putDate, putMonth, putNikDate } from './days.ts';
import { BAD, CATEGORIES, FIRST_NAMES, GENDERS, LAST_NAMES, NAME_TAILS, STATUSES } from './words.ts';

export const HEADER =
  'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana,tmt,iuran_sampai,kpj,pekerjaan';

/** Each code in two forms: plain digits, and with dots. */
export interface District {
  own: readonly [Word, Word];
  regency: readonly [Word, Word];
  villages: readonly [Int32Array, Int32Array];
}

/** One upload of people: a regency's only or `label`th file; `people` so far have their first row in it. */
export interface PeopleFile {
  number: number;
  label: number;
  districts: readonly District[];
  people: number;
}

/** Row errors, as bits of a row's mask. */
const NIK_NUMERIC = 1 << 0;
const NIK_FORMAT = 1 << 1;
const NIK_PROVINCE = 1 << 2;
const NIK_BIRTHDATE = 1 << 3;
const NIK_SERIAL = 1 << 4;
const NAME_MISSING = 1 << 5;
const BIRTHDATE_INVALID = 1 << 6;
const GENDER_INVALID = 1 << 7;
const REGION_UNKNOWN = 1 << 8;
const REGION_OUTSIDE = 1 << 9;
const CATEGORY_UNKNOWN = 1 << 10;
const STATUS_UNKNOWN = 1 << 11;
const PROGRAM_INVALID = 1 << 12;
const FUNDING_UNKNOWN = 1 << 13;
const TMT_INVALID = 1 << 14;
const PAID_UNTIL_INVALID = 1 << 15;
export const ERROR_BITS = 16;

/** Share of people whose NIK another regency issued. */
const MOVED = 0.02;
/** Coprime to the number of birth days: walks through all of them. */
const STRIDE = 7919;

/** @param again share of rows about a person who already has one */
export function rowWriter(
  out: Bytes,
  files: readonly PeopleFile[],
  everywhere: readonly District[],
  seed: number,
  again: number,
) {
  const random = new Random();
  // biome-ignore format: one shape
  const person = { nik: 0, woman: false, day: 0, serial: 0, first: 0, last: 0, tail: 0, district: 0, category: 0, status: 0, start: 0 };

  /** Fills `person`: always the same for a file and an index, so that nobody has to be remembered. NIKs are unique. */
  function meet(file: PeopleFile, index: number): void {
    random.seed(seed, file.number + 1, index);
    const { districts } = file;
    const turn = Math.floor(index / districts.length);
    person.district = index % districts.length;
    person.woman = random.chance(0.47);
    person.day = (turn * STRIDE + person.district * 131) % BIRTHS;
    const moved = random.chance(MOVED);
    person.nik = moved ? everywhere[random.below(everywhere.length)]!.own[0] : districts[person.district]!.own[0];
    person.serial = moved ? 5000 + file.number : 1 + file.label * 50 + Math.floor(turn / BIRTHS);
    person.first = random.pick(person.woman ? FIRST.P : FIRST.L);
    person.last = random.pick(LAST);
    person.tail = TAIL_OF[random.next() >>> 22]!;
    person.category = CATEGORY_OF[random.next() >>> 22]!;
    person.status = STATUS_OF[random.next() >>> 22]!;
    person.start = FIRST_START + random.below(PERIOD_END - FIRST_START);
  }

  /** One row of `file`; `bad` bits of ERRORS are wrong in it. */
  return function writeRow(file: PeopleFile, row: number, bad: number): void {
    random.seed(~seed, file.number + 1, row);
    const from = random.chance(0.5) ? file : files[random.below(file.number + 1)]!;
    const known = random.chance(again) && from.people > 0;
    const salt = random.next();
    meet(known ? from : file, known ? salt % from.people : file.people++);
    random.seed(seed, salt, row);
    let { category, status, start, day, woman } = person;
    if (known) {
      // The second row disagrees often: another list knows this person otherwise, or at another time.
      if (random.chance(0.4)) category = CATEGORY_OF[random.next() >>> 22]!;
      if (random.chance(0.4)) status = STATUS_OF[random.next() >>> 22]!;
      if (random.chance(0.5)) start = FIRST_START + random.below(PERIOD_END - FIRST_START);
      if (random.chance(0.08)) day = random.below(BIRTHS);
      if (random.chance(0.03)) woman = !woman;
    }
    const district = file.districts[person.district % file.districts.length]!;
    const kind = KINDS[category]!;
    writeNik(bad);
    out.byte(COMMA);
    if (bad & NAME_MISSING) out.put(random.pick(WRONG.NAME_MISSING));
    else writeName();
    out.byte(COMMA);
    if (bad & BIRTHDATE_INVALID) out.put(random.pick(WRONG.BIRTHDATE_INVALID));
    else putDate(out, day, random);
    out.byte(COMMA);
    out.put(random.pick(bad & GENDER_INVALID ? WRONG.GENDER_INVALID : woman ? GENDER.P : GENDER.L));
    out.byte(COMMA);
    writeRegion(district, bad, kind.employer);
    out.byte(COMMA);
    out.put(random.pick(bad & CATEGORY_UNKNOWN ? WRONG.CATEGORY_UNKNOWN : kind.spellings));
    out.byte(COMMA);
    out.put(random.pick(bad & STATUS_UNKNOWN ? WRONG.STATUS_UNKNOWN : SPELLINGS[status]!));
    out.byte(COMMA);
    const active = status === 0;
    if (bad & PROGRAM_INVALID) out.put(active && random.chance(0.4) ? JKK : random.pick(WRONG.PROGRAM_INVALID));
    else if (active || random.chance(0.4)) out.put(random.pick(kind.programs));
    out.byte(COMMA);
    if (bad & FUNDING_UNKNOWN) out.put(random.pick(WRONG.FUNDING_UNKNOWN));
    else if (active || random.chance(0.5)) out.put(random.pick(kind.funding));
    out.byte(COMMA);
    if (bad & TMT_INVALID) out.put(random.pick(WRONG.TMT_INVALID));
    else if (random.chance(0.003)) putDate(out, PERIOD_END + 1 + random.below(90), random);
    else if (active || random.chance(0.3)) putDate(out, start, random);
    out.byte(COMMA);
    if (bad & PAID_UNTIL_INVALID) out.put(random.pick(WRONG.PAID_UNTIL_INVALID));
    else if (active && random.chance(0.95)) {
      // Months are 30 days here: near enough for arrears of up to two years.
      const behind = random.chance(0.88) ? 0 : 30 * random.below(24);
      putMonth(out, PERIOD_END - behind, random);
    }
    out.byte(COMMA);
    if (active) {
      out.digits(random.below(1e9), 9);
      out.digits(random.below(100), random.chance(0.01) ? 1 : 2);
    }
    out.byte(COMMA);
    out.put(random.pick(kind.jobs));
    out.endRow();
  };

  function writeNik(bad: number): void {
    const { nik, serial } = person;
    const start = out.at;
    if (bad & NIK_NUMERIC) {
      out.put(NUMERIC);
      return;
    }
    if (random.chance(0.01)) out.byte(APOSTROPHE);
    const separator = random.chance(0.01) ? SEPARATORS[random.below(3)]! : 0;
    if (bad & NIK_PROVINCE) out.put(NO_PROVINCE);
    out.put(nik, bad & NIK_PROVINCE ? 2 : 0);
    if (separator) out.byte(separator);
    if (bad & NIK_BIRTHDATE) out.put(NO_DATE);
    else putNikDate(out, person.day, person.woman);
    if (separator) out.byte(separator);
    out.digits(bad & NIK_SERIAL ? 0 : serial, 4);
    if (bad & NIK_FORMAT) {
      if (random.chance(0.5)) out.at--;
      else out.data[start + 5] = LETTER_O;
    }
  }

  function writeName(): void {
    const tail = TAILS[person.tail]!;
    if (tail.quoted) out.byte(QUOTE);
    out.put(person.first);
    out.byte(SPACE);
    out.put(person.last);
    out.put(tail.word);
    if (tail.quoted) out.byte(QUOTE);
  }

  function writeRegion(district: District, bad: number, employer: number): void {
    const form = random.chance(0.08) ? 1 : 0;
    if (bad & REGION_UNKNOWN) {
      out.put(district.own[0]);
      out.put(random.chance(0.5) ? NO_VILLAGE : NO_CODE);
    } else if (bad & REGION_OUTSIDE) {
      // One of the next regencies in the list, never the uploader's own.
      const own = everywhere.indexOf(district);
      let other = own;
      while (everywhere[other]!.regency === district.regency) other = (other + 10) % everywhere.length;
      out.put(everywhere[other]!.villages[form][0]!);
    } else if (random.chance(employer)) {
      out.put(random.chance(0.9) ? district.regency[form] : district.own[form]);
    } else {
      out.put(random.pick(district.villages[form]));
    }
  }
}

const [COMMA, SPACE, QUOTE, APOSTROPHE, LETTER_O] = [44, 32, 34, 39, 79];
const SEPARATORS = [32, 45, 46];
const NUMERIC = word('8.17101E+15');
const NO_PROVINCE = word('99');
const NO_DATE = word('310275');
const NO_VILLAGE = word('9999');
const NO_CODE = word('99');
const JKK = word('JKK');

const FIRST = { L: cellsOf(FIRST_NAMES.L), P: cellsOf(FIRST_NAMES.P) };
const LAST = spread(LAST_NAMES);
const TAILS = NAME_TAILS.map(([tail]) => ({ quoted: /[",]/.test(tail), word: word(tail.replaceAll('"', '""')) }));
const TAIL_OF = lottery(NAME_TAILS.map(([, weight]) => weight));
const CATEGORY_OF = lottery(CATEGORIES.map(({ weight }) => weight));
const STATUS_OF = lottery(STATUSES.map(({ weight }) => weight));
const SPELLINGS = STATUSES.map(({ spellings }) => spread(spellings));
const GENDER = { L: spread(GENDERS.L), P: spread(GENDERS.P) };
const KINDS = CATEGORIES.map((kind) => ({
  employer: kind.employer,
  spellings: spread(kind.spellings),
  funding: spread(kind.funding),
  programs: spread(kind.programs),
  jobs: cellsOf(kind.jobs),
}));
const WRONG = {
  NAME_MISSING: cellsOf(BAD.NAME_MISSING),
  BIRTHDATE_INVALID: cellsOf(BAD.BIRTHDATE_INVALID),
  GENDER_INVALID: cellsOf(BAD.GENDER_INVALID),
  CATEGORY_UNKNOWN: cellsOf(BAD.CATEGORY_UNKNOWN),
  STATUS_UNKNOWN: cellsOf(BAD.STATUS_UNKNOWN),
  PROGRAM_INVALID: cellsOf(BAD.PROGRAM_INVALID),
  FUNDING_UNKNOWN: cellsOf(BAD.FUNDING_UNKNOWN),
  TMT_INVALID: cellsOf(BAD.TMT_INVALID),
  PAID_UNTIL_INVALID: cellsOf(BAD.PAID_UNTIL_INVALID),
};

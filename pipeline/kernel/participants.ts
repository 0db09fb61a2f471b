/**
 * Judges records of participants (data contract, section 3): all findings of one as a number, and what it claims.
 *
 * Cells of plain form are read from their bytes; any other one goes by its text through the rules, whose answers are remembered.
 */
import { meaning, nikDigits } from './asked.ts';
import {
  dateIn,
  daysIn,
  digitsBetween,
  hasLetter,
  isDigits,
  monthIn,
  OTHER_FORM,
  sixteenDigits,
  two,
} from './cells.ts';
import { beginClaims, claim } from './claims.ts';
import {
  AGE_RANGE,
  BIRTHDATE_INVALID,
  CATEGORY_UNKNOWN,
  FUNDING_UNKNOWN,
  GENDER_INVALID,
  KPJ_FORMAT,
  NAME_MISSING,
  NIK_BIRTHDATE,
  NIK_BIRTHDATE_DIFFERS,
  NIK_GENDER_DIFFERS,
  NIK_PROVINCE,
  NIK_REGION_DIFFERS,
  NIK_SERIAL,
  PAID_UNTIL_INVALID,
  PROGRAM_INVALID,
  REGION_OUTSIDE,
  REGION_UNKNOWN,
  STATUS_UNKNOWN,
  TMT_FUTURE,
  TMT_INVALID,
} from './findings.ts';
import {
  AKTIF,
  AT,
  IURAN_SAMPAI,
  JENIS_KELAMIN,
  KATEGORI,
  KODE_WILAYAH,
  KPJ,
  MEMBERSHIP,
  NAMA,
  NIK,
  NIK_ROOM,
  PROGRAM,
  PROGRAM_OF_ACTIVE,
  PROVINCES,
  REGION_BITS,
  REGION_OUTSIDE_HERE,
  SAID,
  SAID_CODES,
  SAID_NIKS,
  SAID_NIKS_0,
  SAID_SETTLED,
  STATUS,
  SUMBER_DANA,
  TANGGAL_LAHIR,
  TMT,
} from './layout.ts';
import { ends, starts } from './records.ts';
import { find, remember, UNKNOWN } from './words.ts';

/** Working age, full years at the end of the period. */
const YOUNGEST: i32 = 18;
const OLDEST: i32 = 64;

const NIK_DIGITS: i32 = 16;
const KPJ_DIGITS: i32 = 11;

const ZERO: i32 = 0x30;
const FOUR_ZEROS: i32 = 0x30303030;

/** See `membershipOf`. */
const FAULTS: i32 = 20;

const L: i32 = 0x4c;
const P: i32 = 0x50;

let periodEnd: i32 = 0;
let periodMonth: i32 = 0;
/** What a word of the file is about that means another thing in another file: regions go by territory, stretches of cells by delimiter. */
let regionTopic: i32 = 0;
let membershipTopic: i32 = 0;
/** Whether kategori, status, program and sumber_dana stand side by side. */
let isStretch: bool = false;

/** Begins a file; AT and PROVINCES are there. */
export function beginParticipants(territory: i32, delimiter: i32, end: i32, month: i32): void {
  beginClaims();
  periodEnd = end;
  periodMonth = month;
  regionTopic = KODE_WILAYAH | (territory << 4);
  membershipTopic = MEMBERSHIP | (delimiter << 4);
  const first = placeOf(KATEGORI);
  isStretch = placeOf(STATUS) === first + 1 && placeOf(PROGRAM) === first + 2 && placeOf(SUMBER_DANA) === first + 3;
  store<i32>(SAID, 0, SAID_NIKS * 4);
  store<i32>(SAID, 0, SAID_NIKS_0 * 4);
  memory.fill(SAID + SAID_CODES * 4, 0, 32 * 4);
  store<i32>(SAID, 0, SAID_SETTLED * 4);
}

/** The findings of the record last split, padded, as bits of `ROW_CODES`. What has no error is claimed. */
export function judge(): i32 {
  let nik = startOf(NIK);
  let findings = 0;
  if (endOf(NIK) - nik !== NIK_DIGITS || !sixteenDigits(nik)) {
    if (!digitsBetween(nik, endOf(NIK), NIK_ROOM, NIK_DIGITS)) findings = nikDigits(nik, endOf(NIK), NIK_ROOM);
    nik = NIK_ROOM;
  }
  if (findings === 0) findings = judgeNik(nik);
  if (!hasLetter(startOf(NAMA), endOf(NAMA))) findings |= NAME_MISSING;
  const born = dateOf(TANGGAL_LAHIR);
  if (born <= 0 || born > periodEnd) findings |= BIRTHDATE_INVALID;
  const gender = genderOf(startOf(JENIS_KELAMIN), endOf(JENIS_KELAMIN));
  if (gender < 0) findings |= GENDER_INVALID;
  const place = word(KODE_WILAYAH, regionTopic, startOf(KODE_WILAYAH), endOf(KODE_WILAYAH));
  if (place < 0) findings |= place === REGION_OUTSIDE_HERE ? REGION_OUTSIDE : REGION_UNKNOWN;
  const membership = membershipOf();
  findings |= findingsIn(membership);
  const tmt = dateOf(TMT);
  if (tmt < 0) findings |= TMT_INVALID;
  const paid = monthOf(IURAN_SAMPAI);
  if (paid < 0) findings |= PAID_UNTIL_INVALID;
  if (findings !== 0) return findings; // errors all, so far

  const isFuture = tmt > periodEnd;
  const status = (membership >>> 4) & 15;
  const isBehind = i32(status === AKTIF) & i32(paid > 0) & i32(paid < periodMonth);
  claim(
    nik,
    born,
    gender,
    status,
    isFuture ? 0 : tmt,
    membership & 15,
    place & ((1 << REGION_BITS) - 1),
    ((membership >>> 7) & 0x3fe) | isBehind,
  );
  return warnings(nik, born, gender, place >>> REGION_BITS) | (isFuture ? TMT_FUTURE : 0);
}

/** What is wrong with a NIK of 16 digits. Source: Permendagri 72/2022 and the data contract, section 3. */
function judgeNik(nik: i32): i32 {
  let findings = 0;
  count(SAID_NIKS);
  if (load<u8>(nik, 15) === ZERO) count(SAID_NIKS_0);
  if (load<u8>(PROVINCES + two(nik)) === 0) findings |= NIK_PROVINCE;
  const day = two(nik + 6);
  const born = day - 40 * isWoman(day);
  // 29 February is real in 19YY or 20YY exactly when YY is a multiple of 4 (1900 was no leap year, 2000 was).
  if (born < 1 || born > daysIn(2000 + two(nik + 10), two(nik + 8))) findings |= NIK_BIRTHDATE;
  if (load<i32>(nik, 12) === FOUR_ZEROS) findings |= NIK_SERIAL;
  return findings;
}

/** 1 when the day in a NIK is a woman's, else 0: half of them are, which no processor guesses. */
function isWoman(day: i32): i32 {
  return (40 - day) >>> 31;
}

/** What a row without errors has of warnings. @param prefix the first four digits of its region's code, or the two that a province has */
function warnings(nik: i32, born: i32, gender: i32, prefix: i32): i32 {
  let findings = 0;
  const day = two(nik + 6);
  const sex = isWoman(day);
  if (two(nik + 10) * 10000 + two(nik + 8) * 100 + day - 40 * sex !== born % 1_000_000) {
    findings |= NIK_BIRTHDATE_DIFFERS;
  }
  if (sex !== gender) findings |= NIK_GENDER_DIFFERS;
  if (prefix !== two(nik) * 100 + two(nik + 2) && prefix !== two(nik)) findings |= NIK_REGION_DIFFERS;
  const age = (periodEnd - born) / 10000; // the digits subtract as a calendar would
  if (age < YOUNGEST || age > OLDEST) findings |= AGE_RANGE;
  return findings | kpjOf(startOf(KPJ), endOf(KPJ));
}

/**
 * What kategori, status, program and sumber_dana say, as one number: kategori and status in 4 bits each, sumber_dana in 4, program
 * in 5, and above FAULTS a bit for each that is at fault. A list says the same few hundred times over: where they stand side by
 * side they are looked up as one.
 */
function membershipOf(): i32 {
  const start = startOf(KATEGORI);
  const end = endOf(SUMBER_DANA);
  // A quoted cell has a quote between it and the delimiter.
  const isOne =
    isStretch &&
    startOf(STATUS) === endOf(KATEGORI) + 1 &&
    startOf(PROGRAM) === endOf(STATUS) + 1 &&
    startOf(SUMBER_DANA) === endOf(PROGRAM) + 1;
  const known = isOne ? find(membershipTopic, start, end) : UNKNOWN;
  if (known !== UNKNOWN) return known;
  const kategori = wordOf(KATEGORI);
  const status = wordOf(STATUS);
  const program = wordOf(PROGRAM);
  const dana = wordOf(SUMBER_DANA);
  // Who is active has both of the programmes that make one so, and somebody who pays.
  const isActive = status === AKTIF;
  let said = (kategori & 15) | ((status & 15) << 4) | ((dana & 15) << 8) | ((program & 31) << 12);
  if (kategori < 0) said |= 1 << FAULTS;
  if (status < 0) said |= 2 << FAULTS;
  if (program < 0 || (isActive && (program & PROGRAM_OF_ACTIVE) !== PROGRAM_OF_ACTIVE)) said |= 4 << FAULTS;
  if (dana < 0 || (isActive && dana === 0)) said |= 8 << FAULTS;
  if (isOne) remember(membershipTopic, start, end, said);
  return said;
}

function findingsIn(membership: i32): i32 {
  const faults = membership >>> FAULTS;
  if (faults === 0) return 0;
  return (
    ((faults & 1) !== 0 ? CATEGORY_UNKNOWN : 0) |
    ((faults & 2) !== 0 ? STATUS_UNKNOWN : 0) |
    ((faults & 4) !== 0 ? PROGRAM_INVALID : 0) |
    ((faults & 8) !== 0 ? FUNDING_UNKNOWN : 0)
  );
}

/** The number of a card: eleven digits, or nothing. */
function kpjOf(start: i32, end: i32): i32 {
  if (end === start) return 0;
  if (isDigits(start, end)) return end - start === KPJ_DIGITS ? 0 : KPJ_FORMAT;
  return wordOf(KPJ) === 0 ? 0 : KPJ_FORMAT;
}

/** L or P mostly, four apart, and no processor guesses which. */
function genderOf(start: i32, end: i32): i32 {
  const fromL = <i32>load<u8>(start) - L;
  if (end - start === 1 && (fromL & ~(P - L)) === 0) return fromL / (P - L);
  return word(JENIS_KELAMIN, JENIS_KELAMIN, start, end);
}

function dateOf(column: i32): i32 {
  const date = dateIn(startOf(column), endOf(column));
  return date === OTHER_FORM ? word(column, TANGGAL_LAHIR, startOf(column), endOf(column)) : date;
}

function monthOf(column: i32): i32 {
  const month = monthIn(startOf(column), endOf(column));
  return month === OTHER_FORM ? wordOf(column) : month;
}

function wordOf(column: i32): i32 {
  return word(column, column, startOf(column), endOf(column));
}

/** What a cell means. @param topic see `find` */
function word(column: i32, topic: i32, start: i32, end: i32): i32 {
  const known = find(topic, start, end);
  if (known !== UNKNOWN) return known;
  const value = meaning(column, start, end);
  remember(topic, start, end, value);
  return value;
}

/** Where a column's cell begins and ends in the record last split. */
function startOf(column: i32): i32 {
  return load<i32>(starts + placeOf(column) * 4);
}

function endOf(column: i32): i32 {
  return load<i32>(ends + placeOf(column) * 4);
}

function placeOf(column: i32): i32 {
  return load<i32>(AT + column * 4);
}

function count(what: i32): void {
  store<i32>(SAID + what * 4, load<i32>(SAID + what * 4) + 1);
}

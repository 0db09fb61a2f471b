/**
 * Dates, months and periods, as the numbers 20230817 (`yyyymmdd`) and 202308 (`yyyymm`): they compare and subtract
 * without a calendar, and 0 stands for "not given".
 */

const MONTHS = monthNames();

/** `yyyymmdd` of a cell in one of the accepted forms, or -1. Day before month always; 1900 or later; a real date. */
export function readDate(cell: string): number {
  const text = cell.replace(/(?: 00:00(?::00)?|T00:00:00)$/, '');
  let m = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (m) return date(Number(m[1]), Number(m[3]), Number(m[4]));
  m = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text);
  if (m) return date(Number(m[4]), Number(m[3]), Number(m[1]));
  m = /^(\d{1,2})(?: +([A-Za-z]+) +|-([A-Za-z]+)-)(\d{4})$/.exec(text);
  if (m) return date(Number(m[4]), MONTHS.get((m[2] ?? m[3] ?? '').toLowerCase()) ?? 0, Number(m[1]));
  return -1;
}

/** `yyyymm` of a cell: a month in one of the accepted forms, or the month of a date; -1 otherwise. */
export function readMonth(cell: string): number {
  let m = /^(\d{4})-(\d{2})$/.exec(cell);
  if (m) return month(Number(m[1]), Number(m[2]));
  m = /^(\d{1,2})\/(\d{4})$/.exec(cell);
  if (m) return month(Number(m[2]), Number(m[1]));
  m = /^([A-Za-z]+) +(\d{4})$/.exec(cell);
  if (m) return month(Number(m[2]), MONTHS.get((m[1] ?? '').toLowerCase()) ?? 0);
  const day = readDate(cell);
  return day < 0 ? -1 : Math.floor(day / 100);
}

/** `yyyymmdd` when that day exists in 1900 or later, else -1. */
export function date(year: number, month: number, day: number): number {
  return year >= 1900 && isRealDate(year, month, day) ? year * 10000 + month * 100 + day : -1;
}

/** Days of a month; 0 when there is no such month. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month < 1 || month > 12 ? 0 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The last day of a period (`2023-08` gives 20230831): what every rule about the end of the period compares with. */
export function periodEnd(periode: string): number {
  const month = periodMonth(periode);
  return month * 100 + daysIn(Math.floor(month / 100), month % 100);
}

/** `2023-08` as 202308. */
export function periodMonth(periode: string): number {
  return Number(periode.slice(0, 4)) * 100 + Number(periode.slice(5, 7));
}

/** 20230817 as `2023-08-17`; 0 as the empty text. */
export function isoDate(day: number): string {
  const text = String(day);
  return day === 0 ? '' : `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** Full years between two days, both `yyyymmdd`: the digits subtract as a calendar would. */
export function fullYears(from: number, to: number): number {
  return Math.floor((to - from) / 10000);
}

function month(year: number, month: number): number {
  return year >= 1900 && month >= 1 && month <= 12 ? year * 100 + month : -1;
}

function isRealDate(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= daysIn(year, month);
}

/** Indonesian and English names, their first three letters, and the old and short spellings of the field. */
function monthNames(): Map<string, number> {
  const names = new Map<string, number>();
  for (const list of [
    'januari februari maret april mei juni juli agustus september oktober november desember',
    'january february march april may june july august september october november december',
  ]) {
    list.split(' ').forEach((name, i) => {
      names.set(name, i + 1).set(name.slice(0, 3), i + 1);
    });
  }
  const others = { pebruari: 2, peb: 2, nopember: 11, nop: 11, ags: 8, agt: 8, agust: 8, sept: 9 };
  for (const [name, number] of Object.entries(others)) names.set(name, number);
  return names;
}

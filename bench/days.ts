/** Days from 1955 to the end of 2023, by number, and the forms in which upload rows write them. */
import { type Bytes, type Random, type Word, word } from './bytes.ts';
import { MONTHS } from './words.ts';

/** Birth days are those before this one: a few people are too young or too old. */
export const BIRTHS = numberOf('2006-12-31');
/** Memberships start from here ... */
export const FIRST_START = numberOf('2014-01-01');
/** ... to the end of the period, and for a few after it. */
export const PERIOD_END = numberOf('2023-08-31');

/** DDMMYY as digits 7 to 12 of a NIK: women DD+40. */
export function putNikDate(out: Bytes, day: number, woman: boolean): void {
  out.digits(dates[day]! + (woman ? 40 : 0), 2);
  out.digits(months[day]!, 2);
  out.digits(years[day]! % 100, 2);
}

/** ISO mostly, in one of ten rows as a clerk types it. */
export function putDate(out: Bytes, day: number, random: Random): void {
  const form = random.below(100);
  const [y, m, d] = [years[day]!, months[day]!, dates[day]!];
  if (form < 90) putParts(out, y, 4, DASH, m, 2, DASH, d, 2);
  else if (form < 96) putParts(out, d, 2, SLASH, m, 2, SLASH, y, 4);
  else if (form < 98) putParts(out, d, 2, DASH, m, 2, DASH, y, 4);
  else {
    out.digits(d, d < 10 ? 1 : 2);
    out.byte(SPACE);
    putMonthYear(out, m, y);
  }
}

/** The month up to which contributions are paid. */
export function putMonth(out: Bytes, day: number, random: Random): void {
  const form = random.below(100);
  const [y, m] = [years[day]!, months[day]!];
  if (form < 90) {
    out.digits(y, 4);
    out.byte(DASH);
    out.digits(m, 2);
  } else if (form < 95) {
    out.digits(m, 2);
    out.byte(SLASH);
    out.digits(y, 4);
  } else if (form < 98) putMonthYear(out, m, y);
  else putDate(out, day, random);
}

const [DASH, SLASH, SPACE] = [45, 47, 32];
const names: readonly Word[] = MONTHS.map(word);
const all = Array.from({ length: numberOf('2024-01-01') }, (_, day) => new Date(time('1955-01-01') + day * 86_400_000));
const years = Uint16Array.from(all, (date) => date.getUTCFullYear());
const months = Uint8Array.from(all, (date) => date.getUTCMonth() + 1);
const dates = Uint8Array.from(all, (date) => date.getUTCDate());

function putParts(
  out: Bytes,
  a: number,
  wa: number,
  s: number,
  b: number,
  wb: number,
  t: number,
  c: number,
  wc: number,
) {
  out.digits(a, wa);
  out.byte(s);
  out.digits(b, wb);
  out.byte(t);
  out.digits(c, wc);
}

function putMonthYear(out: Bytes, month: number, year: number): void {
  out.put(names[month - 1]!);
  out.byte(SPACE);
  out.digits(year, 4);
}

function numberOf(date: string): number {
  return (time(date) - time('1955-01-01')) / 86_400_000;
}

function time(date: string): number {
  return Date.parse(date);
}

/** How a number of a sheet is written as text: as a person reads it in the cell, as far as the rules care. */
import type { Kind } from './styles.ts';

/** A spreadsheet keeps 15 digits; the ones behind are noise of the binary number. */
const DIGITS = 15;

/** From here on a spreadsheet itself writes 8.17E+15: not all of its digits are known. */
const INEXACT = 1e15;

/** The last day that a spreadsheet knows: 9999-12-31. */
const LAST_DAY = 2_958_465;
const DAY_SECONDS = 86_400;

/** Days from the first day of either date system to that of the other. */
const SINCE_1904 = 1462;

/** @param text of the number as stored; @param since1904 whether days are counted from 1904 */
export function numberText(text: string, kind: Kind, since1904: boolean): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text.trim();
  if (kind === 'date' || kind === 'time') {
    const days = value + (since1904 ? SINCE_1904 : 0);
    if (days >= 0 && days < LAST_DAY + 1) return dateText(days, kind);
  }
  if (kind === 'percent') return `${plain(value * 100)}%`;
  if (typeof kind === 'object' && Number.isInteger(value) && value >= 0) return plain(value).padStart(kind.digits, '0');
  return plain(value);
}

/** As `8.17E+15` in any case: a number where a text should be has lost what the text had. */
export function exponentText(text: string): string {
  const value = Number(text);
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)).toExponential().toUpperCase() : text.trim();
}

/** The cell of a date in a strict workbook, without a midnight that nobody wrote. */
export function isoText(text: string): string {
  return text.trim().replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '');
}

function plain(value: number): string {
  const rounded = Number(value.toPrecision(DIGITS));
  if (Math.abs(rounded) < INEXACT) return String(rounded).toUpperCase();
  return rounded.toExponential().toUpperCase();
}

/** `1980-08-17`, with the time of day where there is one; the time alone where the format has no date. */
function dateText(days: number, kind: 'date' | 'time'): string {
  const seconds = Math.round(days * DAY_SECONDS);
  const day = Math.floor(seconds / DAY_SECONDS);
  const time = seconds % DAY_SECONDS;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = `${two(time / 3600)}:${two((time / 60) % 60)}:${two(time % 60)}`;
  if (kind === 'time' && day === 0) return clock;
  return time === 0 ? dayText(day) : `${dayText(day)} ${clock}`;
}

/** Day 1 is 1900-01-01; day 60 is a 29 February that never was, so that later days are one too high. */
function dayText(serial: number): string {
  if (serial === 60) return '1900-02-29';
  // Days since 0000-03-01, from which on every 146,097 days make 400 years. Source: H. Hinnant, days to civil.
  const days = serial + (serial > 60 ? 0 : 1) + 693_899;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const text = (value: number, width: number) => String(value).padStart(width, '0');
  return `${text(year + era * 400 + (month <= 2 ? 1 : 0), 4)}-${text(month, 2)}-${text(day, 2)}`;
}

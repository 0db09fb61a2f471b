/** Cells as text. */
import { readDate } from '../rules/dates.ts';
import { clean } from '../rules/text.ts';

const decoder = new TextDecoder();

/** The text of a cell, as `clean` leaves it. The bytes must be UTF-8. */
export function cellText(bytes: Uint8Array, start: number, end: number): string {
  return clean(decoder.decode(bytes.subarray(start, end)));
}

/** `yyyymmdd` of a cell, -1 when it is no date; 0 when it is empty. */
export function optionalDate(cell: string): number {
  return cell === '' ? 0 : readDate(cell);
}

/**
 * What a cell says once spreadsheets' leavings are gone, and the two ways in which words are compared.
 *
 * White space is everywhere what JavaScript's `\s` matches (data contract, section 2).
 */

const ZERO_WIDTH = /[\u200b-\u200d\u2060\ufeff]/g;
const DASHES = /^[-–—]+$/;

/** A cell as it is judged: no zero-width characters, trimmed, without a leading `'`; dashes alone read as empty. */
export function clean(cell: string): string {
  let text = cell.replace(ZERO_WIDTH, '').replaceAll('\u00a0', ' ').trim();
  if (text.startsWith("'")) text = text.slice(1).trim();
  return DASHES.test(text) ? '' : text;
}

/** How header names are compared: NFKC, lower case, letters and digits alone. `Tgl. Lahir` becomes `tgllahir`. */
export function squash(cell: string): string {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** How codes are compared: NFKC, upper case, other characters one space. `rt/rw` becomes `RT RW`. */
export function fold(cell: string): string {
  return cell
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/** Uploaded text as it may be published: one line, and nothing that a spreadsheet takes for a formula. */
export function publishable(text: string): string {
  return neutral(text.replace(/\s+/g, ' ').trim());
}

/**
 * Text that no spreadsheet takes for a formula: a leading `'` where it begins with one of `=` `+` `-` `@` tab CR.
 * Source: OWASP, CSV injection.
 */
export function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

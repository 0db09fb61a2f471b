/** What a file is that cannot be read as text of records. */

export type UnreadableReason =
  | 'NUL'
  | 'OPEN_QUOTE'
  | 'RECORD_TOO_LONG'
  | 'NOT_GZIP'
  | 'GZIP_BOMB'
  | 'NOT_ZIP'
  | 'OLD_EXCEL'
  | 'ENCRYPTED'
  | 'NOT_WORKBOOK'
  | 'ZIP_BROKEN'
  | 'XLSX_BROKEN'
  | 'XML_DTD'
  | 'XLSX_BOMB'
  | 'XLSX_TOO_LARGE';

/** The bytes cannot be read as text of records; `reason` says why, in no more detail than a report may hold. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason) {
    super(`unreadable: ${reason}`);
    this.reason = reason;
  }
}

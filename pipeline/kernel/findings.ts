/** The bits of findings that the kernel makes: places in `ROW_CODES` (rules/codes.ts); a test holds them to it. */
export const NIK_PROVINCE = 1 << 2;
export const NIK_BIRTHDATE = 1 << 3;
export const NIK_SERIAL = 1 << 4;
export const NAME_MISSING = 1 << 5;
export const BIRTHDATE_INVALID = 1 << 6;
export const GENDER_INVALID = 1 << 7;
export const REGION_UNKNOWN = 1 << 8;
export const REGION_OUTSIDE = 1 << 9;
export const CATEGORY_UNKNOWN = 1 << 10;
export const STATUS_UNKNOWN = 1 << 11;
export const PROGRAM_INVALID = 1 << 12;
export const FUNDING_UNKNOWN = 1 << 13;
export const TMT_INVALID = 1 << 14;
export const PAID_UNTIL_INVALID = 1 << 15;
export const NIK_BIRTHDATE_DIFFERS = 1 << 22;
export const NIK_GENDER_DIFFERS = 1 << 23;
export const NIK_REGION_DIFFERS = 1 << 24;
export const AGE_RANGE = 1 << 25;
export const TMT_FUTURE = 1 << 26;
export const KPJ_FORMAT = 1 << 27;

/** Those that do not reject a row. */
export const WARNINGS =
  NIK_BIRTHDATE_DIFFERS | NIK_GENDER_DIFFERS | NIK_REGION_DIFFERS | AGE_RANGE | TMT_FUTURE | KPJ_FORMAT;

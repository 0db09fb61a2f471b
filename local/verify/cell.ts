/** What the counts of coverage.csv say of each other wherever people are counted: in a row, and in what remains of one. */
import { LAW } from './laws.ts';
import {
  AKTIF,
  BELUM,
  DIUSULKAN,
  DUPLIKAT,
  JHT,
  JKK,
  JKM,
  JKP,
  JP,
  KLAIM,
  KONFLIK,
  MENUNGGAK,
  NON_AKTIF,
  STATUS_BERBEDA,
  TERDATA,
} from './layout.ts';

/** A count by its column. */
export type Counts = (column: number) => number;

/** Counts that follow from others of the same row. */
export const SUMS = [
  { column: TERDATA, of: (n: Counts) => n(AKTIF) + n(NON_AKTIF) + n(DIUSULKAN) + n(BELUM), law: LAW.statuses },
  { column: DUPLIKAT, of: (n: Counts) => n(KLAIM) - n(TERDATA), law: LAW.duplicates },
  { column: JKK, of: (n: Counts) => n(AKTIF), law: LAW.programmes },
  { column: JKM, of: (n: Counts) => n(AKTIF), law: LAW.programmes },
];

/** Counts that cannot be more than another. */
export const PARTS = [
  { column: JHT, most: (n: Counts) => n(AKTIF), law: LAW.ofActive },
  { column: JP, most: (n: Counts) => n(AKTIF), law: LAW.ofActive },
  { column: JKP, most: (n: Counts) => n(AKTIF), law: LAW.ofActive },
  { column: MENUNGGAK, most: (n: Counts) => n(AKTIF), law: LAW.ofActive },
  { column: KONFLIK, most: (n: Counts) => n(TERDATA), law: LAW.ofCounted },
  { column: STATUS_BERBEDA, most: (n: Counts) => n(TERDATA) - n(BELUM), law: LAW.differs },
];

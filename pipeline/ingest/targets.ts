/** The records of a target file (data contract, section 5): at most one row for a region and kategori. */
import type { Run, TargetRow } from '../contracts/run.ts';
import { bit } from '../rules/codes.ts';
import type { UploadKey } from '../rules/keys.ts';
import { readNumber, readPercent } from '../rules/numbers.ts';
import type { Regions } from '../rules/regions.ts';
import { publishable } from '../rules/text.ts';
import { KATEGORI_PUBLISHED, readKategoriPublished } from '../rules/vocabulary.ts';
import { optionalDate } from './cells.ts';
import { cellText } from './memo.ts';
import type { Rows } from './read.ts';
import type { Records } from './records.ts';

const DUPLICATE_KEY = bit('DUPLICATE_KEY');

export class Targets implements Rows {
  readonly full = false;
  readonly #regions: Regions;
  readonly #inside: Uint8Array;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #rows = new Map<string, TargetRow>();

  constructor(regions: Regions, key: UploadKey, columns: ReadonlyMap<string, number>) {
    this.#regions = regions;
    this.#inside = regions.within(regions.find(key.wilayah));
    this.#columns = columns;
  }

  judge(bytes: Uint8Array, records: Records): number {
    const cell = cellReader(bytes, records, this.#columns);
    let findings = 0;
    const region = this.#regions.find(cell('kode_wilayah').replaceAll('.', ''));
    if (region < 0) findings |= bit('REGION_UNKNOWN');
    else if (this.#inside[region] === 0) findings |= bit('REGION_OUTSIDE');
    const kategori = KATEGORI_PUBLISHED[readKategoriPublished(cell('kategori'))];
    if (kategori === undefined) findings |= bit('CATEGORY_UNKNOWN');
    const potensi = readNumber(cell('potensi'));
    if (potensi < 0) findings |= bit('NUMBER_INVALID');
    const persen = cell('target_persen') === '' ? null : readPercent(cell('target_persen'));
    if (persen !== null && persen < 0) findings |= bit('PERCENT_INVALID');
    const acuan = optionalDate(cell('tanggal_acuan'));
    if (acuan < 0) findings |= bit('DATE_INVALID');
    if (findings !== 0 || kategori === undefined) return findings;

    const wilayah = this.#regions.code(region);
    const key = `${wilayah} ${kategori}`;
    if (this.#rows.has(key)) return DUPLICATE_KEY;
    this.#rows.set(key, { wilayah, kategori, potensi, persen, sumber: publishable(cell('sumber')), acuan });
    return 0;
  }

  async flush(): Promise<void> {}

  async finish(): Promise<Pick<Run, 'segments' | 'targets' | 'komitmen'>> {
    return { segments: [], targets: [...this.#rows.values()], komitmen: [] };
  }

  async discard(): Promise<void> {}
}

/** Cells of a record by column, cleaned; empty where the header lacks the column or the record the cell. */
export function cellReader(
  bytes: Uint8Array,
  { starts, ends, count }: Records,
  columns: ReadonlyMap<string, number>,
): (column: string) => string {
  return (column) => {
    const at = columns.get(column) ?? count;
    return at < count ? cellText(bytes, starts[at]!, ends[at]!) : '';
  };
}

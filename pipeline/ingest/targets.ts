/** The records of a target file (data contract, section 5): at most one row for a region and kategori. */
import type { TargetRow } from '../contracts/run.ts';
import { bit } from '../rules/codes.ts';
import type { UploadKey } from '../rules/keys.ts';
import { readNumber, readPercent } from '../rules/numbers.ts';
import type { Regions } from '../rules/regions.ts';
import { publishable } from '../rules/text.ts';
import { KATEGORI_PUBLISHED, readKategoriPublished } from '../rules/vocabulary.ts';
import { optionalDate } from './cells.ts';
import type { Kernel } from './kernel.ts';
import { OneByOne } from './one-by-one.ts';
import type { Kept } from './read.ts';

const DUPLICATE_KEY = bit('DUPLICATE_KEY');

export class Targets extends OneByOne {
  readonly #regions: Regions;
  readonly #territory: number;
  readonly #rows = new Map<string, TargetRow>();

  constructor(kernel: Kernel, regions: Regions, key: UploadKey, columns: ReadonlyMap<string, number>) {
    super(kernel, columns);
    this.#regions = regions;
    this.#territory = regions.find(key.wilayah);
  }

  protected judgeCells(cell: (column: string) => string): number {
    let findings = 0;
    const region = this.#regions.find(cell('kode_wilayah').replaceAll('.', ''));
    if (region < 0) findings |= bit('REGION_UNKNOWN');
    else if (!this.#regions.isWithin(region, this.#territory)) findings |= bit('REGION_OUTSIDE');
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

  async finish(): Promise<Kept> {
    return { segments: [], targets: [...this.#rows.values()], komitmen: [] };
  }
}

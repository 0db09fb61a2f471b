/** The records of a commitments file (data contract, section 5), joined per region and instruction as they come. */
import type { KomitmenRow } from '../contracts/run.ts';
import { bit } from '../rules/codes.ts';
import type { UploadKey } from '../rules/keys.ts';
import { joinKomitmen } from '../rules/komitmen.ts';
import { readNumber } from '../rules/numbers.ts';
import { KABKOTA, PROVINSI, type Regions } from '../rules/regions.ts';
import { INSTRUKSI, KOMITMEN_STATUS, readInstruksi, readKomitmenStatus } from '../rules/vocabulary.ts';
import { optionalDate } from './cells.ts';
import type { Kernel } from './kernel.ts';
import { OneByOne } from './one-by-one.ts';
import type { Kept } from './read.ts';

export class Komitmen extends OneByOne {
  readonly #regions: Regions;
  readonly #territory: number;
  readonly #rows = new Map<string, KomitmenRow>();

  constructor(kernel: Kernel, regions: Regions, key: UploadKey, columns: ReadonlyMap<string, number>) {
    super(kernel, columns);
    this.#regions = regions;
    this.#territory = regions.find(key.wilayah);
  }

  protected judgeCells(cell: (column: string) => string): number {
    let findings = 0;
    const region = this.#regions.find(cell('kode_wilayah').replaceAll('.', ''));
    const level = region < 0 ? -1 : this.#regions.level(region);
    // Commitments are made by provinces and by kabupaten/kota.
    if (level !== PROVINSI && level !== KABKOTA) findings |= bit('REGION_UNKNOWN');
    else if (!this.#regions.isWithin(region, this.#territory)) findings |= bit('REGION_OUTSIDE');
    const instruksi = INSTRUKSI[readInstruksi(cell('instruksi'))];
    if (instruksi === undefined) findings |= bit('INSTRUCTION_UNKNOWN');
    const status = KOMITMEN_STATUS[readKomitmenStatus(cell('status'))];
    if (status === undefined) findings |= bit('STATUS_UNKNOWN');
    const tenggat = optionalDate(cell('tenggat'));
    if (tenggat < 0 || optionalDate(cell('tanggal')) < 0) findings |= bit('DATE_INVALID');
    const [anggaran, realisasi] = [rupiah(cell('anggaran_rp')), rupiah(cell('realisasi_rp'))];
    if (anggaran === undefined || realisasi === undefined) findings |= bit('NUMBER_INVALID');
    if (findings !== 0 || !instruksi || !status || anggaran === undefined || realisasi === undefined) return findings;

    const wilayah = this.#regions.code(region);
    const key = `${wilayah} ${instruksi}`;
    const row = { wilayah, instruksi, status, tenggat, anggaran, realisasi };
    const known = this.#rows.get(key);
    this.#rows.set(key, known ? joinKomitmen(known, row) : row);
    return 0;
  }

  async finish(): Promise<Kept> {
    return { segments: [], targets: [], komitmen: [...this.#rows.values()] };
  }
}

/** Whole rupiah as text; null where not given, undefined where it is no number. */
function rupiah(cell: string): string | null | undefined {
  if (cell === '') return null;
  const number = readNumber(cell);
  return number < 0 ? undefined : String(number);
}

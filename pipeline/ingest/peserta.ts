/** The records of a peserta file: judged by the kernel, the accepted ones kept as segments of claims. */
import type { Run } from '../contracts/run.ts';
import { COLUMNS, REGION_BITS, REGION_OUTSIDE_HERE, REGION_UNKNOWN_HERE, SEGMENT_CLAIMS } from '../kernel/layout.ts';
import type { Ports } from '../ports.ts';
import { periodEnd, periodMonth, readMonth } from '../rules/dates.ts';
import type { UploadKey } from '../rules/keys.ts';
import { readNik } from '../rules/nik.ts';
import type { Regions } from '../rules/regions.ts';
import { readGender, readKategori, readProgram, readStatus, readSumberDana } from '../rules/vocabulary.ts';
import { optionalDate } from './cells.ts';
import type { Header } from './header.ts';
import type { Kernel } from './kernel.ts';
import type { Kept, Rows } from './read.ts';

/** The columns in the order of kernel/layout.ts, and what a cell means in each whose text is asked for. */
const MEANINGS: Readonly<Record<string, (cell: string, regions: Regions, territory: number) => number>> = {
  nik: () => 0,
  nama: () => 0,
  tanggal_lahir: optionalDate,
  jenis_kelamin: readGender,
  kode_wilayah: regionOf,
  kategori: readKategori,
  status: readStatus,
  program: readProgram,
  sumber_dana: (cell) => (cell === '' ? 0 : readSumberDana(cell) + 1 || -1),
  tmt: optionalDate,
  iuran_sampai: (cell) => (cell === '' ? 0 : readMonth(cell)),
  kpj: (cell) => (cell === '' || /^\d{11}$/.test(cell) ? 0 : 1),
};
const NAMES = Object.keys(MEANINGS);
const BY_COLUMN = Object.values(MEANINGS);
if (NAMES.length !== COLUMNS) throw new Error('the kernel reads other columns');

export class PesertaRows implements Rows {
  readonly #kernel: Kernel;
  readonly #store: Ports['work'];
  readonly #folder: string;
  readonly #segments: Run['segments'] = [];

  constructor(
    kernel: Kernel,
    key: UploadKey,
    header: Pick<Header, 'columns' | 'cells'>,
    { regions, cipher, work }: Pick<Ports, 'regions' | 'cipher' | 'work'>,
    folder: string,
  ) {
    this.#kernel = kernel;
    this.#store = work;
    this.#folder = folder;
    const width = header.cells.length;
    const territory = regions.find(key.wilayah);
    kernel.beginParticipants({
      // A column that the header lacks reads as the cell behind the last one, which is empty.
      places: NAMES.map((column) => header.columns.get(column) ?? width),
      width,
      reference: regions,
      territory,
      provinces: provincesOf(regions),
      end: periodEnd(key.periode),
      month: periodMonth(key.periode),
      meaning: (column, cell) => BY_COLUMN[column]!(cell, regions, territory),
      nik: readNik,
      encrypt: (blocks) => cipher.encrypt(blocks),
    });
  }

  read(at: number, limit: number, last: boolean, line: number): number {
    return this.#kernel.read(at, limit, last, line);
  }

  judge(): number {
    return this.#kernel.judge();
  }

  get codes(): ArrayLike<number> {
    return this.#kernel.codes;
  }

  get niks(): { whole: number; endingIn0: number } {
    return this.#kernel.niks;
  }

  get full(): boolean {
    return this.#kernel.claims === SEGMENT_CLAIMS;
  }

  async flush(): Promise<void> {
    const { claims } = this.#kernel;
    if (claims === 0) return;
    const bytes = this.#kernel.layOut();
    const key = `${this.#folder}/${String(this.#segments.length).padStart(5, '0')}.claims`;
    this.#segments.push({ key, claims, bytes: bytes.length });
    await this.#store.write(key, bytes);
  }

  async finish(): Promise<Kept> {
    await this.flush();
    return { segments: this.#segments, targets: [], komitmen: [] };
  }

  async discard(): Promise<void> {
    for (const { key } of this.#segments) await this.#store.delete(key);
  }
}

/** The region of a cell (dots allowed) as the kernel is told it. The nation answers for nobody. */
function regionOf(cell: string, regions: Regions, territory: number): number {
  const region = regions.find(cell.replaceAll('.', ''));
  if (region < 0 || region === regions.nation) return REGION_UNKNOWN_HERE;
  if (!regions.isWithin(region, territory)) return REGION_OUTSIDE_HERE;
  return region | (regions.prefix[region]! << REGION_BITS);
}

/** The numbers of provinces; found once for a reference. */
const PROVINCES = new WeakMap<Regions, readonly number[]>();

function provincesOf(regions: Regions): readonly number[] {
  const known = PROVINCES.get(regions);
  if (known) return known;
  const first = regions.first[1]!;
  const found = Array.from({ length: regions.nation - first }, (_, i) => Number(regions.code(first + i)));
  PROVINCES.set(regions, found);
  return found;
}

/**
 * Counts what was decided about claims, region by region, and rolls it up: coverage, funding and the villages that reached 100.
 *
 * One ascending pass: villages are counted block by block and written at once; what lies above them is kept whole
 * (7,838 regions, 11 MB) and rolled up child by child.
 */
import { DANA_0, KLAIM, STATUS_0 } from '../kernel/counters.ts';
import { BLOCK_BITS, BLOCK_REGIONS } from '../kernel/decisions.ts';
import type { Ports } from '../ports.ts';
import type { RegionRecord } from '../registry.ts';
import { DESA, KABKOTA, type Regions } from '../rules/regions.ts';
import { KATEGORI_PUBLISHED, SUMBER_DANA } from '../rules/vocabulary.ts';
import { Counters } from './counters.ts';
import { COVERAGE_HEADER, exactRows, publicRows, type RegionNumbers } from './coverage.ts';
import { Csv } from './csv.ts';
import { FUNDING_HEADER, fundingRows } from './funding.ts';
import { type Effective, PotensiTree } from './potensi.ts';
import { regionRecord } from './region-record.ts';
import { isDesa, REACHED } from './villages100.ts';

const RENTAN = KATEGORI_PUBLISHED.indexOf('PEKERJA_RENTAN');
const DANA_DESA = SUMBER_DANA.indexOf('DANA_DESA');

/** Blocks are added in ascending order; then it finishes. */
export class Rollup {
  /** Of the regions above the villages: kept. */
  readonly counters: Counters;
  /** Per kabupaten/kota the villages that reached 100; see `villages100`. */
  readonly reached = new Map<number, number>();

  readonly #periode: string;
  readonly #regions: Regions;
  readonly #tree: PotensiTree;
  readonly #declared: ReadonlyMap<number, unknown>;
  /** The first region above the villages. */
  readonly #upper: number;
  readonly #villages = new Csv();

  constructor(
    periode: string,
    { regions, kernel }: Pick<Ports, 'regions' | 'kernel'>,
    declared: ReadonlyMap<number, ReadonlyMap<number, number>>,
  ) {
    this.#periode = periode;
    this.#regions = regions;
    this.#declared = declared;
    this.#tree = new PotensiTree(regions, declared);
    this.#upper = regions.first[DESA - 1]!;
    this.counters = new Counters(kernel, this.#upper, regions.count - this.#upper);
  }

  /** @param words what was decided, in the room of `counters` */
  add(block: number, words: readonly Uint32Array[]): void {
    const { counters } = this;
    counters.count(words);
    const first = block << BLOCK_BITS;
    const last = Math.min(first + BLOCK_REGIONS, this.#regions.count);
    for (let region = first; region < last; region++) {
      const place = counters.inBlock(region - first);
      const claims = counters.sumUp(place);
      if (region >= this.#upper) {
        if (claims > 0) counters.add(place, counters.of(region));
      } else if (claims > 0 || this.#declared.has(region)) this.#village(region, place);
    }
  }

  /** Whether a region above the villages has a claim. */
  hasClaim(region: number): boolean {
    return this.counters.get(this.counters.of(region), 0, KLAIM) > 0;
  }

  finish() {
    const { counters } = this;
    const regions = this.#regions;
    const numbers: RegionNumbers[] = [];
    for (let region = this.#upper; region < regions.count; region++) {
      const place = counters.of(region);
      const claims = counters.get(place, 0, KLAIM);
      if (region !== regions.nation && claims > 0) counters.add(place, counters.of(regions.parent[region]!));
      const potensi = this.#potensi(region, place);
      if (potensi.size === 0 && claims === 0) continue;
      numbers.push({ code: regions.code(region), level: regions.level(region), counters, place, potensi });
    }
    numbers.sort((a, b) => a.level - b.level || (a.code < b.code ? -1 : 1));
    const exact = new Csv(COVERAGE_HEADER);
    const open = new Csv(COVERAGE_HEADER);
    const funding = new Csv(FUNDING_HEADER);
    const publicFunding = new Csv(FUNDING_HEADER);
    const records: RegionRecord[] = [];
    for (const region of numbers) {
      exactRows(exact, this.#periode, region);
      // Kabupaten/kota and wider are public, have funding rows, and are kept in the table.
      if (region.level > KABKOTA) continue;
      publicRows(open, this.#periode, region);
      fundingRows(funding, publicFunding, this.#periode, region);
      records.push(regionRecord(this.#periode, region));
    }
    return { exact, villages: this.#villages, public: open, funding, publicFunding, records };
  }

  #village(region: number, place: number): void {
    const { counters } = this;
    const regions = this.#regions;
    const code = regions.code(region);
    const potensi = this.#potensi(region, place);
    exactRows(this.#villages, this.#periode, { code, level: DESA, counters, place, potensi });
    const kecamatan = regions.parent[region]!;
    counters.add(place, counters.of(kecamatan));
    if (isDesa(code) && counters.get(place, RENTAN, DANA_0 + DANA_DESA) >= REACHED) {
      const kabkota = regions.parent[kecamatan]!;
      this.reached.set(kabkota, (this.reached.get(kabkota) ?? 0) + 1);
    }
  }

  #potensi(region: number, place: number): ReadonlyMap<number, Effective> {
    return this.#tree.of(region, (kategori) => this.counters.get(place, kategori, STATUS_0));
  }
}

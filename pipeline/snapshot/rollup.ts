/**
 * Counts what was decided about claims, region by region, and rolls it up: coverage, funding and the villages that reached 100.
 *
 * One ascending pass: villages are counted block by block and written at once; what lies above them is kept whole
 * (7,838 regions, 11 MB) and rolled up child by child.
 */
import { BLOCK_BITS, BLOCK_REGIONS } from '../kernel/decisions.ts';
import type { RegionRecord } from '../registry.ts';
import type { Regions } from '../rules/regions.ts';
import { KATEGORI_PUBLISHED, SUMBER_DANA } from '../rules/vocabulary.ts';
import { COVERAGE_HEADER, exactRows, publicRows, type RegionNumbers } from './coverage.ts';
import { Csv } from './csv.ts';
import { FUNDING_HEADER, fundingRows } from './funding.ts';
import { PotensiTree } from './potensi.ts';
import { regionRecord } from './region-record.ts';
import { addRegion, CELL, DANA_0, KLAIM, REGION, STATUS_0, sumUp, tally } from './tallies.ts';
import { isDesa, REACHED } from './villages100.ts';

/** Kabupaten/kota and wider are public, have funding rows, and are kept in the table: levels of `Regions`. */
const KABKOTA = 2;
const DESA = 4;

const RENTAN = KATEGORI_PUBLISHED.indexOf('PEKERJA_RENTAN');
const DANA_DESA = SUMBER_DANA.indexOf('DANA_DESA');

/** Counters of every region above the villages. */
export class Upper {
  readonly first: number;
  readonly counters: Int32Array;

  constructor(regions: Regions) {
    this.first = regions.first[DESA - 1] ?? 0;
    this.counters = new Int32Array((regions.count - this.first) * REGION);
  }

  /** Where a region's counters begin. */
  at(region: number): number {
    return (region - this.first) * REGION;
  }
}

/** Blocks are added in ascending order; then it finishes. */
export class Rollup {
  readonly upper: Upper;
  /** Per kabupaten/kota the villages that reached 100; see `villages100`. */
  readonly reached = new Map<number, number>();

  readonly #periode: string;
  readonly #regions: Regions;
  readonly #tree: PotensiTree;
  readonly #declared: ReadonlyMap<number, unknown>;
  readonly #block = new Int32Array(BLOCK_REGIONS * REGION);
  #isUsed = false;
  readonly #villages = new Csv();

  constructor(periode: string, regions: Regions, declared: ReadonlyMap<number, ReadonlyMap<number, number>>) {
    this.#periode = periode;
    this.#regions = regions;
    this.#declared = declared;
    this.#tree = new PotensiTree(regions, declared);
    this.upper = new Upper(regions);
  }

  add(block: number, words: readonly Uint32Array[]): void {
    const counters = this.#block;
    // Most blocks have nobody: then it is as clean as it was.
    if (this.#isUsed) counters.fill(0);
    this.#isUsed = words.some(({ length }) => length > 0);
    for (const some of words) tally(some, counters);
    const first = block << BLOCK_BITS;
    const last = Math.min(first + BLOCK_REGIONS, this.#regions.count);
    for (let region = first; region < last; region++) {
      const at = (region - first) * REGION;
      sumUp(counters, at);
      const claimed = counters[at + KLAIM]! > 0;
      if (region >= this.upper.first) {
        if (claimed) addRegion(counters, at, this.upper.counters, this.upper.at(region));
      } else if (claimed || this.#declared.has(region)) this.#village(region, counters, at);
    }
  }

  finish() {
    const { upper } = this;
    const regions = this.#regions;
    const numbers: RegionNumbers[] = [];
    for (let region = upper.first; region < regions.count; region++) {
      const at = upper.at(region);
      if (region !== regions.nation && upper.counters[at + KLAIM]! > 0) {
        addRegion(upper.counters, at, upper.counters, upper.at(regions.parent[region]!));
      }
      const potensi = this.#tree.of(region, (kategori) => upper.counters[at + kategori * CELL + STATUS_0]!);
      if (potensi.size === 0 && upper.counters[at + KLAIM] === 0) continue;
      numbers.push({ code: regions.code(region), level: regions.level(region), counters: upper.counters, at, potensi });
    }
    numbers.sort((a, b) => a.level - b.level || (a.code < b.code ? -1 : 1));
    const exact = new Csv(COVERAGE_HEADER);
    const open = new Csv(COVERAGE_HEADER);
    const funding = new Csv(FUNDING_HEADER);
    const publicFunding = new Csv(FUNDING_HEADER);
    const records: RegionRecord[] = [];
    for (const region of numbers) {
      exactRows(exact, this.#periode, region);
      if (region.level > KABKOTA) continue;
      publicRows(open, this.#periode, region);
      fundingRows(funding, publicFunding, this.#periode, region);
      records.push(regionRecord(this.#periode, region));
    }
    return { exact, villages: this.#villages, public: open, funding, publicFunding, records };
  }

  #village(region: number, counters: Int32Array, at: number): void {
    const regions = this.#regions;
    const potensi = this.#tree.of(region, (kategori) => counters[at + kategori * CELL + STATUS_0]!);
    exactRows(this.#villages, this.#periode, { code: regions.code(region), level: DESA, counters, at, potensi });
    const kecamatan = regions.parent[region]!;
    addRegion(counters, at, this.upper.counters, this.upper.at(kecamatan));
    if (isDesa(regions.code(region)) && counters[at + RENTAN * CELL + DANA_0 + DANA_DESA]! >= REACHED) {
      const kabkota = regions.parent[kecamatan]!;
      this.reached.set(kabkota, (this.reached.get(kabkota) ?? 0) + 1);
    }
  }
}

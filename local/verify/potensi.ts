/**
 * Recomputes what stands behind the counts of coverage.csv: percentages, effective potensi and the active people set against
 * it; and by that which rows there must be.
 */
import { LEVELS } from '../../pipeline/rules/regions.ts';
import { KATEGORI_PUBLISHED } from '../../pipeline/rules/vocabulary.ts';
import { percentage } from './arithmetic.ts';
import { type Coverage, KATEGORI_COUNT } from './coverage.ts';
import type { Sheet } from './fault.ts';
import { LAW } from './laws.ts';
import { AKTIF, COUNTS, KLAIM, TAIL, TERDATA } from './layout.ts';

/** Declared figures: kategori → region → potensi. */
export type Declared = readonly ReadonlyMap<number, bigint>[];

const DINYATAKAN = 1;
const JUMLAH = 2;
const SEBAGIAN = 3;
const DASAR = ['', 'DINYATAKAN', 'JUMLAH', 'SEBAGIAN'];

/** @throws Unsound */
export function checkPotensi(sheet: Sheet, coverage: Coverage, declared: Declared): void {
  /** Rows with an effective potensi. */
  const effective = new Uint8Array(coverage.count);
  for (let k = 0; k < KATEGORI_COUNT; k++) checkKategori(sheet, coverage, k, declared[k] ?? new Map(), effective);
  const { counts, region, kategori } = coverage;
  for (let row = 0; row < coverage.count; row++) {
    const at = row * COUNTS.length;
    const tail = coverage.tailOf(row);
    if (tail.length !== TAIL.length) throw sheet.unsound(coverage.nameOf(row), null, tail.join(','), null, LAW.table);
    const share = percentage(counts[at + AKTIF]!, counts[at + TERDATA]!);
    if (tail[0] !== share)
      throw sheet.unsound(coverage.nameOf(row), 'persen_terdata', tail[0] ?? '', share, LAW.percent);
    if (effective[row] === 1) continue;
    const odd = tail.findIndex((cell, i) => i > 0 && cell !== '');
    if (odd > 0) throw sheet.unsound(coverage.nameOf(row), TAIL[odd] ?? '', tail[odd] ?? '', '', LAW.potensi);
    // SEMUA also stands where a kategori does.
    const needed = counts[at + KLAIM]! > 0 || (kategori[row] === 0 && region[row + 1] === region[row]);
    if (!needed) throw sheet.unsound(coverage.nameOf(row), null, coverage.cellsOf(row).join(','), null, LAW.absent);
  }
  sheet.checks.count += coverage.count * (1 + TAIL.length);
}

/** One kategori over the regions that have a figure, and all above them: children before their parents. */
function checkKategori(
  sheet: Sheet,
  coverage: Coverage,
  kategori: number,
  declared: ReadonlyMap<number, bigint>,
  effective: Uint8Array,
): void {
  const { regions } = coverage;
  const sums = new Map<number, { potensi: bigint; aktif: number; children: number; whole: boolean }>();
  for (const region of withThoseAbove(declared.keys(), coverage)) {
    const sum = sums.get(region);
    const figure = declared.get(region);
    const children = regions.lastChild[region]! - regions.firstChild[region]!;
    const [potensi, aktif, dasar] =
      figure !== undefined
        ? [figure, coverage.of(region, kategori, AKTIF), DINYATAKAN]
        : [sum?.potensi ?? 0n, sum?.aktif ?? 0, sum?.whole && sum.children === children ? JUMLAH : SEBAGIAN];
    const row = coverage.find(region, kategori);
    if (row < 0) {
      const name = `${regions.code(region)} ${KATEGORI_PUBLISHED[kategori]}`;
      throw sheet.unsound(name, null, null, `${LEVELS[regions.level(region)]}, potensi ${potensi}`, LAW.present);
    }
    effective[row] = 1;
    const should = ['', String(potensi), DASAR[dasar] ?? '', String(aktif), percentage(aktif, potensi)];
    const tail = coverage.tailOf(row);
    const odd = should.findIndex((cell, i) => i > 0 && cell !== tail[i]);
    if (odd > 0) {
      throw sheet.unsound(coverage.nameOf(row), TAIL[odd] ?? '', tail[odd] ?? null, should[odd] ?? '', LAW.potensi);
    }
    if (region === regions.nation) continue;
    const parent = regions.parent[region]!;
    const above = sums.get(parent) ?? { potensi: 0n, aktif: 0, children: 0, whole: true };
    above.potensi += potensi;
    above.aktif += aktif;
    above.children++;
    above.whole &&= dasar !== SEBAGIAN;
    sums.set(parent, above);
  }
}

/** These regions and those that hold them, in ascending order. */
function withThoseAbove(some: Iterable<number>, { regions }: Coverage): Int32Array {
  const all = new Set<number>();
  for (let region of some) {
    while (!all.has(region)) {
      all.add(region);
      region = regions.parent[region]!;
    }
  }
  return Int32Array.from(all).sort();
}

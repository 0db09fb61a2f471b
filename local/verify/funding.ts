/** Holds funding.csv against the active people of coverage.csv, and its regions against each other. */
import type { Bytes } from '../../pipeline/ports.ts';
import { KABKOTA, LEVELS } from '../../pipeline/rules/regions.ts';
import { KATEGORI_PUBLISHED, SUMBER_DANA } from '../../pipeline/rules/vocabulary.ts';
import { wholeNumber } from './arithmetic.ts';
import { type Coverage, KATEGORI_COUNT } from './coverage.ts';
import { readRows } from './csv.ts';
import type { Sheet } from './fault.ts';
import { LAW } from './laws.ts';
import { AKTIF } from './layout.ts';

const KATEGORI: readonly string[] = KATEGORI_PUBLISHED;
const DANA: readonly string[] = SUMBER_DANA;
const WIDTH = DANA.length;

const CELLS = KATEGORI_COUNT * WIDTH;

/** Active people of a region by kategori and source of funds: SEMUA first, in each kategori the sources in their order. */
export type Funding = ReadonlyMap<number, Float64Array>;

/** @throws Unsound */
export function checkFunding(sheet: Sheet, bytes: Bytes, coverage: Coverage): Funding {
  const { regions } = coverage;
  const funding = read(sheet, bytes, coverage);
  const nobody = new Float64Array(CELLS);
  /** What the parts below a region have. */
  const sums = new Map<number, Float64Array>();
  for (let region = regions.first[KABKOTA]!; region < regions.count; region++) {
    const [aktif, below] = [funding.get(region), sums.get(region)];
    if (!aktif && !below && coverage.firstOf(region) < 0) continue;
    checkRegion(sheet, region, aktif ?? nobody, below ?? nobody, coverage);
    if (region === regions.nation || !aktif) continue;
    const parent = regions.parent[region]!;
    const sum = sums.get(parent) ?? new Float64Array(CELLS);
    for (let cell = 0; cell < CELLS; cell++) sum[cell]! += aktif[cell]!;
    sums.set(parent, sum);
  }
  return funding;
}

/** @param below the sums of the regions below it */
function checkRegion(sheet: Sheet, region: number, aktif: Float64Array, below: Float64Array, coverage: Coverage): void {
  const { regions } = coverage;
  const name = (cell: number) =>
    [regions.code(region), KATEGORI[Math.floor(cell / WIDTH)], DANA[cell % WIDTH]].join(' ');
  const own = aktif.map((count, cell) => count - below[cell]!);
  for (let cell = 0; cell < CELLS; cell++) {
    if (own[cell]! < 0) throw sheet.unsound(name(cell), 'aktif', aktif[cell]!, `≥ ${below[cell]}`, LAW.rollup);
    if (own[cell]! > 0 && region === regions.nation) {
      throw sheet.unsound(name(cell), 'aktif', aktif[cell]!, below[cell]!, LAW.nation);
    }
  }
  for (let k = 0; k < KATEGORI_COUNT; k++) {
    const all = aktif.subarray(k * WIDTH, (k + 1) * WIDTH).reduce((sum, count) => sum + count, 0);
    const should = coverage.of(region, k, AKTIF);
    if (all !== should)
      throw sheet.unsound(`${regions.code(region)} ${KATEGORI[k]}`, 'aktif', all, should, LAW.funding);
  }
  // Of those counted here and not below, SEMUA has no more of a source than the categories together.
  for (let d = 0; d < WIDTH; d++) {
    let over = own[d]!;
    for (let k = 1; k < KATEGORI_COUNT; k++) over -= own[k * WIDTH + d]!;
    if (over > 0) throw sheet.unsound(name(d), 'aktif', aktif[d]!, `≤ ${aktif[d]! - over}`, LAW.allPeople);
  }
  sheet.checks.count += CELLS + KATEGORI_COUNT + WIDTH;
}

function read(sheet: Sheet, bytes: Bytes, { regions }: Coverage): Funding {
  const funding = new Map<number, Float64Array>();
  let before: readonly number[] = [];
  for (const [periode = '', level = '', code = '', word = '', dana = '', cell = ''] of readRows(sheet, bytes)) {
    const name = `${code} ${word} ${dana}`;
    sheet.equal(name, 'periode', periode, sheet.checks.periode, LAW.itself);
    const region = regions.find(code);
    const [depth, k, d] = [region < 0 ? -1 : regions.level(region), KATEGORI.indexOf(word), DANA.indexOf(dana)];
    if (depth < 0 || depth > KABKOTA) throw sheet.unsound(name, 'kode_wilayah', code, null, LAW.code);
    sheet.equal(name, 'level', level, LEVELS[depth] ?? '', LAW.level);
    if (k < 0) throw sheet.unsound(name, 'kategori', word, null, LAW.code);
    if (d < 0) throw sheet.unsound(name, 'sumber_dana', dana, null, LAW.code);
    const here = [depth, region, k, d];
    if (!isAfter(here, before)) throw sheet.unsound(name, null, name, null, LAW.order);
    before = here;
    const aktif = wholeNumber(cell);
    if (aktif < 1) throw sheet.unsound(name, 'aktif', cell, '≥ 1', LAW.positive);
    const cells = funding.get(region) ?? new Float64Array(CELLS);
    cells[k * WIDTH + d] = aktif;
    funding.set(region, cells);
  }
  return funding;
}

/** Whether one list of numbers comes after another. */
export function isAfter(here: readonly number[], before: readonly number[]): boolean {
  const differs = here.findIndex((value, i) => value !== before[i]);
  return differs >= 0 && here[differs]! > (before[differs] ?? -1);
}

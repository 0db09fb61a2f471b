/** Holds targets.csv and commitments.csv against the files that stand, and recomputes what follows from their own cells. */
import type { Bytes } from '../../pipeline/ports.ts';
import { KABKOTA, type Regions } from '../../pipeline/rules/regions.ts';
import { INSTRUKSI, KATEGORI_PUBLISHED, KOMITMEN_STATUS } from '../../pipeline/rules/vocabulary.ts';
import { isDay, lastDay } from './arithmetic.ts';
import { readRows } from './csv.ts';
import type { Sheet } from './fault.ts';
import type { Judged } from './files.ts';
import { isAfter } from './funding.ts';
import type { Inputs, Slot } from './inputs.ts';
import { LAW } from './laws.ts';
import type { Declared } from './potensi.ts';

const KATEGORI: readonly string[] = KATEGORI_PUBLISHED;
const INSTRUCTIONS: readonly string[] = INSTRUKSI;
const STATUSES: readonly string[] = KOMITMEN_STATUS;

/** As a target's figure may be, and the sums of a commitment's. */
const FIGURE = /^(?:0|[1-9]\d{0,11})$/;
const SUM = /^(?:0|[1-9]\d*)?$/;
const PERCENT = /^(?:(?:0|[1-9]\d?)\.\d\d|100\.00)?$/;

interface InForce {
  readonly region: number;
  readonly slot: string;
}

/**
 * @returns the declared figures
 * @throws Unsound
 */
export function checkTargets(
  sheet: Sheet,
  bytes: Bytes,
  inputs: Inputs,
  judged: ReadonlyMap<string, Judged>,
  regions: Regions,
): Declared {
  const declared = KATEGORI_PUBLISHED.map(() => new Map<number, bigint>());
  const inForce: InForce[] = [];
  let before: readonly number[] = [];
  for (const row of readRows(sheet, bytes)) {
    const [
      periode = '',
      code = '',
      kategori = '',
      potensi = '',
      persen = '',
      sumber = '',
      acuan = '',
      sejak = '',
      slot = '',
    ] = row;
    const name = `${code} ${kategori}`;
    sheet.equal(name, 'periode', periode, sheet.checks.periode, LAW.itself);
    const region = regions.find(code);
    const k = KATEGORI.indexOf(kategori);
    if (region < 0) throw sheet.unsound(name, 'kode_wilayah', code, null, LAW.code);
    const figures = declared[k];
    if (!figures) throw sheet.unsound(name, 'kategori', kategori, null, LAW.code);
    const here = [regions.level(region), region, k];
    if (!isAfter(here, before)) throw sheet.unsound(name, null, name, null, LAW.order);
    before = here;
    if (!FIGURE.test(potensi)) throw sheet.unsound(name, 'potensi', potensi, null, LAW.number);
    if (!PERCENT.test(persen)) throw sheet.unsound(name, 'target_persen', persen, '0.00 … 100.00', LAW.value);
    if (!isPublishable(sumber)) throw sheet.unsound(name, 'sumber', sumber, null, LAW.value);
    if (acuan !== '' && !isDay(acuan)) throw sheet.unsound(name, 'tanggal_acuan', acuan, 'YYYY-MM-DD', LAW.value);
    const file = inputs.standing.get(slot);
    if (file?.jenis !== 'target' || !holds(file, region, regions)) {
      throw sheet.unsound(name, 'slot', slot, null, LAW.standing);
    }
    sheet.equal(name, 'sejak', sejak, file.periode, LAW.standing);
    sheet.checks.count += 8;
    figures.set(region, BigInt(potensi));
    inForce.push({ region, slot });
  }
  checkRowsOf(sheet, inputs, judged, inForce, regions);
  return declared;
}

/**
 * Of a target file of this period all accepted rows are in force, but for those that a file before it has: one of a wider
 * territory, or a smaller slot.
 */
function checkRowsOf(
  sheet: Sheet,
  { keys }: Inputs,
  judged: ReadonlyMap<string, Judged>,
  inForce: readonly InForce[],
  regions: Regions,
): void {
  const files = keys.flatMap(({ key, slot }) =>
    slot?.jenis === 'target' && key.inForce !== null ? [{ key, slot }] : [],
  );
  const width = ({ wilayah }: Slot) => (wilayah === '00' ? 0 : wilayah.length);
  files.sort((a, b) => width(a.slot) - width(b.slot) || (a.slot.slot < b.slot.slot ? -1 : 1));
  const rowsOf = Map.groupBy(inForce, ({ slot }) => slot);
  /** Rows of the files so far, by each territory that holds them. */
  const taken = new Map<string, number>();
  for (const { key, slot } of files) {
    const rows = rowsOf.get(slot.slot) ?? [];
    const before = taken.get(slot.wilayah) ?? 0;
    for (const { region } of rows) {
      const code = regions.code(region);
      const territories = new Set(['00', code.slice(0, 2), code.slice(0, 4)]);
      for (const territory of territories) taken.set(territory, (taken.get(territory) ?? 0) + 1);
    }
    // Of a version in force behind a later one files.csv does not tell.
    const accepted = key.inForce === key.version ? judged.get(key.key)?.lolos : undefined;
    if (accepted === undefined) continue;
    sheet.atMost(slot.slot, 'slot', rows.length, accepted, LAW.standingRows);
    sheet.atLeast(slot.slot, 'slot', rows.length, accepted - before, LAW.standingRows);
  }
}

/** @throws Unsound */
export function checkCommitments(sheet: Sheet, bytes: Bytes, { standing }: Inputs, regions: Regions): void {
  const periode = sheet.checks.periode ?? '';
  const files = [...standing.values()].filter(({ jenis }) => jenis === 'komitmen');
  let before: readonly number[] = [];
  for (const row of readRows(sheet, bytes)) {
    const [
      month = '',
      code = '',
      instruksi = '',
      status = '',
      tenggat = '',
      late = '',
      anggaran = '',
      realisasi = '',
      sejak = '',
    ] = row;
    const name = `${code} ${instruksi}`;
    sheet.equal(name, 'periode', month, periode, LAW.itself);
    const region = regions.find(code);
    const level = region < 0 ? -1 : regions.level(region);
    if (level < 1 || level > KABKOTA) throw sheet.unsound(name, 'kode_wilayah', code, null, LAW.code);
    const i = INSTRUCTIONS.indexOf(instruksi);
    if (i < 0) throw sheet.unsound(name, 'instruksi', instruksi, null, LAW.code);
    const here = [level, region, i];
    if (!isAfter(here, before)) throw sheet.unsound(name, null, name, null, LAW.order);
    before = here;
    if (!STATUSES.includes(status)) throw sheet.unsound(name, 'status', status, null, LAW.code);
    if (tenggat !== '' && !isDay(tenggat)) throw sheet.unsound(name, 'tenggat', tenggat, 'YYYY-MM-DD', LAW.value);
    const isLate = status !== 'SELESAI' && tenggat !== '' && tenggat < lastDay(periode);
    sheet.equal(name, 'terlambat', late, isLate ? 'ya' : 'tidak', LAW.late);
    if (!SUM.test(anggaran)) throw sheet.unsound(name, 'anggaran_rp', anggaran, null, LAW.number);
    if (!SUM.test(realisasi)) throw sheet.unsound(name, 'realisasi_rp', realisasi, null, LAW.number);
    const isFrom = (file: Slot) => file.periode === sejak && holds(file, region, regions);
    if (!files.some(isFrom)) throw sheet.unsound(name, 'sejak', sejak, null, LAW.standing);
    sheet.checks.count += 7;
  }
}

/** Whether a region lies in the territory of a file. */
function holds({ wilayah }: Slot, region: number, regions: Regions): boolean {
  return wilayah === '00' || regions.code(region).startsWith(wilayah);
}

/** Text from an upload: one line without needless white space, and nothing that a spreadsheet takes for a formula. */
function isPublishable(text: string): boolean {
  return text === text.replace(/\s+/g, ' ').trim() && !/^[=+\-@]/.test(text);
}

/** targets.csv and commitments.csv: the rows in force, in the order of regions. */
import type { Bytes } from '../ports.ts';
import { isoDate, periodEnd } from '../rules/dates.ts';
import { twoDecimals } from '../rules/numbers.ts';
import type { Regions } from '../rules/regions.ts';
import { INSTRUKSI, KATEGORI_PUBLISHED } from '../rules/vocabulary.ts';
import { Csv } from './csv.ts';
import type { KomitmenInForce, TargetInForce } from './force.ts';

const TARGET_COLUMNS = 'periode,kode_wilayah,kategori,potensi,target_persen,sumber,tanggal_acuan,sejak';

/** The public tier does not say which file a target comes from. */
export function targetTables(
  periode: string,
  targets: readonly TargetInForce[],
  regions: Regions,
): { exact: Bytes; public: Bytes } {
  const exact = new Csv(`${TARGET_COLUMNS},slot`);
  const open = new Csv(TARGET_COLUMNS);
  for (const target of inOrder(targets, regions, ({ kategori }) => KATEGORI_PUBLISHED.indexOf(kategori))) {
    for (const csv of [exact, open]) {
      csv.word(periode).word(target.wilayah).word(target.kategori).number(target.potensi);
      csv.word(target.persen === null ? '' : twoDecimals(target.persen)).text(target.sumber);
      csv.word(isoDate(target.acuan)).word(target.sejak);
    }
    exact.word(target.slot).end();
    open.end();
  }
  return { exact: exact.bytes(), public: open.bytes() };
}

export function komitmenTable(periode: string, komitmen: readonly KomitmenInForce[], regions: Regions): Bytes {
  const csv = new Csv('periode,kode_wilayah,instruksi,status,tenggat,terlambat,anggaran_rp,realisasi_rp,sejak');
  for (const row of inOrder(komitmen, regions, ({ instruksi }) => INSTRUKSI.indexOf(instruksi))) {
    const late = row.status !== 'SELESAI' && row.tenggat !== 0 && row.tenggat < periodEnd(periode);
    csv.word(periode).word(row.wilayah).word(row.instruksi).word(row.status).word(isoDate(row.tenggat));
    csv
      .word(late ? 'ya' : 'tidak')
      .word(row.anggaran ?? '')
      .word(row.realisasi ?? '')
      .word(row.sejak)
      .end();
  }
  return csv.bytes();
}

/** By level, code, then what a region has several of. */
function inOrder<Row extends { wilayah: string }>(
  rows: readonly Row[],
  regions: Regions,
  within: (row: Row) => number,
): Row[] {
  const keyed = rows.map((row) => ({ row, level: regions.level(regions.find(row.wilayah)), within: within(row) }));
  keyed.sort((a, b) => a.level - b.level || compare(a.row.wilayah, b.row.wilayah) || a.within - b.within);
  return keyed.map(({ row }) => row);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One region as the page reads it, with what is below it: JSON written straight from the bytes of the tables. */
import type { ByteWriter } from '../bytes.ts';
import { CELLS } from '../contracts/view.ts';
import { DESA, KABKOTA, type Regions } from '../rules/regions.ts';
import type { TableRows } from './table-rows.ts';
import { cellsOf, type ViewTables } from './view-tables.ts';

const encoder = new TextEncoder();

/** Nearly all names are; bytes of these need no encoder. */
const ASCII = /^[ -~]*$/;

/** Writes a region and its children; of a kabupaten/kota, the villages of its kecamatan too. */
export function blockWriter(of: ViewTables, regions: Regions): (region: number, out: ByteWriter) => void {
  const text = (value: unknown, out: ByteWriter) => {
    const json = JSON.stringify(value);
    if (ASCII.test(json)) out.ascii(json);
    else out.append(encoder.encode(json));
  };
  const member = (name: string, value: unknown, out: ByteWriter) => {
    out.ascii(`,"${name}":`);
    text(value, out);
  };
  const rows = (name: string, table: TableRows, region: number, out: ByteWriter) => {
    if (!table.has(region)) return;
    out.ascii(`,"${name}":{`);
    table.write(region, out);
    out.ascii('}');
  };
  const known = (region: number, level: number, out: ByteWriter) => {
    out.ascii(`{"kode":"${regions.code(region)}","nama":`);
    text(regions.name(region), out);
    rows('coverage', of.coverage, region, out);
    rows('targets', of.targets, region, out);
    if (level > KABKOTA) return;
    const funds = of.funding.of(region);
    if (funds.length > 0) member('funding', fundingOf(funds), out);
    rows('commitments', of.commitments, region, out);
    for (const [name, columns] of [
      ['reporting', CELLS.reporting],
      ['villages100', CELLS.villages100],
    ] as const) {
      const row = of[name].firstOf(region);
      if (row) member(name, cellsOf(row, columns), out);
    }
    const files = of.files?.get(region)?.map(({ row, codes }) => ({ berkas: cellsOf(row, CELLS.files), kode: codes }));
    if (files) member('files', files, out);
  };
  const children = (region: number, level: number, deepest: number, out: ByteWriter) => {
    const [first, end] = [regions.firstChild[region]!, regions.lastChild[region]!];
    if (level === deepest || first === end) return;
    out.ascii(',"anak":[');
    for (let child = first; child < end; child++) {
      if (child > first) out.ascii(',');
      known(child, level + 1, out);
      children(child, level + 1, deepest, out);
      out.ascii('}');
    }
    out.ascii(']');
  };
  return (region, out) => {
    const level = regions.level(region);
    known(region, level, out);
    children(region, level, level === KABKOTA ? DESA : level + 1, out);
    out.ascii('}');
  };
}

/** Kategori → source of funds → active people. */
function fundingOf(rows: ReturnType<TableRows['of']>): Record<string, Record<string, number>> {
  const found: Record<string, Record<string, number>> = {};
  for (const { kategori = '', sumber_dana = '', aktif } of rows) (found[kategori] ??= {})[sumber_dana] = Number(aktif);
  return found;
}

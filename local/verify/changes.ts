/** Recomputes changes.json: the slots and the cells of coverage.csv that differ from the revision before, and what can have caused them. */
import type { Changes, Manifest } from '../../pipeline/contracts/published.ts';
import { KATEGORI_PUBLISHED } from '../../pipeline/rules/vocabulary.ts';
import { Coverage } from './coverage.ts';
import type { Sheet } from './fault.ts';
import { LAW } from './laws.ts';

type Cell = Changes['cells'][number];

export interface Side {
  readonly manifest: Pick<Manifest, 'keys' | 'standing'>;
  readonly coverage: Coverage;
}

/** Changed cells are named, up to so many at least; only beyond that may they be just counted. */
const NAMED = 100_000;

/** @param before the revision before; undefined for the first @throws Unsound */
export function checkChanges(sheet: Sheet, says: Changes, now: Side, before: Side | undefined): void {
  const slots = changedSlots(before?.manifest ?? { keys: [], standing: [] }, now.manifest);
  for (const kind of ['added', 'superseded', 'withdrawn'] as const) {
    sheet.equal(null, `slots.${kind}`, says.slots[kind].toSorted().join(' '), slots[kind].join(' '), LAW.changes);
  }
  const all = Object.values(slots).flat().sort();
  sheet.equal(null, 'penyebab', says.penyebab.join(' '), all.join(' '), LAW.changes);
  const causes = causesOf(all);
  const { cells, more } = says;
  let changed = 0;
  for (const cell of before ? changedCells(before.coverage, now.coverage) : []) {
    const said = cells[changed++];
    if (!said && changed > NAMED) continue;
    const should = describe({ ...cell, sebab: causes(cell.kode_wilayah, cell.kolom) });
    const name = `${cell.kode_wilayah} ${cell.kategori}`;
    sheet.equal(name, cell.kolom, said ? describe(said) : null, should, LAW.changes);
  }
  const surplus = cells[changed];
  if (surplus)
    throw sheet.unsound(
      `${surplus.kode_wilayah} ${surplus.kategori}`,
      surplus.kolom,
      describe(surplus),
      null,
      LAW.changes,
    );
  sheet.equal(null, 'more', more, changed - cells.length, LAW.changes);
}

function describe({ kode_wilayah, kategori, kolom, sebelum, sesudah, sebab }: Cell): string {
  return `${kode_wilayah} ${kategori} ${kolom}: ${sebelum} → ${sesudah} (${sebab})`;
}

function changedSlots(before: Side['manifest'], now: Side['manifest']) {
  const versions = ({ keys, standing }: Side['manifest']) => {
    const found = new Map<string, string>();
    for (const { slot, version } of standing) found.set(slot, version);
    for (const { slot, inForce } of keys) if (slot !== null && inForce !== null) found.set(slot, inForce);
    return found;
  };
  const [old, current] = [versions(before), versions(now)];
  const added = [...current.keys()].filter((slot) => !old.has(slot)).sort();
  const withdrawn = [...old.keys()].filter((slot) => !current.has(slot)).sort();
  const stayed = [...current].filter(([slot]) => old.has(slot));
  const superseded = stayed.flatMap(([slot, version]) => (old.get(slot) === version ? [] : [slot])).sort();
  return { added, superseded, withdrawn };
}

/** Cells that differ, in the order of the rows: both tables are sorted by the same keys. */
function* changedCells(before: Coverage, now: Coverage): Generator<Omit<Cell, 'sebab'>> {
  let [old, row] = [0, 0];
  while (old < before.count || row < now.count) {
    const order = old >= before.count ? 1 : row >= now.count ? -1 : rank(before, old) - rank(now, row);
    const isSame = order === 0 && now.sameRow(row, before, old);
    if (!isSame) {
      const was = order <= 0 ? before.cellsOf(old) : [];
      const is = order >= 0 ? now.cellsOf(row) : [];
      const [table, place] = order <= 0 ? [before, old] : [now, row];
      const kode_wilayah = table.regions.code(table.region[place]!);
      const kategori = KATEGORI_PUBLISHED[table.kategori[place]!] ?? '';
      for (let c = Coverage.keys; c < Coverage.columns.length; c++) {
        const [sebelum, sesudah, kolom] = [was[c] ?? '', is[c] ?? '', Coverage.columns[c] ?? ''];
        if (sebelum !== sesudah) yield { kode_wilayah, kategori, kolom, sebelum, sesudah };
      }
    }
    if (order <= 0) old++;
    if (order >= 0) row++;
  }
}

/** Grows from row to row: level, then code, then kategori. */
function rank({ regions, region, kategori }: Coverage, row: number): number {
  const level = regions.level(region[row]!);
  return (level * regions.count + region[row]!) * KATEGORI_PUBLISHED.length + kategori[row]!;
}

/**
 * The places, among the slots that changed, of those that can have changed a cell. People come from participants files,
 * potensi from targets, coverage from both. Where no file of that kind covers the area or lies in it, any list may have.
 */
function causesOf(slots: readonly string[]): (wilayah: string, kolom: string) => number[] {
  const known = new Map<string, number[]>();
  const changed = slots.map((slot) => slot.split('/'));
  const holds = (wide: string, area: string) => wide === '00' || area.startsWith(wide);
  return (wilayah, kolom) => {
    const ofTargets = kolom === 'potensi' || kolom === 'potensi_dasar';
    const ofBoth = kolom === 'aktif_dasar' || kolom === 'cakupan_persen';
    const kinds = ofTargets ? ['target'] : ofBoth ? ['peserta', 'target'] : ['peserta'];
    const id = `${wilayah} ${kinds.join(' ')}`;
    let causes = known.get(id);
    if (!causes) {
      const places = (test: (territory: string, stem: string) => boolean) =>
        changed.flatMap(([, territory = '', stem = ''], place) => (test(territory, stem) ? [place] : []));
      const isOf = (stem: string, some: readonly string[]) => some.some((kind) => stem.startsWith(kind));
      const near = places(
        (territory, stem) => isOf(stem, kinds) && (holds(territory, wilayah) || holds(wilayah, territory)),
      );
      causes = near.length > 0 ? near : places((_, stem) => isOf(stem, kinds.slice(0, 1)));
      known.set(id, causes);
    }
    return causes;
  };
}

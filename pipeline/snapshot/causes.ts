/**
 * Which uploads can have changed a cell of coverage.csv. A list of participants changes the areas of its territory, and those
 * that they belong to. Where it changes another area (a person is counted there no longer, or now), all lists are named:
 * what moved a person is not kept. A target changes denominators, and the people that are set against them.
 */
import type { Changes } from '../contracts/published.ts';

type Cell = Changes['cells'][number];

/** Columns that only targets can change, and those that both can. */
const OF_TARGETS = new Set(['potensi', 'potensi_dasar']);
const OF_BOTH = new Set(['aktif_dasar', 'cakupan_persen']);

interface Cause {
  readonly place: number;
  readonly wilayah: string;
}

export class Causes {
  /** The uploads that changed, in the order in which cells refer to them. */
  readonly slots: string[];
  readonly #peserta: readonly Cause[];
  readonly #targets: readonly Cause[];
  readonly #known = new Map<string, number[]>();

  constructor({ added, superseded, withdrawn }: Changes['slots']) {
    this.slots = [...added, ...superseded, ...withdrawn].sort();
    const all = this.slots.map((slot, place) => ({ place, wilayah: slot.split('/')[1] ?? '', slot }));
    this.#peserta = all.filter(({ slot }) => slot.includes('/peserta'));
    this.#targets = all.filter(({ slot }) => slot.includes('/target'));
  }

  explain(cells: readonly Omit<Cell, 'sebab'>[]): Cell[] {
    return cells.map((cell) => ({ ...cell, sebab: this.#of(cell.kode_wilayah, cell.kolom) }));
  }

  #of(wilayah: string, kolom: string): number[] {
    const kind = OF_TARGETS.has(kolom) ? 'targets' : OF_BOTH.has(kolom) ? 'both' : 'peserta';
    const id = `${wilayah} ${kind}`;
    const known = this.#known.get(id);
    if (known) return known;
    const found = [
      ...(kind === 'targets' ? [] : this.#near(this.#peserta, wilayah)),
      ...(kind === 'peserta' ? [] : this.#near(this.#targets, wilayah)),
    ];
    const all = kind === 'targets' ? this.#targets : this.#peserta;
    const places = (found.length > 0 ? found : all).map(({ place }) => place).sort((a, b) => a - b);
    this.#known.set(id, places);
    return places;
  }

  /** Those whose territory holds the area, or lies in it. */
  #near(causes: readonly Cause[], area: string): Cause[] {
    return causes.filter(({ wilayah }) => holds(wilayah, area) || holds(area, wilayah));
  }
}

function holds(territory: string, area: string): boolean {
  return territory === '00' || area.startsWith(territory);
}

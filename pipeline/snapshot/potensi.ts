/**
 * Effective potensi (data contract, section 5): declared where a target is in force, else the sum over a region's children,
 * always with the active people of the same areas.
 */
import type { Regions } from '../rules/regions.ts';

export const DASAR = ['DINYATAKAN', 'JUMLAH', 'SEBAGIAN'] as const;

export interface Effective {
  /** A sum over villages may exceed what a floating number holds exactly. */
  readonly potensi: bigint;
  readonly dasar: (typeof DASAR)[number];
  readonly aktif: number;
}

/** Asked for regions in ascending order, children before their parents. */
export class PotensiTree {
  readonly #regions: Regions;
  readonly #declared: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** Region → kategori → what its children have so far. */
  readonly #sums = new Map<number, Map<number, { potensi: bigint; aktif: number; children: number; whole: boolean }>>();

  /** @param declared region → kategori (place in `KATEGORI_PUBLISHED`) → figure */
  constructor(regions: Regions, declared: ReadonlyMap<number, ReadonlyMap<number, number>>) {
    this.#regions = regions;
    this.#declared = declared;
  }

  /**
   * The effective potensi of a region by kategori; empty where there is none.
   * @param aktif the region's own active people in a kategori
   */
  of(region: number, aktif: (kategori: number) => number): ReadonlyMap<number, Effective> {
    const declared = this.#declared.get(region);
    const sums = this.#sums.get(region);
    if (!declared && !sums) return NONE;
    const found = new Map<number, Effective>();
    for (const [kategori, { potensi, aktif, children, whole }] of sums ?? []) {
      const all = whole && children === this.#regions.lastChild[region]! - this.#regions.firstChild[region]!;
      found.set(kategori, { potensi, dasar: all ? 'JUMLAH' : 'SEBAGIAN', aktif });
    }
    for (const [kategori, figure] of declared ?? []) {
      found.set(kategori, { potensi: BigInt(figure), dasar: 'DINYATAKAN', aktif: aktif(kategori) });
    }
    if (region !== this.#regions.nation) this.#addTo(this.#regions.parent[region]!, found);
    return found;
  }

  #addTo(parent: number, found: ReadonlyMap<number, Effective>): void {
    let sums = this.#sums.get(parent);
    if (!sums) this.#sums.set(parent, (sums = new Map()));
    for (const [kategori, { potensi, dasar, aktif }] of found) {
      const sum = sums.get(kategori) ?? { potensi: 0n, aktif: 0, children: 0, whole: true };
      sums.set(kategori, {
        potensi: sum.potensi + potensi,
        aktif: sum.aktif + aktif,
        children: sum.children + 1,
        whole: sum.whole && dasar !== 'SEBAGIAN',
      });
    }
  }
}

const NONE: ReadonlyMap<number, Effective> = new Map();

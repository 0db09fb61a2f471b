/** Which areas a template offers: all of a region's own, down to its villages; of the nation only those that a list can hold. */
import { DESA, KABKOTA, LEVELS, type Regions } from '../rules/regions.ts';

export interface Area {
  readonly code: string;
  readonly name: string;
  /** Its level, and the area that it lies in. */
  readonly level: string;
  readonly within: string;
}

/**
 * In the order of their codes as text, each before what lies in it.
 *
 * A regency has some hundred villages, a province some thousand (Jawa Tengah: 8,563): a list is still found through by
 * typing. The nation's 83,762 would make every template weigh 2 MB for a list that nobody scrolls: it holds provinces and
 * regencies, and the cell takes other codes too.
 * @param deepest how deep the kind of upload goes: commitments are made by regencies at the lowest
 */
export function areasOf(
  region: number,
  regions: Regions,
  deepest: 'kabkota' | 'desa',
): { areas: Area[]; isWhole: boolean } {
  const limit = deepest === 'kabkota' || region === regions.nation ? KABKOTA : DESA;
  const areas: Area[] = [];
  const add = (one: number) => {
    const level = regions.level(one);
    areas.push({
      code: regions.code(one),
      name: regions.name(one),
      level: LEVELS[level] ?? '',
      within: one === region || one === regions.nation ? '' : regions.name(regions.parent[one] ?? regions.nation),
    });
    if (level >= limit) return;
    for (let child = regions.firstChild[one] ?? 0; child < (regions.lastChild[one] ?? 0); child++) add(child);
  };
  add(region);
  return { areas, isWhole: deepest === 'kabkota' || limit === DESA };
}

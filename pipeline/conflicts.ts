/** Which of several files that are to be uploaded together would not count, because another one fills their slot. */
import { byBytes, readKey } from './rules/keys.ts';
import type { Regions } from './rules/regions.ts';

/**
 * Among those accepted for a slot the first in byte order holds it (data contract, section 1); of two that would be
 * uploaded under one key the later would take the place of the earlier.
 * @returns for each file that would not count, the place of the one that would
 */
export function conflicts(
  files: readonly { readonly key: string; readonly isAccepted: boolean }[],
  regions: Regions,
): Map<number, number> {
  const holders = new Map<string, number>();
  const found = new Map<number, number>();
  const inOrder = files.map((file, place) => ({ ...file, place })).sort((a, b) => byBytes(a.key, b.key));
  for (const { key, isAccepted, place } of inOrder) {
    const read = readKey(key, regions);
    if (!isAccepted || !read.jenis) continue;
    const holder = holders.get(read.slot);
    if (holder === undefined) holders.set(read.slot, place);
    else found.set(place, holder);
  }
  return found;
}

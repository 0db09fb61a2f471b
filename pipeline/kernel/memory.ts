/** Memory behind what has a place of its own (layout.ts): taken as it is needed, and kept. */
import { moved } from './asked.ts';
import { FREE, FREE_OF_LISTS, PAGE } from './layout.ts';

let free: i32 = FREE;

/** Keeps what reading lists of people needs, before anything is taken. */
export function beginLists(): void {
  take(FREE_OF_LISTS - FREE);
}

/** Memory for so many bytes, and some more to read them sixteen at a time. */
export function take(bytes: i32): i32 {
  const start = free;
  free = (free + bytes + 31) & ~15;
  const missing = (free + PAGE - 1) / PAGE - memory.size();
  if (missing > 0) {
    if (memory.grow(missing) < 0) unreachable();
    moved();
  }
  return start;
}

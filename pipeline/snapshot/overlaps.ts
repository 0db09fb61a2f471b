/** Which lists name people who are counted by another list: what a region is told in its reports, as counts alone. */
import { Overlaps } from '../contracts/plan.ts';
import { inTurn } from '../in-turn.ts';
import type { Bytes, ObjectStore } from '../ports.ts';
import { readStored } from '../stored.ts';

/** Where the counts of a task lie. */
export const overlapsKey = (plan: string, part: number) =>
  `${plan}/part-${String(part).padStart(3, '0')}.overlaps.json`;

/** The counts of one task. @param found by the slots of its segments */
export function overlapsBytes(found: readonly Overlaps[]): Bytes {
  return new TextEncoder().encode(JSON.stringify(sum(found)));
}

/** Of all tasks of a plan. @throws NotFound */
export async function readOverlaps(plan: string, parts: number, work: ObjectStore): Promise<Overlaps> {
  const numbers = Array.from({ length: parts }, (_, part) => part);
  return sum(await inTurn(numbers, (part) => readStored(work, overlapsKey(plan, part), Overlaps)));
}

function sum(all: readonly Overlaps[]): Overlaps {
  const total: Overlaps = {};
  for (const [slot, { sendiri, lain }] of all.flatMap((one) => Object.entries(one))) {
    const before = total[slot] ?? { sendiri: 0, lain: 0 };
    total[slot] = { sendiri: before.sendiri + sendiri, lain: before.lain + lain };
  }
  return total;
}

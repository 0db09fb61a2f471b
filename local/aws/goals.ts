/** To which generation a period must have come before it says everything that was registered. */
import type { KeyRecord, PeriodRecord } from '../../pipeline/registry.ts';

/**
 * Every key that is registered makes the generation of its period grow, and a target or commitment that of every later
 * period with a revision; but a moment after the key is seen to be registered. So the growth is counted from before.
 * @param before the periods before anything was registered
 * @param now the periods as they are
 * @param registered what was registered between the two
 * @param concerned periods that are to be published in any case
 */
export function goalsOf(
  before: readonly PeriodRecord[],
  now: readonly PeriodRecord[],
  registered: readonly Pick<KeyRecord, 'periode' | 'jenis'>[],
  concerned: readonly string[],
): Map<string, number> {
  const goals = new Map<string, number>();
  const was = new Map(before.map((period) => [period.periode, period]));
  const is = new Map(now.map((period) => [period.periode, period]));
  const standing = registered.filter(({ jenis }) => jenis === 'target' || jenis === 'komitmen');
  for (const periode of [...new Set([...concerned, ...is.keys()])].sort()) {
    const own = registered.filter((record) => record.periode === periode).length;
    const hadRevision = (was.get(periode)?.current ?? null) !== null;
    const earlier = standing.filter((record) => record.periode !== null && record.periode < periode).length;
    const growth = own + (hadRevision ? earlier : 0);
    if (growth === 0 && !concerned.includes(periode)) continue;
    const counted = (was.get(periode)?.generation ?? 0) + growth;
    const goal = Math.max(counted, is.get(periode)?.generation ?? 0);
    if (goal > 0) goals.set(periode, goal); // else nobody has heard of it, and nobody will publish it
  }
  return goals;
}

/** The period and later ones that have changed, where everything that changes them has ended. */
export function changedSince(
  before: readonly PeriodRecord[],
  now: readonly PeriodRecord[],
  periode: string,
): Map<string, number> {
  const was = new Map(before.map((period) => [period.periode, period.generation]));
  const changed = now.filter(
    (one) => one.periode === periode || (one.periode > periode && one.generation > (was.get(one.periode) ?? 0)),
  );
  return new Map(changed.map(({ periode, generation }) => [periode, generation]));
}

/** Holds a publisher up at a chosen point of its work, until it is woken. */
import type { World } from './world.ts';

export interface HeldUp {
  /** What it was about to do; undefined where it was at its end before. */
  at: string | undefined;
  wake: () => void;
}

/**
 * Holds up the next publisher that begins.
 * @param point where: as it begins its 1st, 2nd, … look at or change of the world
 * @param changesAlone whether only changes count
 */
export function holdUp(world: World, point: number, changesAlone = false): HeldUp {
  const heldUp: HeldUp = { at: undefined, wake: () => {} };
  const since = world.started;
  const others = world.effects.pause;
  let who: string | undefined;
  let count = 0;
  world.effects.pause = (execution, what, isChange) => {
    if (who === undefined && isPublisherAfter(since, execution)) who = execution;
    if (execution !== who) return others(execution, what, isChange);
    if ((changesAlone && !isChange) || ++count !== point) return undefined;
    heldUp.at = what;
    return new Promise((resolve) => {
      heldUp.wake = resolve;
    });
  };
  return heldUp;
}

function isPublisherAfter(since: number, execution: string): boolean {
  const [workflow, number] = execution.split('-');
  return workflow === 'publish' && Number(number) > since;
}

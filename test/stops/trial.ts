/** Lives a life once for each effect and each thing that may go wrong there, and tells where it came to something else. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Fault } from './effects.ts';
import { type Ending, endingOf, expectSound } from './ending.ts';
import { type Life, live } from './lives.ts';
import { World } from './world.ts';

/** What goes wrong, and how it is made good. */
export interface Trouble extends Omit<Fault, 'at'> {
  readonly name: string;
  /** When everything has stopped: events under way come again, or are lost and left to the sweep. */
  readonly redelivered: boolean;
  /** A failed execution is taken up at once, or when the life is over. */
  readonly late: boolean;
}

const trouble = (name: string, some: Partial<Trouble>): Trouble => ({
  ...{ name, dies: 'all', happens: false, redelivered: true, late: false, ...some },
});

export const TROUBLES = {
  stopped: trouble('all stops before it, and events come again', {}),
  stoppedLosing: trouble('all stops before it, and events are lost', { redelivered: false }),
  unanswered: trouble('all stops before its answer, and events come again', { happens: true }),
  unansweredLosing: trouble('all stops before its answer, and events are lost', { happens: true, redelivered: false }),
  call: trouble('the step dies before it and is repeated', { dies: 'call' }),
  callUnanswered: trouble('the step dies before its answer and is repeated', { dies: 'call', happens: true }),
  failed: trouble('the execution fails before it and is taken up', { dies: 'execution' }),
  failedUnanswered: trouble('the execution fails before its answer and is taken up', {
    dies: 'execution',
    happens: true,
  }),
  failedLate: trouble('the execution fails before it and is taken up in the end', { dies: 'execution', late: true }),
} as const satisfies Record<string, Trouble>;

/** As many effects as one life may have, so that all of them can be tried. */
const MOST_EFFECTS = 300;

/** Fails with every effect at which the life came to something else. @returns how many were tried, and says so */
export async function expectSameWhatever(life: Life, troubles: readonly Trouble[]): Promise<number> {
  const began = performance.now();
  const calm = await lived(life);
  expect(calm.effects).toBeLessThanOrEqual(MOST_EFFECTS);
  const others: string[] = [];
  let tried = 0;
  for (const one of troubles) {
    for (let at = 1; ; at++) {
      const { struck, ending, error } = await lived(life, one, at);
      if (struck === undefined) break;
      tried++;
      const other = error ?? difference(ending, calm.ending);
      if (other !== undefined) others.push(`${one.name}: effect ${at}, ${struck}: ${other}`);
    }
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const same = tried - others.length;
  console.log(
    `${life.name}: ${calm.effects} effects; ${tried} stop points tried, ${same} came to the same, in ${seconds} s`,
  );
  expect(tried).toBeGreaterThanOrEqual(calm.effects * troubles.length);
  expect(others).toEqual([]);
  return tried;
}

interface Lived {
  readonly effects: number;
  /** The effect at which it happened; undefined where the life was over before. */
  readonly struck: string | undefined;
  readonly ending?: Ending;
  /** Why it came to no end. */
  readonly error?: string;
}

async function lived(life: Life, trouble?: Trouble, at = 0): Promise<Lived> {
  const { redelivered = true, late = false } = trouble ?? {};
  const world = new World();
  try {
    for (const step of life.before) await live(world, step, redelivered);
    world.effects.begin(trouble && { ...trouble, at });
    for (const step of life.steps) {
      await live(world, step, redelivered);
      if (!late) await world.redrive();
    }
    const effects = world.effects.seen.length;
    await world.redrive();
    const swept = await world.sweep();
    if (!trouble) expect(swept, 'sweeps that found something in a calm life').toBe(0);
    await expectSound(world);
    return { effects, struck: world.effects.struck, ending: await endingOf(world) };
  } catch (error) {
    const { struck } = world.effects;
    if (struck === undefined) throw error;
    return { effects: 0, struck, error: error instanceof Error ? error.message : String(error) };
  }
}

/** The first part of an ending that is another, and what it is. */
function difference(got: Ending | undefined, want: Ending | undefined): string | undefined {
  for (const [part, value] of Object.entries(want ?? {})) {
    const [a, b] = [flat(Object(got)[part]), flat(value)];
    const place = [...a.keys(), ...b.keys()].find((key) => !isDeepStrictEqual(a.get(key), b.get(key)));
    if (place !== undefined) return `${part} ${place}: ${say(a.get(place))} instead of ${say(b.get(place))}`;
  }
  return undefined;
}

function flat(value: object): Map<string, unknown> {
  return new Map(Object.entries(value ?? {}));
}

function say(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 500) ?? 'nothing';
}

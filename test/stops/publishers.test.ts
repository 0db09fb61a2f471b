/** A publisher that is held up, at every point of its work: others go on, and what it does when it wakes harms nothing. */
import { describe, expect, test } from 'vitest';
import { Refused, rollback } from '../../pipeline/operations.ts';
import { people, target, upTo } from './country.ts';
import { endingOf, expectSound } from './ending.ts';
import { holdUp } from './hold-up.ts';
import { live, type Step } from './lives.ts';
import { World } from './world.ts';

const P = '2023-08';
const AMBON = `${P}/8171/peserta.csv`;
const FIRST = { files: { [AMBON]: people('8171', upTo(10)) } };
const CORRECTION = { files: { [AMBON]: people('8171', upTo(12)) } };

type Meanwhile = (world: World) => Promise<unknown>;

const tell = (world: World, files: Readonly<Record<string, string | null>>) =>
  world.tell(Object.entries(files).map(([key, text]) => (text === null ? world.remove(key) : world.put(key, text))));

describe('that wakes after its lease is over', () => {
  test.each<[string, Meanwhile]>([
    ['finds the work done by one that the sweep has started', (world) => world.sweep()],
    ['finds newer work of another', (world) => tell(world, { [AMBON]: people('8171', upTo(14)) })],
    ['finds the file withdrawn', (world) => tell(world, { [AMBON]: null })],
  ])('%s, and publishes nothing', async (name, meanwhile) => {
    const points = await atEveryPoint(async (world, wake) => {
      world.pass();
      await meanwhile(world);
      await world.quiet();
      const pointers = await pointersOf(world);
      wake();
      await world.quiet();
      expect(await pointersOf(world)).toEqual(pointers);
      await world.sweep();
      await expectSound(world);
      expect(await endingOf(world)).toEqual(await calmly(meanwhile));
    });
    console.log(`${name}: held up at ${points} points`);
  });
});

describe('that is held up for a moment', () => {
  test.each<[string, Meanwhile]>([
    ['a correction', (world) => tell(world, { [AMBON]: people('8171', upTo(14)) })],
    ['a withdrawal', (world) => tell(world, { [AMBON]: null })],
    ['a target of an earlier period', (world) => tell(world, { '2023-07/81/target.csv': target('81', 90) })],
  ])('sees to %s that arrives meanwhile, without a sweep', async (name, meanwhile) => {
    for (const before of [[FIRST], []]) {
      const points = await atEveryPoint(async (world, wake) => {
        await meanwhile(world);
        await world.quiet();
        wake();
        await world.quiet();
        expect(await world.sweep()).toBe(0);
        await expectSound(world);
        expect(await endingOf(world)).toEqual(await calmly(meanwhile, before));
      }, before);
      console.log(`${name}: held up at ${points} points`);
    }
  });
});

test.each([false, true])('a rollback meanwhile is refused, or stands (lease over: %s)', async (over) => {
  let refused = 0;
  const points = await atEveryPoint(
    async (world, wake) => {
      if (over) world.pass();
      const asked = { who: 'siti', reason: 'salah unggah' };
      const isDone = await world
        .ask(async (ports) => ({ periods: [await rollback(P, 'r1', asked, ports)].map(() => P) }))
        .then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Refused)) throw error;
            return false;
          },
        );
      await world.quiet();
      if (!isDone) refused++;
      wake();
      await world.quiet();
      await world.sweep();
      await expectSound(world);
      const [period] = await world.table.periods();
      expect(period?.hold).toEqual(isDone ? expect.objectContaining(asked) : null);
      expect(period?.current?.revision === 'r1').toBe(isDone);
    },
    [FIRST, CORRECTION],
    { [AMBON]: people('8171', upTo(14)) },
  );
  console.log(`rollback: refused at ${refused} of ${points} points`);
});

/** Holds up the publisher of a step at every point in turn. @returns how many there are */
async function atEveryPoint(
  then: (world: World, wake: () => void) => Promise<void>,
  before: readonly Step[] = [FIRST],
  files = CORRECTION.files,
): Promise<number> {
  for (let point = 1; ; point++) {
    const world = new World();
    for (const one of before) await live(world, one, true);
    const heldUp = holdUp(world, point);
    await tell(world, files);
    await world.quiet();
    if (heldUp.at === undefined) return point - 1;
    try {
      await then(world, heldUp.wake);
    } catch (error) {
      throw new Error(`held up at point ${point}, ${heldUp.at}`, { cause: error });
    }
  }
}

/** What comes of the same in turn. */
async function calmly(meanwhile: Meanwhile, before = [FIRST]) {
  const world = new World();
  for (const one of [...before, CORRECTION]) await live(world, one, true);
  await meanwhile(world);
  await world.quiet();
  return endingOf(world);
}

async function pointersOf(world: World) {
  const read = async (key: string) => new TextDecoder().decode(await world.snapshots.read(key));
  return Promise.all([`${P}/latest.json`, 'index.json', `${P}/changelog.json`].map(read));
}

/** Two publishers, each held up at every change that it makes: the one whose lease is over goes on in the middle of the other. */
import { expect, test } from 'vitest';
import { people, upTo } from './country.ts';
import { type Ending, endingOf, expectSound } from './ending.ts';
import { holdUp } from './hold-up.ts';
import { World } from './world.ts';

const KEY = '2023-08/8171/peserta.csv';

test('a publisher that wakes in the middle of the next one changes nothing that counts', async () => {
  const began = performance.now();
  const calm = await published(async (world) => {
    for (const rows of [12, 14]) {
      await world.tell([world.put(KEY, people('8171', upTo(rows)))]);
      await world.quiet();
    }
  });
  let tried = 0;
  let isOver = false;
  for (let first = 1; !isOver; first++) {
    for (let second = 1; ; second++) {
      let stale = '';
      let at = '';
      const ending = await published(async (world) => {
        const one = holdUp(world, first, true);
        await world.tell([world.put(KEY, people('8171', upTo(12)))]);
        await world.quiet();
        isOver = one.at === undefined;
        world.pass();
        const other = holdUp(world, second, true);
        await world.tell([world.put(KEY, people('8171', upTo(14)))]);
        await world.quiet();
        [stale = '', at = ''] = [one.at, other.at];
        one.wake();
        await world.quiet();
        other.wake();
        await world.quiet();
      });
      if (isOver || at === '') break;
      tried++;
      expect(ending, `held up at ${stale}, woken while the next was at ${at}`).toEqual(calm);
    }
  }
  console.log(`two publishers: ${tried} pairs of moments in ${Math.round((performance.now() - began) / 1000)} s`);
});

/** What comes of it, where a revision is there before. */
async function published(act: (world: World) => Promise<void>): Promise<Ending> {
  const world = new World();
  await world.tell([world.put(KEY, people('8171', upTo(10)))]);
  await world.quiet();
  await act(world);
  expect(world.isBusy).toBe(false);
  await expectSound(world);
  return endingOf(world);
}

/** Five hundred uploads for one period: all are in, few revisions are made of them, and none is lost. */
import { describe, expect, test } from 'vitest';
import { people } from './country.ts';
import { endingOf, expectSound } from './ending.ts';
import { World } from './world.ts';

const P = '2023-08';
const UPLOADS = 500;
/** As deployed. */
const PATIENCE = { quiet: 60_000, longest: 600_000 };

describe('500 uploads for one period', () => {
  test('at once come into one revision', async () => {
    const { world, revisions } = await burst(PATIENCE, 0);
    expect(revisions).toBe(1);
    await expectAllIn(world);
  });

  test('at once, where nobody waits for the next, come into few', async () => {
    const { world, revisions } = await burst({ quiet: 0, longest: 0 }, 0);
    expect(revisions).toBeLessThanOrEqual(5);
    await expectAllIn(world);
  });

  test('one every three seconds, never a minute apart, come into one every ten minutes', async () => {
    const { world, revisions } = await burst(PATIENCE, 3000);
    expect(revisions).toBeLessThanOrEqual(Math.ceil((UPLOADS * 3000) / PATIENCE.longest) + 1);
    await expectAllIn(world);
  });
});

async function burst(patience: typeof PATIENCE, apart: number): Promise<{ world: World; revisions: number }> {
  const world = new World(patience);
  const began = world.now;
  const upload = async (n: number) => {
    if (apart > 0) await world.sleep(began + n * apart);
    await world.tell([world.put(`${P}/8171/peserta-${n}.csv`, people('8171', [2 * n + 1, 2 * n + 2]))]);
  };
  const arrivals = Promise.all(Array.from({ length: UPLOADS }, (_, n) => upload(n)));
  await world.quiet();
  await arrivals;
  const revisions = (await world.table.logOf(P)).length;
  const minutes = Math.round((world.now - began) / 60_000);
  const { records } = await endingOf(world);
  console.log(
    `${UPLOADS} uploads ${apart} ms apart, quiet window ${patience.quiet} ms: ` +
      `${records.length} in, ${UPLOADS - records.length} lost, ${revisions} revisions in ${minutes} min`,
  );
  expect(await world.sweep()).toBe(0);
  return { world, revisions };
}

async function expectAllIn(world: World): Promise<void> {
  await expectSound(world);
  const { tables, records } = await endingOf(world);
  expect(records).toHaveLength(UPLOADS);
  const [, nation = ''] = (tables[`${P} exact/coverage.csv`] ?? '').split('\n');
  expect(nation.split(',')[4]).toBe(String(2 * UPLOADS));
}

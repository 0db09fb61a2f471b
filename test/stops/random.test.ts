/** Random lives of whole snapshots, without a fault: what counts, what is held and what is published is as the model says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectAsModel, RANDOM_LIFE, type Tally } from './random-life.ts';

const LIVES = 100;

test(`${LIVES} random lives come to what the model says, and to the tables of a calm run over what counts`, async () => {
  const tally: Tally = new Map();
  await fc.assert(
    fc.asyncProperty(RANDOM_LIFE, (life) => expectAsModel(life, tally)),
    { numRuns: LIVES },
  );
  console.log(`${LIVES} random lives:`, [...tally].map(([what, count]) => `${count} × ${what}`).join(', '));
  for (const what of ['withdrawal', 'accept', 'rollback', 'release', 'rerun', 'purge', 'purge period']) {
    expect(tally.get(what) ?? 0, what).toBeGreaterThan(0);
  }
});

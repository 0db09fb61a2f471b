/** More random lives of whole snapshots: without a fault, and stopped again and again at random effects. */
import fc from 'fast-check';
import { test } from 'vitest';
import { expectAsModel, RANDOM_LIFE, STOPS, type Tally } from './random-life.ts';

const LIVES = 250;

function say(tally: Tally): void {
  console.log(`${LIVES} random lives:`, [...tally].map(([what, count]) => `${count} × ${what}`).join(', '));
}

test('random lives come to what the model says, and to the tables of a calm run over what counts', async () => {
  const tally: Tally = new Map();
  await fc.assert(
    fc.asyncProperty(RANDOM_LIFE, (life) => expectAsModel(life, tally)),
    { numRuns: LIVES },
  );
  say(tally);
});

test('so do they when all stops, again and again', async () => {
  const tally: Tally = new Map();
  await fc.assert(
    fc.asyncProperty(RANDOM_LIFE, STOPS, (life, stops) => expectAsModel(life, tally, stops)),
    { numRuns: LIVES },
  );
  say(tally);
});

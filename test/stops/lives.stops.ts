/** The other things that may go wrong at each effect: the step alone dies, its execution fails, events come or are lost. */
import { afterAll, describe, test } from 'vitest';
import { LIVES } from './lives.ts';
import { expectSameWhatever, TROUBLES } from './trial.ts';

/** Two of them belong to every test. */
const { stoppedLosing: _, unanswered: __, ...others } = TROUBLES;

let same = 0;
afterAll(() => console.log(`${LIVES.length} lives: ${same} stop points tried that came to the same`));

describe.each(LIVES)('$name', (life) => {
  test.each(Object.values(others))('comes to the same where $name', async (trouble) => {
    same += await expectSameWhatever(life, [trouble]);
  });
});

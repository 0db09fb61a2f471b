/** The other things that may go wrong at each effect: the step alone dies, its execution fails, events come or are lost. */
import { describe, test } from 'vitest';
import { LIVES } from './lives.ts';
import { expectSameWhatever, TROUBLES } from './trial.ts';

/** Two of them belong to every test. */
const { stoppedLosing: _, unanswered: __, ...others } = TROUBLES;

describe.each(LIVES)('$name', (life) => {
  test.each(Object.values(others))('comes to the same where $name', async (trouble) => {
    await expectSameWhatever(life, [trouble]);
  });
});

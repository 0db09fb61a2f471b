/** Whatever stops, at whichever effect: the life of a period comes to what a calm one comes to. */
import { describe, test } from 'vitest';
import { LIVES } from './lives.ts';
import { expectSameWhatever, TROUBLES } from './trial.ts';

describe.each(LIVES)('$name', (life) => {
  test('comes to the same wherever everything stops', async () => {
    await expectSameWhatever(life, [TROUBLES.stoppedLosing, TROUBLES.unanswered]);
  });
});

/** Whatever stops, at whichever effect: the life of a period comes to what a calm one comes to. */
import { describe, test } from 'vitest';
import { LIVES } from './lives.ts';
import { expectSameWhatever, TROUBLES } from './trial.ts';

/** Milliseconds: some 500 lives each, on a machine that does other things meanwhile. */
const PATIENCE_MS = 300_000;

describe.each(LIVES)('$name', (life) => {
  test('comes to the same wherever everything stops', { timeout: PATIENCE_MS }, async () => {
    await expectSameWhatever(life, [TROUBLES.stoppedLosing, TROUBLES.unanswered]);
  });
});

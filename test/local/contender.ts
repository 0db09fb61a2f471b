/** Tries to lock one file after another, each at a moment that others were told too: `contender.ts FOLDER START COUNT EVERY_MS`. */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { lock } from '../../local/lock.ts';

const [folder = '', start = '', count = '', every = ''] = process.argv.slice(2);
const mine: number[] = [];
for (let i = 0; i < Number(count); i++) {
  const at = Number(start) + i * Number(every);
  await setTimeout(at - Date.now() - 2);
  while (Date.now() < at); // a timer is too coarse
  try {
    await lock(join(folder, `${i}.json`));
    mine.push(i);
  } catch {
    // somebody else's
  }
}
process.stdout.write(JSON.stringify(mine));
// Whoever has one is alive until all have tried.
process.stdin.resume();

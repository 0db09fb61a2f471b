import { defineConfig } from 'vitest/config';

/** Everything that may stop, everywhere, also the program itself: minutes, so not a part of every test. */
export default defineConfig({
  test: {
    include: ['test/stops/**/*.stops.ts'],
    // The killed program takes longest, and waits for its processes; the others are lived meanwhile.
    maxWorkers: 2,
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});

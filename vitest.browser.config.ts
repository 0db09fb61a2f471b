import { defineConfig } from 'vitest/config';

/** In a real browser: Debian's chromium, or the one that CHROMIUM names. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    globalSetup: ['test/browser/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One browser after the other: each is as large as everything else together.
    fileParallelism: false,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They have a configuration, and an emulator, of their own: `npm run test:aws`.
    exclude: ['test/aws/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxConcurrency: 2,
    // What functions say of themselves belongs to CloudWatch; a test that listens turns it on.
    env: {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      POWERTOOLS_METRICS_DISABLED: 'true',
      POWERTOOLS_METRICS_NAMESPACE: 'Cakupan',
    },
  },
});

import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** All files share one stack. The cases meet it as it was deployed, and whoever removes it is the last. */
class InTurn extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]) {
    const place = (path: string) => Number(path.endsWith('/removal.test.ts')) - Number(path.endsWith('/cases.test.ts'));
    return files.toSorted((a, b) => place(a.moduleId) - place(b.moduleId) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  test: {
    include: ['test/aws/**/*.test.ts'],
    globalSetup: 'test/aws/setup.ts',
    fileParallelism: false,
    sequence: { sequencer: InTurn },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

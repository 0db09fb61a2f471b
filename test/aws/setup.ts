/** Before all tests: an emulator with the real stack deployed to it. After them: no trace of either. */
import type { TestProject } from 'vitest/node';
import { type Emulator, startEmulator } from './emulator.ts';
import { deploy, type Outputs } from './stack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly outputs: Outputs;
    readonly emulator: Omit<Emulator, 'stop'>;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const emulator = await startEmulator();
  try {
    const began = Date.now();
    project.provide('outputs', await deploy(emulator));
    console.log(`deployed in ${Math.round((Date.now() - began) / 1000)} s`);
  } catch (error) {
    emulator.stop();
    throw error;
  }
  const { stop, ...found } = emulator;
  project.provide('emulator', found);
  return stop;
}

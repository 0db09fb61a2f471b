/** Compiles the kernel (pipeline/kernel/) to WebAssembly. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { PAGES } from '../pipeline/kernel/layout.ts';
import { GENERATED } from './generated.ts';

const SOURCES = fileURLToPath(new URL('../pipeline/kernel/', import.meta.url));

/** The compiled kernel. @throws Error with what the compiler says */
export async function compiledKernel(): Promise<Uint8Array> {
  let compiled: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      'kernel.ts',
      '--baseDir',
      SOURCES,
      '-o',
      'kernel.wasm',
      '-O3',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--noAssert',
      '--initialMemory',
      String(PAGES),
    ],
    {
      readFile: (name, base) => {
        try {
          return readFileSync(join(base, name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') compiled = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !compiled) throw new Error(`the kernel does not compile: ${stderr.toString()}`);
  return compiled;
}

export async function kernel(): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  writeFileSync(join(GENERATED, 'kernel.wasm'), await compiledKernel());
}

/** The two sides of the kernel agree. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compiledKernel } from '../../infra/kernel.ts';
import { Kernel } from '../../pipeline/ingest/kernel.ts';
import * as findings from '../../pipeline/kernel/findings.ts';
import { bit, codesOf, ROW_CODES, RULES } from '../../pipeline/rules/codes.ts';
import { AKTIF, PROGRAM_OF_ACTIVE } from '../../pipeline/rules/vocabulary.ts';

test('the findings that it makes are bits of the row codes of their names', () => {
  const { WARNINGS, ...bits } = findings;
  const named = ROW_CODES.filter((code) => code in bits);
  expect(Object.fromEntries(named.map((code) => [code, bit(code)]))).toEqual(bits);
  const warnings = named.filter((code) => RULES[code].level === 'warning');
  expect(codesOf(WARNINGS)).toEqual(warnings);
});

test('who is active has the status and the programmes that it takes for it', () => {
  expect([AKTIF, PROGRAM_OF_ACTIVE]).toEqual([0, 0b11]);
});

test('what `npm ci` compiled is what the sources say', async () => {
  const made = readFileSync(new URL('../../.generated/kernel.wasm', import.meta.url));
  expect(made.equals(await compiledKernel()), 'run "npm run prepare"').toBe(true);
});

test('something else that is WebAssembly is refused', () => {
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  expect(() => Kernel.borrow(empty)).toThrow('the kernel has no beginText');
});

/** The two sides of the kernel agree. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiledKernel } from '../../infra/kernel.ts';
import { Kernel } from '../../pipeline/ingest/kernel.ts';
import * as counters from '../../pipeline/kernel/counters.ts';
import * as findings from '../../pipeline/kernel/findings.ts';
import * as layout from '../../pipeline/kernel/layout.ts';
import { bit, codesOf, ROW_CODES, RULES } from '../../pipeline/rules/codes.ts';
import {
  AKTIF,
  KATEGORI_PUBLISHED,
  PROGRAM,
  PROGRAM_OF_ACTIVE,
  STATUS,
  SUMBER_DANA,
} from '../../pipeline/rules/vocabulary.ts';
import { TableKernel } from '../../pipeline/snapshot/table-kernel.ts';
import { cellValue } from '../../pipeline/snapshot/table-rows.ts';
import { KERNEL } from '../memory.ts';

test('the findings that it makes are bits of the row codes of their names', () => {
  const { WARNINGS, ...bits } = findings;
  const named = ROW_CODES.filter((code) => code in bits);
  expect(Object.fromEntries(named.map((code) => [code, bit(code)]))).toEqual(bits);
  const warnings = named.filter((code) => RULES[code].level === 'warning');
  expect(codesOf(WARNINGS)).toEqual(warnings);
});

test('who is active has the status and the programmes that it takes for it', () => {
  expect([AKTIF, PROGRAM_OF_ACTIVE]).toEqual([0, 0b11]);
  expect([layout.AKTIF, layout.PROGRAM_OF_ACTIVE]).toEqual([AKTIF, PROGRAM_OF_ACTIVE]);
});

test('it has a counter for every status, programme and source of funds, and so for every kategori', () => {
  const { KATEGORI_COUNT, STATUS_COUNT, PROGRAM_COUNT, DANA_COUNT } = counters;
  const words = [KATEGORI_PUBLISHED, STATUS, PROGRAM, SUMBER_DANA];
  expect([KATEGORI_COUNT, STATUS_COUNT, PROGRAM_COUNT, DANA_COUNT]).toEqual(words.map(({ length }) => length));
});

test('rows of a table become the JSON that their cells say', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll(/[\n\r]/g, '').toWellFormed()),
    fc.constantFrom('', '12', '3.40', '1234567890123456', '[c]', 'a "b"', 'a\\b', '\t', '\u0001'),
  );
  const rows = fc.array(fc.tuple(fc.constantFrom('SEMUA', 'RT_RW'), fc.array(cell, { minLength: 3, maxLength: 3 })), {
    minLength: 1,
    maxLength: 6,
  });
  const kernel = new TableKernel(KERNEL);
  fc.assert(
    fc.property(rows, fc.constantFrom(-1, 2, 3), (table, texts) => {
      const quoted = (one: string) => (/[",]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one);
      const csv = table.map(([name, cells]) => `8171,${name},${cells.map(quoted).join()}\n`).join('');
      const value = (one: string, i: number) => JSON.stringify(cellValue(one, i + 2 === texts && one !== ''));
      const want = table.map(([name, cells]) => {
        const values = cells.map((one, i) => (cellValue(one) === Number(one) && i + 2 !== texts ? one : value(one, i)));
        return `"${name}":[${values.join()}]`;
      });
      expect(new TextDecoder().decode(kernel.json(new TextEncoder().encode(csv), 1, texts))).toBe(want.join());
    }),
    { numRuns: 2000 },
  );
});

test('what `npm ci` compiled is what the sources say', async () => {
  const made = readFileSync(new URL('../../.generated/kernel.wasm', import.meta.url));
  expect(made.equals(await compiledKernel()), 'run "npm run prepare"').toBe(true);
});

test('something else that is WebAssembly is refused', () => {
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  expect(() => Kernel.borrow(empty)).toThrow('the kernel has no beginText');
});

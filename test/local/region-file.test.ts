import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packed, unpacked } from '../../local/region-file.ts';
import { regionTables } from '../../pipeline/rules/regions.ts';

const generated = (name: string) => readFileSync(new URL(`../../.generated/${name}`, import.meta.url));
const made = regionTables(new Uint8Array(generated('regions.tsv')));

test('a reference that was packed is the same when it is unpacked', () => {
  const file = packed(made);
  const memory = new SharedArrayBuffer(file.length);
  new Uint8Array(memory).set(file);
  expect(unpacked(memory)).toEqual(made);
});

test('what npm ci has packed is the reference', () => {
  expect(generated('regions.tables').equals(packed(made))).toBe(true);
});

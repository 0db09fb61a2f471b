/** Every case through the deployed stack: uploads as a user puts them, real events and executions, tables byte for byte. */
import { beforeEach, describe, expect, test } from 'vitest';
import { failures, putAll, reset, settled } from './deployed.ts';
import { CASES, expectedOf, published, uploadsOf } from './published.ts';

beforeEach(reset);

/** The one to be followed by eye comes first, when no function has run yet: from there it has a minute. */
const ordered = CASES.toSorted((a, b) => Number(b === 'handmade') - Number(a === 'handmade'));

describe.each(ordered)('the case %s', (name) => {
  test('publishes exactly the expected tables, for the expected periods alone', async () => {
    const began = Date.now();
    const files = uploadsOf(name);
    await putAll(files);
    await settled();
    console.log(`${name}: ${files.size} uploads to tables in ${(Date.now() - began) / 1000} s`);
    expect(await failures()).toEqual([]);
    const tables = await published();
    const expected = expectedOf(name);
    expect(Object.keys(tables).sort()).toEqual(Object.keys(expected).sort());
    for (const [path, text] of Object.entries(expected)) expect(tables[path], path).toBe(text);
  });
});

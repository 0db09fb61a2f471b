import { expect, test } from 'vitest';
import { readFirstRow, readTable } from '../../local/tables.ts';
import { MemoryStore } from '../memory.ts';

const header = 'kode_wilayah,sumber,terdata\n';
const table = `${header}00,"Disnaker, ""pusat""",12\n${'8171,,3\n'.repeat(10_000)}`;

async function stored() {
  const store = new MemoryStore();
  await store.write('2023-08/r1/exact/coverage.csv', new TextEncoder().encode(table));
  return store;
}

test('the first row of a table is read from its beginning alone', async () => {
  const store = await stored();
  const asked: number[] = [];
  const read = store.read.bind(store);
  store.read = (key, range) => {
    asked.push(range?.end ?? Number.POSITIVE_INFINITY);
    return read(key, range);
  };
  const row = { kode_wilayah: '00', sumber: 'Disnaker, "pusat"', terdata: '12' };
  expect(await readFirstRow(store, '2023-08', 'r1', 'coverage')).toEqual(row);
  expect(asked.every((end) => end < table.length / 2)).toBe(true);
  expect((await readTable(store, '2023-08', 'r1', 'coverage'))[0]).toEqual(row);
});

test('a table that is not there has no first row', async () => {
  expect(await readFirstRow(await stored(), '2023-08', 'r2', 'coverage')).toBeUndefined();
});

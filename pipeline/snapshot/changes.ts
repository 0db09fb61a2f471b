/** What a revision says differently from the one before: slots, and the cells of coverage.csv. */
import type { Changes, Manifest } from '../contracts/published.ts';
import type { Bytes } from '../ports.ts';
import { LEVELS } from '../rules/regions.ts';
import { KATEGORI_PUBLISHED } from '../rules/vocabulary.ts';
import { COVERAGE_HEADER } from './coverage.ts';

type Keys = Manifest['keys'];

/** Slots in force now and before. */
export function changedSlots(before: Keys, now: Keys): Changes['slots'] {
  const old = versions(before);
  const current = versions(now);
  return {
    added: [...current.keys()].filter((slot) => !old.has(slot)),
    superseded: [...current]
      .filter(([slot, version]) => old.has(slot) && old.get(slot) !== version)
      .map(([slot]) => slot),
    withdrawn: [...old.keys()].filter((slot) => !current.has(slot)),
  };
}

const COLUMNS = COVERAGE_HEADER.split(',');
const LEVEL = COLUMNS.indexOf('level');
const WILAYAH = COLUMNS.indexOf('kode_wilayah');
const KATEGORI = COLUMNS.indexOf('kategori');

/** Cells that differ between two tables of one period. Both are in published order, so one pass finds them. */
export function changedCells(before: Bytes, now: Bytes): Changes['cells'] {
  const found: Changes['cells'] = [];
  const old = rows(before);
  const current = rows(now);
  let a = old.next();
  let b = current.next();
  while (!a.done || !b.done) {
    const order = a.done ? 1 : b.done ? -1 : compare(a.value, b.value);
    if (order === 0 && a.value === b.value) {
      a = old.next();
      b = current.next();
      continue;
    }
    const left = order <= 0 && !a.done ? a.value.split(',') : [];
    const right = order >= 0 && !b.done ? b.value.split(',') : [];
    const some = left.length > 0 ? left : right;
    for (let i = KATEGORI + 1; i < COLUMNS.length; i++) {
      const [sebelum, sesudah] = [left[i] ?? '', right[i] ?? ''];
      if (sebelum === sesudah) continue;
      found.push({
        kode_wilayah: some[WILAYAH] ?? '',
        kategori: some[KATEGORI] ?? '',
        kolom: COLUMNS[i] ?? '',
        sebelum,
        sesudah,
      });
    }
    if (order <= 0) a = old.next();
    if (order >= 0) b = current.next();
  }
  return found;
}

/** Data rows, without the header; no cell of coverage.csv holds a line end. */
function* rows(table: Bytes): Generator<string, undefined> {
  const decoder = new TextDecoder();
  let at = table.indexOf(0x0a) + 1;
  while (at > 0 && at < table.length) {
    const end = table.indexOf(0x0a, at);
    yield decoder.decode(table.subarray(at, end < 0 ? table.length : end));
    at = end + 1;
  }
}

function compare(a: string, b: string): number {
  const [x, y] = [a.split(','), b.split(',')];
  return (
    LEVELS.findIndex((level) => level === x[LEVEL]) - LEVELS.findIndex((level) => level === y[LEVEL]) ||
    (x[WILAYAH]! < y[WILAYAH]! ? -1 : x[WILAYAH]! > y[WILAYAH]! ? 1 : 0) ||
    KATEGORI_PUBLISHED.findIndex((kategori) => kategori === x[KATEGORI]) -
      KATEGORI_PUBLISHED.findIndex((kategori) => kategori === y[KATEGORI])
  );
}

function versions(keys: Keys): Map<string, string> {
  return new Map(
    keys.flatMap(({ slot, inForce }) => (slot !== null && inForce !== null ? [[slot, inForce] as const] : [])),
  );
}

/** What every registry keeps to: the embedded table through DynamoDB's interface, and the one in the memory of tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalTable, openTable, TABLE } from '../../local/table.ts';
import type { Outcome } from '../../pipeline/contracts/steps.ts';
import { Conflict } from '../../pipeline/ports.ts';
import type { KeyRecord, Registry } from '../../pipeline/registry.ts';
import { dynamoRegistry } from '../../platform/registry.ts';
import { memoryRegistry } from '../memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'cakupan-table-'));
let table: LocalTable;
beforeAll(async () => {
  table = await openTable(folder);
});
afterAll(async () => {
  await table.close();
  rmSync(folder, { recursive: true, force: true });
});

const LEASE_MS = 1000;
let now = 1_000_000;
let periods = 0;
/** Periods are not shared between tests. */
const aPeriod = () => `2${String(100 + periods++).padStart(3, '0')}-01`;

const kinds: [string, () => Registry][] = [
  ['the embedded table', () => dynamoRegistry(table.client, { table: TABLE, leaseMs: LEASE_MS, now: () => now })],
  ['the memory of a test', () => memoryRegistry(() => now, LEASE_MS)],
];

describe.each(kinds)('%s as a registry', (_, make) => {
  test('keeps what is known of a key, and lists a period', async () => {
    const registry = make();
    const periode = aPeriod();
    const record = aRecord(periode, 1);
    await registry.save(record);
    expect(await registry.key(periode, record.key)).toEqual(record);
    expect(await registry.keys(periode)).toEqual([record]);
    expect(await registry.keys(aPeriod())).toEqual([]);
    const all: KeyRecord[] = [];
    for await (const one of registry.allKeys()) if (one.periode === periode) all.push(one);
    expect(all).toEqual([record]);
  });

  test('lets one of two who change a record at once go first', async () => {
    const registry = make();
    const periode = aPeriod();
    await registry.save(aRecord(periode, 1));
    await expect(registry.save(aRecord(periode, 1))).rejects.toBeInstanceOf(Conflict);
    await registry.save(aRecord(periode, 2));
    await expect(registry.save(aRecord(periode, 2))).rejects.toBeInstanceOf(Conflict);
  });

  test('counts every change of a period, however many come at once', async () => {
    const registry = make();
    const periode = aPeriod();
    await Promise.all(Array.from({ length: 20 }, () => registry.bump(periode)));
    expect((await registry.period(periode))?.generation).toBe(20);
    expect((await registry.periods()).some((one) => one.periode === periode)).toBe(true);
  });

  test('gives the lease to one of many, and to another only when it is over', async () => {
    const registry = make();
    const periode = aPeriod();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => registry.lease(periode)));
    expect(tokens.filter((token) => token !== undefined)).toEqual([1]);
    now += LEASE_MS;
    expect(await registry.lease(periode)).toBe(2);
  });

  test('refuses a publisher whose lease another has taken over', async () => {
    const registry = make();
    const periode = aPeriod();
    const current = { revision: 'r1', inputs: 'abc', generation: 1 };
    const stale = (await registry.lease(periode)) ?? 0;
    now += LEASE_MS;
    const token = (await registry.lease(periode)) ?? 0;
    expect(await registry.holds(periode, stale)).toBe(false);
    await expect(registry.settle(periode, stale, current)).rejects.toBeInstanceOf(Conflict);
    await registry.settle(periode, token, current);
    expect((await registry.period(periode))?.current).toEqual(current);
    expect(await registry.lease(periode)).toBe(token + 1);
  });

  test('keeps the regions of a revision, also twice and more than a batch', async () => {
    const registry = make();
    const regions = Array.from({ length: 60 }, (_, i) => ({
      wilayah: String(1000 + i),
      kategori: { SEMUA: { aktif: '1' } },
    }));
    await registry.keepRegions('2023-08', 'r1', regions);
    await registry.keepRegions('2023-08', 'r1', regions);
  });
});

function aRecord(periode: string, edition: number): KeyRecord {
  const key = `${periode}/8171/peserta.csv`;
  const seen: Outcome = {
    key,
    version: 'v',
    periode,
    slot: `${periode}/8171/peserta`,
    wilayah: '8171',
    jenis: 'peserta',
    kode: null,
    run: 'runs/v/run.json',
    rules: '1',
    keyId: 'k',
    counts: { lolos: 1, ditolak: 0, dilewati: 0 },
    issues: { AGE_RANGE: 1 },
  };
  return {
    key,
    periode,
    slot: seen.slot,
    wilayah: '8171',
    jenis: 'peserta',
    seen,
    accepted: seen,
    withdrawn: false,
    edition,
  };
}

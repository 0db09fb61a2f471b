/** What every registry keeps to, whatever table lies behind it. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../pipeline/contracts/steps.ts';
import { Conflict } from '../../pipeline/ports.ts';
import type { KeyRecord, Registry } from '../../pipeline/registry.ts';

const LEASE_MS = 1000;

/** @param make a registry over one and the same table, by a clock of the test's */
export function registryContract(name: string, make: (leaseMs: number, now: () => number) => Registry): void {
  let now = 1_000_000;
  let periods = 0;
  /** Periods are not shared between tests. */
  const aPeriod = () => `2${String(100 + periods++).padStart(3, '0')}-01`;
  const made = () => make(LEASE_MS, () => now);

  describe(`${name} as a registry`, () => {
    test('keeps what is known of a key, and lists a period', async () => {
      const registry = made();
      const periode = aPeriod();
      const record = aRecord(periode, 1);
      await registry.enter(periode);
      await registry.save(record);
      expect(await registry.key(periode, record.key)).toEqual(record);
      expect(await registry.keys(periode)).toEqual([record]);
      expect(await registry.keys(aPeriod())).toEqual([]);
      const all: KeyRecord[] = [];
      for await (const one of registry.allKeys()) if (one.periode === periode) all.push(one);
      expect(all).toEqual([record]);
    });

    test('lets one of two who change a record at once go first', async () => {
      const registry = made();
      const periode = aPeriod();
      await registry.save(aRecord(periode, 1));
      await expect(registry.save(aRecord(periode, 1))).rejects.toBeInstanceOf(Conflict);
      await registry.save(aRecord(periode, 2));
      await expect(registry.save(aRecord(periode, 2))).rejects.toBeInstanceOf(Conflict);
    });

    test('counts every change of a period, however many come at once', async () => {
      const registry = made();
      const periode = aPeriod();
      await Promise.all(Array.from({ length: 20 }, () => registry.bump(periode)));
      expect((await registry.period(periode))?.generation).toBe(20);
      expect((await registry.periods()).some((one) => one.periode === periode)).toBe(true);
    });

    test('gives the lease to one of many, and to another only when it is over', async () => {
      const registry = made();
      const periode = aPeriod();
      const leases = await Promise.all(Array.from({ length: 5 }, (_, i) => registry.lease(periode, `publisher ${i}`)));
      expect(leases.flatMap((lease) => (lease ? [lease.token] : []))).toEqual([1]);
      now += LEASE_MS;
      expect(await registry.lease(periode, 'another')).toMatchObject({ token: 2, leaseUntil: now + LEASE_MS });
    });

    test('gives its holder the lease again, under a new token', async () => {
      const registry = made();
      const periode = aPeriod();
      expect(await registry.lease(periode, 'a')).toMatchObject({ token: 1 });
      expect(await registry.lease(periode, 'a')).toMatchObject({ token: 2 });
      expect(await registry.lease(periode, 'b')).toBeUndefined();
    });

    test('takes back the lease of a holder that is dead, and of no other', async () => {
      const registry = made();
      const periode = aPeriod();
      await registry.lease(periode, 'a');
      await registry.release(periode, 'b');
      expect(await registry.lease(periode, 'b')).toBeUndefined();
      await registry.release(periode, 'a');
      expect(await registry.lease(periode, 'b')).toMatchObject({ token: 2 });
    });

    test('renews a lease that was given back as long as nobody has taken it since', async () => {
      const registry = made();
      const periode = aPeriod();
      await registry.lease(periode, 'a');
      expect(await registry.renew(periode, 1, 'a')).toBe(true);
      await registry.release(periode, 'a');
      expect(await registry.renew(periode, 1, 'a')).toBe(true);
      expect(await registry.lease(periode, 'b')).toBeUndefined();
      now += LEASE_MS;
      await registry.lease(periode, 'b');
      expect(await registry.renew(periode, 1, 'a')).toBe(false);
    });

    test('knows since when something waits to be published', async () => {
      const registry = made();
      const periode = aPeriod();
      const first = (now += 10);
      await registry.bump(periode);
      now += 10;
      await registry.bump(periode);
      expect(await registry.period(periode)).toMatchObject({ pendingSince: first, changedAt: now });
      const { token = 0 } = (await registry.lease(periode, 'a')) ?? {};
      await registry.settle(periode, token, SETTLED);
      const later = (now += 10);
      await registry.bump(periode);
      expect(await registry.period(periode)).toMatchObject({ pendingSince: later, changedAt: later });
    });

    test('notes a new run that was asked for, as a change', async () => {
      const registry = made();
      const periode = aPeriod();
      await registry.bump(periode);
      await registry.askRerun(periode);
      expect(await registry.period(periode)).toMatchObject({ generation: 2, rerun: 2 });
    });

    test('refuses a publisher whose lease another has taken over', async () => {
      const registry = made();
      const periode = aPeriod();
      const { token: stale = 0 } = (await registry.lease(periode, 'stale')) ?? {};
      now += LEASE_MS;
      const { token = 0 } = (await registry.lease(periode, 'fresh')) ?? {};
      await expect(registry.settle(periode, stale, SETTLED)).rejects.toBeInstanceOf(Conflict);
      expect((await registry.period(periode))?.current).toBeNull();
      await registry.settle(periode, token, SETTLED);
      const { changed: _, ...settled } = SETTLED;
      expect(await registry.period(periode)).toMatchObject(settled);
      expect(await registry.lease(periode, 'next')).toMatchObject({ token: token + 1 });
    });

    test('counts what was settled as a change where it is one', async () => {
      const registry = make(LEASE_MS, () => now);
      const periode = aPeriod();
      await registry.bump(periode);
      const { token = 0 } = (await registry.lease(periode, 'a')) ?? {};
      now += 10;
      await registry.settle(periode, token, { ...SETTLED, changed: true });
      expect(await registry.period(periode)).toMatchObject({ generation: 2, changedAt: now, leaseUntil: 0 });
    });

    test('keeps a changelog in the order of tokens, each line once', async () => {
      const registry = make(LEASE_MS, () => now);
      const periode = aPeriod();
      const lines = [2, 10, 9].map((token) => ({ ...SETTLED.entry, token }));
      for (const line of [...lines, ...lines]) await registry.log(periode, line);
      expect((await registry.logOf(periode)).map(({ token }) => token)).toEqual([2, 9, 10]);
      expect((await registry.logOf(periode))[0]).toEqual(lines[0]);
      expect(await registry.logOf(aPeriod())).toEqual([]);
    });

    test('keeps the regions of a revision, also twice and more than a batch', async () => {
      const registry = made();
      const regions = Array.from({ length: 60 }, (_, i) => ({
        wilayah: String(1000 + i),
        kategori: { SEMUA: { aktif: '1' } },
      }));
      await registry.keepRegions('2023-08', 'r1', regions);
      await registry.keepRegions('2023-08', 'r1', regions);
    });
  });
}

const SETTLED = {
  current: {
    ...{ revision: 'r1', inputs: 'abc', manifest: 'm', publicManifest: 'p', generation: 1 },
    publishedAt: '2023-09-01T00:00:00.000Z',
  },
  last: 1,
  hold: { reason: 'salah unggah', who: 'operator', at: '2023-09-01T00:00:00.000Z' },
  entry: {
    ...{ token: 1, at: '2023-09-01T00:00:00.000Z', kind: 'terbit' as const, revision: 'r1', previous: null },
    ...{ manifest: 'm', who: null, reason: null },
  },
  changed: false,
};

function aRecord(periode: string, edition: number): KeyRecord {
  const key = `${periode}/8171/peserta.csv`;
  const seen: Outcome = {
    key,
    version: 'v',
    content: null,
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
    passed: [seen],
    vouched: [],
    accepted: seen,
    held: null,
    withdrawn: false,
    changed: '2023-09-01T00:00:00.000Z',
    edition,
  };
}

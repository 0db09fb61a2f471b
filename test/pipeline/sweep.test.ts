/** What a sweep finds between the bucket, the table and the last revisions. */
import { describe, expect, test } from 'vitest';
import type { KeyRecord, PeriodRecord } from '../../pipeline/registry.ts';
import { type NewestEntry, sweep } from '../../pipeline/sweep.ts';

const NOW = 1_000_000;
const GRACE = 1000;
const KEY = '2023-08/8171/peserta.csv';

describe('an upload', () => {
  test('that the table does not know, or knows an older version of, is started', () => {
    expect(found([entry('v1')], []).events).toEqual([{ kind: 'created', key: KEY, version: 'v1' }]);
    expect(found([entry('v2')], [record('v1')]).events).toEqual([{ kind: 'created', key: KEY, version: 'v2' }]);
    expect(found([entry('v1')], [record('v1', true)]).events).toHaveLength(1);
  });

  test('that the table knows is left alone', () => {
    expect(found([entry('v1')], [record('v1')])).toMatchObject({ events: [], oldest: 0 });
  });

  test('whose event may still be on its way is left alone, and waits', () => {
    const young = entry('v1', false, NOW - GRACE + 1);
    expect(found([young], [])).toMatchObject({ events: [], oldest: GRACE - 1 });
  });

  test.each(['2023-08/8171/.DS_Store', '2023-08/8171/', '_draf/x.csv'])('that is none (%s) is passed over', (key) => {
    expect(found([{ ...entry('v1'), key }], [])).toMatchObject({ events: [], oldest: 0 });
  });
});

describe('a deletion', () => {
  test('that the table does not know of is started', () => {
    expect(found([entry('m', true)], [record('v1')]).events).toEqual([{ kind: 'deleted', key: KEY, version: 'm' }]);
  });

  test('of a key that was never seen, or is withdrawn, is nothing', () => {
    expect(found([entry('m', true)], []).events).toEqual([]);
    expect(found([entry('m', true)], [record('v1', true)]).events).toEqual([]);
  });

  test('that left no version at all is one too', () => {
    expect(found([], [record('v1')]).events).toEqual([{ kind: 'deleted', key: KEY, version: 'v1' }]);
  });
});

describe('a period', () => {
  const behind = { generation: 3, current: { revision: 'r1', inputs: 'x', generation: 2 } };

  test('with changes that no revision has, and no publisher, gets one', () => {
    expect(found([], [], [period(behind)]).periods).toEqual(['2023-08']);
    expect(found([], [], [period({ generation: 1, current: null })]).periods).toEqual(['2023-08']);
  });

  test('that a publisher is at, that has just changed, or that is up to date is left alone', () => {
    expect(found([], [], [period({ ...behind, leaseUntil: NOW + 1 })]).periods).toEqual([]);
    expect(found([], [], [period({ ...behind, changedAt: NOW - GRACE + 1 })]).periods).toEqual([]);
    expect(found([], [], [period({ ...behind, generation: 2 })]).periods).toEqual([]);
  });
});

function found(newest: NewestEntry[], records: KeyRecord[], periods: PeriodRecord[] = []) {
  return sweep(newest, records, periods, NOW, GRACE);
}

function entry(version: string, deleted = false, at = 0): NewestEntry {
  return { key: KEY, version, deleted, at };
}

function record(version: string, withdrawn = false): KeyRecord {
  const seen: KeyRecord['seen'] = {
    ...{ key: KEY, version, content: null, periode: '2023-08', slot: '2023-08/8171/peserta', wilayah: '8171' },
    ...{ jenis: 'peserta', kode: null, run: null, rules: '2', keyId: 'k', issues: {} },
    counts: { lolos: 1, ditolak: 0, dilewati: 0 },
  };
  const { key, periode, slot, wilayah, jenis } = seen;
  return {
    ...{ key, periode, slot, wilayah, jenis, seen, accepted: withdrawn ? null : seen, withdrawn, edition: 1 },
    changed: '2023-09-01T00:00:00.000Z',
  };
}

function period(some: Partial<PeriodRecord>): PeriodRecord {
  return {
    ...{ periode: '2023-08', generation: 0, changedAt: 0, pendingSince: 0, rerun: 0, token: 0, leaseUntil: 0 },
    ...{ current: null, ...some },
  };
}

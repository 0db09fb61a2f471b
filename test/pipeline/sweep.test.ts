/** What a sweep finds between the bucket, the table and the last revisions. */
import { describe, expect, test } from 'vitest';
import type { KeyRecord, PeriodRecord } from '../../pipeline/registry.ts';
import { type NewestEntry, sweep } from '../../pipeline/sweep.ts';

const NOW = 1_000_000;
const GRACE = 1000;
const CURRENT = {
  ...{ revision: 'r1', inputs: 'x', manifest: 'm', publicManifest: 'p', generation: 2 },
  publishedAt: '2023-09-01T00:00:00.000Z',
};
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

describe('a record that was saved', () => {
  const at = Date.parse('2023-09-01T00:00:00.000Z');
  const later = (ms: number, changedAt: number, periode = '2023-08', of = record('v1')) =>
    sweep([entry('v1')], [of], [period({ periode, changedAt })], new Map(), at + ms, GRACE).events;

  test('of which its period was not told, because whoever saved it died, is announced again', () => {
    expect(later(GRACE, at - 1)).toEqual([{ kind: 'created', key: KEY, version: 'v1' }]);
    const gone = record('v1', true);
    expect(
      sweep([entry('m', true)], [gone], [period({ changedAt: at - 1 })], new Map(), at + GRACE, GRACE).events,
    ).toEqual([{ kind: 'deleted', key: KEY, version: 'v1' }]);
  });

  test('is left alone where its period was told, or may yet be', () => {
    expect(later(GRACE, at)).toEqual([]);
    expect(later(GRACE - 1, at - 1)).toEqual([]);
  });

  test('concerns later periods too where it stands until it is replaced', () => {
    expect(later(GRACE, at - 1, '2023-09')).toEqual([]);
    expect(later(GRACE, at - 1, '2023-09', { ...record('v1'), jenis: 'target' })).toHaveLength(1);
    expect(later(GRACE, at - 1, '2023-07', { ...record('v1'), jenis: 'target' })).toEqual([]);
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
  const behind = { generation: 3, current: CURRENT };

  test('with changes that no revision has, and no publisher, gets one', () => {
    expect(found([], [], [period(behind)]).periods).toEqual(['2023-08']);
    const first = period({ generation: 1, current: null });
    expect(found([entry('v1')], [record('v1')], [first], new Map()).periods).toEqual(['2023-08']);
  });

  test('that was entered for a key that never came to be known has nothing to publish', () => {
    expect(found([], [], [period({ generation: 1 })], new Map()).periods).toEqual([]);
  });

  test('that a publisher is at, that has just changed, or that is up to date is left alone', () => {
    expect(found([], [], [period({ ...behind, leaseUntil: NOW + 1 })]).periods).toEqual([]);
    expect(found([], [], [period({ ...behind, changedAt: NOW - GRACE + 1 })]).periods).toEqual([]);
    expect(found([], [], [period({ ...behind, generation: 2 })]).periods).toEqual([]);
  });

  test('that is on hold is left to the person who holds it', () => {
    const hold = { reason: 'salah unggah', who: 'siti', at: '2023-09-01T00:00:00.000Z' };
    expect(found([], [], [period({ ...behind, hold })]).periods).toEqual([]);
  });

  test('whose readers are shown another revision than the current one gets a publisher, on hold or not', () => {
    const current = period({ generation: 2, current: CURRENT });
    expect(found([], [], [current], new Map([['2023-08', 'r0']])).periods).toEqual(['2023-08']);
    expect(found([], [], [current], new Map()).periods).toEqual(['2023-08']);
  });
});

function found(
  newest: NewestEntry[],
  records: KeyRecord[],
  periods: PeriodRecord[] = [],
  shown: ReadonlyMap<string, string> = new Map([['2023-08', 'r1']]),
) {
  return sweep(newest, records, periods, shown, NOW, GRACE);
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
    ...{ passed: [], vouched: [], held: null },
    changed: '2023-09-01T00:00:00.000Z',
  };
}

function period(some: Partial<PeriodRecord>): PeriodRecord {
  return {
    ...{ periode: '2023-08', generation: 0, changedAt: 0, pendingSince: 0, rerun: 0, token: 0, leaseUntil: 0 },
    ...{ last: 0, hold: null, entry: null, current: null, ...some },
  };
}

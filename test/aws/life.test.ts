/** The life of uploads in the deployed stack: corrected, deleted, announced twice or out of order or not at all. */
import { beforeEach, describe, expect, test } from 'vitest';
import { executions, failures, put, remove, reset, settled, start, unnoticed } from './deployed.ts';
import { people, recordOf, reportFor } from './judged.ts';
import { call } from './lambda.ts';
import { revisionOf, tableOf } from './published.ts';

const PERIODE = '2023-08';
const KEY = `${PERIODE}/8171/peserta.csv`;

/** People counted in the whole country, in the current revision. */
async function counted(): Promise<number> {
  const [, count] = /^2023-08,nasional,00,SEMUA,(\d+),/m.exec(await tableOf(PERIODE, 'coverage')) ?? [];
  return Number(count ?? 0);
}

beforeEach(reset);

describe('an upload', () => {
  test('takes the place of the one that it corrects, and both have their report', async () => {
    const first = await put(KEY, people(1));
    await settled();
    expect([await counted(), await revisionOf(PERIODE)]).toEqual([1, 'r1']);
    const second = await put(KEY, people(3));
    await settled();
    expect([await counted(), await revisionOf(PERIODE)]).toEqual([3, 'r2']);
    expect(await reportFor(KEY, first)).toMatchObject({ hasil: 'diterima', baris: { lolos: 1 } });
    expect(await reportFor(KEY, second)).toMatchObject({
      hasil: 'diterima',
      baris: { lolos: 3 },
      berlaku: 'versi_ini',
    });
    expect(await failures()).toEqual([]);
  });

  test('that is rejected leaves the one before in force', async () => {
    const first = await put(KEY, people(1));
    await settled();
    const second = await put(KEY, 'ini bukan daftar\n');
    await settled();
    expect(await counted()).toBe(1);
    expect(await recordOf(KEY)).toMatchObject({ seen: { version: second }, accepted: { version: first } });
    expect(await reportFor(KEY, second)).toMatchObject({ kode: 'HEADER_NOT_FOUND', berlaku: 'versi_sebelumnya' });
  });

  test('leaves the numbers when it is deleted, and comes back when it is uploaded again', async () => {
    await put(KEY, people(2));
    await settled();
    await remove(KEY);
    await settled();
    expect(await counted()).toBe(0);
    expect(await tableOf(PERIODE, 'reporting')).toMatch(/^2023-08,8171,DITARIK,/m);
    await put(KEY, people(2));
    await settled();
    expect([await counted(), await revisionOf(PERIODE)]).toEqual([2, 'r3']);
    expect(await failures()).toEqual([]);
  });

  test('is withdrawn too when its only version is removed for good', async () => {
    const version = await put(KEY, people(1));
    await settled();
    await remove(KEY, version);
    await settled();
    expect(await recordOf(KEY)).toMatchObject({ withdrawn: true, accepted: null });
    expect(await counted()).toBe(0);
  });

  test('of the same bytes makes no revision', async () => {
    await put(KEY, people(1));
    await settled();
    await put(KEY, people(1));
    await settled();
    expect(await revisionOf(PERIODE)).toBe('r1');
  });
});

describe('an event', () => {
  test('that comes twice, and twice at once, changes nothing', async () => {
    const version = await put(KEY, people(1));
    await settled();
    const event = { kind: 'created', key: KEY, version };
    await Promise.all([start('Upload', event), start('Upload', event)]);
    await settled();
    await start('Upload', event);
    await settled();
    expect(await executions('Upload')).toHaveLength(4);
    expect(await recordOf(KEY)).toMatchObject({ seen: { version }, accepted: { version }, edition: 1 });
    expect([await counted(), await revisionOf(PERIODE)]).toEqual([1, 'r1']);
    expect(await failures()).toEqual([]);
  });

  test('of an older version never undoes a newer one', async () => {
    const [older, newer] = await unnoticed(async () => [await put(KEY, people(1)), await put(KEY, people(2))]);
    await start('Upload', { kind: 'created', key: KEY, version: newer });
    await settled();
    await start('Upload', { kind: 'created', key: KEY, version: older });
    await settled();
    expect(await recordOf(KEY)).toMatchObject({ seen: { version: newer }, accepted: { version: newer } });
    expect([await counted(), await revisionOf(PERIODE)]).toEqual([2, 'r1']);
    expect(await reportFor(KEY, older)).toMatchObject({ hasil: 'diterima', berlaku: 'versi_lebih_baru' });
  });

  test('of a deletion that an upload has followed withdraws nothing', async () => {
    await put(KEY, people(1));
    await settled();
    const mark = await unnoticed(() => remove(KEY));
    await put(KEY, people(2));
    await settled();
    await start('Upload', { kind: 'deleted', key: KEY, version: mark });
    await settled();
    expect(await recordOf(KEY)).toMatchObject({ withdrawn: false });
    expect(await counted()).toBe(2);
  });

  test('of an upload that a deletion has followed brings nothing back', async () => {
    const version = await put(KEY, people(1));
    await remove(KEY);
    await settled();
    await start('Upload', { kind: 'created', key: KEY, version });
    await settled();
    expect(await recordOf(KEY)).toMatchObject({ withdrawn: true, accepted: null });
    expect(await counted()).toBe(0);
    expect(await failures()).toEqual([]);
  });

  test('that never came is made up for by the sweep', async () => {
    const version = await put(KEY, people(1));
    await settled();
    expect(await call('Sweep', {})).toMatchObject({ uploads: 0, periods: 0 });
    await unnoticed(() => remove(KEY, version));
    expect(await call('Sweep', {})).toMatchObject({ uploads: 1, periods: 0 });
    await settled();
    expect(await recordOf(KEY)).toMatchObject({ withdrawn: true });
    expect(await counted()).toBe(0);
  });
});

/** What a person may do to a period or a slot, and what is refused, clearly and with nothing half done. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Changelog, Latest } from '../../pipeline/contracts/published.ts';
import { accept, askRerun, purge, Refused, release, rollback } from '../../pipeline/operations.ts';
import { plan } from '../../pipeline/snapshot/plan.ts';
import { readStored } from '../../pipeline/stored.ts';
import { type MemoryPorts, memoryPorts, memoryRegistry, tablesOf, upload } from '../memory.ts';

const periode = '2023-08';
const SLOT = `${periode}/8171/peserta`;
const asked = { who: 'siti', reason: 'salah unggah' };

let ports: MemoryPorts;
beforeEach(() => {
  ports = memoryPorts(memoryRegistry(() => 0, 1000));
});

describe('accept', () => {
  beforeEach(async () => {
    await upload(ports, [[`${SLOT}.csv`, list(10)]]);
    await upload(ports, [[`${SLOT}.csv`, list(4)]]);
  });

  test('puts a held correction in force, and its report says so', async () => {
    expect(await people()).toBe('10');
    expect(await report()).toMatchObject({ hasil: 'ditahan', kode: 'SHRUNK', berlaku: 'versi_sebelumnya' });
    expect(await accept(SLOT, ports)).toEqual([periode]);
    expect(await report()).toMatchObject({ hasil: 'diterima', kode: null, berlaku: 'versi_ini' });
    expect(await people()).toBe('4');
  });

  test('shows a held correction as rejected in files.csv, with the version before in force', async () => {
    expect((await tablesOf(ports, periode))['exact/files.csv']).toContain(
      `${SLOT}.csv,${SLOT},ditolak,SHRUNK,ya,4,0,0`,
    );
  });

  test('is refused where nothing is held, and where there is no slot', async () => {
    await accept(SLOT, ports);
    await expect(accept(SLOT, ports)).rejects.toBeInstanceOf(Refused);
    await expect(accept(`${periode}/8172/peserta`, ports)).rejects.toThrow('There is no slot');
  });
});

describe('accept, while others are at the key,', () => {
  const held = list(4);
  beforeEach(async () => {
    await upload(ports, [[`${SLOT}.csv`, list(10)]]);
    await upload(ports, [[`${SLOT}.csv`, held]]);
  });

  test('of two operators does it once, and refuses the other', async () => {
    const ended = await Promise.allSettled([accept(SLOT, ports), accept(SLOT, ports)]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'Refused' } });
    expect(await report(held)).toMatchObject({ hasil: 'diterima', berlaku: 'versi_ini' });
    expect(await people()).toBe('4');
  });

  test('vouches for nothing but what was held when it was asked', async () => {
    const { save } = ports.registry;
    ports.registry.save = async (record) => {
      ports.registry.save = save;
      await upload(ports, [[`${SLOT}.csv`, list(3)]]);
      return save(record);
    };
    await expect(accept(SLOT, ports)).rejects.toThrow('Another upload has just come');
    expect(await report(held)).toMatchObject({ berlaku: 'versi_lebih_baru' });
    expect(await people()).toBe('10');
  });
});

describe('rollback', () => {
  beforeEach(async () => {
    await upload(ports, [[`${SLOT}.csv`, list(3)]]);
    await tablesOf(ports, periode);
    await upload(ports, [[`${SLOT}.csv`, list(5)]]);
    await tablesOf(ports, periode);
  });

  test('makes an earlier revision current, and nothing is published until the release', async () => {
    await rollback(periode, 'r1', asked, ports);
    expect(await latest()).toMatchObject({ revision: 'r1' });
    await upload(ports, [[`${SLOT}.csv`, list(7)]]);
    expect(await plan({ periode }, ports)).toMatchObject({ decision: 'held' });
    expect(await latest()).toMatchObject({ revision: 'r1' });

    await release(periode, { who: 'siti', reason: '' }, ports);
    expect(await people()).toBe('7');
    expect(await latest()).toMatchObject({ revision: 'r3' });
    const { entries } = await readStored(ports.snapshots, `${periode}/changelog.json`, Changelog);
    expect(entries.map(({ kind, revision, previous, who }) => [kind, revision, previous, who])).toEqual([
      ['terbit', 'r1', null, null],
      ['terbit', 'r2', 'r1', null],
      ['kembali', 'r1', 'r2', 'siti'],
      ['lepas', 'r1', 'r1', 'siti'],
      ['terbit', 'r3', 'r1', null],
    ]);
  });

  test('never gives a number twice, though the same numbers come back', async () => {
    await rollback(periode, 'r1', asked, ports);
    await release(periode, asked, ports);
    expect(await people()).toBe('5');
    expect(await latest()).toMatchObject({ revision: 'r3' });
  });

  test.each([
    ['to a revision that does not exist', 'r9', asked, 'no revision r9'],
    ['to the revision that is current', 'r2', asked, 'current already'],
    ['without a reason', 'r1', { who: 'siti', reason: ' ' }, 'Say why'],
  ])('%s is refused', async (_, revision, by, words) => {
    const before = await state();
    await expect(rollback(periode, revision, by, ports)).rejects.toThrow(words);
    expect(await state()).toEqual(before);
    // and nobody holds the lease
    await rollback(periode, 'r1', asked, ports);
  });

  test('of an unknown period, while a publisher is at work, or twice is refused', async () => {
    await expect(rollback('2023-09', 'r1', asked, ports)).rejects.toThrow('not known');
    await upload(ports, [[`${SLOT}.csv`, list(7)]]);
    const planned = await plan({ periode }, { ...ports, execution: 'a publisher' });
    expect(planned.decision).toBe('publish');
    await expect(rollback(periode, 'r1', asked, ports)).rejects.toThrow('is being published');
    await ports.registry.release(periode, 'a publisher');
    await rollback(periode, 'r1', asked, ports);
    await expect(rollback(periode, 'r1', asked, ports)).rejects.toThrow('current already');
  });
});

describe('release and rerun', () => {
  test('a period that is not on hold is not released', async () => {
    await upload(ports, [[`${SLOT}.csv`, list(3)]]);
    await tablesOf(ports, periode);
    await expect(release(periode, asked, ports)).rejects.toThrow('not on hold');
    await expect(release('2023-09', asked, ports)).rejects.toThrow('not known');
  });

  test('an unknown period is not run again', async () => {
    await expect(askRerun('2023-09', ports)).rejects.toThrow('not known');
    expect(await ports.registry.period('2023-09')).toBeUndefined();
  });
});

describe('purge', () => {
  beforeEach(async () => {
    await upload(ports, [
      [`${SLOT}.csv`, list(3)],
      [`${periode}/8172/peserta.csv`, list(5)],
    ]);
    await tablesOf(ports, periode);
  });

  test('of a period removes all that derives from people, keeps what is published, and holds the period', async () => {
    const published = [...ports.snapshots.objects].filter(([key]) => key.includes('/r1/'));
    const purged = await purge(periode, undefined, asked, ports);
    expect(purged).toMatchObject({ versions: 2, keys: [`${SLOT}.csv`, `${periode}/8172/peserta.csv`] });
    expect([ports.uploads, ports.work, ports.reports].map(({ objects }) => objects.size)).toEqual([0, 0, 0]);
    expect([...ports.snapshots.objects].filter(([key]) => key.includes('/r1/'))).toEqual(published);
    expect(await plan({ periode }, ports)).toMatchObject({ decision: 'held' });
    expect(await latest()).toMatchObject({ revision: 'r1' });
  });

  test('of a slot leaves the others, and the slot leaves the numbers at the next revision', async () => {
    expect(await purge(periode, SLOT, asked, ports)).toMatchObject({ versions: 1, keys: [`${SLOT}.csv`] });
    expect([...ports.uploads.objects.keys()]).toEqual([`${periode}/8172/peserta.csv`]);
    expect((await ports.reports.list(`${SLOT}/`)).length).toBe(0);
    expect(await ports.work.list('runs/')).not.toEqual([]);
    const tables = await tablesOf(ports, periode);
    expect(tables['exact/reporting.csv']).toContain(`${periode},8171,DITARIK`);
  });

  test('of a target tells every later period for which it stood', async () => {
    await upload(ports, [[`${periode}/00/target.csv`, 'kode_wilayah,kategori,potensi\n8171,SEMUA,100\n']]);
    await upload(ports, [['2023-10/8171/peserta.csv', list(2)]]);
    expect((await tablesOf(ports, '2023-10'))['exact/targets.csv']).toContain('8171,SEMUA,100');
    const { periods } = await purge(periode, `${periode}/00/target`, asked, ports);
    expect(periods).toEqual([periode, '2023-10']);
    expect((await tablesOf(ports, '2023-10'))['exact/targets.csv']).not.toContain('8171');
  });

  test('takes with it what the table does not know', async () => {
    const strays = [`${periode}/8171/~$peserta.csv`, `${periode}/8172/peserta-baru.csv`];
    for (const key of strays) await ports.uploads.write(key, new TextEncoder().encode(list(1)));
    await ports.reports.write(`${periode}/8172/peserta-baru/v1/rejected.csv`, new Uint8Array(1));
    expect(await purge(periode, undefined, asked, ports, strays)).toMatchObject({ versions: 4 });
    expect([ports.uploads, ports.work, ports.reports].map(({ objects }) => objects.size)).toEqual([0, 0, 0]);
  });

  test('stops where a publisher takes over, says that some is left, and removes it when it is repeated', async () => {
    let now = 0;
    const slow = memoryPorts(memoryRegistry(() => now, 1000));
    await upload(slow, [
      [`${SLOT}.csv`, list(3)],
      [`${periode}/8172/peserta.csv`, list(5)],
    ]);
    await tablesOf(slow, periode);
    const { erase } = slow.uploads;
    slow.uploads.erase = async (key) => {
      now += 2000; // its lease runs out, and another is there at once
      await slow.registry.lease(periode, 'a publisher');
      return erase.call(slow.uploads, key);
    };
    await expect(purge(periode, undefined, asked, slow)).rejects.toThrow('stopped half-way');
    await expect(purge(periode, undefined, asked, slow)).rejects.toThrow('is being published');
    await slow.registry.release(periode, 'a publisher');
    slow.uploads.erase = erase;
    await purge(periode, undefined, asked, slow);
    expect([slow.uploads, slow.work, slow.reports].map(({ objects }) => objects.size)).toEqual([0, 0, 0]);
    expect((await slow.registry.period(periode))?.leaseUntil).toBe(0);
  });

  test('without a reason is refused', async () => {
    await expect(purge(periode, SLOT, { who: 'siti', reason: ' ' }, ports)).rejects.toThrow('Say why');
    expect(ports.uploads.objects.size).toBe(2);
  });

  test('of what is not there is refused', async () => {
    await expect(purge(periode, `${periode}/9999/peserta`, asked, ports)).rejects.toThrow('There is no slot');
    await expect(purge('2023-09', undefined, asked, ports)).rejects.toThrow('not known');
  });
});

test('of two operators at once one is refused, and what the other did stands alone', async () => {
  await upload(ports, [[`${SLOT}.csv`, list(3)]]);
  await tablesOf(ports, periode);
  await upload(ports, [[`${SLOT}.csv`, list(5)]]);
  await tablesOf(ports, periode);
  const ended = await Promise.allSettled([
    rollback(periode, 'r1', { ...asked, who: 'a' }, { ...ports, execution: 'a' }),
    rollback(periode, 'r1', { ...asked, who: 'b' }, { ...ports, execution: 'b' }),
  ]);
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await ports.registry.logOf(periode)).filter(({ kind }) => kind === 'kembali')).toHaveLength(1);
});

test('what a crash left unsaid after a revision was committed is said by the next publisher', async () => {
  await upload(ports, [[`${SLOT}.csv`, list(3)]]);
  await tablesOf(ports, periode);
  for (const key of ['2023-08/latest.json', 'index.json', '2023-08/changelog.json']) await ports.snapshots.delete(key);
  await ports.registry.bump(periode);
  expect(await plan({ periode }, ports)).toMatchObject({ decision: 'unchanged' });
  expect(await latest()).toMatchObject({ revision: 'r1' });
  expect((await readStored(ports.snapshots, `${periode}/changelog.json`, Changelog)).entries).toHaveLength(1);
});

/** People of Ambon, one a day of January 1990. */
function list(rows: number): string {
  const header = 'nik;nama;tanggal_lahir;jenis_kelamin;kode_wilayah;kategori;status;program;sumber_dana';
  const day = (i: number) => String(i + 1).padStart(2, '0');
  const row = (_: unknown, i: number) =>
    `817101${day(i)}01900001;Orang;1990-01-${day(i)};L;8171;NON_ASN;AKTIF;JKK+JKM;APBD_KAB`;
  return [header, ...Array.from({ length: rows }, row)].join('\n');
}

async function people(): Promise<string | undefined> {
  const [, nation = ''] = ((await tablesOf(ports, periode))['exact/coverage.csv'] ?? '').split('\n');
  return nation.split(',')[4];
}

async function latest(): Promise<Latest> {
  return readStored(ports.snapshots, `${periode}/latest.json`, Latest);
}

/** The report of the version with this content; of the newest one unless given. */
async function report(content?: string): Promise<unknown> {
  const [record] = await ports.registry.keys(periode);
  const version = content === undefined ? record?.seen.version : createHash('sha256').update(content).digest('hex');
  const bytes = await ports.reports.read(`${SLOT}/${version}/report.json`);
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function state() {
  const { token: _, leaseUntil: __, ...period } = (await ports.registry.period(periode)) ?? { token: 0, leaseUntil: 0 };
  return { period, latest: await latest(), log: await ports.registry.logOf(periode) };
}

/** `cakupan accept | rollback | release | purge --aws`: the same deeds as on one machine, on a stack, followed to their end. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type CloudDeed, performOnAws } from '../../local/aws/deeds.ts';
import { deedOf, told } from '../../local/deed-words.ts';
import { EXIT, Failure } from '../../local/failure.ts';
import { readKey } from '../../pipeline/rules/keys.ts';
import { memoryPorts, REGIONS, tablesOf, upload } from '../memory.ts';
import { fakeAws } from './fake-aws.ts';

const PERIODE = '2023-08';
const SLOT = `${PERIODE}/8171/peserta`;
const KEY = `${SLOT}.csv`;
const asked = { who: 'siti', reason: 'salah unggah' };
const rollback: CloudDeed = { verb: 'rollback', periode: PERIODE, revision: 'r1', ...asked };
const release: CloudDeed = { verb: 'release', periode: PERIODE, ...asked };
const purge: CloudDeed = { verb: 'purge', periode: PERIODE, slot: SLOT, ...asked };

let aws: ReturnType<typeof fakeAws>;
beforeEach(() => {
  aws = fakeAws();
});

/** Whoever looks finds that every publisher that was started has done its work, as the deployed workflow would have. */
async function perform(deed: CloudDeed) {
  aws.atLook.push(publishers, publishers);
  return performOnAws(deed, aws.cloud, aws.progress, aws.clock);
}

async function publishers(): Promise<void> {
  for (const one of aws.executions.filter(({ workflow, status }) => workflow === 'publish' && status === 'RUNNING')) {
    await tablesOf(stack(), PERIODE);
    aws.end(one, 'SUCCEEDED');
  }
}

/** What the steps of the stack work with. */
function stack(execution = 'a publisher') {
  const { work, registry, clock, results } = aws;
  return { ...memoryPorts(registry), ...results, work, execution, clock: clock.now };
}

async function send(content: string, key = KEY): Promise<void> {
  const ports = stack();
  await upload(ports, [[key, content]]);
  const version = ports.versions.get(key)?.[0]?.version ?? '';
  const body = new TextEncoder().encode(content);
  aws.objects.set(key, [{ version, body, sha256: undefined }, ...(aws.objects.get(key) ?? [])]);
}

const latest = async () =>
  JSON.parse(new TextDecoder().decode(await aws.results.snapshots.read(`${PERIODE}/latest.json`)));
const changelog = async () =>
  (await aws.registry.logOf(PERIODE)).map(({ kind, revision, who, reason }) => [kind, revision, who, reason].join(' '));

/** What it says when it is refused, and that it is a person's mistake; nothing has changed and nobody was started. */
async function refusal(deed: CloudDeed): Promise<string> {
  const state = async () => {
    const { token: _, leaseUntil: __, ...period } = (await aws.registry.period(PERIODE)) ?? { token: 0, leaseUntil: 0 };
    return structuredClone({
      ...{ period, keys: await aws.registry.keys(PERIODE), log: await aws.registry.logOf(PERIODE) },
      ...{ objects: [...aws.objects], work: [...aws.work.objects.keys()], reports: [...aws.results.reports.objects] },
      ...{ snapshots: [...aws.results.snapshots.objects], started: aws.executions.length },
    });
  };
  const before = await state();
  const failure = await perform(deed).catch((error) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure.exit).toBe(EXIT.usage);
  expect(await state()).toEqual(before);
  return failure.sentence.en;
}

describe('accept', () => {
  test('puts a held correction in force and follows its publisher to the end', async () => {
    await send(list(10));
    await tablesOf(stack(), PERIODE);
    await send(list(4));
    await tablesOf(stack(), PERIODE);
    expect(await perform({ verb: 'accept', slot: SLOT })).toEqual({
      periods: [{ periode: PERIODE, decision: 'publish', revision: 'r3' }],
    });
    expect(aws.executions.map(({ workflow, input }) => [workflow, input])).toEqual([
      ['publish', JSON.stringify({ periode: PERIODE })],
    ]);
    expect(await refusal({ verb: 'accept', slot: SLOT })).toContain('Nothing is held');
    expect(await refusal({ verb: 'accept', slot: `${PERIODE}/8172/peserta` })).toContain('There is no slot');
  });
});

describe('rollback and release', () => {
  beforeEach(async () => {
    await send(list(3));
    await tablesOf(stack(), PERIODE);
    await send(list(5));
    await tablesOf(stack(), PERIODE);
  });

  test('take a revision back, hold the period, and publish what came meanwhile; who and why is on record', async () => {
    expect(await perform(rollback)).toEqual({ periods: [{ periode: PERIODE, decision: 'held', revision: 'r1' }] });
    expect(await latest()).toMatchObject({ revision: 'r1' });
    await send(list(7));
    await tablesOf(stack(), PERIODE);
    expect(await latest()).toMatchObject({ revision: 'r1' });
    expect(await perform(release)).toEqual({ periods: [{ periode: PERIODE, decision: 'publish', revision: 'r3' }] });
    expect(await changelog()).toEqual([
      ...['terbit r1  ', 'terbit r2  ', 'kembali r1 siti salah unggah', 'lepas r1 siti salah unggah', 'terbit r3  '],
    ]);
    expect((await aws.registry.period(PERIODE))?.leaseUntil).toBe(0);
  });

  test('are refused: no such revision, no such period, twice, without a reason, without a hold', async () => {
    expect(await refusal({ ...rollback, revision: 'r9' })).toContain('There is no revision r9');
    expect(await refusal({ ...rollback, periode: '2023-09' })).toContain('not known');
    expect(await refusal({ ...rollback, reason: ' ' })).toContain('Say why');
    expect(await refusal(release)).toContain('not on hold');
    expect(await refusal({ ...release, periode: '2023-09' })).toContain('not known');
    await perform(rollback);
    expect(await refusal(rollback)).toContain('current already');
    await perform(release);
    expect(await refusal(release)).toContain('not on hold');
  });

  test('are refused while a publisher is at work', async () => {
    await aws.registry.lease(PERIODE, 'a publisher');
    for (const deed of [rollback, { ...purge }]) expect(await refusal(deed)).toContain('is being published');
    await aws.registry.release(PERIODE, 'a publisher');
    await perform(rollback);
    await aws.registry.lease(PERIODE, 'a publisher');
    expect(await refusal(release)).toContain('is being published');
  });

  test('of two operators at once one is refused', async () => {
    const other = { ...aws.cloud, operator: { ...aws.cloud.operator, execution: 'another operator' } };
    aws.atLook.push(publishers, publishers, publishers);
    const ended = await Promise.allSettled([
      performOnAws(rollback, aws.cloud, aws.progress, aws.clock),
      performOnAws({ ...rollback, who: 'budi' }, other, aws.progress, aws.clock),
    ]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'Failure', exit: 2 } });
    expect((await changelog()).filter((line) => line.startsWith('kembali'))).toHaveLength(1);
  });

  test('say so where what was done cannot be published', async () => {
    await perform(rollback);
    aws.atLook.length = 0;
    const fail = () => {
      for (const one of aws.executions) if (one.status === 'RUNNING') aws.end(one, 'FAILED', 'Problem');
    };
    aws.atLook.push(fail, fail);
    const failure = await performOnAws(release, aws.cloud, aws.progress, aws.clock).catch((error) => error);
    expect(failure).toMatchObject({ exit: EXIT.fault });
    expect(failure.sentence.en).toMatch(/^It is done and on record, but not published \(Problem: arn:execution:1\)/);
    expect(failure.sentence.en).toContain('--redrive');
  });
});

describe('purge', () => {
  const other = `${PERIODE}/8172/peserta.csv`;
  beforeEach(async () => {
    await send(list(3));
    await send(list(4), other);
    await send(list(5));
    await tablesOf(stack(), PERIODE);
  });

  test('of a slot removes every version that the bucket keeps, runs, reports and plans, and no other’s', async () => {
    const done = await perform(purge);
    expect(done).toMatchObject({
      purged: { keys: [KEY], versions: 2 },
      periods: [{ periode: PERIODE, decision: 'publish', revision: 'r2' }],
    });
    expect(aws.objects.get(KEY)).toEqual([]);
    expect(aws.objects.get(other)).toHaveLength(1);
    const left = [...aws.work.objects.keys(), ...aws.results.reports.objects.keys()].filter(
      (key) => !key.startsWith('plans/'),
    );
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter((key) => key.includes('/8171/'))).toEqual([]);
    expect(await changelog()).toEqual(['terbit r1  ', 'hapus r1 siti salah unggah', 'terbit r2  ']);
    expect(await told(purge, done, { results: aws.cloud.results, place: '' }, 'en')).toMatch(
      /^Removed: 1 keys, 2 versions, \d+ working files, \d+ report files\. Published counts stay\.\n2023-08 {2}r2 published\.\n$/,
    );
  });

  test('of a period leaves nothing of anybody, unregistered and deleted files neither; published counts stay', async () => {
    const published = [...aws.results.snapshots.objects].filter(([key]) => key.includes('/r1/'));
    for (const key of [`${PERIODE}/8171/~$peserta.csv`, `${PERIODE}/catatan.csv`]) {
      aws.objects.set(key, [{ version: 'x', body: new Uint8Array(1), sha256: undefined }]);
    }
    aws.objects.set('2023-09/8171/peserta.csv', [{ version: 'x', body: new Uint8Array(1), sha256: undefined }]);
    const whole: CloudDeed = { verb: 'purge', periode: PERIODE, ...asked };
    expect(await perform(whole)).toMatchObject({
      purged: { versions: 5 },
      periods: [{ decision: 'held', revision: 'r1' }],
    });
    const left = [...aws.objects].flatMap(([key, versions]) => versions.map(() => key));
    expect(left).toEqual(['2023-09/8171/peserta.csv']);
    expect([aws.work, aws.results.reports].map(({ objects }) => objects.size)).toEqual([0, 0]);
    expect([...aws.results.snapshots.objects].filter(([key]) => key.includes('/r1/'))).toEqual(published);
  });

  test('is refused while an upload of it is being read, where there is no such slot, and without a reason and a yes', async () => {
    expect(await refusal({ ...purge, reason: ' ' })).toContain('Say why');
    aws.execution('upload', { kind: 'created', key: `${PERIODE}/81.71/peserta.csv.gz`, version: 'x' });
    expect(await refusal(purge)).toContain('are being read');
    expect(await refusal({ ...purge, slot: `${PERIODE}/8173/peserta` })).toContain('There is no slot');
    expect(() => deedOf('purge', SLOT, { yes: false, reason: 'x' }, '')).toThrow('--yes');
    expect(() => deedOf('purge', SLOT, { yes: true }, '')).toThrow('--reason');
    expect(readKey(`${PERIODE}/81.71/peserta.csv.gz`, REGIONS)).toMatchObject({ slot: SLOT });
  });
});

/** People of Ambon, one a day of January 1990. */
function list(rows: number): string {
  const header = 'nik;nama;tanggal_lahir;jenis_kelamin;kode_wilayah;kategori;status;program;sumber_dana';
  const day = (i: number) => String(i + 1).padStart(2, '0');
  const row = (_: unknown, i: number) =>
    `817101${day(i)}01900001;Orang;1990-01-${day(i)};L;8171;NON_ASN;AKTIF;JKK+JKM;APBD_KAB`;
  return [header, ...Array.from({ length: rows }, row)].join('\n');
}

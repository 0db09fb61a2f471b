/** The program against the deployed stack, as an operator runs it: `cakupan … --aws`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { cakupan } from '../cakupan.ts';
import { failures, outputs, registry, reset, settled, until, uploads } from './deployed.ts';
import { folderOf } from './folder.ts';
import { people, recordOf, reportFor } from './judged.ts';
import { misled } from './lambda.ts';
import { expectedOf, published, revisionOf, tableOf } from './published.ts';
import { STACK } from './stack.ts';

const { env } = inject('emulator');
const HANDMADE = fileURLToPath(new URL('../journeys/handmade/uploads', import.meta.url));
const CLI = fileURLToPath(new URL('../../.generated/cakupan.mjs', import.meta.url));
const PERIODE = '2023-08';
const KEY = `${PERIODE}/8171/peserta.csv`;

beforeEach(reset);

/** As a user would type it, with this emulator for AWS. */
const onAws = (...args: string[]) => cakupan([...args, '--aws', '--stack', STACK], env);

const Result = z.object({
  files: z.number(),
  read: z.array(z.object({ key: z.string(), version: z.string(), kode: z.string().nullable() })),
  failed: z.array(z.object({ key: z.string(), error: z.string() })),
  rejected: z.array(z.object({ key: z.string(), code: z.string() })),
  periods: z.array(z.object({ periode: z.string(), decision: z.string(), revision: z.string().nullable() })),
  notices: z.array(z.object({ id: z.string(), en: z.string() })),
});
const resultOf = ({ stdout }: { stdout: string }) => Result.parse(JSON.parse(stdout));

describe('cakupan run --aws', () => {
  test('sends a folder, follows it until it is published, and sums it up as a run on one machine does', async () => {
    const ended = await onAws('run', HANDMADE);
    expect(ended).toMatchObject({ code: 0 });
    expect(await published()).toEqual(expectedOf('handmade'));
    expect(ended.stdout).toContain('3 berkas di folder; 3 dibaca (11 baris)');
    expect(ended.stdout).toContain(`s3://${outputs.SnapshotBucket}/snapshots/2023-08/r1/exact/coverage.csv`);
    expect(ended.stdout).toContain(`s3://${outputs.ReportBucket}/reports/2023-08/8171/`);
    expect(ended.stdout).toContain('NIK_NUMERIC × 1');
    expect(ended.stderr).toContain('mengirim berkas  3/3 berkas');
  });

  test('sends only what differs, and says what else counts', async () => {
    const folder = folderOf({ [KEY]: people(1), [`${PERIODE}/81/peserta.csv`]: people(2, 10) });
    expect(resultOf(await onAws('run', folder, '--json')).read).toHaveLength(2);
    const again = resultOf(await onAws('run', folder, '--json'));
    expect(again).toMatchObject({ read: [], periods: [{ periode: PERIODE, decision: 'unchanged', revision: 'r1' }] });

    const corrected = resultOf(await onAws('run', folderOf({ [KEY]: people(3) }), '--json'));
    expect(corrected.read.map(({ key }) => key)).toEqual([KEY]);
    expect(corrected.periods).toEqual([{ periode: PERIODE, decision: 'publish', revision: 'r2' }]);
    expect(corrected.notices.map(({ en }) => en)).toEqual([expect.stringContaining('holds 1 other files')]);
    expect(await tableOf(PERIODE, 'coverage')).toContain('2023-08,nasional,00,SEMUA,5,');
  });

  test('sends a file of several parts whole', async () => {
    const folder = folderOf({ [KEY]: people(1) + '\n'.repeat(9 * 1024 * 1024) });
    const result = resultOf(await onAws('run', folder, '--json'));
    expect(result).toMatchObject({ failed: [], rejected: [], read: [{ key: KEY, kode: null }] });
    expect((await uploads.head(KEY))?.size).toBe(people(1).length + 9 * 1024 * 1024);
  });

  test('ends with 3 under --strict when a file is rejected, also one that names no period', async () => {
    const folder = folderOf({ 'catatan 100%+.txt': 'x\n', [KEY]: people(1) });
    const first = await onAws('run', folder, '--strict');
    expect(first).toMatchObject({ code: 3 });
    expect(first.stdout).toContain('catatan 100%+.txt  PATH_INVALID');
    expect(await onAws('run', folder, '--strict', '--quiet')).toMatchObject({ code: 3, stdout: '', stderr: '' });
    expect(await onAws('run', folder, '--periode', PERIODE, '--strict', '--quiet')).toMatchObject({ code: 0 });
  });

  test('names the execution when a file cannot be processed, and sends it again the next time', async () => {
    const folder = folderOf({ [KEY]: people(1) });
    const ended = await misled('Ingest', 'WORK_BUCKET', outputs.SnapshotBucket, () => onAws('run', folder, '--json'));
    expect(ended).toMatchObject({ code: 1 });
    const { failed } = resultOf(ended);
    expect(failed).toEqual([{ key: KEY, error: expect.stringMatching(/^PROCESSING_FAILED: arn:aws:states:/) }]);
    const again = await onAws('run', folder, '--json');
    expect(again).toMatchObject({ code: 0 });
    expect(resultOf(again)).toMatchObject({ failed: [], read: [{ key: KEY, kode: null }] });
  });

  test('says so when a period cannot be published, and how to go on', async () => {
    const folder = folderOf({ [KEY]: people(1) });
    const ended = await misled('Aggregate', 'WORK_BUCKET', outputs.SnapshotBucket, () => onAws('run', folder));
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stdout).toMatch(/Gagal diproses:\n {2}2023-08 {2}AccessDenied: arn:aws:states:/);
    expect(ended.stdout).toContain(`cakupan rerun ${PERIODE} --aws --stack ${STACK} --redrive`);
    expect(await revisionOf(PERIODE)).toBeUndefined();

    await until('the lease is given back', async () => (await registry.period(PERIODE))?.leaseUntil === 0);
    // MiniStack knows no RedriveExecution: the mocked test has it. Here: what it says when AWS refuses.
    const refused = await onAws('rerun', PERIODE, '--redrive', '--lang', 'en');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stdout).toContain('1 cannot be continued; begin anew with: cakupan rerun 2023-08 --aws');
    expect(await onAws('rerun', PERIODE)).toMatchObject({ code: 0 });
    expect(await revisionOf(PERIODE)).toBe('r1');
  });
});

describe('cakupan status --aws', () => {
  test('tells every period and key, and what runs', async () => {
    const empty = await onAws('status');
    expect(empty.stdout).toBe('Belum ada berkas yang diperiksa.\nEksekusi berjalan: 0 unggahan, 0 penerbitan.\n');
    await onAws('run', folderOf({ [KEY]: people(2), 'x.csv': '', '2023-09/8171/peserta.csv': 'x\n' }), '--quiet');
    const { stdout } = await onAws('status');
    expect(stdout).toMatch(
      /^2023-08 {2}r1 berlaku: 1 diterima, 0 ditolak, 0 ditarik\.\n {2}2023-08\/8171\/peserta\.csv {2}diterima {2}2 baris\n/,
    );
    expect(stdout).toMatch(/2023-09\/8171\/peserta\.csv {2}ditolak {3}HEADER_NOT_FOUND/);
    expect(stdout).toMatch(/Berkas tanpa periode:\n {2}x\.csv {2}ditolak {3}PATH_INVALID/);
    const one = await onAws('status', '--periode', PERIODE, '--json');
    expect(JSON.parse(one.stdout)).toMatchObject({
      periods: [
        { periode: PERIODE, revision: 'r1', publishing: false, keys: [{ key: KEY, state: 'accepted', late: false }] },
      ],
      pathless: [],
      running: { upload: 0, publish: 0 },
    });
    expect(await onAws('status', '--periode', '2024-01')).toMatchObject({ code: 2 });
  });
});

describe('cakupan rerun --aws', () => {
  test('reads every version of a period again, and publishes nothing when that changes nothing', async () => {
    await onAws('run', folderOf({ [KEY]: people(2), [`${PERIODE}/81/peserta.csv`]: people(1, 5) }), '--quiet');
    const before = await registry.period(PERIODE);
    const ended = await onAws('rerun', PERIODE, '--json');
    expect(ended).toMatchObject({ code: 0 });
    expect(resultOf(ended)).toMatchObject({
      files: 2,
      read: [{ kode: null }, { kode: null }],
      periods: [{ periode: PERIODE, decision: 'unchanged', revision: 'r1' }],
    });
    const after = await registry.period(PERIODE);
    expect(after?.rerun).toBeGreaterThan(before?.generation ?? 0);
    expect(after?.current?.generation).toBe(after?.generation);
    expect(await failures()).toEqual([]);
  });

  test('refuses a period of which nothing is known', async () => {
    const ended = await onAws('rerun', '2024-01');
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('Tidak ada berkas periode 2024-01.');
  });
});

test('cakupan serve --aws shows tables and reports on this computer, until it is told to stop', async () => {
  await onAws('run', folderOf({ [KEY]: people(1) }), '--quiet');
  await settled();
  const args = [CLI, 'serve', '--aws', '--stack', STACK, '--port', '0', '--json'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const { address } = z.object({ address: z.url() }).parse(JSON.parse(String(line)));
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(await (await fetch(address)).text()).toContain('<meta name="tingkat" content="exact">');
  expect(await (await fetch(`${address}tabel`)).text()).toContain('2023-08 <small>revisi r1</small>');
  const table = await fetch(`${address}snapshots/${PERIODE}/r1/exact/coverage.csv`);
  expect(await table.text()).toBe(await tableOf(PERIODE, 'coverage'));
  const version = (await recordOf(KEY))?.seen.version ?? '';
  expect(await reportFor(KEY, version)).toBeDefined();
  const report = await fetch(`${address}reports/${PERIODE}/8171/peserta/${version}/report.html`);
  expect([report.status, report.headers.get('cache-control')]).toEqual([200, 'no-store']);
  child.kill('SIGINT');
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('a stack that is not there is said to be so', async () => {
  const ended = await cakupan(['status', '--aws', '--lang', 'en'], { ...env, CAKUPAN_STACK: 'cakupan-prod' });
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain('There is no stack "cakupan-prod" in region ap-southeast-3.');
});

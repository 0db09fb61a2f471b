/** What the report of a key's newest version says while others are at the same key: in the end what the table says. */
import { beforeEach, expect, test } from 'vitest';
import type { Judged } from '../../pipeline/contracts/steps.ts';
import { ingest } from '../../pipeline/ingest/ingest.ts';
import { register, reportFailure } from '../../pipeline/register.ts';
import { type MemoryPorts, memoryPorts } from '../memory.ts';

const KEY = '2023-08/8171/peserta.csv';

let ports: MemoryPorts;
/** Two versions, the newer one with fewer than half the rows; both are read, neither is registered. */
let older: Judged;
let newer: Judged;
beforeEach(async () => {
  ports = memoryPorts();
  ports.versions.set(KEY, [
    { version: 'newer', deleted: false },
    { version: 'older', deleted: false },
  ]);
  [older, newer] = [await judged('older', 10), await judged('newer', 4)];
});

test('a version that comes late and decides what counts is told of in the report of the newest', async () => {
  await register(newer, ports);
  expect(await report('newer')).toMatchObject({ hasil: 'diterima', berlaku: 'versi_ini' });
  await register(older, ports);
  expect(await report('newer')).toMatchObject({ hasil: 'ditahan', berlaku: 'versi_sebelumnya' });
});

test('one that comes late while the event of the newest is delivered again is not forgotten in its report', async () => {
  await register(newer, ports);
  const meanwhile = once(() => register(older, ports));
  await register(newer, meanwhile);
  expect(await report('newer')).toMatchObject({ hasil: 'ditahan', berlaku: 'versi_sebelumnya' });
});

test('of two that come late at once, the report of the newest tells of both', async () => {
  ports.versions.set(KEY, [...(ports.versions.get(KEY) ?? []), { version: 'oldest', deleted: false }]);
  await register(newer, ports);
  const oldest = await judged('oldest', 30);
  const meanwhile = once(() => register(older, ports));
  await expect(register(oldest, meanwhile)).rejects.toThrow(KEY); // the record has changed: the step is repeated
  await register(oldest, ports);
  const [record] = await ports.registry.keys('2023-08');
  expect(record).toMatchObject({ accepted: { version: 'oldest' }, held: { version: 'newer' } });
  expect(await report('newer')).toMatchObject({ hasil: 'ditahan', berlaku: 'versi_sebelumnya' });
});

test('a failure that is reported while the version is judged after all does not stay in its report', async () => {
  const failure = { key: KEY, version: 'newer', execution: 'e', error: 'Problem' };
  const meanwhile = once(() => register(newer, ports));
  await expect(reportFailure(failure, meanwhile)).rejects.toThrow(KEY);
  await reportFailure(failure, ports);
  expect(await report('newer')).toMatchObject({ hasil: 'diterima', kode: null, berlaku: 'versi_ini' });
});

/** The same ports; before the first report is written something else happens. */
function once(happens: () => Promise<unknown>): MemoryPorts {
  const { reports } = ports;
  let isDue = true;
  const write: typeof reports.write = async (...given) => {
    if (isDue) {
      isDue = false;
      await happens();
    }
    return reports.write(...given);
  };
  return { ...ports, reports: Object.assign(Object.create(reports), { write }) };
}

async function judged(version: string, rows: number): Promise<Judged> {
  const header = 'nik;nama;tanggal_lahir;jenis_kelamin;kode_wilayah;kategori;status;program;sumber_dana';
  const day = (i: number) => String(i + 1).padStart(2, '0');
  const row = (_: unknown, i: number) =>
    `817101${day(i)}01900001;Orang;1990-01-${day(i)};L;8171;NON_ASN;AKTIF;JKK+JKM;APBD_KAB`;
  await ports.uploads.write(KEY, new TextEncoder().encode([header, ...Array.from({ length: rows }, row)].join('\n')));
  return ingest({ kind: 'created', key: KEY, version }, ports);
}

async function report(version: string): Promise<unknown> {
  const bytes = await ports.reports.read(`2023-08/8171/peserta/${version}/report.json`);
  return JSON.parse(new TextDecoder().decode(bytes));
}

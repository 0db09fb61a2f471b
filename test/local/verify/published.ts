/** Published periods to verify, in memory: those of the shared cases, one with a long life, and lies told about them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { Coverage } from '../../../local/verify/coverage.ts';
import { publicRows } from '../../../local/verify/disclosed.ts';
import { Checks, Unsound } from '../../../local/verify/fault.ts';
import { HEADERS } from '../../../local/verify/layout.ts';
import { verify, type Which } from '../../../local/verify/verify.ts';
import { Changelog, Latest, Manifest, PublicManifest } from '../../../pipeline/contracts/published.ts';
import { release, rollback } from '../../../pipeline/operations.ts';
import type { Bytes } from '../../../pipeline/ports.ts';
import { json } from '../../../pipeline/snapshot/pointers.ts';
import { script } from '../../../pipeline/snapshot/script.ts';
import { MemoryStore, memoryPorts, REGIONS, tablesOf, upload } from '../../memory.ts';

export const CASES = join(import.meta.dirname, '../../journeys');
export const PERIODE = '2023-08';

const HEADER_OF = new Map<string, string>(Object.entries(HEADERS));

export type Objects = Map<string, Bytes>;

/** What is verified must never be written to. */
export class Published extends MemoryStore {
  constructor(objects: Objects) {
    super();
    for (const [key, bytes] of objects) this.objects.set(key, bytes);
  }

  override async write(key: string): Promise<void> {
    throw new Error(`${key} was written`);
  }

  override async delete(key: string): Promise<void> {
    throw new Error(`${key} was deleted`);
  }
}

export const verdictOn = (objects: Objects, which: Which = {}) =>
  verify(new Published(objects), REGIONS, { patience: 0, ...which });

export const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
export const bytes = (some: string) => Uint8Array.from(new TextEncoder().encode(some));
export const sha256 = (some: Uint8Array | undefined) =>
  createHash('sha256')
    .update(some ?? '')
    .digest('hex');

const cases = new Map<string, Promise<Objects>>();

/** What a shared case publishes. */
export function publishedBy(name: string): Promise<Objects> {
  const known = cases.get(name) ?? publish(name);
  cases.set(name, known);
  return known;
}

async function publish(name: string): Promise<Objects> {
  const root = join(CASES, name, 'uploads');
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const ports = memoryPorts();
  for (const { parentPath, name: file } of files) {
    const path = join(parentPath, file);
    await upload(ports, [[path.slice(root.length + 1), readFileSync(path)]]);
  }
  for (const periode of readdirSync(join(CASES, name, 'expected'))) await tablesOf(ports, periode);
  return ports.snapshots.objects;
}

/** The same as an earlier program published it: tables alone, of which only what they say of each other gives a lie away. */
export function tablesAlone(objects: Objects): Objects {
  const told = new Map([...objects].filter(([key]) => !isBeside(key)));
  const shorten = <T extends { files: { path: string }[] }>(key: string, schema: z.ZodType<T>) => {
    const manifest = schema.parse(JSON.parse(text(told.get(key))));
    told.set(key, json({ ...manifest, files: manifest.files.filter(({ path }) => !isBeside(path)) }));
  };
  for (const key of objects.keys()) {
    const [, periode = '', revision = ''] = /^([^/]+)\/(r\d+)\/exact\/manifest\.json$/.exec(key) ?? [];
    if (revision === '') continue;
    shorten(`${periode}/${revision}/public/manifest.json`, PublicManifest);
    shorten(key, Manifest);
    repaired(told, periode, revision);
  }
  return told;
}

const isBeside = (path: string) => /\/view\/|datapackage\.json$|dcat\.jsonld$|\.js$/.test(path);

/** A liar makes all hashes fit: in both manifests, the pointer and the changelog. */
export function repaired(objects: Objects, periode: string, revision = 'r1'): Objects {
  const at = (path: string) => `${periode}/${revision}/${path}`;
  const read = <T>(key: string, schema: z.ZodType<T>) => schema.parse(JSON.parse(text(objects.get(key))));
  const relist = <T extends { files: { path: string }[] }>(manifest: T) => ({
    ...manifest,
    files: manifest.files.map((file) => {
      const content = objects.get(at(file.path));
      return { ...file, sha256: sha256(content), bytes: content?.length ?? 0 };
    }),
  });
  objects.set(at('public/manifest.json'), json(relist(read(at('public/manifest.json'), PublicManifest))));
  objects.set(at('exact/manifest.json'), json(relist(read(at('exact/manifest.json'), Manifest))));
  const manifest = sha256(objects.get(at('exact/manifest.json')));
  const publicManifest = sha256(objects.get(at('public/manifest.json')));
  const latest = read(`${periode}/latest.json`, Latest);
  const point = (name: string, content: unknown) => {
    objects.set(`${name}.json`, json(content));
    if (objects.has(`${name}.js`)) objects.set(`${name}.js`, script(name, content));
  };
  if (latest.revision === revision) point(`${periode}/latest`, { ...latest, manifest, publicManifest });
  const { entries } = read(`${periode}/changelog.json`, Changelog);
  const log = entries.map((entry) => (entry.revision === revision ? { ...entry, manifest } : entry));
  point(`${periode}/changelog`, { periode, entries: log });
  return objects;
}

/** A lie in an exact table that the public one repeats. */
export function alsoPublic(objects: Objects, periode: string, path: string): Objects {
  const name = path.replace('exact/', 'public/');
  const header = HEADER_OF.get(name);
  if (header === undefined) return objects;
  const table = (one: string) => objects.get(`${periode}/r1/${one}`) ?? bytes('');
  try {
    const checks = new Checks(periode, 'r1');
    const coverage = new Coverage(checks.of('exact/coverage.csv'), table('exact/coverage.csv'), REGIONS);
    const tables = new Map(Object.entries(publicRows(checks, table, coverage)));
    const rows = tables.get(name.slice('public/'.length, -'.csv'.length)) ?? [];
    const cell = (some: string) => (/[",\n\r]/.test(some) ? `"${some.replaceAll('"', '""')}"` : some);
    const lines = [header, ...rows.map((row) => row.map(cell).join(','))];
    objects.set(`${periode}/r1/${name}`, bytes(`${lines.join('\n')}\n`));
  } catch (error) {
    if (!(error instanceof Unsound)) throw error; // a table of another form shows itself
  }
  return objects;
}

export function periodsOf(objects: Objects): string[] {
  return [...objects.keys()].flatMap((key) => (key.endsWith('/latest.json') ? (key.split('/')[0] ?? []) : []));
}

/** Two periods with all that can befall uploads, and six revisions of the second. */
export async function aLife(): Promise<Objects> {
  const ports = memoryPorts();
  const people = (count: number, first = 1, area = '8171012001', more = 'AKTIF,JKK+JKM+JHT,DANA_DESA') =>
    [
      'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana',
      ...Array.from(
        { length: count },
        (_, i) =>
          `817101170880${String(first + i).padStart(4, '0')},Contoh,1980-08-17,L,${area},PEKERJA_RENTAN,${more}`,
      ),
      '',
    ].join('\n');
  const target = (potensi: number) =>
    `kode_wilayah,kategori,potensi\n8171012001,PEKERJA_RENTAN,${potensi}\n81,SEMUA,90\n`;
  const pledge = 'kode_wilayah,instruksi,status,tenggat\n81,REGULASI,PROSES,2023-08-01\n';
  const next = async (...files: [string, string][]) => {
    await upload(ports, files);
    await tablesOf(ports, PERIODE);
  };
  await upload(ports, [
    ['2023-07/00/target.csv', target(50)],
    ['2023-07/81/komitmen.csv', pledge],
  ]);
  await tablesOf(ports, '2023-07');
  await next(
    ['2023-08/8171/peserta.csv', people(30)],
    ['2023-08/81/peserta-lain.csv', people(10, 21, '81', 'BELUM,,')],
  );
  // A correction, a rejected one, a held one, and a new target that replaces the standing one.
  await next(['2023-08/8171/peserta.csv', people(40)]);
  await next(
    ['2023-08/8171/peserta.csv', 'bukan daftar\n'],
    ['2023-08/8172/peserta.csv', people(9, 100, '8172011001')],
  );
  await next(['2023-08/8172/peserta.csv', people(2, 100, '8172011001')], ['2023-08/81/target.csv', target(60)]);
  const keys = await ports.registry.keys(PERIODE);
  const gone = keys.find(({ key }) => key.includes('peserta-lain'));
  if (!gone) throw new Error('it was uploaded');
  const withdrawn = { ...gone, passed: [], accepted: null, withdrawn: true, edition: gone.edition + 1 };
  await ports.registry.save(withdrawn);
  await ports.registry.bump(PERIODE);
  await tablesOf(ports, PERIODE);
  await rollback(PERIODE, 'r2', { who: 'siti', reason: 'salah unggah' }, ports);
  await upload(ports, [['2023-08/7309/peserta.csv', people(12, 300, '7309')]]);
  await release(PERIODE, { who: 'siti', reason: '' }, ports);
  return tablesOf(ports, PERIODE).then(() => new Map(ports.snapshots.objects));
}

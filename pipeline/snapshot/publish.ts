/**
 * Makes the tables of a plan a revision, and that revision the current one: the step `Publish`.
 *
 * Everything of a revision is written once and never changed, its manifest last; then the pointers are turned. Readers see
 * the revision before or this one. A step that died half-way is repeated and finds its own files, byte for byte.
 */

import type { Plan } from '../contracts/plan.ts';
import {
  type Changes,
  Index,
  type Latest,
  Manifest,
  type PublicManifest,
  type PublishedFile,
} from '../contracts/published.ts';
import type { Planned, Published } from '../contracts/steps.ts';
import { type Bytes, Conflict, NotFound, type ObjectStore } from '../ports.ts';
import type { RegisterPorts } from '../register.ts';
import { RegionRecord } from '../registry.ts';
import { CODE_VERSION } from '../rules/versions.ts';
import { readStored } from '../stored.ts';
import { tableKey } from './aggregate.ts';
import { changedCells, changedSlots } from './changes.ts';
import { readPlan } from './plan.ts';

/** @throws Conflict when the pointer was turned by another meanwhile (the step is repeated) */
export async function publish(planned: Planned, ports: RegisterPorts): Promise<Published> {
  const { registry, snapshots, work } = ports;
  const { periode, token, plan: folder } = planned;
  const pointer = await snapshots.head(latestKey(periode));
  // A publisher that died gave its lease back; the same execution, taken up again, needs it anew.
  if (!(await registry.renew(periode, token, ports.execution))) return { periode, revision: null, again: false };
  const plan = await readPlan(folder, ports);
  const tables = await readTables(folder, work);
  const before = await readPrevious(periode, plan.previous, ports.snapshots);
  if (before && isSame(before.manifest, plan, tables, ports)) return settle(before.manifest.revision, plan, ports);
  const { revision, manifest, publicManifest } = await writeRevision(plan, tables, before, ports);
  // A publisher that was overtaken while it wrote must not turn the pointers.
  if (!(await registry.holds(periode, token))) return { periode, revision: null, again: false };
  const latest: Latest = { periode, revision, manifest, publicManifest, publishedAt: ports.now() };
  await snapshots.write(latestKey(periode), json(latest), pointer ? { ifMatch: pointer.tag } : { ifNoneMatch: '*' });
  await writeIndex(periode, revision, ports);
  const regions = await readStored(work, `${folder}/regions.json`, RegionRecord.array());
  await registry.keepRegions(periode, revision, regions);
  return settle(revision, plan, ports);
}

async function settle(revision: string, plan: Plan, { registry }: RegisterPorts): Promise<Published> {
  const { periode, token, inputs, generation } = plan;
  await registry.settle(periode, token, { revision, inputs, generation });
  const now = await registry.period(periode);
  return { periode, revision, again: (now?.generation ?? generation) > generation };
}

/** A new run that came to the same tables from the same inputs: there is nothing to publish. */
function isSame(before: Manifest, plan: Plan, tables: ReadonlyMap<string, Bytes>, ports: RegisterPorts): boolean {
  if (before.inputs !== plan.inputs) return false;
  const hashes = new Map(before.files.map(({ path, sha256 }) => [path, sha256]));
  return [...tables].every(([path, bytes]) => hashes.get(path) === sha256(bytes, ports));
}

export const latestKey = (periode: string) => `${periode}/latest.json`;

/** Writes the revision under the first number that is free, or holds these very files already. */
async function writeRevision(plan: Plan, tables: ReadonlyMap<string, Bytes>, before: Before, ports: RegisterPorts) {
  const { periode, previous } = plan;
  for (let number = Number((previous ?? 'r0').slice(1)) + 1; ; number++) {
    const revision = `r${number}`;
    const files = filesOf(plan, revision, tables, before, ports);
    try {
      for (const { path, bytes } of files) await writeOnce(ports.snapshots, `${periode}/${revision}/${path}`, bytes);
    } catch (error) {
      if (error instanceof Conflict) continue; // another publisher began this number, with other files
      throw error;
    }
    const hash = (path: string) => sha256(files.find((file) => file.path === path)?.bytes ?? new Uint8Array(), ports);
    return { revision, manifest: hash('exact/manifest.json'), publicManifest: hash('public/manifest.json') };
  }
}

/** Every file of a revision in the order of writing: tables, changes, manifests. */
function filesOf(
  plan: Plan,
  revision: string,
  tables: ReadonlyMap<string, Bytes>,
  before: Before,
  ports: RegisterPorts,
): { path: string; bytes: Bytes }[] {
  const { periode, previous } = plan;
  const keys = plan.keys.map(({ key, slot, withdrawn, version, kode, inForce }) => ({
    key,
    slot,
    withdrawn,
    version,
    kode,
    inForce: inForce?.version ?? null,
  }));
  const changes: Changes = {
    periode,
    revision,
    previous,
    slots: changedSlots(before?.manifest.keys ?? [], keys),
    ...(before
      ? changedCells(before.coverage, tables.get('exact/coverage.csv') ?? new Uint8Array())
      : { cells: [], more: 0 }),
  };
  const files = [...tables].map(([path, bytes]) => ({ path, bytes }));
  files.push({ path: 'exact/changes.json', bytes: json(changes) });
  const listed = (tier: string) =>
    files.filter(({ path }) => path.startsWith(tier)).map((file) => describe(file, ports));
  const open: PublicManifest = { periode, revision, files: listed('public/') };
  files.push({ path: 'public/manifest.json', bytes: json(open) });
  const manifest: Manifest = {
    periode,
    revision,
    inputs: plan.inputs,
    versions: { code: CODE_VERSION, rules: plan.rules, reference: plan.reference },
    keys,
    standing: [...plan.targets, ...plan.komitmen].map(({ slot, version }) => ({ slot, version })),
    files: listed(''),
  };
  files.push({ path: 'exact/manifest.json', bytes: json(manifest) });
  return files;
}

type Before = { readonly manifest: Manifest; readonly coverage: Bytes } | undefined;

async function readPrevious(periode: string, revision: string | null, snapshots: ObjectStore): Promise<Before> {
  if (revision === null) return undefined;
  const at = `${periode}/${revision}/exact`;
  return {
    manifest: await readStored(snapshots, `${at}/manifest.json`, Manifest),
    coverage: await readBytes(snapshots, `${at}/coverage.csv`),
  };
}

async function readTables(folder: string, work: ObjectStore): Promise<Map<string, Bytes>> {
  const prefix = tableKey(folder, '');
  const tables = new Map<string, Bytes>();
  for (const key of await work.list(prefix)) tables.set(key.slice(prefix.length), await readBytes(work, key));
  return tables;
}

/** @throws Conflict when the object is there with another content */
async function writeOnce(store: ObjectStore, key: string, bytes: Bytes): Promise<void> {
  try {
    await store.write(key, bytes, { ifNoneMatch: '*' });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const there = await store.read(key);
    if (there?.length !== bytes.length || there.some((byte, i) => byte !== bytes[i])) throw error;
  }
}

/** The current revision of every period, this one included. Another period's publisher may write at the same time. */
async function writeIndex(periode: string, revision: string, { registry, snapshots }: RegisterPorts): Promise<void> {
  for (;;) {
    const pointer = await snapshots.head('index.json');
    const periods = (await registry.periods())
      .filter((period) => period.periode === periode || period.current !== null)
      .map((period) => ({
        periode: period.periode,
        revision: period.periode === periode ? revision : (period.current?.revision ?? ''),
      }));
    const index: Index = Index.parse({ periods });
    try {
      return await snapshots.write(
        'index.json',
        json(index),
        pointer ? { ifMatch: pointer.tag } : { ifNoneMatch: '*' },
      );
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

function describe({ path, bytes }: { path: string; bytes: Bytes }, ports: RegisterPorts): PublishedFile {
  return { path, sha256: sha256(bytes, ports), bytes: bytes.length };
}

function sha256(bytes: Bytes, ports: RegisterPorts): string {
  const hash = ports.sha256();
  hash.update(bytes);
  return hash.hex();
}

async function readBytes(store: ObjectStore, key: string): Promise<Bytes> {
  const bytes = await store.read(key);
  if (!bytes) throw new NotFound(`there is no ${key}`);
  return bytes;
}

function json(value: unknown): Bytes {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

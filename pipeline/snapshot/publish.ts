/**
 * Makes the tables of a plan a revision, and that revision the current one: the step `Publish`.
 *
 * Everything of a revision is written once and never changed, its manifest last; then the table says that it is current, and
 * the pointers are turned. Readers see the revision before or this one. A step that died half-way is repeated and finds its own files, byte for byte.
 */

import type { Plan } from '../contracts/plan.ts';
import type { Manifest, PublicManifest, PublishedFile } from '../contracts/published.ts';
import type { Planned, Published } from '../contracts/steps.ts';
import { inTurn } from '../in-turn.ts';
import { type Bytes, Conflict, NotFound, type ObjectStore } from '../ports.ts';
import type { RegisterPorts } from '../register.ts';
import { type Current, type LogEntry, RegionRecord } from '../registry.ts';
import { CODE_VERSION } from '../rules/versions.ts';
import { readStored } from '../stored.ts';
import { tableKey } from './aggregate.ts';
import { difference, readSide } from './difference.ts';
import { metadataFiles } from './metadata.ts';
import { readOverlaps } from './overlaps.ts';
import { readPlan } from './plan.ts';
import { catchUp, json } from './pointers.ts';
import { tellRegions } from './reports.ts';
import { changesFile, viewFiles, viewPath } from './view.ts';

const TIERS = ['exact', 'public'] as const;

/** @throws Conflict when another publisher has taken over meanwhile (the step is repeated, and finds out) */
export async function publish(planned: Planned, ports: RegisterPorts): Promise<Published> {
  const { registry, work } = ports;
  const { periode, token, plan: folder } = planned;
  // A publisher that died gave its lease back; the same execution, taken up again, needs it anew.
  if (!(await registry.renew(periode, token, ports.execution))) return { periode, revision: null, again: false };
  const plan = await readPlan(folder, ports);
  const period = await registry.period(periode);
  const known = period?.current ?? null;
  const tables = await readTables(folder, work);
  const before = plan.previous === null ? undefined : await readSide(periode, plan.previous, ports.snapshots);
  const isOld = known !== null && before !== undefined && isSame(before.manifest, plan, tables, ports);
  const made = isOld ? known : await writeRevision(plan, tables, before, ports);
  // A step that is repeated after all was done finds its own revision.
  const isNew = made.manifest !== known?.manifest;
  const coverage = tables.get('exact/coverage.csv') ?? new Uint8Array();
  await tellRegions(plan, made.revision, coverage, before, await readOverlaps(folder, plan.parts, work), ports.reports);
  if (isNew) await registry.keepRegions(periode, made.revision, await regionsOf(folder, work));
  const current = { ...(isNew ? made : known), generation: plan.generation };
  const last = Math.max(plan.last, Number(current.revision.slice(1)));
  const entry = isNew ? published(current, plan) : (period?.entry ?? null);
  // First the table, where a publisher that was overtaken is refused; then the pointers.
  await registry.settle(periode, token, { current, last, hold: null, entry, changed: false });
  await catchUp(periode, ports);
  const now = await registry.period(periode);
  return { periode, revision: current.revision, again: (now?.generation ?? 0) > plan.generation };
}

function published({ revision, manifest, publishedAt }: Current, { token, previous }: Plan): LogEntry {
  return { token, at: publishedAt, kind: 'terbit', revision, previous, manifest, who: null, reason: null };
}

/** A new run that came to the same tables from the same inputs: there is nothing to publish. */
function isSame(before: Manifest, plan: Plan, tables: ReadonlyMap<string, Bytes>, ports: RegisterPorts): boolean {
  if (before.inputs !== plan.inputs) return false;
  const hashes = new Map(before.files.map(({ path, sha256 }) => [path, sha256]));
  // A revision of an earlier program has nothing for the page: the same numbers are published anew.
  if (!hashes.has(viewPath('exact', '00'))) return false;
  return [...tables].every(([path, bytes]) => hashes.get(path) === sha256(bytes, ports));
}

/** Writes the revision under the first number that is free, or holds these very files already. */
async function writeRevision(
  plan: Plan,
  tables: ReadonlyMap<string, Bytes>,
  before: Before,
  ports: RegisterPorts,
): Promise<Current> {
  const { inputs, generation } = plan;
  for (let number = plan.last + 1; ; number++) {
    const revision = `r${number}`;
    try {
      const { manifest, publicManifest } = await writeFiles(plan, revision, tables, before, ports);
      return { revision, inputs, manifest, publicManifest, publishedAt: ports.now(), generation };
    } catch (error) {
      if (!(error instanceof Conflict)) throw error; // another publisher began this number, with other files
    }
  }
}

/**
 * Every file of a revision: tables, what changed, metadata, what the page reads, and the manifests last.
 * @returns the hashes of the manifests
 */
async function writeFiles(
  plan: Plan,
  revision: string,
  tables: ReadonlyMap<string, Bytes>,
  before: Before,
  ports: RegisterPorts,
): Promise<{ manifest: string; publicManifest: string }> {
  const { periode } = plan;
  const edition = { periode, revision };
  const write = async (path: string, bytes: Bytes): Promise<PublishedFile> => {
    await writeOnce(ports.snapshots, `${periode}/${revision}/${path}`, bytes);
    return { path, sha256: sha256(bytes, ports), bytes: bytes.length };
  };
  const keys = plan.keys.map(({ key, slot, withdrawn, version, kode, inForce }) => ({
    key,
    slot,
    withdrawn,
    version,
    kode,
    inForce: inForce?.version ?? null,
  }));
  const standing = [...plan.targets, ...plan.komitmen].map(({ slot, version }) => ({ slot, version }));
  const changes = difference(before, {
    manifest: { periode, revision, keys, standing },
    coverage: tables.get('exact/coverage.csv') ?? new Uint8Array(),
  });
  const files: PublishedFile[] = [];
  for (const [path, bytes] of tables) files.push(await write(path, bytes));
  files.push(await write('exact/changes.json', json(changes)));
  const beside = TIERS.flatMap((tier) => [
    ...metadataFiles(tier, edition, files, tables.get(`${tier}/targets.csv`) ?? new Uint8Array()),
    ...viewFiles(tier, edition, tables, ports.regions),
  ]);
  files.push(...(await inTurn([...beside, changesFile(edition, changes)], ({ path, make }) => write(path, make()))));
  const open: PublicManifest = { periode, revision, files: files.filter(({ path }) => path.startsWith('public/')) };
  const publicManifest = await write('public/manifest.json', json(open));
  const manifest: Manifest = {
    periode,
    revision,
    inputs: plan.inputs,
    versions: { code: CODE_VERSION, rules: plan.rules, reference: plan.reference },
    keys,
    standing,
    files: [...files, publicManifest],
  };
  const { sha256: hash } = await write('exact/manifest.json', json(manifest));
  return { manifest: hash, publicManifest: publicManifest.sha256 };
}

type Before = { readonly manifest: Manifest; readonly coverage: Bytes } | undefined;

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

function sha256(bytes: Bytes, ports: RegisterPorts): string {
  const hash = ports.sha256();
  hash.update(bytes);
  return hash.hex();
}

async function regionsOf(folder: string, work: ObjectStore): Promise<RegionRecord[]> {
  return readStored(work, `${folder}/regions.json`, RegionRecord.array());
}

async function readBytes(store: ObjectStore, key: string): Promise<Bytes> {
  const bytes = await store.read(key);
  if (!bytes) throw new NotFound(`there is no ${key}`);
  return bytes;
}

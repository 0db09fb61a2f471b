/**
 * Makes the tables of a plan a revision, and that revision the current one: the step `Publish`.
 *
 * Everything of a revision is written once and never changed, its manifest last; then the table says that it is current, and
 * the pointers are turned. Readers see the revision before or this one. A step that died half-way is repeated and finds its own files, byte for byte.
 */

import type { Plan } from '../contracts/plan.ts';
import type { Manifest, PublicManifest, PublishedFile } from '../contracts/published.ts';
import type { Planned, Published } from '../contracts/steps.ts';
import { hashOf } from '../hash.ts';
import { inTurn } from '../in-turn.ts';
import { type Bytes, Conflict } from '../ports.ts';
import type { RegisterPorts } from '../register.ts';
import { type Current, type LogEntry, RegionRecord } from '../registry.ts';
import { CODE_VERSION } from '../rules/versions.ts';
import { readStored } from '../stored.ts';
import { difference, readSide } from './difference.ts';
import { metadataFiles, sourcesOf } from './metadata.ts';
import { readOverlaps } from './overlaps.ts';
import { readPlan } from './plan.ts';
import { catchUp, json } from './pointers.ts';
import { present, readTables, type Share, writeFile } from './present.ts';
import { tellRegions } from './reports.ts';
import { changesFile, type RevisionFile, type Tier, viewPath } from './view.ts';
import type { Tables } from './view-tables.ts';

/** @throws Conflict when another publisher has taken over meanwhile (the step is repeated, and finds out) */
export async function publish(planned: Planned, ports: RegisterPorts): Promise<Published> {
  const { registry, work } = ports;
  const { periode, token, plan: folder } = planned;
  // A publisher that died gave its lease back; the same execution, taken up again, needs it anew.
  if (!(await registry.renew(periode, token, ports.execution))) return { periode, revision: null, again: false };
  const plan = await readPlan(folder, ports);
  const period = await registry.period(periode);
  const known = period?.current ?? null;
  const tables = await readTables(folder, work, ports.presenters);
  const before = plan.previous === null ? undefined : await readSide(periode, plan.previous, ports.snapshots);
  const isOld = known !== null && before !== undefined && isSame(before.manifest, plan, tables, ports);
  const coverage = tables.get('exact/coverage.csv') ?? new Uint8Array();
  const tell = async (revision: string) =>
    tellRegions(plan, revision, coverage, before, await readOverlaps(folder, plan.parts, work), ports.reports);
  const keep = async (revision: string) =>
    registry.keepRegions(periode, revision, await readStored(work, `${folder}/regions.json`, RegionRecord.array()));
  if (isOld) await tell(known.revision);
  // What is told and kept of a revision is done beside its files, before it is current: whoever dies in between leaves nothing untold.
  const made = isOld
    ? known
    : await writeRevision(plan, tables, before, ports, async (revision) => {
        await tell(revision);
        await keep(revision);
      });
  // A step that is repeated after all was done finds its own revision.
  const isNew = made.manifest !== known?.manifest;
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
function isSame(before: Manifest, plan: Plan, tables: Tables, ports: RegisterPorts): boolean {
  if (before.inputs !== plan.inputs) return false;
  const hashes = new Map(before.files.map(({ path, sha256 }) => [path, sha256]));
  // A revision of an earlier program has nothing for the page: the same numbers are published anew.
  if (!hashes.has(viewPath('exact', '00'))) return false;
  return [...tables].every(([path, bytes]) => hashes.get(path) === hashOf(bytes, ports));
}

/**
 * Writes the revision under the first number that is free, or holds these very files already.
 * @param beside what is done while its files are written, once the number is its own
 */
async function writeRevision(
  plan: Plan,
  tables: Tables,
  before: Before,
  ports: RegisterPorts,
  beside: (revision: string) => Promise<void>,
): Promise<Current> {
  const { inputs, generation } = plan;
  for (let number = plan.last + 1; ; number++) {
    const revision = `r${number}`;
    try {
      const { manifest, publicManifest } = await writeFiles(plan, revision, tables, before, ports, beside);
      return { revision, inputs, manifest, publicManifest, publishedAt: ports.now(), generation };
    } catch (error) {
      if (!(error instanceof Conflict)) throw error; // another publisher began this number, with other files
    }
  }
}

/**
 * Every file of a revision: tables, then what the page reads, and beside it what changed and metadata; the manifests last.
 * @returns the hashes of the manifests
 */
async function writeFiles(
  plan: Plan,
  revision: string,
  tables: Tables,
  before: Before,
  ports: RegisterPorts,
  beside: (revision: string) => Promise<void>,
): Promise<{ manifest: string; publicManifest: string }> {
  const { periode } = plan;
  const edition = { periode, revision };
  const write = (path: string, bytes: Uint8Array) => writeFile(edition, path, bytes, ports);
  const keys = plan.keys.map(({ key, slot, withdrawn, version, kode, inForce }) => ({
    key,
    slot,
    withdrawn,
    version,
    kode,
    inForce: inForce?.version ?? null,
  }));
  const standing = [...plan.targets, ...plan.komitmen].map(({ slot, version }) => ({ slot, version }));
  const files: PublishedFile[] = [];
  for (const [path, bytes] of tables) files.push(await write(path, bytes));
  // From here on the number is this revision's own: another one of it would have differed in a table.
  const { presenters } = ports;
  const of = presenters?.count ?? 1;
  const shares = Array.from({ length: of }, (_, share): Share => ({ ...edition, tier: 'exact', share, of }));
  const presented = (share: Share) => presenters?.present(share, tables) ?? present(share, ports, tables);
  const changed = async () => {
    const changes = difference(before, {
      manifest: { periode, revision, keys, standing },
      coverage: tables.get('exact/coverage.csv') ?? new Uint8Array(),
    });
    const own = await write('exact/changes.json', json(changes));
    const view = write(...made(changesFile(edition, changes)));
    const all = [...files, own];
    // Both tiers name the same.
    const sources = sourcesOf(tables.get('exact/targets.csv') ?? new Uint8Array());
    const metadata = (tier: Tier) => inTurn(metadataFiles(tier, edition, all, sources), (file) => write(...made(file)));
    return [own, ...(await settled([metadata('exact'), metadata('public'), view]))] as const;
  };
  const [exact, open, [changes, ofExact, ofOpen, view]] = await settled([
    settled(shares.map(presented)),
    presented({ ...edition, tier: 'public', share: 0, of: 1 }),
    changed(),
    beside(revision),
  ]);
  files.push(changes, ...ofExact, ...exact.flat(), ...ofOpen, ...open, view);
  const forAll: PublicManifest = { periode, revision, files: files.filter(({ path }) => path.startsWith('public/')) };
  const publicManifest = await write('public/manifest.json', json(forAll));
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

/** What all of them come to; whatever fails, nothing of them is under way when that is told. */
async function settled<Begun extends readonly unknown[] | []>(begun: Begun) {
  await Promise.allSettled(begun);
  return Promise.all(begun);
}

function made({ path, make }: RevisionFile): [path: string, bytes: Bytes] {
  return [path, make()];
}

type Before = { readonly manifest: Manifest; readonly coverage: Uint8Array } | undefined;

/** Looks through one revision: first that its files are those that were published, then that they say what they must. */
import type { z } from 'zod';
import { Changes, Manifest, PublicManifest } from '../../pipeline/contracts/published.ts';
import { inTurn } from '../../pipeline/in-turn.ts';
import type { Bytes, ObjectStore } from '../../pipeline/ports.ts';
import type { Regions } from '../../pipeline/rules/regions.ts';
import { REFERENCE_VERSION } from '../../pipeline/rules/versions.ts';
import { sha256 } from '../../platform/crypto.ts';
import { checkChanges, type Side } from './changes.ts';
import { Coverage } from './coverage.ts';
import { checkPublic } from './disclosed.ts';
import { checkEverybody } from './everybody.ts';
import { Checks, Unsound } from './fault.ts';
import { checkFiles } from './files.ts';
import { checkFunding } from './funding.ts';
import { readInputs } from './inputs.ts';
import { LAW } from './laws.ts';
import { CHANGES, LISTED, MANIFEST, METADATA, PUBLIC_MANIFEST } from './layout.ts';
import { checkMetadata } from './metadata.ts';
import { checkPeople } from './people.ts';
import { type Pointed, parse, publishedManifest } from './pointers.ts';
import { checkPotensi } from './potensi.ts';
import { checkClaims, checkReporting } from './reporting.ts';
import { checkCommitments, checkTargets } from './standing.ts';
import { checkViews, isView } from './view.ts';
import { checkVillages } from './villages.ts';

type Files = ReadonlyMap<string, Bytes>;

/** @throws Unsound at the first thing that is not as it must be */
export async function checkRevision(
  snapshots: ObjectStore,
  regions: Regions,
  pointed: Pointed,
  revision: string,
  checks: Checks,
): Promise<void> {
  const manifest = await readManifest(snapshots, pointed, revision, checks);
  const files = await readFiles(snapshots, manifest, checks);
  try {
    checkHashes(files, pointed, manifest, checks);
  } catch (error) {
    throw error instanceof Unsound ? await located(error, checkContent) : error;
  }
  await checkContent();

  async function checkContent(): Promise<void> {
    const now = checkTables(files, manifest, regions, checks);
    const sheet = checks.of(CHANGES);
    const changes = read(files, CHANGES, Changes, checks);
    const { previous } = changes;
    sheet.equal(null, 'periode', changes.periode, manifest.periode, LAW.itself);
    sheet.equal(null, 'revision', changes.revision, revision, LAW.itself);
    const entry = pointed.entries.find((one) => one.kind === 'terbit' && one.revision === revision);
    if (entry) sheet.equal(null, 'previous', previous, entry.previous, LAW.changelog);
    const before = previous === null ? undefined : await readBefore(snapshots, regions, pointed, previous);
    if (before || previous === null) checkChanges(sheet, changes, now, before);
    if (!hasView(manifest)) return;
    checkMetadata(files, manifest, checks);
    await checkViews(snapshots, manifest, files, changes, regions, checks);
  }
}

/** A file that is not the one that was published: where its content shows that, too, it is told. */
async function located(error: Unsound, look: () => Promise<void>): Promise<Unsound> {
  try {
    await look();
  } catch (inside) {
    if (inside instanceof Unsound) return new Unsound({ ...error.fault, within: inside.fault });
    throw inside;
  }
  return error;
}

/** The manifest that was published under this name. */
async function readManifest(
  snapshots: ObjectStore,
  pointed: Pointed,
  revision: string,
  checks: Checks,
): Promise<Manifest> {
  const sheet = checks.of(MANIFEST);
  const bytes = await snapshots.read(`${pointed.periode}/${revision}/${MANIFEST}`);
  const manifest = parse(sheet, bytes, Manifest);
  if (bytes) sheet.equal(null, 'sha256', hash(bytes), publishedManifest(pointed, revision) ?? null, LAW.sha256);
  sheet.equal(null, 'periode', manifest.periode, pointed.periode, LAW.itself);
  sheet.equal(null, 'revision', manifest.revision, revision, LAW.itself);
  sheet.equal(null, 'versions.reference', manifest.versions.reference, REFERENCE_VERSION, LAW.reference);
  const listed = manifest.files.map(({ path }) => path);
  for (const path of LISTED) {
    sheet.equal(path, 'files', listed.filter((one) => one === path).length, 1, LAW.listed);
  }
  const beside = hasView(manifest) ? METADATA : [];
  for (const path of beside) sheet.equal(path, 'files', listed.filter((one) => one === path).length, 1, LAW.listed);
  const other = listed.find((path) => !LISTED.includes(path) && !beside.includes(path) && !isView(path));
  if (other !== undefined) throw sheet.unsound(other, 'files', other, null, LAW.listed);
  return manifest;
}

/** A revision of an earlier program holds tables alone. */
function hasView({ files }: Manifest): boolean {
  return files.some(({ path }) => isView(path));
}

/** Every file of the revision but those of the page, which are looked at one by one; there is no other. */
async function readFiles(snapshots: ObjectStore, manifest: Manifest, checks: Checks): Promise<Files> {
  const root = `${manifest.periode}/${manifest.revision}/`;
  const there = new Set((await snapshots.list(root)).map((key) => key.slice(root.length)));
  const views = manifest.files.flatMap(({ path }) => (isView(path) ? [path] : []));
  const listed = [...LISTED, ...(views.length > 0 ? METADATA : [])];
  for (const path of [...listed, ...views, MANIFEST]) {
    checks.count++;
    if (!there.delete(path)) throw checks.of(path).unsound(null, null, null, path, LAW.missing);
  }
  for (const path of there) throw checks.of(path).unsound(null, null, path, null, LAW.surplus);
  const read = await inTurn(listed, async (path) => [path, await snapshots.read(root + path)] as const);
  const files = new Map<string, Bytes>();
  for (const [path, bytes] of read) {
    if (!bytes) throw checks.of(path).unsound(null, null, null, path, LAW.missing);
    files.set(path, bytes);
  }
  checks.files += files.size + 1;
  return files;
}

function checkHashes(files: Files, { latest }: Pointed, manifest: Manifest, checks: Checks): void {
  for (const { path, sha256, bytes } of manifest.files) {
    if (isView(path)) continue;
    const sheet = checks.of(path);
    const content = files.get(path) ?? new Uint8Array();
    sheet.equal(null, 'bytes', content.length, bytes, LAW.size);
    sheet.equal(null, 'sha256', hash(content), sha256, LAW.sha256);
  }
  const sheet = checks.of(PUBLIC_MANIFEST);
  const { periode, revision, files: open } = read(files, PUBLIC_MANIFEST, PublicManifest, checks);
  sheet.equal(null, 'periode', periode, manifest.periode, LAW.itself);
  sheet.equal(null, 'revision', revision, manifest.revision, LAW.itself);
  const listed = manifest.files.filter(({ path }) => path.startsWith('public/') && path !== PUBLIC_MANIFEST);
  for (const { path, sha256, bytes } of listed) {
    const one = open.filter((file) => file.path === path);
    sheet.equal(path, 'files', one.length, 1, LAW.publicManifest);
    sheet.equal(path, 'sha256', one[0]?.sha256 ?? null, sha256, LAW.publicManifest);
    sheet.equal(path, 'bytes', one[0]?.bytes ?? null, bytes, LAW.publicManifest);
  }
  sheet.equal(null, 'files', open.length, listed.length, LAW.publicManifest);
  if (latest.revision === revision) {
    const bytes = files.get(PUBLIC_MANIFEST) ?? new Uint8Array();
    sheet.equal(null, 'sha256', hash(bytes), latest.publicManifest, LAW.pointers);
  }
}

function checkTables(files: Files, manifest: Manifest, regions: Regions, checks: Checks): Side {
  const table = (path: string) => files.get(path) ?? new Uint8Array();
  const exact = (name: string) => [checks.of(`exact/${name}.csv`), table(`exact/${name}.csv`)] as const;
  const inputs = readInputs(checks.of(MANIFEST), manifest, regions);
  const [list, listed] = exact('files');
  const [issues, found] = exact('issues');
  const judged = checkFiles(list, issues, inputs, { files: listed, issues: found });
  const accepted = checkReporting(...exact('reporting'), inputs, judged, regions);
  const declared = checkTargets(...exact('targets'), inputs, judged, regions);
  checkCommitments(...exact('commitments'), inputs, regions);
  const [sheet, bytes] = exact('coverage');
  const coverage = new Coverage(sheet, bytes, regions);
  const own = checkPeople(sheet, coverage);
  checkEverybody(sheet, coverage, own);
  checkPotensi(sheet, coverage, declared);
  checkClaims(sheet, coverage, accepted);
  const funding = checkFunding(...exact('funding'), coverage);
  checkVillages(...exact('villages100'), coverage, funding, inputs);
  checkPublic(checks, table, coverage);
  return { manifest, coverage };
}

/** The revision before, as far as this one speaks of it; undefined where it is no longer there. @throws Unsound */
async function readBefore(
  snapshots: ObjectStore,
  regions: Regions,
  pointed: Pointed,
  revision: string,
): Promise<Side | undefined> {
  const checks = new Checks(pointed.periode, revision);
  const path = 'exact/coverage.csv';
  const bytes = await snapshots.read(`${pointed.periode}/${revision}/${path}`);
  if (!bytes) return undefined;
  const manifest = await readManifest(snapshots, pointed, revision, checks);
  const file = manifest.files.find((one) => one.path === path);
  const sheet = checks.of(path);
  sheet.equal(null, 'sha256', hash(bytes), file?.sha256 ?? null, LAW.sha256);
  return { manifest, coverage: new Coverage(sheet, bytes, regions) };
}

function read<T>(files: Files, path: string, schema: z.ZodType<T>, checks: Checks): T {
  return parse(checks.of(path), files.get(path), schema);
}

function hash(bytes: Bytes): string {
  const one = sha256();
  one.update(bytes);
  return one.hex();
}

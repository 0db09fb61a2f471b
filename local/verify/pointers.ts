/** What lies beside the revisions: index.json, and of every period latest.json and changelog.json. They must agree. */
import type { z } from 'zod';
import { Changelog, Index, Latest } from '../../pipeline/contracts/published.ts';
import { VIEW_CALL } from '../../pipeline/contracts/view.ts';
import type { Bytes, ObjectStore } from '../../pipeline/ports.ts';
import type { Checks, Sheet } from './fault.ts';
import { LAW } from './laws.ts';

/** What the pointers say of a period. */
export interface Pointed {
  readonly periode: string;
  readonly latest: Latest;
  readonly entries: Changelog['entries'];
}

/** Every period and its current revision. @throws Unsound */
export async function readIndex(snapshots: ObjectStore, checks: Checks): Promise<Map<string, string>> {
  const sheet = checks.of('index.json');
  const { periods } = parse(sheet, await snapshots.read('index.json'), Index);
  checks.files++;
  await checkScript(snapshots, 'index', { periods }, checks);
  periods.forEach(({ periode }, i) => {
    const before = periods[i - 1]?.periode;
    if (before !== undefined && before >= periode)
      throw sheet.unsound(periode, null, periode, `> ${before}`, LAW.order);
  });
  return new Map(periods.map(({ periode, revision }) => [periode, revision]));
}

/** The periods that have a pointer of their own. */
export async function listPeriods(snapshots: ObjectStore): Promise<string[]> {
  const keys = await snapshots.list('');
  return keys.flatMap((key) => /^([^/]+)\/latest\.json$/.exec(key)?.[1] ?? []);
}

/** @param indexed the revision that index.json names, or null; undefined where that cannot be read @throws Unsound */
export async function readPeriod(
  snapshots: ObjectStore,
  periode: string,
  indexed: string | null | undefined,
  checks: Checks,
): Promise<Pointed> {
  const sheet = checks.of(`${periode}/latest.json`);
  const latest = parse(sheet, await snapshots.read(sheet.file), Latest);
  sheet.equal(null, 'periode', latest.periode, periode, LAW.itself);
  if (indexed !== undefined) {
    checks.of('index.json').equal(periode, 'revision', indexed, latest.revision, LAW.pointers);
  }

  const log = checks.of(`${periode}/changelog.json`);
  const changelog = parse(log, await snapshots.read(log.file), Changelog);
  log.equal(null, 'periode', changelog.periode, periode, LAW.itself);
  checks.files += 2;
  const { entries } = changelog;
  const current = checkEntries(log, entries);
  sheet.equal(null, 'revision', latest.revision, current?.revision ?? null, LAW.pointers);
  sheet.equal(null, 'manifest', latest.manifest, current?.manifest ?? null, LAW.pointers);
  sheet.equal(null, 'publishedAt', latest.publishedAt, current?.at ?? null, LAW.pointers);
  const revisions = latest.revisions?.map((one) => `${one.revision} ${one.publishedAt} ${one.status}`);
  if (revisions) sheet.equal(null, 'revisions', revisions.join(', '), revisionsOf(entries, latest), LAW.pointers);
  await checkScript(snapshots, `${periode}/latest`, latest, checks);
  await checkScript(snapshots, `${periode}/changelog`, changelog, checks);
  return { periode, latest, entries };
}

/** SHA-256 of a revision's exact/manifest.json, as the changelog has it; undefined for a revision that it does not name. */
export function publishedManifest({ entries }: Pointed, revision: string): string | undefined {
  return entries.find((entry) => entry.revision === revision)?.manifest ?? undefined;
}

/** A pointer's twin for a page in a plain folder says the same; an earlier program wrote none. @throws Unsound */
async function checkScript(snapshots: ObjectStore, name: string, content: unknown, checks: Checks): Promise<void> {
  const bytes = await snapshots.read(`${name}.js`);
  if (!bytes) return;
  const should = `${VIEW_CALL}("${name}",${JSON.stringify(content)});\n`;
  const says = new TextDecoder().decode(bytes);
  const sheet = checks.of(`${name}.js`);
  checks.files++;
  checks.count++;
  if (says !== should) throw sheet.unsound(null, null, says.slice(0, 100), should.slice(0, 100), LAW.pointers);
}

/** Each with the time when it was published; the last that was taken from its place by a deed was taken back. */
function revisionsOf(entries: Changelog['entries'], { revision: current }: Latest): string {
  const published = entries.filter(({ kind }) => kind === 'terbit');
  const back = entries.filter(({ kind }) => kind === 'kembali').map(({ previous }) => previous);
  const status = (revision: string | null) => {
    if (revision === current) return 'berlaku';
    return back.includes(revision) ? 'ditarik_kembali' : 'digantikan';
  };
  return published.map(({ revision, at }) => `${revision} ${at} ${status(revision)}`).join(', ');
}

/** @returns the entry that made the current revision current */
function checkEntries(sheet: Sheet, entries: Changelog['entries']) {
  const manifests = new Map<string, string | null>();
  let current: Changelog['entries'][number] | undefined;
  entries.forEach((entry, i) => {
    const name = String(entry.token);
    const before = entries[i - 1];
    if (before && before.token >= entry.token) {
      throw sheet.unsound(name, 'token', entry.token, `> ${before.token}`, LAW.changelog);
    }
    sheet.equal(name, 'previous', entry.previous, before?.revision ?? null, LAW.changelog);
    const turns = entry.kind === 'terbit' || entry.kind === 'kembali';
    if (!turns) sheet.equal(name, 'revision', entry.revision, entry.previous, LAW.changelog);
    const known = manifests.get(entry.revision ?? '');
    if (known !== undefined) sheet.equal(name, 'manifest', entry.manifest, known, LAW.changelog);
    manifests.set(entry.revision ?? '', entry.manifest);
    if (turns) current = entry;
  });
  return current;
}

/** @throws Unsound where the file is missing, or is not what it has to be */
export function parse<T>(sheet: Sheet, bytes: Bytes | undefined, schema: z.ZodType<T>): T {
  sheet.checks.count++;
  if (!bytes) throw sheet.unsound(null, null, null, sheet.file, LAW.missing);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw sheet.unsound(null, null, null, 'JSON', LAW.readable);
  }
  const { data, error } = schema.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error?.issues ?? [];
  throw sheet.unsound(null, issue?.path.join('.') ?? null, issue?.message ?? null, null, LAW.readable);
}

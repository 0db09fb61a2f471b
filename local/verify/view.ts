/** Holds the files of the page against what the tables of their tier say, read and put together here once more. */
import type { Changes, Manifest } from '../../pipeline/contracts/published.ts';
import { VIEW_CALL, VIEW_FORMAT } from '../../pipeline/contracts/view.ts';
import { inTurn } from '../../pipeline/in-turn.ts';
import type { Bytes, ObjectStore } from '../../pipeline/ports.ts';
import type { Regions } from '../../pipeline/rules/regions.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Checks, Sheet } from './fault.ts';
import { LAW } from './laws.ts';
import { type Json, Told } from './told.ts';

/** Changed cells that the page is given at the most. */
const NAMED = 20_000;

/** Files looked at together: each is a region with its villages. */
const AT_ONCE = 4;

export const TIERS = ['exact', 'public'] as const;

/** Whether a revision's file is one of the page's; those of an earlier program have none. */
export function isView(path: string): boolean {
  return /^(?:exact|public)\/view\/[a-z\d]+\.js$/.test(path);
}

/** @param files the tables, changes.json and datapackage.json, by path. @throws Unsound */
export async function checkViews(
  snapshots: ObjectStore,
  manifest: Manifest,
  files: ReadonlyMap<string, Bytes>,
  changes: Changes,
  regions: Regions,
  checks: Checks,
): Promise<void> {
  const { periode, revision } = manifest;
  const should = new Map<string, () => Json>();
  const head = { format: VIEW_FORMAT, periode, revision };
  for (const tier of TIERS) {
    const told = new Told(tier, files, regions);
    for (const [name, content] of told.files()) {
      should.set(`${tier}/view/${name}.js`, () => ({ ...head, ...content() }));
    }
    const metadata = files.get(`${tier}/datapackage.json`);
    should.set(`${tier}/view/metadata.js`, () => JSON.parse(new TextDecoder().decode(metadata)));
  }
  should.set('exact/view/perubahan.js', () => ({ ...head, ...changed(changes) }));
  const listed = new Map(manifest.files.filter(({ path }) => isView(path)).map((file) => [file.path, file]));
  for (const path of should.keys()) {
    if (!listed.has(path)) throw checks.of('exact/manifest.json').unsound(path, 'files', null, path, LAW.view);
  }
  await inTurn(
    [...listed.values()],
    async ({ path, sha256, bytes }) => {
      const sheet = checks.of(path);
      const content = should.get(path);
      if (!content) throw sheet.unsound(null, null, path, null, LAW.view);
      const there = await snapshots.read(`${periode}/${revision}/${path}`);
      if (!there) throw sheet.unsound(null, null, null, path, LAW.missing);
      sheet.equal(null, 'bytes', there.length, bytes, LAW.size);
      sheet.equal(null, 'sha256', hash(there), sha256, LAW.sha256);
      compare(sheet, read(sheet, there, `${periode}/${revision}/${path.slice(0, -3)}`), content(), []);
      checks.files++;
    },
    AT_ONCE,
  );
}

function changed({ previous, slots, penyebab, cells, more }: Changes): Record<string, Json> {
  const upper = cells.filter(({ kode_wilayah }) => kode_wilayah.length < 6).slice(0, NAMED);
  return { previous, slots, penyebab, cells: upper, lainnya: more + cells.length - upper.length };
}

/** The content of a script. @throws Unsound where it is not one call with this name */
function read(sheet: Sheet, bytes: Bytes, name: string): Json {
  const text = new TextDecoder().decode(bytes);
  const [start, end] = [`${VIEW_CALL}("${name}",`, ');\n'];
  sheet.equal(null, null, text.slice(0, start.length), start, LAW.itself);
  sheet.equal(null, null, text.slice(-end.length), end, LAW.readable);
  try {
    return JSON.parse(text.slice(start.length, -end.length));
  } catch {
    throw sheet.unsound(null, null, null, 'JSON', LAW.readable);
  }
}

/** @throws Unsound at the first member that differs */
function compare(sheet: Sheet, says: Json | undefined, should: Json | undefined, path: readonly string[]): void {
  sheet.checks.count++;
  if (says === should) return;
  if (!isObject(says) || !isObject(should) || Array.isArray(says) !== Array.isArray(should)) {
    throw sheet.unsound(path.slice(0, -1).join(' '), path.at(-1) ?? null, said(says), said(should), LAW.view);
  }
  const [left, right] = [new Map(Object.entries(says)), new Map(Object.entries(should))];
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    compare(sheet, left.get(name), right.get(name), [...path, name]);
  }
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } | readonly Json[] {
  return typeof value === 'object' && value !== null;
}

function said(value: Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value).slice(0, 100);
}

function hash(bytes: Bytes): string {
  const one = sha256();
  one.update(bytes);
  return one.hex();
}

/** What a life comes to: all that must be the same whatever happened on the way. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import * as z from 'zod';
import { Changelog, Index, Latest, Manifest } from '../../pipeline/contracts/published.ts';
import { Report } from '../../pipeline/contracts/report.ts';
import { reportOf } from '../../pipeline/ingest/report.ts';
import type { KeyRecord, LogEntry } from '../../pipeline/registry.ts';
import { script } from '../../pipeline/snapshot/script.ts';
import { readIfStored, readStored } from '../../pipeline/stored.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { World } from './world.ts';

export interface Ending {
  /** Every table of the current revision of every period, by path. */
  readonly tables: Readonly<Record<string, string>>;
  /** SHA-256 of what each was made from. */
  readonly made: Readonly<Record<string, unknown>>;
  /** The keys' records, without when and how often they changed. */
  readonly records: readonly unknown[];
  /** By period: who holds it and why. */
  readonly holds: Readonly<Record<string, unknown>>;
  /** What people did, by period. */
  readonly deeds: Readonly<Record<string, unknown>>;
  /** What the report of each version says of it, and what lies beside the reports. */
  readonly reports: Readonly<Record<string, unknown>>;
}

/**
 * Numbers of revisions, generations, tokens, editions and times are not in it: a revision may be missing where two
 * changes came into one, and there may be one more where something was seen to by the sweep.
 */
export async function endingOf(world: World): Promise<Ending> {
  const tables: Record<string, string> = {};
  const made: Record<string, unknown> = {};
  const holds: Record<string, unknown> = {};
  const deeds: Record<string, unknown> = {};
  for (const { periode, current, hold, generation } of await world.table.periods()) {
    holds[periode] = hold && { who: hold.who, reason: hold.reason };
    deeds[periode] = deedsOf(await world.table.logOf(periode));
    if (!current) continue;
    if (!hold) expect(current.generation, `${periode} is behind`).toBe(generation);
    const prefix = `${periode}/${current.revision}/`;
    for (const key of await world.snapshots.list(prefix)) {
      if (key.endsWith('.csv'))
        tables[`${periode} ${key.slice(prefix.length)}`] = text(await world.snapshots.read(key));
    }
    made[periode] = (await readStored(world.snapshots, `${prefix}exact/manifest.json`, Manifest)).inputs;
  }
  const records: unknown[] = [];
  for (const record of await allKeys(world)) {
    const { edition: _, changed: __, ...rest } = record;
    records.push(rest);
  }
  return { tables, made, records, holds, deeds, reports: await reportsOf(world) };
}

/** That what readers see is whole, and says what the table says. */
export async function expectSound(world: World): Promise<void> {
  expect(world.surprises).toEqual([]);
  expect(world.snapshots.broken).toEqual([]);
  const published = (await world.table.periods()).filter(({ current }) => current !== null);
  if (published.length === 0) return;
  expect(await readStored(world.snapshots, 'index.json', Index)).toEqual({
    periods: published.map(({ periode, current }) => ({ periode, revision: current?.revision })),
  });
  for (const { periode, current, last, entry, leaseUntil } of published) {
    if (!current) continue;
    const { revision, manifest, publicManifest, publishedAt } = current;
    const { revisions, ...latest } = await readStored(world.snapshots, `${periode}/latest.json`, Latest);
    expect(latest).toEqual({ periode, revision, manifest, publicManifest, publishedAt });
    expect(leaseUntil, `the lease of ${periode}`).toBeLessThanOrEqual(world.now);
    const prefix = `${periode}/${revision}/`;
    const bytes = await world.snapshots.read(`${prefix}exact/manifest.json`);
    expect(hash(bytes)).toBe(manifest);
    expect(hash(await world.snapshots.read(`${prefix}public/manifest.json`))).toBe(publicManifest);
    const { files } = Manifest.parse(JSON.parse(text(bytes)));
    for (const { path, sha256 } of files) {
      expect(hash(await world.snapshots.read(`${prefix}${path}`)), `${prefix}${path}`).toBe(sha256);
    }
    const { entries } = await readStored(world.snapshots, `${periode}/changelog.json`, Changelog);
    expect(entries).toEqual(await world.table.logOf(periode));
    expect(entries.at(-1)).toEqual(entry);
    expectInOrder(entries, revision);
    const appeared = entries.filter(({ kind }) => kind === 'terbit').map((entry) => entry.revision);
    expect(revisions?.map((one) => one.revision)).toEqual(appeared);
    expect(revisions?.filter(({ status }) => status === 'berlaku').map((one) => one.revision)).toEqual([revision]);
    for (const name of ['index', `${periode}/latest`, `${periode}/changelog`]) {
      const json = JSON.parse(text(await world.snapshots.read(`${name}.json`)));
      expect(text(await world.snapshots.read(`${name}.js`))).toBe(text(script(name, json)));
    }
    for (const { revision } of entries) {
      const { keys } = await readStored(world.snapshots, `${periode}/${revision}/exact/manifest.json`, Manifest);
      expect(keys, `what ${periode}/${revision} was made from`).not.toEqual([]);
    }
    expect(Math.max(...entries.map((one) => numberOf(one.revision)))).toBeLessThanOrEqual(last);
  }
}

/** Each revision is there once, in order, and each line takes up where the one before ended. */
function expectInOrder(entries: readonly LogEntry[], current: string): void {
  const appeared = entries.filter(({ kind }) => kind === 'terbit').map(({ revision }) => numberOf(revision));
  expect(appeared).toEqual([...new Set(appeared)].sort((a, b) => a - b));
  const tokens = entries.map(({ token }) => token);
  expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b));
  const before = [null, ...entries.map(({ revision }) => revision)].slice(0, -1);
  expect(entries.map(({ previous }) => previous)).toEqual(before);
  expect(entries.at(-1)?.revision).toBe(current);
}

/** What the clerk reads of the newest version of each key. */
export async function newestReports(world: World): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const { key, seen, withdrawn } of await allKeys(world)) {
    const report = await readIfStored(world.reports, `${reportOf(seen, { sha256 })}/report.json`, Report);
    // Revisions have other numbers in another life, and versions come in another order.
    if (!withdrawn) found[key] = report && { ...report, sejak: null, terbit: null };
  }
  return found;
}

/** What people did, in order. Whoever gets no answer purges once more. */
function deedsOf(entries: readonly LogEntry[]): string[] {
  const deeds = entries.filter(({ kind }) => kind !== 'terbit').map((one) => `${one.kind}: ${one.who}, ${one.reason}`);
  return deeds.filter((deed, i) => !(deed.startsWith('hapus') && deed === deeds[i - 1]));
}

/** What is left out says what counted, came before or was published when the report was written. */
async function reportsOf({ reports }: World): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const key of await reports.list('')) {
    if (key.endsWith('/report.html')) continue;
    const body = text(await reports.read(key));
    if (!key.endsWith('/report.json')) found[key] = body;
    else {
      const { berlaku: _, eksekusi: __, sejak: ___, terbit: ____, ...report } = Report.parse(JSON.parse(body));
      found[key] = report;
    }
  }
  return found;
}

async function allKeys(world: World): Promise<KeyRecord[]> {
  const records: KeyRecord[] = [];
  for await (const record of world.table.allKeys()) records.push(record);
  return records.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function numberOf(revision: string | null): number {
  return z.coerce.number().int().positive().parse(revision?.slice(1));
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

function hash(bytes: Uint8Array | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
}

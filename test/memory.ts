/** The pipeline's ports in memory, and a whole snapshot from a handful of texts: for tests of rules, not of storage. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { HistoryEntry } from '../pipeline/history.ts';
import { ingest } from '../pipeline/ingest/ingest.ts';
import { type Bytes, type Condition, Conflict, NotFound, type Sink, type UploadStore } from '../pipeline/ports.ts';
import { type RegisterPorts, register } from '../pipeline/register.ts';
import type { KeyRecord, LogEntry, PeriodRecord, Registry } from '../pipeline/registry.ts';
import { byBytes } from '../pipeline/rules/keys.ts';
import { Regions } from '../pipeline/rules/regions.ts';
import { aggregate } from '../pipeline/snapshot/aggregate.ts';
import { deduplicate } from '../pipeline/snapshot/deduplicate.ts';
import { plan } from '../pipeline/snapshot/plan.ts';
import { publish } from '../pipeline/snapshot/publish.ts';
import { aesCipher, sha256 } from '../platform/crypto.ts';
import { deflate } from '../platform/deflate.ts';
import { gunzip } from '../platform/gunzip.ts';

export const REGIONS = new Regions(readFileSync(new URL('../.generated/regions.tsv', import.meta.url)));

export const KERNEL = new WebAssembly.Module(readFileSync(new URL('../.generated/kernel.wasm', import.meta.url)));

export class MemoryStore implements UploadStore {
  readonly objects = new Map<string, Bytes>();

  /** As on one machine, a version is its content's SHA-256. */
  contentOf({ version }: { readonly version: string }): string {
    return version;
  }

  async erase(key: string): Promise<number> {
    return this.objects.delete(key) ? 1 : 0;
  }

  async read(key: string, range?: { start: number; end: number }): Promise<Bytes | undefined> {
    return this.objects.get(key)?.slice(range?.start, range?.end);
  }

  async *stream(key: string): AsyncGenerator<Uint8Array> {
    const bytes = this.objects.get(key);
    if (!bytes) throw new NotFound(key);
    for (let at = 0; at < bytes.length; at += 7919) yield bytes.slice(at, at + 7919); // pieces that fall across records
  }

  async head(key: string) {
    const tag = this.#tag(key);
    return tag === undefined ? undefined : { size: this.objects.get(key)?.length ?? 0, tag };
  }

  async write(key: string, body: Uint8Array, condition?: Condition): Promise<void> {
    const tag = this.#tag(key); // and no waiting until it is written
    if (condition && 'ifNoneMatch' in condition && tag !== undefined) throw new Conflict(key);
    if (condition && 'ifMatch' in condition && tag !== condition.ifMatch) throw new Conflict(key);
    this.objects.set(key, Uint8Array.from(body));
  }

  async create(key: string): Promise<Sink> {
    const pieces: Uint8Array[] = [];
    return {
      write: async (piece) => void pieces.push(piece.slice()),
      close: async () => void this.objects.set(key, Uint8Array.from(Buffer.concat(pieces))),
      abort: async () => {},
    };
  }

  #tag(key: string): string | undefined {
    const bytes = this.objects.get(key);
    return bytes && createHash('sha256').update(bytes).digest('hex');
  }

  async list(prefix: string): Promise<string[]> {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort(byBytes);
  }

  async delete(key: string): Promise<void> {
    this.objects.delete(key);
  }
}

/** @param clock milliseconds since 1970; @param leaseMs how long a silent publisher keeps its lease */
export function memoryRegistry(clock: () => number = () => 0, leaseMs = 0): Registry {
  const keys = new Map<string, KeyRecord>();
  const periods = new Map<string, PeriodRecord>();
  const at = (periode: string | null, key: string) => `${periode ?? '-'} ${key}`;
  const holders = new Map<string, string>();
  const logs = new Map<string, { periode: string; entry: LogEntry }>();
  const period = (periode: string): PeriodRecord => {
    const never = { generation: 0, changedAt: 0, pendingSince: 0, rerun: 0, token: 0, leaseUntil: 0, last: 0 };
    return periods.get(periode) ?? { periode, ...never, hold: null, entry: null, current: null };
  };
  const change = (periode: string, some: Partial<PeriodRecord>) => {
    const next = { ...period(periode), ...some };
    periods.set(periode, next);
    return next;
  };
  const isFree = (periode: string, holder: string) =>
    period(periode).leaseUntil <= clock() || holders.get(periode) === holder;
  return {
    key: async (periode, key) => keys.get(at(periode, key)),
    keys: async (periode) => [...keys.values()].filter((record) => record.periode === periode),
    async *allKeys() {
      yield* keys.values();
    },
    async save(record) {
      const place = at(record.periode, record.key);
      if ((keys.get(place)?.edition ?? 0) + 1 !== record.edition) throw new Conflict(record.key);
      keys.set(place, structuredClone(record));
    },
    periods: async () => [...periods.values()].sort((a, b) => (a.periode < b.periode ? -1 : 1)),
    period: async (periode) => periods.get(periode),
    async bump(periode) {
      const { generation, pendingSince } = period(periode);
      change(periode, { generation: generation + 1, changedAt: clock(), pendingSince: pendingSince || clock() });
    },
    async enter(periode) {
      change(periode, {});
    },
    async askRerun(periode) {
      await this.bump(periode);
      change(periode, { rerun: period(periode).generation });
    },
    async lease(periode, holder) {
      if (!isFree(periode, holder)) return undefined;
      holders.set(periode, holder);
      return change(periode, { token: period(periode).token + 1, leaseUntil: clock() + leaseMs });
    },
    async renew(periode, token, holder) {
      if (period(periode).token !== token || !isFree(periode, holder)) return false;
      holders.set(periode, holder);
      change(periode, { leaseUntil: clock() + leaseMs });
      return true;
    },
    async release(periode, holder) {
      if (holders.get(periode) === holder) change(periode, { leaseUntil: 0 });
    },
    async settle(periode, token, { changed, ...settled }) {
      const { token: newest, generation } = period(periode);
      if (newest !== token) throw new Conflict(periode);
      change(periode, { ...settled, leaseUntil: 0 });
      change(periode, changed ? { generation: generation + 1, changedAt: clock() } : { pendingSince: 0 });
    },
    async log(periode, entry) {
      logs.set(`${periode} ${entry.token}`, { periode, entry: structuredClone(entry) });
    },
    async logOf(periode) {
      const entries = [...logs.values()].filter((one) => one.periode === periode).map(({ entry }) => entry);
      return entries.sort((a, b) => a.token - b.token);
    },
    keepRegions: async () => {},
  };
}

export interface MemoryPorts extends RegisterPorts {
  /** The versions of every upload key, newest first. */
  readonly versions: Map<string, HistoryEntry[]>;
  readonly uploads: MemoryStore;
  readonly work: MemoryStore;
  readonly reports: MemoryStore;
  readonly snapshots: MemoryStore;
}

export function memoryPorts(registry = memoryRegistry()): MemoryPorts {
  const versions = new Map<string, HistoryEntry[]>();
  return {
    versions,
    history: async (key) => versions.get(key) ?? [],
    execution: 'a test',
    clock: () => 0,
    patience: { quiet: 0, longest: 0 },
    uploads: new MemoryStore(),
    work: new MemoryStore(),
    reports: new MemoryStore(),
    snapshots: new MemoryStore(),
    regions: REGIONS,
    kernel: KERNEL,
    cipher: aesCipher(new Uint8Array(32).fill(7)),
    sha256,
    gunzip,
    deflate,
    progress: () => {},
    registry,
    now: () => '2023-09-01T00:00:00.000Z',
  };
}

/** Uploads and registers texts, in the order given. */
export async function upload(
  ports: MemoryPorts,
  files: Iterable<readonly [key: string, content: string | Uint8Array]>,
) {
  for (const [key, content] of files) {
    const bytes = Uint8Array.from(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    await ports.uploads.write(key, bytes);
    const version = createHash('sha256').update(bytes).digest('hex');
    ports.versions.set(key, [{ version, deleted: false }, ...(ports.versions.get(key) ?? [])]);
    await register(await ingest({ kind: 'created', key, version }, ports), ports);
  }
}

/** Brings a period up to date and answers its tables by path, as text. */
export async function tablesOf(ports: MemoryPorts, periode: string): Promise<Record<string, string>> {
  const planned = await plan({ periode }, ports);
  if (planned.decision === 'publish') {
    for (const task of planned.tasks) await deduplicate(task, ports);
    await aggregate(planned, ports);
    await publish(planned, ports);
  }
  const revision = (await ports.registry.period(periode))?.current?.revision ?? '';
  const prefix = `${periode}/${revision}/`;
  const tables: Record<string, string> = {};
  for (const key of await ports.snapshots.list(prefix)) {
    if (key.endsWith('.csv'))
      tables[key.slice(prefix.length)] = new TextDecoder().decode(await ports.snapshots.read(key));
  }
  return tables;
}

/** The tables of one period from these uploads alone. */
export async function snapshotOf(files: Iterable<readonly [string, string | Uint8Array]>, periode = '2023-08') {
  const ports = memoryPorts();
  await upload(ports, files);
  return tablesOf(ports, periode);
}

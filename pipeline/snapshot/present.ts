/**
 * Makes what the page reads of a revision in one tier, or a share of it: a file for every region, most of what a revision has.
 * Where there are threads to spare they take a share each; a share is known by its number, so it is the same whoever makes it.
 */
import type { PublishedFile } from '../contracts/published.ts';
import { hashOf } from '../hash.ts';
import { inTurn } from '../in-turn.ts';
import { Conflict, NotFound, type ObjectStore, type Ports } from '../ports.ts';
import { tableKey } from './aggregate.ts';
import { type Edition, type Tier, viewFiles } from './view.ts';
import type { Tables } from './view-tables.ts';

/** One of `of` shares, from 0. */
export interface Share extends Edition {
  readonly tier: Tier;
  readonly share: number;
  readonly of: number;
}

/** Threads to spare. */
export interface Presenters {
  readonly count: number;
  /** Puts a table where all of them see it: a nation's has 40 MB, and is there once. */
  readonly hold: (table: Uint8Array) => Uint8Array;
  /** Has one of them make a share, from tables that are held. @throws Conflict */
  readonly present: (share: Share, tables: Tables) => Promise<PublishedFile[]>;
}

type PresentPorts = Pick<Ports, 'snapshots' | 'regions' | 'kernel' | 'sha256'>;

/**
 * @param tables of the tier at least
 * @returns the files in the order of the manifest
 * @throws Conflict when a file is there with another content
 */
export async function present(
  { tier, share, of, ...edition }: Share,
  ports: PresentPorts,
  tables: Tables,
): Promise<PublishedFile[]> {
  const all = viewFiles(tier, edition, tables, ports);
  const at = (number: number) => Math.round((number * all.length) / of);
  return inTurn(all.slice(at(share), at(share + 1)), ({ path, make }) => writeFile(edition, path, make(), ports));
}

/** The tables of a plan, held for those who share in the work. */
export async function readTables(plan: string, work: ObjectStore, presenters?: Presenters): Promise<Tables> {
  const prefix = tableKey(plan, '');
  const tables = new Map<string, Uint8Array>();
  for (const key of await work.list(prefix)) {
    const bytes = await work.read(key);
    if (!bytes) throw new NotFound(`there is no ${key}`);
    tables.set(key.slice(prefix.length), presenters?.hold(bytes) ?? bytes);
  }
  return tables;
}

/**
 * Writes a file of a revision, which is written once.
 * @throws Conflict when it is there with another content
 */
export async function writeFile(
  { periode, revision }: Edition,
  path: string,
  bytes: Uint8Array,
  ports: Pick<Ports, 'snapshots' | 'sha256'>,
): Promise<PublishedFile> {
  const { snapshots } = ports;
  const key = `${periode}/${revision}/${path}`;
  try {
    await snapshots.write(key, bytes, { ifNoneMatch: '*' });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const there = await snapshots.read(key);
    if (there?.length !== bytes.length || there.some((byte, i) => byte !== bytes[i])) throw error;
  }
  return { path, sha256: hashOf(bytes, ports), bytes: bytes.length };
}

/**
 * What is shown of the table beside the revisions: `latest.json`, `index.json`, the changelog, and each a second time as a script, for
 * a page in a plain folder. The table is the truth; whoever works on a period makes these say the same, so what a crash left behind
 * is mended by the next one.
 */
import { Changelog, Index, Latest, type RevisionState } from '../contracts/published.ts';
import { inTurn } from '../in-turn.ts';
import { type Bytes, type Condition, Conflict, type ObjectStore } from '../ports.ts';
import type { RegisterPorts } from '../register.ts';
import type { LogEntry, PeriodRecord } from '../registry.ts';
import { readIfStored } from '../stored.ts';
import { script } from './script.ts';

export const latestKey = (periode: string) => `${periode}/latest.json`;
export const changelogKey = (periode: string) => `${periode}/changelog.json`;

type Beside = Pick<RegisterPorts, 'registry' | 'snapshots'>;

/** Brings the pointers and the changelog of a period up to what the table says. */
export async function catchUp(periode: string, { registry, snapshots }: Beside): Promise<void> {
  const period = await registry.period(periode);
  if (!period?.current) return;
  if (period.entry) await registry.log(periode, period.entry);
  await keep(snapshots, latestKey(periode), async (): Promise<Latest | undefined> => {
    const { current = null } = (await registry.period(periode)) ?? {};
    if (!current) return undefined;
    const { revision, manifest, publicManifest, publishedAt } = current;
    const revisions = revisionsOf(await registry.logOf(periode), revision);
    return { periode, revision, manifest, publicManifest, publishedAt, revisions };
  });
  await keep(snapshots, 'index.json', async (): Promise<Index> => {
    const published = (await registry.periods()).filter(({ current }) => current !== null);
    return { periods: published.map((one) => ({ periode: one.periode, revision: one.current?.revision ?? '' })) };
  });
  await keep(
    snapshots,
    changelogKey(periode),
    async (): Promise<Changelog> => ({ periode, entries: await registry.logOf(periode) }),
  );
}

/**
 * The revision that readers are shown of each period. It is missing where its pointer and the index name two, or the
 * changelog lacks the last line: somebody died between one and the next, and a publisher is to go over them again.
 */
export async function shownRevisions(
  periods: readonly PeriodRecord[],
  snapshots: ObjectStore,
): Promise<Map<string, string>> {
  const index = await readIfStored(snapshots, 'index.json', Index);
  const listed = new Map(index?.periods.map(({ periode, revision }) => [periode, revision]));
  const found = await inTurn(periods, async ({ periode, entry }) => {
    const latest = await readIfStored(snapshots, latestKey(periode), Latest);
    const changelog = await readIfStored(snapshots, changelogKey(periode), Changelog);
    const isWhole = latest?.revision === listed.get(periode) && changelog?.entries.at(-1)?.token === entry?.token;
    return latest && isWhole ? [[periode, latest.revision] as const] : [];
  });
  return new Map(found.flat());
}

/** What everybody may know of a period's revisions: not who took one back, and why. */
function revisionsOf(entries: readonly LogEntry[], current: string): RevisionState[] {
  const found = new Map<string, RevisionState>();
  for (const { kind, revision, previous, at } of entries) {
    if (kind === 'terbit' && revision !== null)
      found.set(revision, { revision, publishedAt: at, status: 'digantikan' });
    const before = found.get(previous ?? '');
    if (kind === 'kembali' && before) found.set(before.revision, { ...before, status: 'ditarik_kembali' });
  }
  return Array.from(found.values(), (one) => (one.revision === current ? { ...one, status: 'berlaku' } : one));
}

/** JSON as it is published. */
export function json(value: unknown): Bytes {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

/** The script first: where the JSON is right, which is looked at later, the script is. */
async function keep(store: ObjectStore, key: string, say: () => Promise<unknown>): Promise<void> {
  const name = key.replace(/\.json$/, '');
  await keepOne(store, `${name}.js`, say, (value) => script(name, value));
  await keepOne(store, key, say, json);
}

/**
 * Writes what the table says where it is not written yet. The object is looked at before the table, and replaced only while
 * it is still that one: of two who write at once the later sees the newer table.
 */
async function keepOne(
  store: ObjectStore,
  key: string,
  say: () => Promise<unknown>,
  spell: (value: unknown) => Bytes,
): Promise<void> {
  for (;;) {
    const there = await store.head(key);
    const value = await say();
    if (value === undefined) return;
    const bytes = spell(value);
    if (there?.size === bytes.length && isEqual(await store.read(key), bytes)) return;
    const condition: Condition = there ? { ifMatch: there.tag } : { ifNoneMatch: '*' };
    try {
      return await store.write(key, bytes, condition);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

function isEqual(a: Bytes | undefined, b: Bytes): boolean {
  return a?.length === b.length && a.every((byte, i) => byte === b[i]);
}

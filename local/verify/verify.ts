/**
 * Says whether what was published is sound: every hash recomputed, every number that follows from others computed again, by
 * other code than the one that made it. Reads published files alone, so it may run while others work.
 */
import type { ObjectStore } from '../../pipeline/ports.ts';
import type { Regions } from '../../pipeline/rules/regions.ts';
import { Failure } from '../failure.ts';
import { Checks, type Fault, Unsound } from './fault.ts';
import { LAW } from './laws.ts';
import { listPeriods, type Pointed, readIndex, readPeriod } from './pointers.ts';
import { checkRevision } from './revision.ts';

export interface Which {
  /** All periods where none is named. */
  readonly periode?: string | undefined;
  /** The current one where none is named. */
  readonly revision?: string | undefined;
  /** Every revision that was ever current. */
  readonly all?: boolean | undefined;
  /** How long pointers that disagree are given before they are looked at again, ms: one may be turning them just now. */
  readonly patience?: number | undefined;
}

/** How it stands with one revision, or (where that is null) with what lies beside the revisions. */
export interface Part {
  readonly periode: string | null;
  readonly revision: string | null;
  readonly files: number;
  readonly rows: number;
  readonly checks: number;
  readonly seconds: number;
  readonly fault: Fault | null;
}

export interface Verdict {
  readonly sound: boolean;
  readonly parts: readonly Part[];
  /** The first one. */
  readonly fault: Fault | null;
}

/** A publisher turns the pointers of a period within milliseconds; on AWS within a second. */
const PATIENCE_MS = 700;
const LOOKS = 4;

/** @throws Failure when there is no such period or revision, or nothing is published */
export async function verify(snapshots: ObjectStore, regions: Regions, which: Which = {}): Promise<Verdict> {
  const parts: Part[] = [];
  const { patience = PATIENCE_MS } = which;
  const there = which.periode === undefined ? await listPeriods(snapshots) : [which.periode];
  if (there.length === 0 && !(await snapshots.head('index.json'))) throw new Failure(NOTHING);
  const index = await part(parts, null, null, patience, (checks) => readIndex(snapshots, checks));
  const periods = which.periode === undefined ? new Set([...(index?.keys() ?? []), ...there]) : there;
  for (const periode of [...periods].sort()) {
    if (which.periode !== undefined && !(await isKnown(periode, index, snapshots)))
      throw new Failure(NO_PERIOD(periode));
    const pointed = await part(parts, periode, null, patience, async (checks) => {
      // Read anew each time: index.json is turned after latest.json.
      const now = index && (await readIndex(snapshots, new Checks(null, null)));
      return readPeriod(snapshots, periode, now && (now.get(periode) ?? null), checks);
    });
    if (!pointed) continue;
    for (const revision of revisionsOf(pointed, which)) {
      await part(parts, periode, revision, 0, (checks) => checkRevision(snapshots, regions, pointed, revision, checks));
    }
  }
  const fault = parts.find((one) => one.fault !== null)?.fault ?? null;
  return { sound: fault === null, parts, fault };
}

/** @throws Failure when the named revision was never current */
function revisionsOf({ periode, latest, entries }: Pointed, { revision, all }: Which): string[] {
  const known = [...new Set(entries.flatMap((entry) => entry.revision ?? []))];
  if (revision !== undefined && !known.includes(revision))
    throw new Failure(NO_REVISION(periode, revision, latest.revision));
  if (revision !== undefined) return [revision];
  return all ? known : [latest.revision];
}

async function isKnown(periode: string, index: ReadonlyMap<string, string> | undefined, snapshots: ObjectStore) {
  return index?.has(periode) || (await snapshots.head(`${periode}/latest.json`)) !== undefined;
}

/** Does one part of the work, tells how it stands, and answers what was found; undefined where it is not sound. */
async function part<T>(
  parts: Part[],
  periode: string | null,
  revision: string | null,
  patience: number,
  look: (checks: Checks) => Promise<T>,
): Promise<T | undefined> {
  const started = performance.now();
  for (let looked = 1; ; looked++) {
    const checks = new Checks(periode, revision);
    const told = (fault: Fault | null) => {
      const { files, rows, count } = checks;
      const seconds = (performance.now() - started) / 1000;
      parts.push({ periode, revision, files, rows, checks: count, seconds, fault });
    };
    try {
      const found = await look(checks);
      told(null);
      return found;
    } catch (error) {
      if (!(error instanceof Unsound)) throw error;
      if (patience > 0 && looked < LOOKS && error.fault.law === LAW.pointers) {
        await new Promise((resolve) => setTimeout(resolve, patience));
        continue;
      }
      told(error.fault);
      return undefined;
    }
  }
}

const NOTHING = {
  id: 'Belum ada yang terbit di folder ini. Pilih folder hasil dengan --out.',
  en: 'Nothing is published in this folder. Choose the output folder with --out.',
};
const NO_PERIOD = (periode: string) => ({
  id: `Periode ${periode} belum pernah terbit.`,
  en: `Period ${periode} was never published.`,
});
const NO_REVISION = (periode: string, revision: string, current: string) => ({
  id: `Revisi ${revision} dari ${periode} belum pernah terbit; yang berlaku ${current}.`,
  en: `There is no published revision ${revision} of ${periode}; ${current} is current.`,
});

/** What may be asked of an output folder beside a run. Done here, or by the program that serves the folder. */
import * as z from 'zod';
import { accept, askRerun, purge, Refused, release, rollback } from '../pipeline/operations.ts';
import { readKey } from '../pipeline/rules/keys.ts';
import type { Regions } from '../pipeline/rules/regions.ts';
import type { Engine } from './engine.ts';
import { Failure } from './failure.ts';
import { pass, publishAll } from './pass.ts';
import type { Places } from './ports.ts';
import type { Progress } from './progress.ts';
import type { PeriodResult, RunResult } from './run.ts';
import { readStatus, type Status } from './status.ts';
import { listUploads } from './uploads.ts';

const Asked = { who: z.string(), reason: z.string() };

export const Deed = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('status'), periode: z.string().optional() }),
  z.strictObject({ verb: z.literal('accept'), slot: z.string() }),
  z.strictObject({ verb: z.literal('rollback'), periode: z.string(), revision: z.string(), ...Asked }),
  z.strictObject({ verb: z.literal('release'), periode: z.string(), ...Asked }),
  z.strictObject({ verb: z.literal('rerun'), periode: z.string() }),
  z.strictObject({ verb: z.literal('purge'), periode: z.string(), slot: z.string().optional(), ...Asked }),
]);
export type Deed = z.infer<typeof Deed>;

/** What came of it: how things stand, a run, or what was removed; and what became of the periods. */
export interface Done {
  readonly status?: Status;
  readonly run?: RunResult;
  readonly purged?: Awaited<ReturnType<typeof purge>>;
  readonly periods: readonly PeriodResult[];
}

/** @throws Failure where it is refused */
export async function perform(deed: Deed, engine: Engine, places: Places, progress: Progress): Promise<Done> {
  try {
    return await act(deed, engine, places, progress);
  } catch (error) {
    throw error instanceof Refused ? new Failure(error.sentence) : error;
  }
}

async function act(deed: Deed, engine: Engine, places: Places, progress: Progress): Promise<Done> {
  const { ports, registry } = engine;
  switch (deed.verb) {
    case 'status':
      return { status: await readStatus(registry, deed.periode, Date.now()), periods: [] };
    case 'accept':
      return published(await accept(deed.slot, ports), engine, progress);
    case 'rollback':
      await rollback(deed.periode, deed.revision, deed, ports);
      return published([deed.periode], engine, progress);
    case 'release':
      await release(deed.periode, deed, ports);
      return published([deed.periode], engine, progress);
    case 'rerun': {
      // First what may be refused.
      const listing = await listUploads(places.uploads, places.out);
      await askRerun(deed.periode, ports);
      const run = await pass(engine, listing, { ...places, periode: deed.periode, fresh: true }, progress);
      return { run, periods: run.periods };
    }
    case 'purge': {
      const { periode, slot } = deed;
      const strays = straysOf(await ports.uploads.list(`${periode}/`), periode, slot, ports.regions);
      const purged = await purge(periode, slot, deed, ports, strays);
      return { purged, ...(await published(purged.periods, engine, progress)) };
    }
  }
}

/** Of these upload keys those of a slot, or of a whole period: the table may not know all of them. */
export function straysOf(
  keys: readonly string[],
  periode: string,
  slot: string | undefined,
  regions: Regions,
): string[] {
  if (slot === undefined) return keys.filter((key) => key.startsWith(`${periode}/`));
  return keys.filter((key) => {
    const read = readKey(key, regions);
    return read.jenis !== undefined && read.slot === slot;
  });
}

async function published(periods: readonly string[], engine: Engine, progress: Progress): Promise<Done> {
  const { periods: done, failed } = await publishAll(periods, engine, progress);
  const [first] = failed;
  if (first) throw new Error(`${first.key}: ${first.error}`);
  return { periods: done };
}

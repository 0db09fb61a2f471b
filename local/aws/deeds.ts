/** `cakupan accept | rollback | release | purge --aws`: done to a stack by the same code as on one machine, then followed until it shows. */
import { randomUUID } from 'node:crypto';
import { inTurn } from '../../pipeline/in-turn.ts';
import { accept, purge, Refused, release, rollback } from '../../pipeline/operations.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { type Deed, type Done, straysOf } from '../deeds.ts';
import { EXIT, Failure } from '../failure.ts';
import { readRegions } from '../ports.ts';
import type { Progress } from '../progress.ts';
import type { PeriodResult } from '../run.ts';
import type { Cloud } from './cloud.ts';
import { isDenied } from './faults.ts';
import { type Failed, type Follower, follower } from './follow.ts';
import { followPeriods } from './follow-periods.ts';
import { followExecutions } from './follow-uploads.ts';
import { CLOCK, type Clock } from './patience.ts';
import { howToGoOn } from './result.ts';

/** What is done to a stack in this way; a rerun reads uploads, and has its own. */
export type CloudDeed = Exclude<Deed, { readonly verb: 'status' | 'rerun' }>;

/** @throws Failure where it is refused, or done but could not be published */
export async function performOnAws(
  deed: CloudDeed,
  cloud: Cloud,
  progress: Progress,
  clock: Clock = CLOCK,
): Promise<Done> {
  const follow = await follower(cloud, progress, clock);
  const before = new Map((await cloud.registry.periods()).map(({ periode, current }) => [periode, current?.revision]));
  const { periods, ...done } = await act(deed, cloud).catch((error) => {
    throw error instanceof Refused ? new Failure(error.sentence) : error;
  });
  const failed = await publishAll(periods, follow);
  progress.end();
  if (failed[0]) throw unpublished(failed[0], cloud.stack);
  return { ...done, periods: await inTurn(periods, (periode) => resultOf(periode, before.get(periode), cloud)) };
}

/** @returns the periods that a publisher is to look at */
async function act(
  deed: CloudDeed,
  cloud: Cloud,
): Promise<Pick<Done, 'purged'> & { readonly periods: readonly string[] }> {
  const { operator } = cloud;
  switch (deed.verb) {
    case 'accept':
      return { periods: await accept(deed.slot, operator) };
    case 'rollback':
      await rollback(deed.periode, deed.revision, deed, operator);
      return { periods: [deed.periode] };
    case 'release':
      await release(deed.periode, deed, operator);
      return { periods: [deed.periode] };
    case 'purge': {
      const { periode, slot } = deed;
      const regions = await readRegions();
      const mine = (keys: readonly string[]) => straysOf(keys, periode, slot, regions);
      // What is read now would be written after all is removed.
      const read = await underWay(cloud);
      if (mine(read).length > 0) throw new Refused(BEING_READ(slot ?? periode));
      const strays = mine(await operator.uploads.everyKey(`${periode}/`));
      const purged = await purge(periode, slot, deed, operator, strays);
      return { purged, periods: purged.periods };
    }
  }
}

/** Keys of which a version is being read. */
async function underWay({ executions }: Cloud): Promise<string[]> {
  const { upload } = await executions.running();
  const described = await executions.describeAll([...upload]);
  return described.flatMap(({ subject }) => (subject && 'upload' in subject ? [subject.upload.key] : []));
}

/** Starts a publisher for each, and follows them to their end. @returns periods that could not be published */
async function publishAll(periods: readonly string[], follow: Follower): Promise<Failed[]> {
  const { cloud, progress } = follow;
  progress.stage('publish', 0, 0, periods.join(', '));
  const started = await inTurn(periods, async (periode) => {
    const arn = await cloud.executions.start('publish', { periode }, randomUUID()).catch((error) => {
      if (!isDenied(error)) throw error; // then it is left to the sweep: what was done is done
      return undefined;
    });
    return arn === undefined ? [] : [[arn, periode] as const];
  });
  const failed = [...(await followExecutions(new Map(started.flat()), follow)).values()];
  if (failed.length > 0) return failed;
  // It may have found another at work, who sees to it.
  const now = (await cloud.registry.periods()).filter(({ periode }) => periods.includes(periode));
  return followPeriods(new Map(now.map(({ periode, generation }) => [periode, generation])), follow);
}

async function resultOf(periode: string, before: string | undefined, { registry }: Cloud): Promise<PeriodResult> {
  const { current = null, hold = null } = (await registry.period(periode)) ?? {};
  const revision = current?.revision ?? null;
  return { periode, decision: hold ? 'held' : revision === before ? 'unchanged' : 'publish', revision };
}

function unpublished({ key, error }: Failed, stack: string): Failure {
  const how = howToGoOn(key, stack);
  return new Failure(
    {
      id: `Sudah dilakukan dan tercatat, tetapi belum terbit (${error}). ${how.id}`,
      en: `It is done and on record, but not published (${error}). ${how.en}`,
    },
    EXIT.fault,
  );
}

const BEING_READ = (what: string): Sentence => ({
  id: `Unggahan di ${what} sedang dibaca. Tunggu sampai selesai (lihat cakupan status), lalu ulangi; belum ada yang dihapus.`,
  en: `Uploads at ${what} are being read. Wait until that is done (see cakupan status) and try again; nothing was removed.`,
});

/** Pieces of the life of a few periods, each so short that it can be lived once for everything that may go wrong in it. */
import type { UploadEvent } from '../../pipeline/contracts/steps.ts';
import { accept, askRerun, purge, Refused, release, rollback } from '../../pipeline/operations.ts';
import type { RegisterPorts } from '../../pipeline/register.ts';
import { komitmen, people, target, upTo } from './country.ts';
import { Stopped } from './effects.ts';
import type { Asked, World } from './world.ts';

/** Files arrive and go, all at one moment; or somebody gives a command. */
export type Step =
  | { readonly files: Readonly<Record<string, string | null>> }
  | { readonly command: (ports: RegisterPorts) => Promise<Asked> };

export interface Life {
  readonly name: string;
  /** What has happened already when it begins. */
  readonly before: readonly Step[];
  readonly steps: readonly Step[];
}

const P = '2023-08';
const AMBON = `${P}/8171/peserta.csv`;
const TUAL = `${P}/8101/peserta.csv`;
const asked = { who: 'siti', reason: 'salah unggah' };

const files = (some: Readonly<Record<string, string | null>>): Step => ({ files: some });
const publishing = (act: (ports: RegisterPorts) => Promise<unknown>): Step => ({
  command: async (ports) => {
    await act(ports);
    return { periods: [P] };
  },
});
const acceptance: Step = {
  command: async (ports) => ({ periods: await accept(`${P}/8171/peserta`, ports) }),
};
const ambon = people('8171', upTo(10));

export const LIVES: readonly Life[] = [
  {
    name: 'uploads, a second key of a slot, a correction',
    before: [],
    steps: [
      files({ [AMBON]: ambon, [`${P}/81/target.csv`]: target('81', 40), [TUAL]: people('8101', [1, 2, -3]) }),
      files({ [`${P}/81.71/peserta.csv`]: people('8171', upTo(9)) }),
      files({ [TUAL]: people('8101', [1, 2, 3]) }),
    ],
  },
  {
    name: 'a rejected correction, a held one, somebody vouches for it',
    before: [files({ [AMBON]: ambon, [`${P}/8171/komitmen.csv`]: komitmen('8171', 'PROSES') })],
    steps: [files({ [AMBON]: people('8171', [1, -2, -3]) }), files({ [AMBON]: people('8171', upTo(4)) }), acceptance],
  },
  {
    name: 'a withdrawal, a restored file, a new run',
    before: [files({ [AMBON]: ambon, [TUAL]: people('8101', upTo(3)) })],
    steps: [
      files({ [AMBON]: null, [`${P}/8101/catatan.txt`]: 'bukan daftar' }),
      files({ [AMBON]: ambon }),
      { command: (ports) => newRun(P, ports) },
    ],
  },
  {
    name: 'a rollback, uploads while on hold, a release',
    before: [files({ [AMBON]: ambon }), files({ [AMBON]: people('8171', upTo(12)) })],
    steps: [
      publishing((ports) => rollback(P, 'r1', asked, ports)),
      files({ [AMBON]: people('8171', upTo(14)), [TUAL]: people('8101', upTo(2)) }),
      publishing((ports) => release(P, { who: 'budi', reason: '' }, ports)),
    ],
  },
  {
    name: 'a rollback and its release, nothing having come meanwhile',
    before: [files({ [AMBON]: ambon }), files({ [AMBON]: people('8171', upTo(12)) })],
    steps: [
      publishing((ports) => rollback(P, 'r1', asked, ports)),
      publishing((ports) => release(P, { who: 'budi', reason: '' }, ports)),
    ],
  },
  {
    name: 'a purge of a slot',
    before: [files({ [AMBON]: ambon, [TUAL]: people('8101', [1, 2, 3, -4]) })],
    steps: [publishing((ports) => purge(P, `${P}/8101/peserta`, asked, ports))],
  },
  {
    // By itself: what was not published before a period goes never is.
    name: 'a purge of the period',
    before: [files({ [AMBON]: ambon, [TUAL]: people('8101', [1, 2, 3, -4]) })],
    steps: [publishing((ports) => purge(P, undefined, asked, ports))],
  },
  {
    name: 'a target that comes late for an earlier period, while a later one begins',
    before: [files({ [AMBON]: ambon }), files({ '2023-07/8171/peserta.csv': people('8171', [1]) })],
    steps: [files({ '2023-07/81/target.csv': target('81', 90), '2023-09/8171/peserta.csv': people('8171', upTo(2)) })],
  },
];

/** As the command line does: every live key is read again, and the period published. */
export async function newRun(periode: string, ports: RegisterPorts): Promise<Asked> {
  const records = await askRerun(periode, ports);
  const events = records
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ key, seen }): UploadEvent => ({ kind: 'created', key, version: seen.version, fresh: true }));
  return { events, periods: [periode] };
}

/** Lives a step; whoever is stopped takes it up again. @param redelivered as for `World.restart` */
export async function live(world: World, step: Step, redelivered: boolean): Promise<void> {
  if ('files' in step) {
    const events = Object.entries(step.files).map(([key, text]) =>
      text === null ? world.remove(key) : world.put(key, text),
    );
    await world.tell(events);
    return settle(world, redelivered);
  }
  try {
    await world.ask(step.command);
  } catch (error) {
    // What it is about may not have been processed yet.
    if (error instanceof Refused && world.failed.length > 0) await world.redrive();
    else if (!(error instanceof Stopped)) throw error;
    await settle(world, redelivered);
    world.pass(); // who has died while at work on a period keeps the others waiting
    await world.ask(step.command).catch((refused: unknown) => {
      if (!(refused instanceof Refused)) throw refused; // it was done
    });
  }
  await settle(world, redelivered);
}

/** Until nothing goes on; where all has stopped, it is started again. */
async function settle(world: World, redelivered: boolean): Promise<void> {
  await world.quiet();
  if (world.isDown) {
    await world.restart(redelivered);
    await world.sweep();
  }
  if (world.isBusy) throw new Error('something hangs');
}

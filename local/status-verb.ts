/** `cakupan status` on one machine: what the table of an output folder knows. */
import { join, resolve } from 'node:path';
import { dynamoRegistry } from '../platform/registry.ts';
import { send } from './counter.ts';
import type { Language } from './language.ts';
import { counterOf, lock } from './lock.ts';
import { expectResults } from './place.ts';
import { stateFolder } from './ports.ts';
import { readStatus } from './status.ts';
import { tellStatus } from './status-text.ts';
import { openTable, TABLE } from './table.ts';

export interface StatusFlags {
  readonly out?: string | undefined;
  readonly periode?: string | undefined;
  readonly json: boolean;
}

/** @returns the exit code. @throws Failure when there is no such folder, or another program works on it */
export async function statusVerb(flags: StatusFlags, language: Language): Promise<number> {
  const out = flags.out ?? 'cakupan-out';
  const state = stateFolder(resolve(out));
  await expectResults(out);
  // Whoever serves the folder is asked; else the table is opened here, and no more of the program with it.
  const counter = await counterOf(join(state, 'lock.json'));
  if (counter) {
    const { status } = await send({ verb: 'status', periode: flags.periode }, counter);
    if (!status) throw new Error('the program that serves the folder told no status');
    return tellStatus(status, undefined, flags.json, language);
  }
  const mine = await lock(join(state, 'lock.json'));
  try {
    const table = await openTable(join(state, 'table'));
    try {
      const registry = dynamoRegistry(table.client, { table: TABLE, leaseMs: 0, now: Date.now });
      return tellStatus(await readStatus(registry, flags.periode, Date.now()), undefined, flags.json, language);
    } finally {
      await table.close();
    }
  } finally {
    await mine.release();
  }
}

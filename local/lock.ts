/** One program at a time works on an output folder: a lock file that says who does, and how to ask it for something. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { Failure, systemCode } from './failure.ts';

/** Where a program that serves the folder listens, and the word that shows that one may read the lock file. */
export const Counter = z.strictObject({ port: z.number().int(), word: z.string() });
export type Counter = z.infer<typeof Counter>;

const Holder = z.strictObject({
  pid: z.number().int(),
  host: z.string(),
  since: z.string(),
  /** The start of the machine in which it runs, where the system names it: no program outlives that, though its number may. */
  boot: z.string().optional(),
  counter: Counter.optional(),
});
type Holder = z.infer<typeof Holder>;

export interface Lock {
  readonly release: () => Promise<void>;
  /** Tells others how to ask this program for something. */
  readonly announce: (counter: Counter) => Promise<void>;
}

/** Whoever can read the lock file can ask its holder for something: its owner alone. */
const MODE = 0o600;

/**
 * @param boot names this start of the machine, where the system does
 * @throws Failure that names the holder
 */
export async function lock(path: string, boot?: string): Promise<Lock> {
  boot ??= await thisBoot();
  const mine: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString(), ...(boot && { boot }) };
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(path, JSON.stringify(mine), { flag: 'wx', mode: MODE });
      return {
        release: () => rm(path, { force: true }),
        announce: async (counter) => {
          await writeFile(`${path}.new`, JSON.stringify({ ...mine, counter }), { mode: MODE });
          await rename(`${path}.new`, path);
        },
      };
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
    const holder = await read(path);
    if (holder && isAlive(holder, boot)) throw held(holder);
    await rm(path, { force: true }); // its program died without releasing it
  }
  throw new Failure({ id: `${path} tidak dapat dikunci.`, en: `${path} cannot be locked.` });
}

/** How to ask the program that holds the lock; undefined where none does, or it serves nobody. */
export async function counterOf(path: string): Promise<Counter | undefined> {
  const holder = await read(path);
  return holder && isAlive(holder, await thisBoot()) ? holder.counter : undefined;
}

async function read(path: string): Promise<Holder | undefined> {
  try {
    return Holder.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined; // gone, or cut off by a crash
  }
}

async function thisBoot(): Promise<string | undefined> {
  const id = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined); // Linux alone has it
  return id?.trim();
}

/** A program on another machine (a shared drive) cannot be asked: it counts as alive. */
function isAlive({ pid, host, boot }: Holder, now: string | undefined): boolean {
  if (host !== hostname()) return true;
  if (boot !== undefined && now !== undefined && boot !== now) return false;
  if (pid === process.pid) return false; // left by an earlier program that had this number
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

function held({ pid, host, since }: Holder): Failure {
  return new Failure({
    id: `Folder keluaran ini sedang dipakai program lain (proses ${pid} di ${host}, sejak ${since}). Tunggu sampai selesai, atau pakai --out lain.`,
    en: `Another program is working on this output folder (process ${pid} on ${host}, since ${since}). Wait until it is done, or use another --out.`,
  });
}

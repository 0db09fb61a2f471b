/** One program at a time works on an output folder: a lock file that says who does, and how to ask it for something. */
import { constants } from 'node:fs';
import { copyFile, link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
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

/** Coming for a lock takes milliseconds; whoever is at it for longer has died. */
const TAKING_MS = 10_000;
const PAUSE_MS = 20;
const TRIES = (2 * TAKING_MS) / PAUSE_MS;

/**
 * @param boot names this start of the machine, where the system does
 * @throws Failure that names the holder
 */
export async function lock(path: string, boot?: string): Promise<Lock> {
  boot ??= await thisBoot();
  const mine: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString(), ...(boot && { boot }) };
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(mine), { mode: MODE });
  try {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if ((await place(draft, path)) || (await inherit(draft, path, boot))) {
        await tidy(path);
        return {
          release: () => rm(path, { force: true }),
          announce: async (counter) => {
            await writeFile(`${path}.new`, JSON.stringify({ ...mine, counter }), { mode: MODE });
            await rename(`${path}.new`, path);
          },
        };
      }
      const holder = await read(path);
      if (holder && isAlive(holder, boot)) throw held(holder);
      await setTimeout(PAUSE_MS); // somebody else is about to have it
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new Failure({ id: `${path} tidak dapat dikunci.`, en: `${path} cannot be locked.` });
}

/** A hard link appears whole, and never replaces a file: of two who come at once one is first. */
async function place(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path).catch((error) => {
      if (systemCode(error) === 'EEXIST') throw error;
      return copyFile(draft, path, constants.COPYFILE_EXCL); // some drives have no links
    });
    return true;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    return false;
  }
}

/** Takes the place of a program that died. One at a time does so: else the second would put away the lock of the first. */
async function inherit(draft: string, path: string, boot: string | undefined): Promise<boolean> {
  const taking = `${path}.taking`;
  try {
    await writeFile(taking, '', { flag: 'wx' });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    const begun = (await stat(taking).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - begun > TAKING_MS) await rm(taking, { force: true }); // whoever was at it has died too
    return false;
  }
  try {
    const said = await readFile(path, 'utf8').catch(() => undefined);
    const holder = said === undefined ? undefined : holderOf(said);
    if (said === undefined || (holder && isAlive(holder, boot))) return false;
    await rename(draft, path);
    return true;
  } finally {
    await rm(taking, { force: true });
  }
}

/** Puts away what programs that were killed while they came for the lock have left beside it. */
async function tidy(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const beside = join(dirname(path), name);
    if (!name.startsWith(`${basename(path)}.`)) continue;
    const { mtimeMs = Date.now() } = (await stat(beside).catch(() => undefined)) ?? {};
    if (Date.now() - mtimeMs > TAKING_MS) await rm(beside, { force: true });
  }
}

/** How to ask the program that holds the lock; undefined where none does, or it serves nobody. */
export async function counterOf(path: string): Promise<Counter | undefined> {
  const holder = await read(path);
  return holder && isAlive(holder, await thisBoot()) ? holder.counter : undefined;
}

async function read(path: string): Promise<Holder | undefined> {
  return holderOf(await readFile(path, 'utf8').catch(() => ''));
}

/** @returns undefined for what was cut off by a crash */
function holderOf(said: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(said));
  } catch {
    return undefined;
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

function held({ pid, host, since, counter }: Holder): Failure {
  if (counter) {
    return new Failure({
      id: `Folder keluaran ini dilayani cakupan serve (proses ${pid} di ${host}, sejak ${since}): taruh berkas di folder unggahannya, dan ia mengolahnya sendiri. Atau hentikan dulu dengan Ctrl-C di sana.`,
      en: `cakupan serve attends to this output folder (process ${pid} on ${host}, since ${since}): drop files into its upload folder, and it processes them by itself. Or stop it first with Ctrl-C there.`,
    });
  }
  return new Failure({
    id: `Folder keluaran ini sedang dipakai program lain (proses ${pid} di ${host}, sejak ${since}). Tunggu sampai selesai, atau pakai --out lain.`,
    en: `Another program is working on this output folder (process ${pid} on ${host}, since ${since}). Wait until it is done, or use another --out.`,
  });
}

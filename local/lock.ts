/** One program at a time works on an output folder: a lock file that says who does. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { Failure, systemCode } from './failure.ts';

const Holder = z.strictObject({ pid: z.number().int(), host: z.string(), since: z.string() });

/** @returns what releases the lock. @throws Failure that names the holder */
export async function lock(path: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(path, mine, { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
    const holder = await read(path);
    if (holder && isAlive(holder)) throw held(holder);
    await rm(path, { force: true }); // its program died without releasing it
  }
  throw new Failure({ id: `${path} tidak dapat dikunci.`, en: `${path} cannot be locked.` });
}

async function read(path: string): Promise<z.infer<typeof Holder> | undefined> {
  try {
    return Holder.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined; // gone, or cut off by a crash
  }
}

/** A program on another machine (a shared drive) cannot be asked: it counts as alive. */
function isAlive({ pid, host }: z.infer<typeof Holder>): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false; // left by an earlier program that had this number
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

function held({ pid, host, since }: z.infer<typeof Holder>): Failure {
  return new Failure({
    id: `Folder keluaran ini sedang dipakai program lain (proses ${pid} di ${host}, sejak ${since}). Tunggu sampai selesai, atau pakai --out lain.`,
    en: `Another program is working on this output folder (process ${pid} on ${host}, since ${since}). Wait until it is done, or use another --out.`,
  });
}

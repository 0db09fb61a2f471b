/** Where the uploads of an output folder lie: noted at every run, so that later verbs need not be told. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure, systemCode } from './failure.ts';
import { type Places, stateFolder } from './ports.ts';

const fileOf = (out: string) => join(stateFolder(out), 'uploads.txt');

export async function noteUploads({ uploads, out }: Places): Promise<void> {
  await writeFile(fileOf(out), `${uploads}\n`);
}

/** @param named by the person; else what was noted. @throws Failure when neither says */
export async function uploadsOf(out: string, named: string | undefined): Promise<string> {
  if (named !== undefined) return resolve(named);
  try {
    return (await readFile(fileOf(out), 'utf8')).trim();
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    throw new Failure({
      id: `Di folder ${out} belum ada hasil. Sebutkan folder hasil dengan --out, dan folder unggahan dengan --uploads.`,
      en: `There are no results in the folder ${out}. Name the folder of results with --out, and that of uploads with --uploads.`,
    });
  }
}

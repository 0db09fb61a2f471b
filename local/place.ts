/** What is known of an output folder before it is opened: whether it is one, and where its uploads lie (noted at every run). */
import { access, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure, systemCode } from './failure.ts';
import { type Places, stateFolder } from './ports.ts';

const fileOf = (out: string) => join(stateFolder(out), 'uploads.txt');

/** @throws Failure when nothing was ever processed there: a name that was mistyped makes no folder */
export async function expectResults(out: string): Promise<void> {
  await access(join(stateFolder(out), 'table')).catch(() => {
    throw new Failure({
      id: `Di folder ${out} belum ada hasil. Sebutkan folder hasil dengan --out, atau jalankan dulu: cakupan run FOLDER --out ${out}.`,
      en: `There are no results in the folder ${out}. Name the folder of results with --out, or run first: cakupan run FOLDER --out ${out}.`,
    });
  });
}

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

/** Finds the version of every upload: its content's SHA-256, known from last time where the file has not been touched. */
import * as z from 'zod';
import { readIfStored } from '../pipeline/stored.ts';
import type { DiskStore } from './disk.ts';
import type { Engine } from './engine.ts';
import { Failure, systemCode } from './failure.ts';
import { type FoundFile, sameState } from './uploads.ts';

const Known = z.record(
  z.string(),
  z.strictObject({ size: z.number(), modified: z.string(), inode: z.string(), sha256: z.string(), seen: z.number() }),
);
type Known = z.infer<typeof Known>;

/** A file touched less than this before it was hashed may be touched again within the clock's grain: hashed anew, ms. */
const GRAIN_MS = 2000;

const NAME = 'versions.json';

export interface Version extends FoundFile {
  readonly version: string;
}

/** @returns versions of the files that are still there and at rest, and the keys of those that are being written */
export async function findVersions(
  files: readonly FoundFile[],
  engine: Engine,
): Promise<{ versions: Version[]; changing: string[] }> {
  const cache: DiskStore = engine.ports.work;
  // None yet, or damaged: only time is lost.
  const known = (await readIfStored(cache, NAME, Known).catch(() => undefined)) ?? {};
  const found: Known = {};
  const changing: string[] = [];
  const versions = await Promise.all(
    files.map(async ({ key, state }): Promise<Version[]> => {
      const before = known[key];
      if (before && sameState(before, state) && before.seen - Number(BigInt(state.modified) / 1_000_000n) > GRAIN_MS) {
        found[key] = before;
        return [{ key, state, version: before.sha256 }];
      }
      const seen = Date.now();
      try {
        const version = z.string().parse(await engine.pool.run({ kind: 'hash', key, state }));
        found[key] = { ...state, sha256: version, seen };
        return [{ key, state, version }];
      } catch (error) {
        if (error instanceof Error && error.name === 'NotFound') return [];
        if (systemCode(error) !== undefined) throw unreadable(key, systemCode(error));
        if (!(error instanceof Error && error.name === 'Changing')) throw error;
        changing.push(key);
        return [];
      }
    }),
  );
  await cache.write(NAME, new TextEncoder().encode(JSON.stringify(found)));
  return { versions: versions.flat(), changing };
}

/** What cannot be read must not pass for a file that is gone. */
function unreadable(key: string, code = ''): Failure {
  return new Failure({
    id: `Berkas ${key} tidak dapat dibaca (${code}). Minta hak baca atau keluarkan dari folder, lalu ulangi; belum ada yang diubah.`,
    en: `The file ${key} cannot be read (${code}). Ask for the right to read it, or take it out of the folder, and try again; nothing was changed.`,
  });
}

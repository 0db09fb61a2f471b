/** Finds the version of every upload: its content's SHA-256, known from last time where the file has not been touched. */
import * as z from 'zod';
import { readIfStored } from '../pipeline/stored.ts';
import type { DiskStore } from './disk.ts';
import type { Engine } from './engine.ts';
import { Failure } from './failure.ts';
import { Hashed } from './hash.ts';
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

/** Files that a worker hashes at once, bytes: the main thread has other things to do. */
const BATCH_BYTES = 2 * 1024 * 1024;

/**
 * @returns versions of the files that are still there and at rest, and the keys of those that are being written
 * @throws Failure when a file cannot be read
 */
export async function findVersions(
  files: readonly FoundFile[],
  { pool, ports }: Pick<Engine, 'pool' | 'ports'>,
): Promise<{ versions: Version[]; changing: string[] }> {
  const cache: DiskStore = ports.work;
  // None yet, or damaged: only time is lost.
  const known = (await readIfStored(cache, NAME, Known).catch(() => undefined)) ?? {};
  const found: Known = {};
  const touched: FoundFile[] = [];
  for (const file of files) {
    const { key, state } = file;
    const before = known[key];
    const isKnown =
      before && sameState(before, state) && before.seen - Number(BigInt(state.modified) / 1_000_000n) > GRAIN_MS;
    if (isKnown) found[key] = before;
    else touched.push(file);
  }
  const seen = Date.now();
  const changing: string[] = [];
  const hash = async (batch: readonly FoundFile[]) => {
    const hashes = Hashed.array().parse(await pool.run({ kind: 'hash', files: batch }));
    for (const [i, { key, state }] of batch.entries()) {
      const hashed = hashes[i]!;
      if ('unreadable' in hashed) throw unreadable(key, hashed.unreadable);
      if ('sha256' in hashed) found[key] = { ...state, sha256: hashed.sha256, seen };
      else if (hashed.isNot === 'at rest') changing.push(key);
    }
  };
  await Promise.all(batchesOf(touched).map(hash));
  await cache.write(NAME, new TextEncoder().encode(JSON.stringify(found)));
  const versions = files.flatMap(({ key, state }) => {
    const version = found[key]?.sha256;
    return version === undefined ? [] : [{ key, state, version }];
  });
  return { versions, changing };
}

function batchesOf(files: readonly FoundFile[]): FoundFile[][] {
  const batches: FoundFile[][] = [];
  let bytes = BATCH_BYTES;
  for (const file of files) {
    if (bytes >= BATCH_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(file);
    bytes += file.state.size;
  }
  return batches;
}

/** What cannot be read must not pass for a file that is gone. */
function unreadable(key: string, code: string): Failure {
  return new Failure({
    id: `Berkas ${key} tidak dapat dibaca (${code}). Minta hak baca atau keluarkan dari folder, lalu ulangi; belum ada yang diubah.`,
    en: `The file ${key} cannot be read (${code}). Ask for the right to read it, or take it out of the folder, and try again; nothing was changed.`,
  });
}

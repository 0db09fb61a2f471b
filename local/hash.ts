/** The version of an upload on one machine: the SHA-256 of its content. */
import * as z from 'zod';
import { sha256 } from '../platform/crypto.ts';
import { systemCode } from './failure.ts';
import type { FileState, FoundFile, UploadFolder } from './uploads.ts';

/** What hashing a file came to: its hash; that it is gone, or is being written; or the system's code where it cannot be read. */
export const Hashed = z.union([
  z.strictObject({ sha256: z.string() }),
  z.strictObject({ isNot: z.enum(['there', 'at rest']) }),
  z.strictObject({ unreadable: z.string() }),
]);
export type Hashed = z.infer<typeof Hashed>;

/** Hashes files in the states in which they were found, one after the other. */
export async function hashFiles(uploads: UploadFolder, files: readonly FoundFile[]): Promise<Hashed[]> {
  const hashed: Hashed[] = [];
  for (const { key, state } of files) {
    hashed.push(await hashFile(uploads, key, state).then((hash) => ({ sha256: hash }), whyNot));
  }
  return hashed;
}

/** @throws Changing when the file is not, or does not stay, in the state in which it was found; NotFound */
export async function hashFile(uploads: UploadFolder, key: string, state: FileState): Promise<string> {
  uploads.expect(key, state);
  const hash = sha256();
  for await (const piece of uploads.stream(key)) hash.update(piece);
  return hash.hex();
}

function whyNot(error: unknown): Hashed {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotFound') return { isNot: 'there' };
  const code = systemCode(error);
  if (code !== undefined) return { unreadable: code };
  if (name === 'Changing') return { isNot: 'at rest' };
  throw error;
}

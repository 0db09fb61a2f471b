/** The version of an upload on one machine: the SHA-256 of its content. */

import { sha256 } from '../platform/crypto.ts';
import type { FileState, UploadFolder } from './uploads.ts';

/** @throws Changing when the file is not, or does not stay, in the state in which it was found; NotFound */
export async function hashFile(uploads: UploadFolder, key: string, state: FileState): Promise<string> {
  uploads.expect(key, state);
  const hash = sha256();
  for await (const piece of uploads.stream(key)) hash.update(piece);
  return hash.hex();
}

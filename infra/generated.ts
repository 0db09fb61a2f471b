/** What `npm ci` makes, and how a folder of it is made anew. */
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const GENERATED = fileURLToPath(new URL('../.generated/', import.meta.url));

/**
 * Makes a folder below `GENERATED`: the one that was there stays until this one is whole.
 * @param make fills the folder that it is given
 */
export async function makeFolder(name: string, make: (fresh: string) => Promise<void>): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  const fresh = mkdtempSync(join(GENERATED, `${name}-`));
  try {
    await make(fresh);
    const place = join(GENERATED, name);
    rmSync(place, { recursive: true, force: true });
    chmodSync(fresh, 0o755); // a temporary folder is its owner's alone
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The page for officials on this machine: served, and put beside the snapshots, where a double click opens it. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forOfficials, type Page, placePage, readPage } from '../platform/page.ts';
import { DiskStore } from './disk.ts';

/** What `npm ci` has built. */
const BUILT = fileURLToPath(new URL('../.generated/dashboard', import.meta.url));

/** Undefined where none was built. */
export function officialPage(built = BUILT): Page | undefined {
  const page = readPage(built);
  return page && forOfficials(page);
}

/**
 * Puts the page into an output folder.
 * @returns its path; undefined where none was built
 */
export async function placeOfficialPage(out: string, page: Page | undefined): Promise<string | undefined> {
  if (!page) return undefined;
  await placePage(page, new DiskStore(out));
  return join(out, 'index.html');
}

/** The page as a build has made it, `index.html` and `assets/`, and how it is put at the root of a store. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTurn } from '../pipeline/in-turn.ts';
import type { Bytes, ObjectStore } from '../pipeline/ports.ts';

/** Key → content. */
export type Page = ReadonlyMap<string, Bytes>;

const INDEX = 'index.html';

/** As it is built, the page is everybody's and reads the public tier. This line says so, and nothing else of it does. */
const PUBLIC = '<meta name="tingkat" content="public">';
const EXACT = '<meta name="tingkat" content="exact">';

/** Undefined where no page was built. */
export function readPage(folder: string): Page | undefined {
  const names = namesIn(folder);
  if (!names.includes(INDEX)) return undefined;
  return new Map(names.map((name) => [name, Uint8Array.from(readFileSync(join(folder, name)))]));
}

/** The same page for officials: it reads the exact tier. */
export function forOfficials(page: Page): Page {
  const text = new TextDecoder().decode(page.get(INDEX));
  if (!text.includes(PUBLIC)) throw new Error(`${INDEX} does not say which tier it reads`);
  return new Map([...page, [INDEX, new TextEncoder().encode(text.replace(PUBLIC, EXACT))]]);
}

/**
 * Writes the page where another one or none is. Its files come first and have names of their own, so whoever is shown a page
 * finds what belongs to it; those of earlier pages stay for who has one open.
 */
export async function placePage(page: Page, store: ObjectStore): Promise<void> {
  const index = page.get(INDEX) ?? new Uint8Array();
  const there = await store.read(INDEX);
  if (there && Buffer.compare(there, index) === 0) return;
  const assets = [...page].filter(([key]) => key !== INDEX);
  await inTurn(assets, ([key, bytes]) => store.write(key, bytes));
  await store.write(INDEX, index);
}

/** Keys below a folder, in order; none where there is no such folder. */
function namesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return entries
      .map(({ parentPath, name }) =>
        join(parentPath, name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

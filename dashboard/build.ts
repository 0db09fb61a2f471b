/** Builds the page into `.generated/dashboard/`: index.html and its assets, named by their content. Run by `npm ci`. */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { LAZY_SCRIPTS, lazyConfig, pageConfig } from './vite.config.ts';

const GENERATED = fileURLToPath(new URL('../.generated/', import.meta.url));

export async function buildDashboard(): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  const fresh = mkdtempSync(join(GENERATED, 'dashboard-'));
  try {
    for (const [name, { entry, global }] of Object.entries(LAZY_SCRIPTS)) await build(lazyConfig(fresh, name, entry, global));
    const built = LAZY_SCRIPTS ? readAssets(fresh) : {};
    await build(pageConfig(fresh, built));
    const place = join(GENERATED, 'dashboard');
    rmSync(place, { recursive: true, force: true });
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Where the scripts on demand lie, by their names. */
function readAssets(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, 'assets')).map((file) => [file.slice(0, file.indexOf('-')), `assets/${file}`]),
  );
}

/** Builds the page into `.generated/dashboard/`: index.html and its assets, named by their content. Run by `npm ci`. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { lazyConfig, pageConfig } from './vite.config.ts';

const GENERATED = fileURLToPath(new URL('../.generated/', import.meta.url));

export async function buildDashboard(): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  const fresh = mkdtempSync(join(GENERATED, 'dashboard-'));
  try {
    await build(lazyConfig(fresh, 'export'));
    await build(pageConfig(fresh, readAssets(fresh)));
    const place = join(GENERATED, 'dashboard');
    rmSync(place, { recursive: true, force: true });
    chmodSync(fresh, 0o755); // a temporary folder is its owner's alone
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

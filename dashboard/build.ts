/** Builds the page into `.generated/dashboard/`: index.html and its assets, named by their content. Run by `npm ci`. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { reference } from '../infra/reference.ts';
import { lazyConfig, pageConfig } from './vite.config.ts';

const GENERATED = fileURLToPath(new URL('../.generated/', import.meta.url));

export async function buildDashboard(): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  const fresh = mkdtempSync(join(GENERATED, 'dashboard-'));
  try {
    await build(lazyConfig(fresh, 'export'));
    await build(lazyConfig(fresh, 'thread'));
    await placeRegions(join(fresh, 'assets'));
    await build(pageConfig(fresh, readAssets(fresh)));
    const place = join(GENERATED, 'dashboard');
    rmSync(place, { recursive: true, force: true });
    chmodSync(fresh, 0o755); // a temporary folder is its owner's alone
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The reference that files are checked by, compressed: what serves it need not know how. */
async function placeRegions(assets: string): Promise<void> {
  const bytes = gzipSync(await reference(), { level: 9 });
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 8);
  writeFileSync(join(assets, `regions-${hash}.gz`), bytes);
}

/** Where the scripts on demand lie, by their names. */
function readAssets(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, 'assets')).map((file) => [file.slice(0, file.indexOf('-')), `assets/${file}`]),
  );
}

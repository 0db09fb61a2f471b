/** Builds the page into `.generated/dashboard/`: index.html and its assets, named by their content. Run by `npm ci`. */
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { makeFolder } from '../infra/generated.ts';
import { reference } from '../infra/reference.ts';
import { lazyConfig, pageConfig } from './vite.config.ts';

export async function buildDashboard(): Promise<void> {
  await makeFolder('dashboard', async (fresh) => {
    await build(lazyConfig(fresh, 'export'));
    await build(lazyConfig(fresh, 'thread'));
    await placeRegions(join(fresh, 'assets'));
    await build(pageConfig(fresh, readAssets(fresh)));
  });
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

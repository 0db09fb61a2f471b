/** What a case holds, and what the deployed stack has published of a period. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { snapshots } from './deployed.ts';

const JOURNEYS = fileURLToPath(new URL('../journeys', import.meta.url));

export const CASES = readdirSync(JOURNEYS, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** A case's uploads by their keys, also those whose names not every file system can hold. */
export function uploadsOf(name: string): Map<string, Uint8Array> {
  const more = join(JOURNEYS, name, 'more-uploads.json');
  const named = existsSync(more) ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(more, 'utf8'))) : {};
  const texts = Object.entries(named).map(([key, text]): [string, Uint8Array] => [key, Buffer.from(text)]);
  return new Map([...filesUnder(join(JOURNEYS, name, 'uploads')), ...texts]);
}

/** `2023-08/exact/coverage.csv` → its text, of all periods of a case. */
export function expectedOf(name: string): Record<string, string> {
  return textsOf(filesUnder(join(JOURNEYS, name, 'expected')));
}

/** The same of the revisions that readers see now. */
export async function published(): Promise<Record<string, string>> {
  const tables = new Map<string, Uint8Array>();
  for (const key of await snapshots.list('')) {
    const [, periode = ''] = /^([^/]+)\/latest\.json$/.exec(key) ?? [];
    if (periode === '') continue;
    const revision = await revisionOf(periode);
    for (const path of await snapshots.list(`${periode}/${revision}/`)) {
      if (!path.endsWith('.csv')) continue;
      tables.set(path.replace(`/${revision}/`, '/'), (await snapshots.read(path)) ?? new Uint8Array(0));
    }
  }
  return textsOf(tables);
}

/** `r1`, or undefined where nothing is published. */
export async function revisionOf(periode: string): Promise<string | undefined> {
  const bytes = await snapshots.read(`${periode}/latest.json`);
  return bytes && z.object({ revision: z.string() }).parse(JSON.parse(new TextDecoder().decode(bytes))).revision;
}

/** The current revision's table of that name, of the exact tier. */
export async function tableOf(periode: string, name: string): Promise<string> {
  const bytes = await snapshots.read(`${periode}/${await revisionOf(periode)}/exact/${name}.csv`);
  return new TextDecoder().decode(bytes);
}

function filesUnder(folder: string): Map<string, Uint8Array> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]));
}

function textsOf(files: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')]));
}

/** Uploads of a case whose names cannot lie in the repository. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Uploads whose names not every file system can hold stand in a JSON file: name → content. */
export function addNames(path: string, uploads: string): void {
  if (!existsSync(path)) return;
  const more = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
  for (const [key, content] of Object.entries(more)) writeFileSync(join(uploads, key), content);
}

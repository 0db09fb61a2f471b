/** Runs after `npm ci`: writes what is made from packages and code, so that a run need not make it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { reference } from './reference.ts';

const folder = new URL('../.generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('regions.tsv', folder), await reference());

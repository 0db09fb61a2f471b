/** `npm run rules`: writes `docs/rules`, a page about each code, from where the codes are declared. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { rulePages } from '../pipeline/rules/pages.ts';

const folder = new URL('../docs/rules/', import.meta.url);
const pages = rulePages();
await mkdir(folder, { recursive: true });
for (const name of await readdir(folder)) if (!pages.has(name)) await rm(new URL(name, folder));
for (const [name, page] of pages) await writeFile(new URL(name, folder), page);

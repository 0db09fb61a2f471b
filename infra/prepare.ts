/** Runs after `npm ci`: writes what is made from packages and code, so that a run need not make it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cakupan } from './app.ts';
import { workflowsOf } from './definition.ts';
import { reference } from './reference.ts';

const folder = new URL('../.generated/', import.meta.url);
mkdirSync(new URL('functions/', folder), { recursive: true });
writeFileSync(new URL('regions.tsv', folder), await reference());

const outdir = mkdtempSync(join(tmpdir(), 'cakupan-synth-'));
try {
  const [stack] = cakupan({ outdir }).synth().stacks;
  writeFileSync(new URL('workflows.json', folder), `${JSON.stringify(workflowsOf(stack?.template), null, 1)}\n`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

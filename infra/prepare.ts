/** Runs after `npm ci`: writes what is made from packages and code, so that a run need not make it. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDashboard } from '../dashboard/build.ts';
import { packed } from '../local/region-file.ts';
import { regionTables } from '../pipeline/rules/regions.ts';
import { cakupan } from './app.ts';
import { bundle } from './bundle.ts';
import { compileAhead } from './compile-ahead.ts';
import { workflowsOf } from './definition.ts';
import { PACKAGE } from './functions.ts';
import { GENERATED } from './generated.ts';
import { kernel } from './kernel.ts';
import { launcher } from './launcher.ts';

// The page takes the kernel along, and the package of the functions both.
await kernel();
await buildDashboard();
await bundle();
await launcher();
copyFileSync(join(PACKAGE, 'regions.tsv'), join(GENERATED, 'regions.tsv'));
writeFileSync(join(GENERATED, 'regions.tables'), packed(regionTables(readFileSync(join(GENERATED, 'regions.tsv')))));

const outdir = mkdtempSync(join(tmpdir(), 'cakupan-synth-'));
try {
  const [stack] = cakupan({ outdir }).synth().stacks;
  writeFileSync(join(GENERATED, 'workflows.json'), `${JSON.stringify(workflowsOf(stack?.template), null, 1)}\n`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

// Last: the program runs.
compileAhead();

/**
 * What correcting one file among many costs, against the run that read them all: time, and every row, object and item of the
 * table: `npm run bench:correction -- --rows 1000000 --files 514 --rounds 3`.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { Done } from './count.ts';
import { generate, PERIOD } from './generate.ts';
import { type Measure, measure, median } from './measure.ts';
import { cakupan } from './programs.ts';

const COUNTER = new URL('count.ts', import.meta.url).href;

/** A file is touched long before the run that meets it unchanged: else its bytes are hashed again. */
const SETTLED_MS = 3000;

const KINDS = ['all', 'correction', 'nothing'] as const;
type Kind = (typeof KINDS)[number];

const COLUMNS: Record<Kind, string> = {
  all: 'all files',
  correction: 'one corrected',
  nothing: 'nothing changed',
};

interface Work {
  readonly done: readonly Done[];
  readonly rows: number;
}

async function bench(rows: number, files: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cakupan-correction-'));
  try {
    const uploads = join(folder, 'uploads');
    const keys = generate(uploads, { rows, files });
    const bytes = keys.reduce((sum, key) => sum + statSync(join(uploads, key)).size, 0);
    const path = join(uploads, keys[keys.length >> 1]!);
    const times: Record<Kind, Measure[]> = { all: [], correction: [], nothing: [] };
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`round ${round} of ${rounds}\n`);
      await live(folder, path, async (kind, command) => {
        times[kind].push(await measure(command, { CAKUPAN_KEY_FILE: join(folder, 'key') }));
      });
    }
    const work = await counted(folder, path);
    console.log(machine(rounds));
    console.log(
      `### ${thousands(rows)} rows in ${files} files (${(bytes / 1e6).toFixed(0)} MB); the corrected one has ${thousands(statSync(path).size)} bytes\n`,
    );
    console.log(table(times, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads all files, then one corrected, then looks at what has not changed. Fails unless that led to r1, r2 and r2. */
async function live(
  folder: string,
  path: string,
  run: (kind: Kind, command: string[]) => Promise<void>,
): Promise<void> {
  // Where nothing was before: a file system makes files slowly where it has just removed some.
  const out = mkdtempSync(join(folder, 'out-'));
  const command = [...cakupan(join(folder, 'uploads'), out), '--json'];
  const original = readFileSync(path);
  const revision = () =>
    z
      .object({ revision: z.string() })
      .parse(JSON.parse(readFileSync(join(out, 'snapshots', PERIOD, 'latest.json'), 'utf8'))).revision;
  try {
    for (const [kind, expected] of [
      ['all', 'r1'],
      ['correction', 'r2'],
      ['nothing', 'r2'],
    ] as const) {
      if (kind === 'correction') writeFileSync(path, corrected(original.toString()));
      await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
      await run(kind, command);
      if (revision() !== expected) throw new Error(`${kind}: ${revision()} is current instead of ${expected}`);
    }
  } finally {
    writeFileSync(path, original);
  }
}

/** Runs of their own: counting costs time. */
async function counted(folder: string, path: string): Promise<Record<Kind, Work>> {
  const found: Record<Kind, Work> = { all: NONE, correction: NONE, nothing: NONE };
  await live(folder, path, async (kind, command) => {
    const log = join(folder, `${kind}.log`);
    const said = join(folder, `${kind}.json`);
    // The shell keeps what the program says of the run; the measure has no use for it.
    await measure(['sh', '-c', '"$@" > "$SAID"', 'sh', ...command], {
      ...{ CAKUPAN_KEY_FILE: join(folder, 'key'), NODE_OPTIONS: `--import ${COUNTER}`, COUNT_LOG: log, SAID: said },
    });
    found[kind] = {
      done: readFileSync(log, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line): Done => JSON.parse(line)),
      ...z.object({ rows: z.number() }).parse(JSON.parse(readFileSync(said, 'utf8'))),
    };
  });
  return found;
}

const NONE: Work = { done: [], rows: 0 };

/** The file with ten of its active people no longer active. */
function corrected(csv: string): string {
  let seen = 0;
  return csv.replace(/,AKTIF,/g, (found) => (++seen <= 10 ? ',NON_AKTIF,' : found));
}

function table(times: Record<Kind, Measure[]>, work: Record<Kind, Work>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const row = (label: string, tell: (kind: Kind) => string) => line([label, ...KINDS.map(tell)]);
  const of = (kind: Kind, where: string, what: Done['what']) => {
    const some = work[kind].done.filter((one) => one.where === where && one.what === what);
    return { times: some.length, items: sum(some, 'items'), bytes: sum(some, 'bytes') };
  };
  const objects = (where: string, what: Done['what']) => (kind: Kind) => {
    const { times, bytes } = of(kind, where, what);
    return times === 0 ? '0' : `${thousands(times)} (${(bytes / 1e6).toFixed(1)} MB)`;
  };
  const items = (what: Done['what']) => (kind: Kind) => {
    const { times, items } = of(kind, 'table', what);
    return `${thousands(items)} in ${thousands(times)}`;
  };
  return [
    row('', (kind) => COLUMNS[kind]),
    '|---|---:|---:|---:|',
    row('wall', (kind) => `${median(times[kind].map(({ wall }) => wall)).toFixed(2)} s`),
    row('CPU', (kind) => `${median(times[kind].map(({ cpu }) => cpu)).toFixed(2)} s`),
    row('rows read', (kind) => thousands(work[kind].rows)),
    row('uploads read', objects('uploads', 'read')),
    row('runs and plans: pieces read', objects('cache', 'read')),
    row('runs and plans: written', objects('cache', 'write')),
    row('runs and plans: looked for', (kind) => thousands(of(kind, 'cache', 'look').times)),
    row('runs and plans: deleted', (kind) => thousands(of(kind, 'cache', 'delete').times)),
    row('reports written', objects('reports', 'write')),
    row('published files read', objects('snapshots', 'read')),
    row('published files written', objects('snapshots', 'write')),
    row('items of the table read, in requests', items('read')),
    row('items of the table written, in requests', items('write')),
    '',
  ].join('\n');
}

function sum(some: readonly Done[], of: 'items' | 'bytes'): number {
  return some.reduce((total, one) => total + one[of], 0);
}

function machine(rounds: number): string {
  const [cpu] = cpus();
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model.trim()}, `,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${platform()} ${release()} ${arch()}, Node.js ${process.versions.node}; `,
    `times are medians of ${rounds} rounds, each run a fresh process; counts are of a run of their own.\n`,
  ].join('');
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    files: { type: 'string', default: '514' },
  },
});
await bench(Number(values.rows), Number(values.files), Number(values.rounds));

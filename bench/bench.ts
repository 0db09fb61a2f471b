/** Compares cakupan with DuckDB on generated uploads: `npm run bench -- --rows 1000000,5000000 --rounds 3`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEFAULTS, generate, PERIOD } from './generate.ts';
import { type Measure, measure, median } from './measure.ts';

const here = import.meta.dirname;
/** What is measured, each as a fresh process. */
const COMMANDS = {
  cakupan: (uploads: string, out: string) =>
    // biome-ignore format: one line
    [process.execPath, join(here, '../local/cli.ts'), 'run', uploads, '--out', out, '--quiet'],
  duckdb: (uploads: string, out: string) =>
    // biome-ignore format: one line
    [process.execPath, join(here, 'duckdb.ts'), uploads, out],
};

const NAMES = {
  cakupan: 'cakupan, all files',
  duckdb: 'DuckDB, all files',
  cakupanCorrection: 'cakupan, one file corrected',
  duckdbCorrection: 'DuckDB, one file corrected (all files again)',
};
type Runs = Record<keyof typeof NAMES, Measure[]>;

interface Options {
  rows: readonly number[];
  rounds: number;
  files: number;
  keep: boolean;
}

/** Prints Markdown to standard output, progress to standard error. Fails when the two programs differ in a number. */
async function bench({ rows, rounds, files, keep }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cakupan-bench-'));
  try {
    console.log(machine());
    for (const count of rows) {
      const uploads = join(folder, `uploads-${count}`);
      say(`generating ${count} rows in ${uploads}`);
      const keys = generate(uploads, { rows: count, files });
      const runs: Runs = { cakupan: [], duckdb: [], cakupanCorrection: [], duckdbCorrection: [] };
      let rejected = 0;
      for (let round = 1; round <= rounds; round++) {
        say(`${count} rows, round ${round} of ${rounds}`);
        rejected = await compare(folder, uploads, keys, runs);
      }
      const bytes = keys.reduce((sum, key) => sum + statSync(join(uploads, key)).size, 0);
      console.log(table(runs, count, files, bytes, rejected));
      if (!keep) rmSync(uploads, { recursive: true });
    }
  } finally {
    if (keep) say(`kept ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** One round: both programs on all files, then on the same with one file corrected. Returns the rejected rows. */
async function compare(folder: string, uploads: string, keys: readonly string[], runs: Runs): Promise<number> {
  const [ours, theirs] = [join(folder, 'cakupan'), join(folder, 'duckdb')];
  rmSync(ours, { recursive: true, force: true });
  const environment = { CAKUPAN_KEY_FILE: join(folder, 'key') };
  runs.cakupan.push(await measure(COMMANDS.cakupan(uploads, ours), environment));
  runs.duckdb.push(await fresh(theirs, () => measure(COMMANDS.duckdb(uploads, theirs))));
  const before = same(ours, theirs);

  const path = join(uploads, keys[keys.length >> 1]!);
  const original = readFileSync(path);
  writeFileSync(path, corrected(original.toString()));
  try {
    runs.cakupanCorrection.push(await measure(COMMANDS.cakupan(uploads, ours), environment));
    runs.duckdbCorrection.push(await fresh(theirs, () => measure(COMMANDS.duckdb(uploads, theirs))));
    const after = same(ours, theirs);
    if (after.coverage.equals(before.coverage)) throw new Error('the correction changed nothing in coverage.csv');
    return before.rejected;
  } finally {
    writeFileSync(path, original);
  }
}

async function fresh(out: string, run: () => Promise<Measure>): Promise<Measure> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  return run();
}

/** The published table and the number of rejected rows, on which both programs must agree. */
function same(ours: string, theirs: string): { coverage: Buffer; rejected: number } {
  const period = join(ours, 'snapshots', PERIOD);
  const { revision } = z
    .object({ revision: z.string() })
    .parse(JSON.parse(readFileSync(join(period, 'latest.json'), 'utf8')));
  const exact = join(period, revision, 'exact');
  const coverage = readFileSync(join(exact, 'coverage.csv'));
  if (!coverage.equals(readFileSync(join(theirs, 'coverage.csv')))) {
    throw new Error(`${exact}/coverage.csv and ${theirs}/coverage.csv differ`);
  }
  // kunci,slot,hasil,kode,berlaku,baris_lolos,baris_ditolak,baris_dilewati
  const files = readFileSync(join(exact, 'files.csv'), 'utf8').trimEnd().split('\n');
  const rejected = files
    .filter((line) => line.includes('/peserta'))
    .reduce((sum, line) => sum + Number(line.split(',').at(-2)), 0);
  const found = lines(readFileSync(join(theirs, 'rejected.csv'))) - 1;
  if (rejected !== found) throw new Error(`cakupan rejected ${rejected} rows, DuckDB ${found}`);
  return { coverage, rejected };
}

/** The file with a hundredth of its first thousand active people no longer active. */
function corrected(csv: string): string {
  let [at, seen] = [0, 0];
  return csv.replace(/,AKTIF,/g, (found) => (at++ % 100 === 0 && ++seen <= 10 ? ',NON_AKTIF,' : found));
}

function lines(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) count++;
  return count;
}

function machine(): string {
  const [cpu] = cpus();
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model.trim()}, `,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${platform()} ${release()} ${arch()}, Node.js ${process.versions.node}.\n`,
    'Medians; CPU is user and system time, memory the highest resident sum, both of the whole process tree.\n',
  ].join('');
}

function table(runs: Runs, rows: number, files: number, bytes: number, rejected: number): string {
  const rounds = runs.cakupan.length;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const row = (key: keyof Runs) => {
    const { wall, cpu, memory } = medians(runs[key]);
    return line([
      NAMES[key],
      show(wall, 's', 2),
      show(cpu, 's', 2),
      show(memory / 1e6, 'MB', 0),
      thousands(rows / wall),
    ]);
  };
  const ratio = (label: string, theirs: keyof Runs, ours: keyof Runs) => {
    const [a, b] = [medians(runs[theirs]), medians(runs[ours])];
    return line([
      label,
      show(a.wall / b.wall, '×', 1),
      show(a.cpu / b.cpu, '×', 1),
      show(a.memory / b.memory, '×', 1),
      '',
    ]);
  };
  return [
    `### ${thousands(rows)} rows in ${files} files (${(bytes / 1e6).toFixed(0)} MB), ${thousands(rejected)} rejected\n`,
    `${rounds} ${rounds === 1 ? 'round' : 'rounds'}; the same coverage.csv, byte for byte, and as many rejected rows.\n`,
    line(['', 'wall', 'CPU', 'peak memory', 'rows/s']),
    '|---|---:|---:|---:|---:|',
    row('cakupan'),
    row('duckdb'),
    ratio('DuckDB ÷ cakupan', 'duckdb', 'cakupan'),
    row('cakupanCorrection'),
    row('duckdbCorrection'),
    ratio('DuckDB ÷ cakupan, correction', 'duckdbCorrection', 'cakupanCorrection'),
    ratio('cakupan, all files ÷ correction', 'cakupan', 'cakupanCorrection'),
    '',
  ].join('\n');
}

function medians(runs: readonly Measure[]): Measure {
  return {
    wall: median(runs.map(({ wall }) => wall)),
    cpu: median(runs.map(({ cpu }) => cpu)),
    memory: median(runs.map(({ memory }) => memory)),
  };
}

/** "-" where the system does not tell. */
function show(value: number, unit: string, decimals: number): string {
  return Number.isFinite(value) ? `${value.toFixed(decimals)} ${unit}` : '-';
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000,5000000' },
    rounds: { type: 'string', default: '3' },
    files: { type: 'string', default: String(DEFAULTS.files) },
    keep: { type: 'boolean', default: false },
  },
});
await bench({
  rows: values.rows.split(',').map(Number),
  rounds: Number(values.rounds),
  files: Number(values.files),
  keep: values.keep,
});

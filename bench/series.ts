/** One series: the same uploads through every program in turn, checked to come to the same numbers. */
import { globSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { generate, type Options, PERIOD } from './generate.ts';
import { type Measure, measure } from './measure.ts';
import { cakupan, floor, type Peer, type peersOf } from './programs.ts';

export const KINDS = { clean: 0, some: 0.06, all: 1 };
export type Kind = keyof typeof KINDS;

export interface Series {
  readonly options: Pick<Options, 'rows' | 'files' | 'gz'> & Partial<Options>;
  readonly kind: Kind;
  /** Of the participants files. */
  readonly bytes: number;
  readonly rejected: number;
  readonly all: Runs;
  /** One file changed; nothing where that was not measured. */
  readonly correction: Runs;
  readonly floor: Measure[];
}

export type Runs = Map<'cakupan' | Peer, Measure[]>;

/** @param folder for everything; @throws Error where two programs differ */
export async function measureSeries(
  folder: string,
  options: Series['options'],
  kind: Kind,
  peers: ReturnType<typeof peersOf>,
  rounds: number,
  say: (message: string) => void,
): Promise<Series> {
  const uploads = join(folder, 'uploads');
  const environment = { CAKUPAN_KEY_FILE: join(folder, 'key') };
  say(`generating ${options.rows} rows, ${kind} bad, in ${options.files} files`);
  const keys = generate(uploads, { ...options, bad: KINDS[kind] });
  const bytes = keys.reduce((sum, key) => sum + statSync(join(uploads, key)).size, 0);
  const all: Runs = new Map();
  const correction: Runs = new Map();
  const floors: Measure[] = [];
  let rejected = 0;

  // Every run writes where nothing was before: a file system makes files slowly where it has just removed some.
  const runAll = async (runs: Runs, what: string) => {
    const ours = join(folder, `cakupan-${what}`);
    add(runs, 'cakupan', await measure(cakupan(uploads, ours), environment));
    for (const [peer, command] of peers) {
      const theirs = mkdtempSync(join(folder, `${peer}-`));
      add(runs, peer, await measure(command(uploads, theirs)));
      assertSame(published(ours), theirs, peer);
    }
    return published(ours);
  };
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    floors.push(await measure(floor(uploads)));
    const before = await runAll(all, String(round));
    rejected = before.rejected;
    // Among bad rows alone no word can be changed that counts, and compressed ones would be read for it first.
    if (kind === 'all' || options.gz || options.files === 1) continue;
    const path = join(uploads, keys[keys.length >> 1]!);
    const original = readFileSync(path);
    writeFileSync(path, corrected(original.toString()));
    const after = await runAll(correction, String(round));
    writeFileSync(path, original);
    if (isSame(before, after, 'exact/coverage.csv')) throw new Error('the correction changed nothing in coverage.csv');
  }
  return { options, kind, bytes, rejected, all, correction, floor: floors };
}

function add(runs: Runs, name: 'cakupan' | Peer, one: Measure): void {
  runs.set(name, [...(runs.get(name) ?? []), one]);
}

interface Publication {
  /** Of every table by its tier and name, the bytes. */
  readonly tables: ReadonlyMap<string, Buffer>;
  readonly rejected: number;
}

function published(out: string): Publication {
  const period = join(out, 'snapshots', PERIOD);
  const latest = z
    .object({ revision: z.string() })
    .parse(JSON.parse(readFileSync(join(period, 'latest.json'), 'utf8')));
  const tables = tablesIn(join(period, latest.revision));
  // kunci,slot,hasil,kode,berlaku,baris_lolos,baris_ditolak,baris_dilewati
  const files = String(tables.get('exact/files.csv')).trimEnd().split('\n');
  const rejected = files
    .filter((line) => line.includes('/peserta'))
    .reduce((sum, line) => sum + Number(line.split(',').at(-2)), 0);
  return { tables, rejected };
}

function tablesIn(folder: string): Map<string, Buffer> {
  const names = globSync('{exact,public}/*.csv', { cwd: folder }).map((name) => name.replaceAll('\\', '/'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

/** What a peer writes is compared; DuckDB writes every table, the others coverage.csv of the exact tier alone. */
function assertSame(ours: Publication, folder: string, peer: Peer): void {
  const theirs = { tables: tablesIn(folder) };
  for (const name of peer === 'duckdb' ? ours.tables.keys() : ['exact/coverage.csv'])
    if (!theirs.tables.has(name)) throw new Error(`${peer}: no ${name}`);
  for (const name of theirs.tables.keys()) if (!isSame(ours, theirs, name)) throw new Error(`${peer}: another ${name}`);
  const found = lines(readFileSync(join(folder, 'rejected.csv'))) - 1;
  if (ours.rejected !== found) throw new Error(`cakupan rejected ${ours.rejected} rows, ${peer} ${found}`);
}

function isSame(a: Pick<Publication, 'tables'>, b: Pick<Publication, 'tables'>, name: string): boolean {
  const [one, other] = [a.tables.get(name), b.tables.get(name)];
  return one !== undefined && other !== undefined && one.equals(other);
}

/** The file with ten of its first thousand active people no longer active. */
function corrected(csv: string): string {
  let [at, seen] = [0, 0];
  const step = csv.length > 1_000_000 ? 100 : 3;
  return csv.replace(/,AKTIF,/g, (found) => (at++ % step === 0 && ++seen <= 10 ? ',NON_AKTIF,' : found));
}

function lines(text: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) count++;
  return count;
}

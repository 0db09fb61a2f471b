/** The same snapshot by DuckDB, as its best user would write it: `node bench/duckdb.ts UPLOADS OUT`. */
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** Writes OUT/coverage.csv and OUT/rejected.csv for the one period that the uploads have. */
export async function snapshot(uploads: string, out: string, onStep: (name: string, milliseconds: number) => void) {
  const keys = globSync('*/*/{peserta,target}*.{csv,csv.gz}', { cwd: uploads }).map((key) => key.replaceAll('\\', '/'));
  const [period, ...others] = new Set(keys.map((key) => key.slice(0, 'YYYY-MM'.length)));
  if (!period || others.length > 0) throw new Error(`${uploads}: needs uploads of exactly one period`);
  mkdirSync(out, { recursive: true });

  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const [year = 0, month = 0] = period.split('-').map(Number);
  const files = (kind: string, order: (key: string) => string) =>
    list(
      keys
        .filter((key) => key.includes(`/${kind}`))
        .sort(by(order))
        .map((key) => join(uploads, key)),
    );
  const run = async (name: string) => {
    const started = performance.now();
    await connection.run(readFileSync(join(import.meta.dirname, 'duckdb', `${name}.sql`), 'utf8'));
    onStep(name, performance.now() - started);
  };
  await set(connection, {
    period: text(period),
    first_day: `DATE '${period}-01'`,
    last_day: `DATE '${new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)}'`,
    people: files('peserta', slot),
    // The wider territory prevails, then the smaller slot.
    targets: files('target', (key) => `${key.includes('/00/') ? 0 : slot(key).split('/')[1]!.length} ${slot(key)}`),
    regions: list(
      ['provinces', 'regencies', 'districts', 'villages'].map((name) =>
        join(import.meta.dirname, `../node_modules/idn-area-data/data/${name}.csv`),
      ),
    ),
    out: text(out),
  });
  for (const name of ['regions', 'cells', 'claims', 'rejected', 'people', 'targets']) await run(name);
  for (const [level, below] of [
    [10, -1],
    [6, 10],
    [4, 6],
    [2, 4],
    [0, 2],
  ]) {
    await set(connection, { level: String(level), below: String(below) });
    await run('level');
  }
  await run('coverage');
  connection.closeSync();
  instance.closeSync();
}

async function set(connection: DuckDBConnection, variables: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(variables)) await connection.run(`SET VARIABLE ${name} = ${value}`);
}

/** The key without its extension, its territory in digits. */
function slot(key: string): string {
  const [period = '', territory = '', name = ''] = key.split('/');
  return [period, territory.replace('.', ''), name.replace(/\..*/, '')].join('/');
}

function by(order: (key: string) => string) {
  return (a: string, b: string) => (order(a) < order(b) ? -1 : 1);
}

function list(paths: readonly string[]): string {
  return `[${paths.map((path) => text(path.replaceAll('\\', '/'))).join(', ')}]`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { times: { type: 'boolean', default: false } },
  });
  const [uploads, out] = positionals;
  if (!uploads || !out) throw new Error('usage: node bench/duckdb.ts UPLOADS OUT [--times]');
  await snapshot(uploads, out, (name, milliseconds) => {
    if (values.times) console.error(`${name.padEnd(10)} ${milliseconds.toFixed(0).padStart(7)} ms`);
  });
}

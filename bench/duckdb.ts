/** The same snapshot by DuckDB, as its best user would write it: `node bench/duckdb.ts UPLOADS OUT`. */
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/**
 * Writes every table of the one period that the uploads have to OUT/exact and OUT/public, and the rejected rows to
 * OUT/rejected.csv. What `generate.ts` never makes is not looked for: other headers, delimiters and encodings, skipped
 * records and records that are too long, keys that do not fit, two keys for one slot, withdrawn keys, earlier versions and
 * periods, and faults of targets and commitments.
 */
export async function snapshot(uploads: string, out: string, onStep: (name: string, milliseconds: number) => void) {
  const keys = globSync('*/*/{peserta,target,komitmen}*.{csv,csv.gz}', { cwd: uploads }).map(withSlashes);
  const [period, ...others] = new Set(keys.map((key) => key.slice(0, 'YYYY-MM'.length)));
  if (!period || others.length > 0) throw new Error(`${uploads}: needs uploads of exactly one period`);
  for (const tier of ['exact', 'public']) mkdirSync(join(out, tier), { recursive: true });

  // A commit would else write the tables anew, compressed: nothing is kept, and it costs more than it saves.
  const settings = { threads: '2', checkpoint_threshold: '1TB' };
  const instance = await DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  const [year = 0, month = 0] = period.split('-').map(Number);
  const run = async (name: string) => {
    const started = performance.now();
    await connection.run(readFileSync(join(import.meta.dirname, 'duckdb', `${name}.sql`), 'utf8'));
    onStep(name, performance.now() - started);
  };
  await set(connection, {
    period: text(period),
    first_day: `DATE '${period}-01'`,
    last_day: `DATE '${new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)}'`,
    day_of_18: `getvariable('last_day') - INTERVAL 18 YEAR`,
    day_of_65: `getvariable('last_day') - INTERVAL 65 YEAR`,
    folder: text(withSlashes(uploads)),
    keys: list(keys),
    regions: list(
      ['provinces', 'regencies', 'districts', 'villages'].map((name) =>
        withSlashes(join(import.meta.dirname, `../node_modules/idn-area-data/data/${name}.csv`)),
      ),
    ),
    out: text(out),
  });
  for (const name of ['regions', 'uploads', 'cells', 'claims', 'verdicts', 'rejected', 'people']) await run(name);
  // A read of no files fails.
  if (keys.some((key) => key.includes('/target'))) await run('targets');
  if (keys.some((key) => key.includes('/komitmen'))) await run('commitments');
  await run('declared');
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
  for (const name of ['coverage', 'funding', 'reports']) await run(name);
  connection.closeSync();
  instance.closeSync();
}

async function set(connection: DuckDBConnection, variables: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(variables)) await connection.run(`SET VARIABLE ${name} = ${value}`);
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function list(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]`;
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

/** One folder of uploads through all steps: every file, a revision, one file corrected, the next revision. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskStore } from '../../local/disk.ts';
import { TABLE } from '../../local/table.ts';
import { Plan } from '../../pipeline/contracts/plan.ts';
import { Outcome, Planned } from '../../pipeline/contracts/steps.ts';
import { dynamoTable } from '../../platform/dynamo.ts';
import { dynamoRegistry } from '../../platform/registry.ts';
import { generate, PERIOD } from '../generate.ts';
import { countedTable, nothing } from './counted.ts';
import type { Round } from './measured.ts';
import { type Called, EXECUTION, GENERATED, Measuring } from './measuring.ts';
import { serveTable } from './served.ts';

/** @param folder is made, and removed; @param say told what is going on */
export async function measureRound(
  folder: string,
  program: string,
  rows: number,
  files: number,
  say: (message: string) => void,
): Promise<Round> {
  const [uploads, out] = [join(folder, 'uploads'), join(folder, 'out')];
  say('generating');
  const people = generate(uploads, { rows, files });
  const standing = (await new DiskStore(uploads).list('')).filter((key) => !people.includes(key));
  const table = await serveTable(join(folder, 'table'));
  try {
    const regions = join(GENERATED, 'regions.tsv');
    const kernel = join(GENERATED, 'kernel.wasm');
    const places = { uploads, out, regions, kernel, endpoint: table.endpoint, table: TABLE };
    const measuring = new Measuring(program, places, say);
    const outcomes = await ingest(measuring, 'all', 'peserta', people);
    await ingest(measuring, 'all', 'target', standing);
    const reports = new DiskStore(join(out, 'reports'));
    const rejected = (await reports.list('')).filter((key) => key.endsWith('/rejected.csv'));
    const extent = {
      rows,
      files,
      standing: standing.length,
      bytes: bytesOf(uploads, people),
      rejectedBytes: bytesOf(reports.root, rejected),
      accepted: sum(outcomes.map(({ counts }) => counts.lolos)),
      rejected: sum(outcomes.map(({ counts }) => counts.ditolak)),
    };
    const published = await publish(measuring, 'all', outcomes);

    const corrected = people[people.length >> 1]!;
    correct(join(uploads, corrected));
    await ingest(measuring, 'correction', 'peserta', [corrected]);
    await publish(measuring, 'correction', outcomes);
    const { steps, fresh } = measuring;
    return { ...extent, ...published, keysUnits: await keysUnits(places), steps, fresh };
  } finally {
    await table.close();
    rmSync(folder, { recursive: true });
  }
}

async function ingest(
  measuring: Measuring,
  round: Called['round'],
  kind: Called['kind'],
  keys: readonly string[],
): Promise<Outcome[]> {
  measuring.say(`${round}: ${keys.length} × Ingest, Register (${kind})`);
  const inputs = keys.map((key) => {
    const { size } = statSync(join(measuring.places.uploads, key));
    const versions = (measuring.versions[key] ??= []);
    versions.unshift(createHash('sha256').update(`${key} ${versions.length}`).digest('hex').slice(0, 32));
    return { input: { kind: 'created', key, version: versions[0] }, size };
  });
  const done = await measuring.invoke({ step: 'Ingest', round, kind }, inputs);
  const outcomes = done.map(({ answer }) => Outcome.parse(answer));
  const judged = outcomes.map((outcome) => ({ input: outcome, size: 1 }));
  await measuring.invoke({ step: 'Register', round, kind }, judged);
  return outcomes;
}

async function publish(measuring: Measuring, round: 'all' | 'correction', outcomes: readonly Outcome[]) {
  const request = { input: { periode: PERIOD }, size: outcomes.length };
  const [plan] = await measuring.invoke({ step: 'Plan', round, kind: '' }, [request]);
  const planned = Planned.parse(plan?.answer);
  measuring.say(`${round}: ${planned.tasks.length} × Deduplicate, Aggregate, Publish`);
  await measuring.invoke({ step: 'Plan', round: 'busy', kind: '' }, [request], `${EXECUTION}-of-another`);
  const claims = sum(outcomes.map(({ counts }) => counts.lolos));
  const tasks = planned.tasks.map((task) => ({ input: task, size: claims / planned.tasks.length }));
  await measuring.invoke({ step: 'Deduplicate', round, kind: '' }, tasks);
  await measuring.invoke({ step: 'Aggregate', round, kind: '' }, [{ input: planned, size: claims }]);
  const work = join(measuring.places.out, 'work');
  const { segments } = Plan.parse(JSON.parse(readFileSync(join(work, planned.plan, 'plan.json'), 'utf8')));
  const tables = `${planned.plan}/tables/`;
  const tableBytes = bytesOf(work, await new DiskStore(work).list(tables));
  const coverage = readFileSync(join(work, tables, 'exact/coverage.csv'), 'latin1');
  await measuring.invoke({ step: 'Publish', round, kind: '' }, [{ input: planned, size: tableBytes }]);
  return {
    segments: segments.length,
    tasks: planned.tasks.length,
    tableBytes,
    coverageRows: coverage.match(/\n/g)?.length ?? 0,
  };
}

/** Read units of reading all that the table knows of keys. */
async function keysUnits({ endpoint, table }: Measuring['places']): Promise<number> {
  const asked = nothing();
  const client = countedTable(endpoint, asked);
  const all = dynamoRegistry(dynamoTable(client), { table, leaseMs: 0, now: Date.now })
    .allKeys()
    [Symbol.asyncIterator]();
  while (!(await all.next()).done);
  client.destroy();
  return asked.readUnits;
}

/** A hundredth of the active people are so no longer: a word of as many letters. */
function correct(path: string): void {
  const bytes = readFileSync(path);
  let found = 0;
  for (let at = bytes.indexOf(',AKTIF,'); at >= 0; at = bytes.indexOf(',AKTIF,', at + 1)) {
    if (found++ % 100 === 0) bytes.write(',BELUM,', at);
  }
  writeFileSync(path, bytes);
}

function bytesOf(folder: string, keys: readonly string[]): number {
  return sum(keys.map((key) => statSync(join(folder, key)).size));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

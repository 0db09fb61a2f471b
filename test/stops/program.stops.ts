/** The program itself, killed right before each thing that it makes visible: started again, it ends as a calm one would have. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stateFolder } from '../../local/ports.ts';
import { openTable, TABLE } from '../../local/table.ts';
import { inTurn } from '../../pipeline/in-turn.ts';
import { dynamoRegistry } from '../../platform/registry.ts';
import { cakupan, temporaryFolder } from '../cakupan.ts';
import { people, target, upTo } from './country.ts';

const root = temporaryFolder();
const uploads = join(root, 'uploads');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const KILLER = new URL('kill.ts', import.meta.url).href;

/** What lies in the upload folder at one run after another; null for a file that is gone. */
const RUNS: Readonly<Record<string, string | null>>[] = [
  { '2023-08/8171/peserta.csv': people('8171', upTo(10)), '2023-08/8101/peserta.csv': people('8101', [1, 2, -3]) },
  {
    '2023-08/8171/peserta.csv': people('8171', [1, -2, -3]),
    '2023-08/8101/peserta.csv': null,
    '2023-08/81/target.csv': target('81', 40),
  },
];

test('kill -9 at any effect is made good by starting again', async () => {
  let before: string | undefined;
  for (const [i, files] of RUNS.entries()) {
    for (const [key, text] of Object.entries(files)) put(join(uploads, key), text);
    const calm = folder(`calm-${i}`, before);
    expect(await run(calm)).toMatchObject({ code: 0, stderr: '' });
    const want = await leftBy(calm);
    const began = performance.now();
    const tried = await killEverywhere(`run-${i}`, before, want);
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`run ${i + 1} of the program: ${tried} kill points tried, ${tried} came to the same, in ${seconds} s`);
    expect(tried).toBeGreaterThan(100);
    before = calm;
  }
});

/** @returns how many effects there were */
async function killEverywhere(name: string, before: string | undefined, want: unknown): Promise<number> {
  let last = Number.POSITIVE_INFINITY;
  const killAt = async (at: number) => {
    if (at > last) return;
    const out = folder(`${name}-${at}`, before);
    const log = `${out}.log`;
    const killed = await run(out, { NODE_OPTIONS: `--import ${KILLER}`, STOP_AT: String(at), STOP_LOG: log });
    if (killed.signal === 'SIGKILL') {
      const where = `killed at effect ${at}, ${readFileSync(log, 'utf8').split('\n')[at - 1]}`;
      expect(await run(out), where).toMatchObject({ code: 0, stderr: '' });
      expect(await leftBy(out), where).toEqual(want);
    } else {
      expect(killed).toMatchObject({ code: 0, stderr: '' });
      last = Math.min(last, at - 1);
    }
    rmSync(out, { recursive: true });
  };
  const atOnce = availableParallelism();
  for (let from = 1; from <= last; from += atOnce) {
    await inTurn(
      Array.from({ length: atOnce }, (_, i) => from + i),
      killAt,
    );
  }
  return last;
}

function run(out: string, env: NodeJS.ProcessEnv = {}) {
  return cakupan(['run', uploads, '--out', out, '--quiet'], env);
}

function put(path: string, text: string | null): void {
  mkdirSync(join(path, '..'), { recursive: true });
  if (text === null) rmSync(path);
  else writeFileSync(path, text);
}

function folder(name: string, copied: string | undefined): string {
  const path = join(root, name);
  if (copied) cpSync(copied, path, { recursive: true, preserveTimestamps: true });
  return path;
}

/** All that lasts, but for times and how often things were tried: files of the product, of the record, and the keys' records. */
async function leftBy(out: string): Promise<Record<string, unknown>> {
  const left: Record<string, unknown> = {};
  for (const part of ['snapshots', 'reports', 'state']) {
    for (const path of readdirSync(join(out, part), { recursive: true, encoding: 'utf8' }).sort()) {
      // What is left beside the lock is put away once it is old.
      if (path.startsWith('table') || path.startsWith('lock.json.')) continue;
      left[`${part}/${path}`] = contentOf(join(out, part, path));
    }
  }
  const table = await openTable(join(stateFolder(out), 'table'));
  const registry = dynamoRegistry(table.client, { table: TABLE, leaseMs: 0, now: Date.now });
  for await (const { edition: _, changed: __, ...record } of registry.allKeys()) left[`record ${record.key}`] = record;
  await table.close();
  return left;
}

const TIMES = new Set(['publishedAt', 'at', 'token']);

function contentOf(path: string): unknown {
  try {
    const text = readFileSync(path, 'utf8');
    const json = path.endsWith('.json') ? text : /^cakupan\("[^"]*",(.*)\);\n$/s.exec(text)?.[1];
    if (json === undefined) return text;
    return JSON.parse(json, (key, value: unknown) => (TIMES.has(key) ? undefined : value));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EISDIR') return 'a folder';
    throw error;
  }
}

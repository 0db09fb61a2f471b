/** What is compared, each as a fresh process: cakupan, and the same snapshot by what a user would pick instead. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PEERS = ['duckdb', 'polars', 'pandas'] as const;
export type Peer = (typeof PEERS)[number];
export const NAMES = { cakupan: 'cakupan', duckdb: 'DuckDB', polars: 'Polars', pandas: 'pandas' };

type Command = (uploads: string, out: string) => string[];

const here = import.meta.dirname;
const ENVIRONMENT = join(tmpdir(), 'cakupan-bench-python');

/** As people call it, with all that it says. */
export const cakupan: Command = (uploads, out) => [
  process.execPath,
  join(here, '../.generated/cakupan.mjs'),
  ...['run', uploads, '--out', out],
];

/** The commands of those peers that can be run here; the others are left out, and it is said why. */
export function peersOf(names: readonly string[], say: (message: string) => void): Map<Peer, Command> {
  const peers = PEERS.filter((peer) => names.includes(peer));
  const python = peers.some((peer) => peer !== 'duckdb') ? pythonWithPackages(say) : undefined;
  const found = new Map<Peer, Command>();
  for (const peer of peers) {
    if (peer === 'duckdb') found.set(peer, (uploads, out) => [process.execPath, join(here, 'duckdb.ts'), uploads, out]);
    else if (python)
      found.set(peer, (uploads, out) => [python, join(here, 'python', `${peer}_snapshot.py`), uploads, out]);
    else say(`${NAMES[peer]} is left out: it needs Python 3 with venv and pip`);
  }
  return found;
}

/** Reading all bytes and counting the lines: less nobody can do. */
export const floor = (uploads: string): string[] => [
  'sh',
  '-c',
  'cat "$0"/*/*/peserta*.csv* > /dev/null; cat "$0"/*/*/peserta*.csv* | case $(ls "$0"/*/*/peserta*) in *.gz) gzip -dc;; *) cat;; esac | wc -l',
  uploads,
];

/** A virtual environment outside the repository, made once, with the pinned packages. */
function pythonWithPackages(say: (message: string) => void): string | undefined {
  const python = join(ENVIRONMENT, 'bin/python');
  if (existsSync(python)) return python;
  say(`installing Polars and pandas in ${ENVIRONMENT}`);
  mkdirSync(ENVIRONMENT, { recursive: true });
  const made =
    spawnSync('python3', ['-m', 'venv', ENVIRONMENT]).status === 0 &&
    spawnSync(python, ['-m', 'pip', 'install', '--quiet', '-r', join(here, 'python/requirements.txt')]).status === 0;
  if (made) return python;
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  return undefined;
}

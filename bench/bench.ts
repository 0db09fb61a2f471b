/**
 * Compares cakupan with what a user would pick instead, on generated uploads. Each size, kind and number of files is a series of
 * its own, so that any of them can be repeated: `npm run bench -- --rows 1000000 --kinds some --files 40 --peers duckdb`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PEERS, peersOf } from './programs.ts';
import { KINDS, type Kind, measureSeries } from './series.ts';
import { machine, seriesTable } from './tables.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000,5000000,10000000,20000000' },
    kinds: { type: 'string', default: 'some' },
    files: { type: 'string', default: '40' },
    peers: { type: 'string', default: 'duckdb' },
    rounds: { type: 'string', default: '3' },
    gz: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const say = (message: string) => void process.stderr.write(`${message}\n`);
const kinds = values.kinds.split(',').map((kind): Kind => {
  if (kind === 'clean' || kind === 'some' || kind === 'all') return kind;
  throw new Error(`--kinds takes ${Object.keys(KINDS).join(', ')}; not ${kind}`);
});
const unknown = values.peers.split(',').filter((name) => name !== '' && !PEERS.some((peer) => peer === name));
if (unknown.length > 0) throw new Error(`--peers takes ${PEERS.join(', ')}; not ${unknown}`);

// Markdown goes to standard output, series by series; progress to standard error.
console.log(machine());
const peers = peersOf(values.peers.split(','), say);
const folders: string[] = [];
try {
  for (const rows of values.rows.split(',').map(Number)) {
    for (const files of values.files.split(',').map(Number)) {
      for (const kind of kinds) {
        const folder = mkdtempSync(join(tmpdir(), 'cakupan-bench-'));
        folders.push(folder);
        const options = { rows, files, gz: values.gz };
        console.log(seriesTable(await measureSeries(folder, options, kind, peers, Number(values.rounds), say)));
      }
    }
  }
} finally {
  if (values.keep) say(`kept ${folders.join(' ')}`);
  else for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

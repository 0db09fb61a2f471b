/**
 * Measures every step as single invocations, as the functions would run them: `node bench/invocations.ts`, or of other sizes
 * `--rows 1000000 --files 40 --out found.json`. From `bench/invocations.json` `bench/cost.ts` predicts what AWS will take and cost.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { arch, cpus, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { number, table } from './aws/markdown.ts';
import { keepMeasured, MEASURED, type Measured, type Round } from './aws/measured.ts';
import { programIn, startOf } from './aws/measuring.ts';
import { measureRound } from './aws/round.ts';
import { sdkCost } from './aws/sdk.ts';

const STEPS = ['Ingest', 'Register', 'Plan', 'Deduplicate', 'Aggregate', 'Publish'];

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '250000,2000000' },
    files: { type: 'string', default: '514,1' },
    out: { type: 'string', default: MEASURED },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'cakupan-invocations-'));
try {
  const program = await programIn(folder);
  const rounds: Round[] = [];
  for (const files of values.files.split(',').map(Number)) {
    for (const rows of values.rows.split(',').map(Number)) {
      const say = (message: string) => process.stderr.write(`${rows} rows, ${files} files: ${message}\n`);
      const round = await measureRound(join(folder, `${rows}-${files}`), program, rows, files, say);
      console.log(show(round));
      rounds.push(round);
    }
  }
  const measured: Measured = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${platform()} ${release()} ${arch()}, Node.js ${process.versions.node}`,
    start: Object.fromEntries(STEPS.map((step) => [step, startOf(step)])),
    sdk: await sdkCost(),
    rounds,
  };
  keepMeasured(measured, values.out);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function show({ rows, files, steps }: Round): string {
  const head =
    'step, invocations, s each, CPU s each, CPU s per million, MB resident, GET, PUT, LIST, MB in, MB out, read units, write units, bytes given, answered';
  const lines = steps.map(({ step, round, kind, invocations, seconds, cpu, size, asked, memory, ...payload }) => {
    const inRows = step === 'Ingest' && kind === 'peserta' && round === 'all';
    const inClaims = step === 'Deduplicate' || step === 'Aggregate';
    const each = (value: number, digits: number) => number(value / invocations, digits);
    return [
      [step, kind, round === 'all' ? '' : round].filter(Boolean).join(' '),
      number(invocations),
      each(seconds, 3),
      each(cpu, 3),
      inRows || inClaims ? number((cpu / (inRows ? rows : size)) * 1e6, 2) : '',
      number(memory / 1e6),
      each(asked.get, 1),
      each(asked.put, 1),
      each(asked.list, 1),
      each(asked.bytesIn / 1e6, 2),
      each(asked.bytesOut / 1e6, 2),
      each(asked.readUnits, 1),
      each(asked.writeUnits, 1),
      number(payload.payloadIn),
      number(payload.payloadOut),
    ];
  });
  return `### ${number(rows)} rows in ${number(files)} files\n\n${table(head.split(', '), lines)}`;
}

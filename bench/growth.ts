/**
 * How time and memory grow with rows, files, regions and people who stand twice, each alone: `npm run bench:growth`. What has been
 * asked for by `--of` and `--rows` is measured again; every figure is the median of `--rounds` runs in turn.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULTS, generate, type Options } from './generate.ts';
import { type Measure, measure } from './measure.ts';
import { cakupan } from './programs.ts';
import { figures, line, machine, medians, thousands } from './tables.ts';

const { values } = parseArgs({
  options: {
    of: { type: 'string', default: 'rows,files,regions,again' },
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
  },
});
const rows = Number(values.rows);

/** What is varied, and everything else stays. */
const VARIED: Record<string, { title: string; steps: Partial<Options>[]; label: (step: Partial<Options>) => string }> =
  {
    rows: {
      title: 'Rows, in 40 files',
      steps: [rows, 2 * rows, 4 * rows, 8 * rows].map((count) => ({ rows: count })),
      label: ({ rows: count = 0 }) => thousands(count),
    },
    files: {
      title: `Files, ${thousands(rows)} rows in all`,
      steps: [1, 40, 514, 1028].map((files) => ({ files })),
      label: ({ files }) => String(files),
    },
    regions: {
      title: `Kabupaten/kota, ${thousands(rows)} rows in 40 files`,
      steps: [1, 4, 20, 40].map((regencies) => ({ regencies })),
      label: ({ regencies }) => String(regencies),
    },
    again: {
      title: `Rows of a person who has one already, of ${thousands(rows)}`,
      steps: [0, 0.1, 0.5, 0.9].map((again) => ({ again })),
      label: ({ again = 0 }) => `${again * 100} %`,
    },
  };

console.log(machine());
// Removed at the end: a file system makes files slowly where it has just removed some.
const all = mkdtempSync(join(tmpdir(), 'cakupan-growth-'));
try {
  for (const name of values.of.split(',')) {
    const varied = VARIED[name];
    if (!varied) throw new Error(`--of takes ${Object.keys(VARIED).join(', ')}; not ${name}`);
    console.log(`### ${varied.title}\n`);
    console.log(line(['', 'wall', 'CPU', 'peak memory']));
    console.log('|---:|---:|---:|---:|');
    for (const step of varied.steps) {
      const runs = await measured({ ...DEFAULTS, rows, ...step });
      console.log(line([varied.label(step), ...figures(medians(runs))]));
    }
    console.log('');
  }
} finally {
  rmSync(all, { recursive: true });
}

async function measured(options: Options): Promise<Measure[]> {
  const folder = mkdtempSync(join(all, 'step-'));
  const uploads = join(folder, 'uploads');
  process.stderr.write(`${JSON.stringify(options)}\n`);
  generate(uploads, options);
  const runs: Measure[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    runs.push(await measure(cakupan(uploads, join(folder, `out-${round}`)), { CAKUPAN_KEY_FILE: join(folder, 'key') }));
  }
  return runs;
}

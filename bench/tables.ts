/** Measurements as Markdown. */
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { type Measure, median } from './measure.ts';
import { NAMES } from './programs.ts';
import type { Runs, Series } from './series.ts';

const KIND = { clean: 'all good', some: '6 % bad', all: 'all bad' };

export function machine(): string {
  const [cpu] = cpus();
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model.trim()}, `,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${platform()} ${release()} ${arch()}, Node.js ${process.versions.node}.\n`,
    'Medians of runs in turn; CPU is user and system time, memory the highest resident sum, both of the whole process tree.\n',
  ].join('');
}

export function seriesTable({ options, kind, bytes, rejected, all, correction, floor }: Series): string {
  const { rows, files, gz } = options;
  const rounds = all.get('cakupan')?.length ?? 0;
  return [
    `### ${thousands(rows)} rows, ${KIND[kind]}, in ${files} ${files === 1 ? 'file' : 'files'}${gz ? ' (gzip)' : ''}, ${(bytes / 1e6).toFixed(0)} MB\n`,
    `${rounds} ${rounds === 1 ? 'round' : 'rounds'}; ${thousands(rejected)} rows rejected.\n`,
    line(['', 'wall', 'CPU', 'peak memory', 'rows/s', 'wall ÷ cakupan', 'memory ÷ cakupan']),
    '|---|---:|---:|---:|---:|---:|---:|',
    ...lines(all, rows, ''),
    ...lines(correction, rows, ', one file corrected'),
    line(['`cat`, then `wc -l`', ...figures(medians(floor)), thousands(rows / medians(floor).wall), '', '']),
    '',
  ].join('\n');
}

function lines(runs: Runs, rows: number, what: string): string[] {
  const own = medians(runs.get('cakupan') ?? []);
  return [...runs].map(([name, measured]) => {
    const found = medians(measured);
    const ratios = name === 'cakupan' ? ['', ''] : [times(found.wall / own.wall), times(found.memory / own.memory)];
    return line([NAMES[name] + what, ...figures(found), thousands(rows / found.wall), ...ratios]);
  });
}

export function medians(runs: readonly Measure[]): Measure {
  return {
    wall: median(runs.map(({ wall }) => wall)),
    cpu: median(runs.map(({ cpu }) => cpu)),
    memory: median(runs.map(({ memory }) => memory)),
  };
}

export function figures({ wall, cpu, memory }: Measure): string[] {
  return [show(wall, 's', 2), show(cpu, 's', 2), show(memory / 1e6, 'MB', 0)];
}

export function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function times(value: number): string {
  return show(value, '×', 1);
}

/** "-" where the system does not tell. */
function show(value: number, unit: string, decimals: number): string {
  return Number.isFinite(value) ? `${value.toFixed(decimals)} ${unit}` : '-';
}

/** Tables and numbers as a page shows them. */

/** @param rows cells; the first column to the left, the others to the right unless `text` */
export function table(head: readonly string[], rows: readonly (readonly string[])[], text = false): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 || text ? '---' : '---:'));
  return `${[line(head), `|${rule.join('|')}|`, ...rows.map(line)].join('\n')}\n`;
}

export function dollars(usd: number): string {
  if (usd === 0) return '0';
  if (usd < 0.001) return '< 0.001';
  return usd < 1 ? usd.toFixed(3) : number(usd, 2);
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

/** Seconds, or minutes where it is many. */
export function time(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;
}

export function percent(share: number): string {
  if (share < 0.01) return '< 1 %';
  return `${number(share * 100)} %`;
}

export function gigabytes(gb: number): string {
  return gb < 0.01 ? '< 0.01' : number(gb, gb < 10 ? 2 : 0);
}

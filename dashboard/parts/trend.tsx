/** How a number went over the periods: a line with its values written at the points, and the same as a table. */
import { usePage } from '../page.ts';

export interface Point {
  readonly periode: string;
  /** Null where nothing is known: the line has a gap there. */
  readonly value: number | null;
  readonly said: string;
}

const WIDTH = 640;
const HEIGHT = 150;
const SIDE = 46;
const TOP = 30;
const BOTTOM = 34;

export function Trend({ label, points }: { label: string; points: readonly Point[] }) {
  const { format } = usePage();
  const top = Math.max(1, ...points.map(({ value }) => value ?? 0));
  const months = points.map(({ periode }) => monthOf(periode));
  const [first = 0, last = 0] = [months[0], months.at(-1)];
  const x = (i: number) => SIDE + ((WIDTH - 2 * SIDE) * ((months[i] ?? 0) - first)) / Math.max(1, last - first);
  const y = (value: number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * value) / top;
  return (
    <figure class="trend">
      <h3>{label}</h3>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${label}: ${points.map(sentence(format)).join('; ')}`}
      >
        <line class="axis" x1={SIDE} x2={WIDTH - SIDE} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
        {runs(points).map((run) => (
          <polyline
            key={run[0]}
            class="line"
            points={run.map((i) => `${x(i)},${y(points[i]?.value ?? 0)}`).join(' ')}
          />
        ))}
        {points.map(({ periode, value, said }, i) => (
          <g key={periode}>
            {value === null ? null : <circle class="dot" cx={x(i)} cy={y(value)} r="4" />}
            <text x={x(i)} y={value === null ? HEIGHT - BOTTOM - 8 : y(value) - 10} text-anchor="middle">
              {said}
            </text>
            <text class="soft" x={x(i)} y={HEIGHT - BOTTOM + 20} text-anchor="middle">
              {format.shortMonth(periode)}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

function sentence(format: { month: (periode: string) => string }) {
  return ({ periode, said }: Point) => `${format.month(periode)} ${said}`;
}

function monthOf(periode: string): number {
  const [year = 0, month = 0] = periode.split('-').map(Number);
  return 12 * year + month;
}

/** The stretches of points that follow one another without a gap, by their places. */
function runs(points: readonly Point[]): number[][] {
  const found: number[][] = [];
  let run: number[] = [];
  points.forEach(({ value }, i) => {
    if (value === null) run = [];
    else {
      if (run.length === 0) found.push(run);
      run.push(i);
    }
  });
  return found;
}

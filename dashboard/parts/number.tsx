/** A number of a table, or the word for why there is none. */
import type { Cell } from '../../pipeline/contracts/view.ts';
import { type Figure, figure, type Reporting } from '../data/cells.ts';
import { usePage } from '../page.ts';

interface Props {
  readonly cell: Cell | undefined;
  /** What reporting.csv says of the region: it explains that there is no number. */
  readonly reporting?: Reporting;
  readonly as?: 'count' | 'percent';
}

export function Num({ cell, reporting, as = 'count' }: Props) {
  const { tier, format } = usePage();
  const what = figure(cell, reporting, tier);
  if (what.kind === 'angka') return <>{as === 'percent' ? format.percent(what.value) : format.count(what.value)}</>;
  return <State kind={what.kind} />;
}

export function State({ kind }: { kind: Exclude<Figure['kind'], 'angka'> }) {
  const { words } = usePage();
  return (
    <span class="state" data-state={kind} title={words.stateArti[kind]}>
      {words.state[kind]}
    </span>
  );
}

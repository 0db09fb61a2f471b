/** How far a commitment is: its status in words, its deadline, and whether that has passed. Never by colour alone. */
import type { Cell } from '../../pipeline/contracts/view.ts';
import { cellOf, wordIn } from '../data/cells.ts';
import { usePage } from '../page.ts';

export function isLate(row: readonly Cell[] | undefined): boolean {
  return cellOf('commitments', row, 'terlambat') === 'ya';
}

export function isDone(row: readonly Cell[] | undefined): boolean {
  return cellOf('commitments', row, 'status') === 'SELESAI';
}

export function Deadline({ row }: { row: readonly Cell[] | undefined }) {
  const { words, format } = usePage();
  if (!row) return <span class="state">{words.monev.tanpaJanji}</span>;
  const status = wordIn(cellOf('commitments', row, 'status'));
  const deadline = wordIn(cellOf('commitments', row, 'tenggat'));
  const look = isLate(row) ? 'late' : isDone(row) ? 'done' : 'due';
  return (
    <>
      <span class={`mark ${look}`}>
        {status === 'BELUM' || status === 'PROSES' || status === 'SELESAI' ? words.komitmenStatus[status] : status}
        {isLate(row) ? `, ${words.terlambat}` : ''}
      </span>
      <span class="small">{deadline === '' ? words.tanpaTenggat : format.day(deadline)}</span>
    </>
  );
}

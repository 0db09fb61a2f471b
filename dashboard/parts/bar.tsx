/** A bar of a table's row, with the line that it should reach. It repeats a number beside it, so it is not read aloud. */
import { reach } from '../scale.ts';

interface Props {
  readonly value: number | null;
  readonly whole: number;
  readonly target?: number | null;
}

export function Bar({ value, whole, target = null }: Props) {
  if (value === null) return null;
  return (
    <span class="track" aria-hidden="true">
      <span class="fill" style={{ width: `${reach(value, whole)}%` }} />
      {target === null ? null : <span class="target" style={{ left: `${reach(target, whole)}%` }} />}
    </span>
  );
}

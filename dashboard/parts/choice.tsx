/** One of a few, as a part of the address. */
import { setQuery, usePage } from '../page.ts';

interface Props {
  readonly label: string;
  /** Of the query. */
  readonly name: string;
  readonly value: string;
  /** What the address need not say. */
  readonly usual: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}

export function Choice({ label, name, value, usual, options }: Props) {
  const { address } = usePage();
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setQuery(address, { [name]: chosen === usual ? '' : chosen });
        }}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

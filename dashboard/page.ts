/** What every part of the page needs to know: where it is, in which language, of which tier; and how to read data. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Index, Latest } from '../pipeline/contracts/published.ts';
import { type Address, writeAddress } from './address.ts';
import type { Tier } from './data/cells.ts';
import type { Revision } from './data/revision.ts';
import type { Format, Language } from './format.ts';
import type { Words } from './words/id.ts';

export interface Page {
  readonly address: Address;
  readonly tier: Tier;
  readonly language: Language;
  readonly words: Words;
  readonly format: Format;
}

/** The revision that is looked at, among those of its period. */
export interface Shown extends Page {
  readonly of: Revision;
  readonly index: Index;
  readonly latest: Latest;
}

export const PageContext = createContext<Page | null>(null);
export const ShownContext = createContext<Shown | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('outside of the page');
  return page;
}

export function useShown(): Shown {
  const shown = useContext(ShownContext);
  if (!shown) throw new Error('outside of a revision');
  return shown;
}

/** A link from where the page is, to somewhere else: what is not named stays, but for the query. */
export function linkFrom(address: Address, to: Partial<Address>): string {
  return writeAddress({ ...address, query: {}, ...to });
}

/** Changes a part of the query without leaving a trace in the browser's history: filters are not places. */
export function setQuery(address: Address, changes: Readonly<Record<string, string>>): void {
  location.replace(writeAddress({ ...address, query: { ...address.query, ...changes } }));
}

export type Reading<T> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'there'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Reads again whenever `key` changes; what was read for another key is never shown. */
export function useReading<T>(key: string, reader: () => Promise<T>): Reading<T> {
  const [state, setState] = useState<{ key: string; reading: Reading<T> }>({ key, reading: { kind: 'waiting' } });
  useEffect(() => {
    let wanted = true;
    const show = (reading: Reading<T>) => {
      if (wanted) setState({ key, reading });
    };
    reader().then(
      (value) => show({ kind: 'there', value }),
      (error: unknown) => show({ kind: 'failed', error }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return state.key === key ? state.reading : { kind: 'waiting' };
}

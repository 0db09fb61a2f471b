/** The page's addresses: what stands after the `#` as data, and back. A link keeps everything that is seen. */
import { type Code, isCode } from '../pipeline/rules/codes.ts';
import { isPeriode } from '../pipeline/rules/keys.ts';

export const VIEWS = ['wilayah', 'monev', 'banding', 'catatan', 'unduh', 'periksa', 'kode'] as const;
export type View = (typeof VIEWS)[number];

export interface Address {
  readonly view: View;
  /** Which code the view `kode` explains; null: all of them. */
  readonly rule: Code | null;
  /** Null: the newest period. */
  readonly periode: string | null;
  /** Null: the period's current revision. */
  readonly revision: string | null;
  /** Digits alone; `00` is the nation. */
  readonly kode: string;
  /** Filters, sorting, and what a comparison compares with. */
  readonly query: Readonly<Record<string, string>>;
}

export const START: Address = { view: 'wilayah', rule: null, periode: null, revision: null, kode: '00', query: {} };

/** @returns null for an address that leads nowhere: it is said so, instead of showing something else */
export function readAddress(hash: string): Address | null {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const parts = path.split('/').filter((part) => part !== '');
  const query = Object.fromEntries(new URLSearchParams(search));
  const view = VIEWS.find((name) => name === parts[0]) ?? 'wilayah';
  if (parts[0] === view) parts.shift();
  const word = view === 'kode' ? (parts[0] ?? '') : '';
  const rule = isCode(word) ? word : null;
  if (rule) parts.shift();
  const periode = isPeriode(parts[0] ?? '') ? (parts.shift() ?? null) : null;
  const revision = periode !== null && /^r[1-9]\d*$/.test(parts[0] ?? '') ? (parts.shift() ?? null) : null;
  const codes = parts.map((part) => part.replaceAll('.', ''));
  const kode = codes.at(-1) ?? '00';
  const known = /^(\d{2}|\d{4}|\d{6}|\d{10})$/.test(kode) && codes.every((code) => kode.startsWith(code));
  return known ? { view, rule, periode, revision, kode, query } : null;
}

export function writeAddress({ view, rule, periode, revision, kode, query }: Address): string {
  const parts = [
    ...(view === 'wilayah' ? [] : [view]),
    ...(view === 'kode' && rule !== null ? [rule] : []),
    ...(periode === null ? [] : [periode]),
    ...(periode === null || revision === null ? [] : [revision]),
    ...lineage(kode).slice(1),
  ];
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#/${parts.join('/')}${search === '' ? '' : `?${search}`}`;
}

/** The codes from the nation down to a region, itself included. */
export function lineage(kode: string): string[] {
  if (kode === '00') return ['00'];
  return ['00', ...[2, 4, 6, 10].filter((length) => length <= kode.length).map((length) => kode.slice(0, length))];
}

export const LEVELS = ['nasional', 'provinsi', 'kabkota', 'kecamatan', 'desa'] as const;
export type Level = (typeof LEVELS)[number];

export function levelOf(kode: string): Level {
  return LEVELS[lineage(kode).length - 1] ?? 'nasional';
}

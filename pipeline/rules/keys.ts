/** Upload keys: which period, territory, jenis and slot a key names, and which keys are passed over. */
import { JENIS, type Jenis } from './columns.ts';
import type { Regions } from './regions.ts';

export const EXTENSIONS = ['csv', 'csv.gz', 'xlsx'] as const;
export type Extension = (typeof EXTENSIONS)[number];

/** What a well-formed key says. */
export interface UploadKey {
  readonly key: string;
  readonly periode: string;
  /** The uploader's territory, digits alone. */
  readonly wilayah: string;
  readonly jenis: Jenis;
  readonly extension: Extension;
  /** The place that this upload fills: `<periode>/<wilayah>/<jenis>[-<label>]`. */
  readonly slot: string;
}

/** A key that does not fit (`PATH_INVALID`); it belongs to a period where its first folder is one. */
export interface InvalidKey {
  readonly key: string;
  readonly periode: string | undefined;
  readonly jenis?: undefined;
}

const PERIODE = '(?:19|2\\d)\\d\\d-(?:0[1-9]|1[0-2])';
const PERIODE_ALONE = new RegExp(`^${PERIODE}$`);
const PERIODE_FOLDER = new RegExp(`^(${PERIODE})/`);
const KEY = new RegExp(
  `^(${PERIODE})/(\\d{2}|\\d{4}|\\d{2}\\.\\d{2})/((peserta|target|komitmen)(?:-[a-z0-9-]+)?)\\.(csv\\.gz|csv|xlsx)$`,
);

/** Whether a text is a period, `YYYY-MM` in the years 1900 to 2999. */
export function isPeriode(text: string): boolean {
  return PERIODE_ALONE.test(text);
}

/** Whether a key is passed over in silence: system files, drafts and lock files, at any level. */
export function isIgnored(key: string): boolean {
  return key.split('/').some((part) => /^[._]|^~\$/.test(part) || part === 'Thumbs.db' || part === 'desktop.ini');
}

/** What a key says, or why it says nothing. */
export function readKey(key: string, regions: Regions): UploadKey | InvalidKey {
  const ending = /\.(csv\.gz|csv|xlsx)$/i.exec(key)?.[0] ?? '';
  const m = KEY.exec(key.slice(0, key.length - ending.length) + ending.toLowerCase());
  const [, periode = '', territory = '', stem = '', kind, end] = m ?? [];
  const wilayah = territory.replace('.', '');
  const jenis = JENIS.find((known) => known === kind);
  const extension = EXTENSIONS.find((known) => known === end);
  if (!jenis || !extension || regions.find(wilayah) < 0) return { key, periode: PERIODE_FOLDER.exec(key)?.[1] };
  return { key, periode, wilayah, jenis, extension, slot: `${periode}/${wilayah}/${stem}` };
}

/** Keys in the order of their UTF-8 bytes, which is the order of their code points. */
export function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; ) {
    const x = a.codePointAt(i) ?? 0;
    const y = b.codePointAt(i) ?? 0;
    if (x !== y) return x - y;
    i += x > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}

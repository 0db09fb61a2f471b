/** What readers of a bucket are told of its objects. */
import type { About } from './s3.ts';

/** Rejected rows hold what people sent; a lifecycle rule lets objects of this tag expire. */
const REJECTED_ROWS = 'isi=baris-ditolak';

/** What a browser must be told to show a file, or to load it as a part of the page. */
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const FOR_EVER = 'public, max-age=31536000, immutable';

/** A file of a revision never changes; what lies beside the revisions says which one is current. */
export function aboutSnapshot(key: string): About {
  const isOfRevision = /^[^/]+\/r\d+\//.test(key);
  return { ...about(key), CacheControl: isOfRevision ? FOR_EVER : 'no-cache' };
}

/** The names of the page's files tell one build from another; the page itself says which belong to it. */
export function aboutPage(key: string): About {
  return { ...about(key), CacheControl: key.startsWith('assets/') ? FOR_EVER : 'no-cache' };
}

/** Reports lie beside rows with names, and are written anew when a later upload takes their place. */
export function aboutReport(key: string): About {
  const isRows = /\/rejected\.(?:csv|xlsx)$/.test(key);
  return { ...about(key), CacheControl: 'no-store', ...(isRows && { Tagging: REJECTED_ROWS }) };
}

/** The media type that the ending of a name stands for; undefined for one that is not known. */
export function typeOf(key: string): string | undefined {
  return TYPES[key.split('.').at(-1) ?? ''];
}

function about(key: string): About {
  const ContentType = typeOf(key);
  return ContentType === undefined ? {} : { ContentType };
}

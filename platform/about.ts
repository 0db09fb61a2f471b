/** What readers of a bucket are told of its objects. */
import type { About } from './s3.ts';

/** Rejected rows hold what people sent; a lifecycle rule lets objects of this tag expire. */
const REJECTED_ROWS = 'isi=baris-ditolak';

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A file of a revision never changes; what lies beside the revisions says which one is current. */
export function aboutSnapshot(key: string): About {
  const isOfRevision = /^[^/]+\/r\d+\//.test(key);
  return { ...typeOf(key), CacheControl: isOfRevision ? 'public, max-age=31536000, immutable' : 'no-cache' };
}

/** Reports lie beside rows with names, and are written anew when a later upload takes their place. */
export function aboutReport(key: string): About {
  const isRows = /\/rejected\.(?:csv|xlsx)$/.test(key);
  return { ...typeOf(key), CacheControl: 'no-store', ...(isRows && { Tagging: REJECTED_ROWS }) };
}

function typeOf(key: string): About {
  const ContentType = TYPES[key.split('.').at(-1) ?? ''];
  return ContentType === undefined ? {} : { ContentType };
}

/**
 * What officials see in a browser: an index, the snapshots and the reports, read from two stores. A request handler for
 * this computer alone; nothing here writes, and no page runs a script or asks another computer for anything.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { NotFound, type ObjectStore } from '../pipeline/ports.ts';
import type { Sentence } from '../pipeline/rules/codes.ts';
import { indexPage, messagePage } from './site-page.ts';

export interface SiteSettings {
  readonly snapshots: ObjectStore;
  readonly reports: ObjectStore;
  /** Whose data these are, for people. */
  readonly title: string;
  /** The same as no other source is called: a part of the addresses of what browsers may keep. */
  readonly source: string;
  /** An error of a store in words. */
  readonly explain: (error: unknown) => Sentence;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A page elsewhere that has its own name lead to this computer must not read on behalf of its visitor. */
const HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const HTML = 'text/html; charset=utf-8';
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: HTML,
  json: 'application/json; charset=utf-8',
};

export function site(settings: SiteSettings): Handler {
  return async (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    try {
      await answer(request, response, settings);
    } catch (error) {
      if (response.headersSent)
        response.destroy(); // cut off, so that nobody takes a part for the whole
      else if (error instanceof NotFound) say(response, 404, MISSING);
      else say(response, 502, settings.explain(error));
    }
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, settings: SiteSettings): Promise<void> {
  if (!HOSTS.has((request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase())) return say(response, 421, STRANGER);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return say(response, 405, READ_ONLY);
  }
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  if (path === '/') {
    return send(response, 200, await indexPage(settings));
  }
  const place = placeOf(path);
  if (!place) return say(response, 404, MISSING);
  response.setHeader('Content-Type', TYPES[place.key.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
  response.setHeader('Cache-Control', keeping(place, new URLSearchParams(query).get('dari') === settings.source));
  const store = settings[place.store];
  if (request.method === 'HEAD') {
    const found = await store.head(place.key);
    if (!found) return say(response, 404, MISSING);
    response.setHeader('Content-Length', found.size);
    response.end();
    return;
  }
  for await (const piece of store.stream(place.key)) {
    // A piece is only lent: it is copied where it is not sent at once.
    if (!response.write(Uint8Array.from(piece))) await drained(response);
    if (response.destroyed) return;
  }
  response.end();
}

interface Place {
  readonly store: 'snapshots' | 'reports';
  readonly key: string;
}

/** @returns undefined for a path that leads to no key: one that climbs, or hides a slash, or is no text */
function placeOf(path: string): Place | undefined {
  const [empty, store, ...parts] = path.split('/');
  if (empty !== '' || (store !== 'snapshots' && store !== 'reports') || parts.length === 0) return undefined;
  try {
    const names = parts.map(decodeURIComponent);
    if (names.some((name) => name === '' || name === '.' || name === '..' || /[/\\\0-\x1f]/.test(name)))
      return undefined;
    return { store, key: names.join('/') };
  } catch {
    return undefined; // a % that is followed by no character
  }
}

/**
 * A revision never changes, but two stacks each have their own under the same path, and are shown at the same address one
 * after the other: it may be kept only where the address says whose it is. Reports are written anew when a later upload
 * takes their place, and lie beside rows with names, which stay in no cache.
 */
function keeping({ store, key }: Place, namesSource: boolean): string {
  if (store === 'reports') return 'no-store';
  const isPointer = key === 'index.json' || key.endsWith('/latest.json');
  return namesSource && !isPointer ? 'private, max-age=31536000, immutable' : 'no-cache';
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

function say(response: ServerResponse, status: number, sentence: Sentence): void {
  send(response, status, messagePage(sentence));
}

/** To a HEAD the same without the page itself: Node leaves it out. */
function send(response: ServerResponse, status: number, page: string): void {
  const body = new TextEncoder().encode(page);
  response.writeHead(status, { 'Content-Type': HTML, 'Content-Length': body.length, 'Cache-Control': 'no-store' });
  response.end(body);
}

const MISSING: Sentence = {
  id: 'Halaman atau berkas ini tidak ada. Mulai dari daftar periode.',
  en: 'There is no such page or file. Begin at the list of periods.',
};

const READ_ONLY: Sentence = {
  id: 'Di sini hanya bisa membaca (GET dan HEAD).',
  en: 'This can only be read (GET and HEAD).',
};

const STRANGER: Sentence = {
  id: 'Alamat ini hanya melayani komputer ini sendiri: buka lewat http://127.0.0.1 atau http://localhost.',
  en: 'This address serves this computer alone: open it as http://127.0.0.1 or http://localhost.',
};

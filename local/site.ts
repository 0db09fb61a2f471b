/**
 * What officials see in a browser: the page, the snapshots that it reads, the reports, and plain links to all tables. A request
 * handler for this computer alone; nothing here writes, and no page asks another computer for anything.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotFound, type ObjectStore } from '../pipeline/ports.ts';
import type { Sentence } from '../pipeline/rules/codes.ts';
import { typeOf } from '../platform/about.ts';
import type { Page } from '../platform/page.ts';
import { compressor } from './compress.ts';
import { indexPage, messagePage } from './site-page.ts';

export interface SiteSettings {
  /** The page as it was built; where there is none, plain links take its place. */
  readonly page: Page | undefined;
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

const ENDS = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Reports and links are single files that bring their own look; none runs a script. */
const PLAIN = `default-src 'none'; style-src 'unsafe-inline'; ${ENDS}`;
/** The page is made of its own files alone (WebAssembly among them); pictures that it draws for a download it keeps in memory. */
const PAGE = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; ${ENDS}`;

const HEADERS = {
  'Content-Security-Policy': PLAIN,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const HTML = 'text/html; charset=utf-8';

/** Plain links to the tables of every period. */
const LINKS = '/tabel';

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
  const isStart = path === '/' || path === `/${INDEX.key}`; // a report's links name the file, for plain folders
  if (path === LINKS || (isStart && !settings.page)) return send(response, 200, await indexPage(settings));
  const place = isStart ? INDEX : placeOf(path);
  if (!place) return say(response, 404, MISSING);
  const type = typeOf(place.key) ?? 'application/octet-stream';
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', keeping(place, new URLSearchParams(query).get('dari') === settings.source));
  response.setHeader('Vary', 'Accept-Encoding');
  if (place.store === 'page') response.setHeader('Content-Security-Policy', PAGE);
  if (request.method === 'HEAD') {
    const size = await sizeOf(place, settings);
    if (size === undefined) return say(response, 404, MISSING);
    response.setHeader('Content-Length', size);
    response.end();
    return;
  }
  const pieces = piecesOf(place, settings);
  const first = await pieces.next(); // what cannot be read is told in words, as long as nothing is sent
  const compressed = compressor(request, type);
  if (compressed) response.setHeader('Content-Encoding', compressed.name);
  const body = Readable.from(continued(first, pieces));
  await (compressed ? pipeline(body, compressed.through, response) : pipeline(body, response));
}

async function sizeOf({ store, key }: Place, settings: SiteSettings): Promise<number | undefined> {
  return store === 'page' ? settings.page?.get(key)?.length : (await settings[store].head(key))?.size;
}

async function* piecesOf({ store, key }: Place, settings: SiteSettings): AsyncGenerator<Uint8Array> {
  if (store === 'page') {
    const file = settings.page?.get(key);
    if (!file) throw new NotFound(`the page has no ${key}`);
    yield file;
    return;
  }
  // A piece is only lent: whoever is slow would read the next one in its place.
  for await (const piece of settings[store].stream(key)) yield Uint8Array.from(piece);
}

async function* continued(first: IteratorResult<Uint8Array>, rest: AsyncGenerator<Uint8Array>) {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

interface Place {
  readonly store: 'snapshots' | 'reports' | 'page';
  readonly key: string;
}

const INDEX: Place = { store: 'page', key: 'index.html' };

/** @returns undefined for a path that leads to no key: one that climbs, or hides a slash, or is no text */
function placeOf(path: string): Place | undefined {
  const [empty, folder, ...parts] = path.split('/');
  if (empty !== '' || parts.length === 0) return undefined;
  if (folder !== 'snapshots' && folder !== 'reports' && folder !== 'assets') return undefined;
  try {
    const names = parts.map(decodeURIComponent);
    if (names.some((name) => name === '' || name === '.' || name === '..' || /[/\\\0-\x1f]/.test(name)))
      return undefined;
    const key = names.join('/');
    return folder === 'assets' ? { store: 'page', key: `assets/${key}` } : { store: folder, key };
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
  if (store === 'page') return 'no-cache';
  const isPointer = !/^[^/]+\/r\d+\//.test(key);
  return namesSource && !isPointer ? 'private, max-age=31536000, immutable' : 'no-cache';
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

/** The site that shows officials tables and reports: what it serves, to whom, and what it refuses in words. */
import { createServer, request, type Server } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '../../local/failure.ts';
import { serve } from '../../local/serve.ts';
import { site } from '../../local/site.ts';
import { forOfficials } from '../../platform/page.ts';
import { MemoryStore } from '../memory.ts';

const snapshots = new MemoryStore();
const reports = new MemoryStore();
const broken = new MemoryStore();
broken.stream = async function* () {
  yield new Uint8Array(100_000);
  throw new Error('the connection to the bucket broke');
};

/** Stands in for the page that a build makes. */
const page = forOfficials(
  new Map(
    Object.entries({
      'index.html': '<!doctype html><meta name="tingkat" content="public"><script src="./assets/a-1.js"></script>',
      'assets/a-1.js': `console.log("${'cakupan '.repeat(500)}");`,
    }).map(([key, text]) => [key, Uint8Array.from(new TextEncoder().encode(text))]),
  ),
);

const LARGE = Uint8Array.from({ length: 5_000_000 }, (_, i) => i % 251);

let server: Server;
let port = 0;
beforeAll(async () => {
  const write = (store: MemoryStore, key: string, text: string) => store.write(key, new TextEncoder().encode(text));
  await write(
    snapshots,
    'index.json',
    '{"periods":[{"periode":"2023-08","revision":"r2"},{"periode":"2023-09","revision":"r1"}]}',
  );
  await write(snapshots, '2023-08/latest.json', '{}');
  await write(snapshots, '2023-08/r2/exact/coverage.csv', 'periode,level\n');
  await write(snapshots, '2023-08/r2/exact/changes.json', '{}');
  await write(snapshots, '2023-08/r2/public/coverage.csv', 'periode\n');
  await write(snapshots, '2023-08/r1/exact/coverage.csv', 'lama\n');
  await snapshots.write('2023-09/r1/exact/besar.csv', LARGE);
  await write(snapshots, '2023-09/r1/exact/tabel.xlsx', 'PK');
  await write(snapshots, 'kosong.csv', '');
  await write(reports, '2023-08/8171/peserta/v1/report.html', '<!doctype html><p>Diterima</p>');
  await write(reports, '2023-08/8171/peserta/v1/rejected.csv', 'baris\n');
  const explain = (error: unknown) => ({ id: `Bucket: ${error}`, en: 'The bucket cannot be read.' });
  const source = 's3://cakupan-dev-x/';
  const handler = site({ page, snapshots, reports, title: 'cakupan-<dev>', source, explain });
  const failing = site({ page: undefined, snapshots: broken, reports: broken, title: '', source, explain });
  server = createServer((incoming, response) => {
    void (incoming.headers['x-broken'] ? failing : handler)(incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => void server.close());

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
  readonly cut: boolean;
}

/** Asks with exactly this path, which `fetch` would tidy up. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', () => {}); // told by what is complete
      response.on('close', () => {
        const body = Buffer.concat(pieces);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, cut: !response.complete });
      });
    });
    asked.on('error', reject).end();
  });
}

describe('the page', () => {
  const PAGE =
    /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; .*connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/;

  test('is the one for officials, may load its own files, and nothing inline or from elsewhere', async () => {
    const { status, body, headers } = await ask('/');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(body.toString()).toContain('<meta name="tingkat" content="exact">');
    expect(headers['content-security-policy']).toMatch(PAGE);
    expect(headers['content-security-policy']).not.toMatch(/'unsafe|https?:|\*/);
    expect(await ask('/assets/a-1.js')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
    expect((await ask('/assets/b.js')).status).toBe(404);
    expect((await ask('/', {}, 'HEAD')).headers['content-length']).toBe(String(body.length));
  });

  test('answers by the name of its file as well, which links in reports lead to', async () => {
    const [start, named] = [await ask('/'), await ask('/index.html')];
    expect(named.status).toBe(200);
    expect(named.body).toEqual(start.body);
    const headers = ['content-type', 'cache-control', 'content-security-policy'];
    for (const name of headers) expect(named.headers[name]).toBe(start.headers[name]);
    expect((await ask('/index.html', {}, 'HEAD')).headers['content-length']).toBe(String(start.body.length));
  });

  test.each([
    ['br', brotliDecompressSync],
    ['gzip, deflate', gunzipSync],
  ])('comes compressed to a browser that accepts %s', async (accepted, expand) => {
    const plain = await ask('/assets/a-1.js');
    const { body, headers } = await ask('/assets/a-1.js', { 'accept-encoding': accepted });
    expect(headers).toMatchObject({ 'content-encoding': accepted.split(',')[0], vary: 'Accept-Encoding' });
    expect(body.length).toBeLessThan(plain.body.length / 10);
    expect(expand(body).equals(plain.body)).toBe(true);
  });

  test('comes as it is to one that does not, and so does what is no text', async () => {
    const refused = { 'accept-encoding': 'br;q=0, gzip;q=0.0' };
    expect((await ask('/assets/a-1.js', refused)).headers).not.toHaveProperty('content-encoding');
    const all = { 'accept-encoding': 'br, gzip' };
    expect((await ask('/snapshots/2023-09/r1/exact/tabel.xlsx', all)).headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
    expect((await ask('/snapshots/2023-09/r1/exact/tabel.xlsx', all)).headers).not.toHaveProperty('content-encoding');
    const large = await ask('/snapshots/2023-09/r1/exact/besar.csv', all);
    expect(brotliDecompressSync(large.body).equals(LARGE)).toBe(true);
  });
});

describe('the index', () => {
  test('lists periods, the newest first, with links to the tables of their current revision', async () => {
    const { status, body, headers } = await ask('/tabel');
    const page = body.toString();
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.indexOf('2023-09')).toBeLessThan(page.indexOf('2023-08'));
    expect(page).toContain('cakupan-&#60;dev&#62;');
    expect(page).not.toContain('/r1/exact/coverage.csv');
    for (const [, link = ''] of page.matchAll(/href="([^"]*)"/g)) expect((await ask(link)).status).toBe(200);
    expect([...page.matchAll(/href="\/snapshots\/2023-08\/r2\/([^?]*)\?/g)].map(([, path]) => path)).toEqual([
      'exact/coverage.csv',
      'public/coverage.csv',
      'exact/changes.json',
    ]);
  });

  test('asks no other computer for anything and runs no script', async () => {
    const { body, headers } = await ask('/tabel');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; .*frame-ancestors 'none'$/,
    );
    expect(body.toString()).not.toMatch(/<script|https?:|src=|@import|url\(/);
  });

  test('says so when nothing has been published', async () => {
    const empty = new MemoryStore();
    const handler = site({
      page: undefined,
      snapshots: empty,
      reports: empty,
      title: 'x',
      source: 'x',
      explain: () => ({ id: '', en: '' }),
    });
    const other = createServer((incoming, response) => void handler(incoming, response));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const answer = await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
    expect(await answer.text()).toContain('Belum ada periode yang terbit');
    other.close();
  });
});

describe('a file', () => {
  const FROM = '?dari=s3%3A%2F%2Fcakupan-dev-x%2F';
  const FOR_EVER = 'private, max-age=31536000, immutable';
  test.each<[string, string, string]>([
    ['/snapshots/index.json', 'application/json; charset=utf-8', 'no-cache'],
    [`/snapshots/2023-08/latest.json${FROM}`, 'application/json; charset=utf-8', 'no-cache'],
    [`/snapshots/2023-08/r2/exact/coverage.csv${FROM}`, 'text/csv; charset=utf-8', FOR_EVER],
    ['/snapshots/2023-08/r2/exact/coverage.csv', 'text/csv; charset=utf-8', 'no-cache'],
    ['/snapshots/2023-08/r2/exact/coverage.csv?dari=s3%3A%2F%2Fcakupan-prod', 'text/csv; charset=utf-8', 'no-cache'],
    [`/reports/2023-08/8171/peserta/v1/report.html${FROM}`, 'text/html; charset=utf-8', 'no-store'],
    ['/reports/2023-08/8171/peserta/v1/rejected.csv', 'text/csv; charset=utf-8', 'no-store'],
  ])('%s is %s, kept: %s', async (path, type, keeping) => {
    const { status, headers } = await ask(path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, keeping]);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('arrives whole, however large, and empty where it is', async () => {
    expect((await ask('/snapshots/2023-09/r1/exact/besar.csv')).body.equals(LARGE)).toBe(true);
    expect(await ask('/snapshots/kosong.csv')).toMatchObject({ status: 200, cut: false, body: Buffer.alloc(0) });
  });

  test('is described to HEAD, and not sent', async () => {
    const { status, headers, body } = await ask('/snapshots/2023-09/r1/exact/besar.csv', {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, String(LARGE.length), 0]);
    expect((await ask('/snapshots/x', {}, 'HEAD')).status).toBe(404);
  });

  test('that breaks off is cut, so that nobody takes a part for the whole', async () => {
    expect(await ask('/snapshots/x.csv', { 'x-broken': '1' })).toMatchObject({ status: 200, cut: true });
  });

  test('that cannot be read at all is an explanation', async () => {
    const failed = await ask('/', { 'x-broken': '1' });
    expect(failed.status).toBe(200); // an index that is not there is an empty one
    const stream = broken.stream;
    broken.stream = async function* () {
      yield* [];
      throw new Error('AccessDenied');
    };
    const { status, body, headers } = await ask('/reports/x.html', { 'x-broken': '1' });
    broken.stream = stream;
    expect([status, headers['content-type']]).toEqual([502, 'text/html; charset=utf-8']);
    expect(body.toString()).toContain('Bucket: Error: AccessDenied');
  });
});

describe('what is refused', () => {
  test.each([
    '/snapshots/../package.json',
    '/snapshots/2023-08/../../x',
    '/snapshots/%2e%2e/x',
    '/snapshots/2023-08%2Flatest.json',
    '/snapshots/2023-08%5clatest.json',
    '/snapshots//2023-08/latest.json',
    '/snapshots/2023-08/latest.json%00',
    '/snapshots/%',
    '/snapshots/',
    '/snapshots',
    '/laporan/x',
    'http://127.0.0.1/',
    '/favicon.ico',
  ])('%s leads nowhere, and says so in both languages', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).toMatch(/tidak ada.*no such page/s);
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '192.168.1.7', 'localhost.evil:1'])(
    'a page that was found under the name %j of another computer',
    async (host) => {
      const { status, body } = await ask('/snapshots/2023-08/latest.json', { host });
      expect([status, body.includes('hanya melayani komputer ini sendiri')]).toEqual([421, true]);
    },
  );

  test.each(['localhost', 'LocalHost:8080', '127.0.0.1:1', '[::1]:8080'])('but not this one: %s', async (host) => {
    expect((await ask('/snapshots/2023-08/latest.json', { host })).status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s, for nothing here can be written', async (method) => {
    const { status, headers, body } = await ask('/', {}, method);
    expect([status, headers.allow, body.includes('hanya bisa membaca')]).toEqual([405, 'GET, HEAD', true]);
  });
});

describe('serving', () => {
  const handler = site({ page, snapshots, reports, title: 'x', source: 'x', explain: () => ({ id: '', en: '' }) });

  test('ends cleanly when it is asked to', async () => {
    let address = '';
    const served = serve(handler, 0, (told) => {
      address = told;
    });
    await expect.poll(() => address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect((await fetch(address)).status).toBe(200);
    process.emit('SIGINT');
    await served;
    await expect(fetch(address)).rejects.toThrow();
  });

  test('says which port is taken, and what to do', async () => {
    const failure = await serve(handler, port, () => {}).catch((error) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure.sentence.en).toBe(
      `Another program uses port ${port}. Name another with --port, or --port 0 for any that is free.`,
    );
  });
});

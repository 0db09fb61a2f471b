/** `cakupan verify`: what the program publishes is sound; a file, a revision or a pointer that is not is named. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Failure } from '../../local/failure.ts';
import { lock } from '../../local/lock.ts';
import { HEADERS, LISTED } from '../../local/verify/layout.ts';
import { verifyVerb } from '../../local/verify/verb.ts';
import { verify } from '../../local/verify/verify.ts';
import { Manifest } from '../../pipeline/contracts/published.ts';
import { json } from '../../pipeline/snapshot/pointers.ts';
import { script } from '../../pipeline/snapshot/script.ts';
import { temporaryFolder } from '../cakupan.ts';
import { REGIONS } from '../memory.ts';
import {
  aLife,
  bytes,
  CASES,
  type Objects,
  PERIODE,
  Published,
  periodsOf,
  publishedBy,
  repaired,
  sha256,
  text,
  verdictOn,
} from './verify/published.ts';

describe('what the program publishes is sound', () => {
  test.each(readdirSync(CASES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])))(
    'in the case %s',
    async (name) => {
      const { fault, parts } = await verdictOn(await publishedBy(name), { all: true });
      expect(fault).toBeNull();
      expect(parts.filter(({ revision }) => revision !== null).length).toBe(periodsOf(await publishedBy(name)).length);
    },
  );

  test('through corrections, rejections, held files, withdrawals, a rollback and a release', async () => {
    const { fault, parts } = await verdictOn(await aLife(), { all: true });
    expect(fault).toBeNull();
    expect(parts.map(({ periode, revision }) => `${periode}/${revision}`).join(' ')).toBe(
      'null/null 2023-07/null 2023-07/r1 2023-08/null 2023-08/r1 2023-08/r2 2023-08/r3 2023-08/r4 2023-08/r5 2023-08/r6',
    );
  });
});

describe('a file', () => {
  let objects: Objects;
  beforeAll(async () => {
    objects = await publishedBy('public-tier');
  });
  const at = (path: string) => `${PERIODE}/r1/${path}`;

  test('that is missing is named', async () => {
    for (const path of [...LISTED, 'exact/manifest.json']) {
      const told = new Map(objects);
      told.delete(at(path));
      expect((await verdictOn(told)).fault).toMatchObject({ periode: PERIODE, revision: 'r1', file: path, says: null });
    }
    for (const key of ['index.json', `${PERIODE}/latest.json`, `${PERIODE}/changelog.json`]) {
      const told = new Map(objects);
      told.delete(key);
      expect((await verdictOn(told)).fault).toMatchObject({ file: key, says: null });
    }
  });

  test('that no manifest lists is named', async () => {
    for (const path of ['exact/coverage (1).csv', 'public/people.csv', 'notes.txt']) {
      const told = new Map(objects).set(at(path), bytes('x'));
      expect((await verdictOn(told)).fault).toMatchObject({ file: path, should: null });
    }
  });

  test('that is cut off or empty is found, with and without hashes that fit', async () => {
    for (const path of Object.keys(HEADERS)) {
      const content = objects.get(at(path)) ?? bytes('');
      for (const length of [content.length - 1, Math.floor(content.length / 2), 0]) {
        const told = new Map(objects).set(at(path), content.slice(0, length));
        expect((await verdictOn(told)).fault).toMatchObject({ file: path, column: 'bytes', says: String(length) });
        // The first half of an empty table is its header cut off; of one with rows, some of them.
        expect((await verdictOn(repaired(told, PERIODE))).sound, `${path} ${length}`).toBe(false);
      }
    }
  });

  test('of the right form, saying what a spreadsheet made of it, is found', async () => {
    const path = 'exact/coverage.csv';
    const said = text(objects.get(at(path)));
    const variants = [`\uFEFF${said}`, said.replaceAll('\n', '\r\n'), said.replaceAll(',', ';'), `${said}\n`];
    variants.push(said.replace(/,(\d+),/, ',"$1",'), said.replace(/,(\d\d),/, ',0$1,'), said.replace(',0,', ',-0,'));
    for (const variant of variants) {
      const told = repaired(new Map(objects).set(at(path), bytes(variant)), PERIODE);
      expect((await verdictOn(told)).fault?.file).toBe(path);
    }
  });

  test.each(['bytes', 'sha256'] as const)('is found when the manifest lies about its %s', async (field) => {
    for (const path of LISTED) {
      const manifest = Manifest.parse(JSON.parse(text(objects.get(at('exact/manifest.json')))));
      const files = manifest.files.map((file) => {
        if (file.path !== path) return file;
        return field === 'bytes' ? { ...file, bytes: file.bytes + 1 } : { ...file, sha256: sha256(bytes('other')) };
      });
      const told = new Map(objects).set(at('exact/manifest.json'), json({ ...manifest, files }));
      expect((await verdictOn(told)).fault).toMatchObject({ file: 'exact/manifest.json', column: 'sha256' });
      // The changelog and the pointer repeat the lie.
      const hash = sha256(told.get(at('exact/manifest.json')));
      for (const name of ['latest.json', 'latest.js', 'changelog.json', 'changelog.js']) {
        const key = `${PERIODE}/${name}`;
        const known = sha256(objects.get(at('exact/manifest.json')));
        told.set(key, bytes(text(objects.get(key)).replaceAll(known, hash)));
      }
      expect((await verdictOn(told)).fault).toMatchObject({ file: path, column: field });
    }
  });

  test('that shows the public a hidden count is found, though every hash fits', async () => {
    const path = 'public/coverage.csv';
    const said = text(objects.get(at(path)));
    let tried = 0;
    for (let place = said.indexOf('[c]'); place >= 0; place = said.indexOf('[c]', place + 1)) {
      const lie = bytes(`${said.slice(0, place)}7${said.slice(place + 3)}`);
      const { fault } = await verdictOn(repaired(new Map(objects).set(at(path), lie), PERIODE));
      expect(fault).toMatchObject({ file: path, says: '7', should: '[c]' });
      tried++;
    }
    expect(tried).toBeGreaterThan(100);
  });
});

describe('a revision', () => {
  test('whose folder was swapped with another is found', async () => {
    const objects = await aLife();
    const told = new Map([...objects].map(([key, content]) => [swapped(key), content]));
    const { parts } = await verdictOn(told, { periode: PERIODE, all: true });
    const wrong = parts.filter(({ fault }) => fault !== null).map(({ revision }) => revision);
    expect(wrong).toEqual(['r1', 'r2', 'r3', 'r6']); // r3 and r6 were made against r2
    function swapped(key: string): string {
      return key.replace(/^(2023-08)\/r([12])\//, (_, periode, number) => `${periode}/r${3 - Number(number)}/`);
    }
  });

  test('is not blamed for the one before; that one is', async () => {
    const objects = await aLife();
    const key = `${PERIODE}/r1/exact/coverage.csv`;
    objects.set(key, bytes(text(objects.get(key)).replace('SEMUA,', 'SEMUA,9')));
    const { fault } = await verdictOn(objects, { periode: PERIODE, revision: 'r2' });
    expect(fault).toMatchObject({ revision: 'r1', file: 'exact/coverage.csv', column: 'sha256' });
  });

  test('that a dead publisher left unfinished is none, and no fault', async () => {
    const objects = await aLife();
    objects.set(`${PERIODE}/r9/exact/coverage.csv`, bytes('half'));
    expect((await verdictOn(objects, { all: true })).sound).toBe(true);
  });

  test('is told with row and column, also where its hashes give it away first', async () => {
    const objects = new Map(await publishedBy('handmade'));
    const key = `${PERIODE}/r1/exact/coverage.csv`;
    objects.set(key, bytes(text(objects.get(key)).replace('nasional,00,SEMUA,4,', 'nasional,00,SEMUA,6,')));
    const { fault } = await verdictOn(objects);
    expect(fault).toMatchObject({ periode: PERIODE, revision: 'r1', file: 'exact/coverage.csv', column: 'sha256' });
    expect(fault?.within).toMatchObject({ row: '00 SEMUA', column: 'terdata', says: '6', should: '4' });
  });
});

describe('pointers', () => {
  test('that are being turned are looked at again', async () => {
    const objects = new Map(await publishedBy('handmade'));
    const whole = objects.get('index.json') ?? bytes('');
    const store = new Published(objects.set('index.json', bytes(text(whole).replace('"r1"', '"r0"'))));
    const turned = setTimeout(() => store.objects.set('index.json', whole), 100);
    expect((await verify(store, REGIONS, { patience: 80 })).sound).toBe(true);
    clearTimeout(turned);
  });

  test('that leave out a period are found', async () => {
    const objects = new Map(await publishedBy('commitments'));
    const periods = [{ periode: '2023-09', revision: 'r1' }];
    objects.set('index.json', json({ periods })).set('index.js', script('index', { periods }));
    expect((await verdictOn(objects)).fault).toMatchObject({ file: 'index.json', row: '2023-08', says: null });
  });
});

describe('on the command line', () => {
  const root = temporaryFolder();
  const out = join(root, 'out');
  let told = '';
  beforeAll(async () => {
    for (const [key, content] of await aLife()) put(key, content);
    // Another program holds the folder: what is published may be read all the same.
    mkdirSync(join(out, 'state'));
    await lock(join(out, 'state/lock.json'));
    vi.spyOn(process.stdout, 'write').mockImplementation((some) => {
      told += String(some);
      return true;
    });
  });
  afterAll(() => {
    vi.restoreAllMocks();
    rmSync(root, { recursive: true, force: true });
  });

  function put(key: string, content: Uint8Array): void {
    const path = join(out, 'snapshots', key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  async function run(args: string[], flags: { all?: boolean; json?: boolean; quiet?: boolean } = {}) {
    told = '';
    return { code: await verifyVerb(args, { out, ...flags }, 'en'), told };
  }

  test('says of every current revision how much of it is sound, and ends with 0', async () => {
    const { code, told } = await run([]);
    expect(code).toBe(0);
    expect(told).toMatch(
      /^2023-07\/r1 {2}sound: 33 files, [\d,]+ rows, [\d,]+ checks in [\d.]+ s\n2023-08\/r6 {2}sound/,
    );
    expect((await run(['2023-08'], { all: true })).told.split('\n')).toHaveLength(6 + 1);
    expect((await run([], { quiet: true })).told).toBe('');
  });

  test('says where the fault is, and ends with 3', async () => {
    const path = '2023-08/r2/public/reporting.csv';
    const said = readFileSync(join(out, 'snapshots', path), 'utf8');
    put(path, bytes(said.replace('8171,MELAPOR', '8171,DITOLAK')));
    expect((await run(['2023-08'])).code).toBe(0);
    const { code, told } = await run(['2023-08/r2']);
    expect(code).toBe(3);
    expect(told).toContain('2023-08/r2  NOT SOUND\n  2023-08/r2/public/reporting.csv  column sha256\n');
    expect(told).toContain('row 8171  column status\n    says "DITOLAK", should be "MELAPOR"');
    const verdict = JSON.parse((await run(['2023-08/r2'], { json: true })).told);
    expect(verdict).toMatchObject({ sound: false, fault: { within: { row: '8171', column: 'status' } } });
    put(path, bytes(said));
  });

  test.each([['2023-8'], ['2023-08/9'], ['2023-08/r1/exact'], ['2024-01'], ['2023-08/r9']])(
    'refuses %s as wrong usage',
    async (name) => {
      await expect(run([name])).rejects.toMatchObject({ name: 'Failure', exit: 2 });
    },
  );

  test('refuses a folder where nothing is published, and all revisions of one', async () => {
    await expect(verifyVerb([], { out: root }, 'en')).rejects.toBeInstanceOf(Failure);
    await expect(run(['2023-08/r1'], { all: true })).rejects.toBeInstanceOf(Failure);
    await expect(run(['2023-08', '2023-07'])).rejects.toBeInstanceOf(Failure);
  });
});

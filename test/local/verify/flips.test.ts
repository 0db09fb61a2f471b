/** Whatever is changed in what was published is found: digit by digit, row by row, also by a liar who makes the hashes fit. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HEADERS } from '../../../local/verify/layout.ts';
import type { Bytes } from '../../../pipeline/ports.ts';
import {
  aLife,
  alsoPublic,
  bytes,
  type Objects,
  PERIODE,
  periodsOf,
  publishedBy,
  repaired,
  tablesAlone,
  text,
  verdictOn,
} from './published.ts';

/** Every digit of every small case takes minutes; else one digit of each cell of some of them is changed. */
const EVERY_DIGIT = process.env.CAKUPAN_EVERY_DIGIT !== undefined;
const SMALL = EVERY_DIGIT
  ? 'handmade per-category-counting public-tier villages100 winner-order commitments rows file-rejections parsing dates-and-numbers targets-standing'
  : 'handmade per-category-counting public-tier villages100 winner-order commitments';

/** Thousands of verifications, on a machine that does other things meanwhile. */
const PATIENCE_MS = EVERY_DIGIT ? 3_600_000 : 300_000;

/**
 * Columns that nothing else in a revision tells, and why. (One tier alone cannot lie about them either.) Of coverage.csv
 * jht, jp, jkp, menunggak, konflik and status_berbeda have room where the region above has claims of its own and somebody
 * counts here in a kategori but elsewhere in SEMUA, both at once; no case has that.
 */
const TOLD_ONCE: Record<string, string> = {
  'exact/targets.csv target_persen': 'taken from the upload; nothing is computed from it',
  'exact/targets.csv sumber': 'free text',
  'exact/targets.csv tanggal_acuan': 'any day will do',
  'exact/commitments.csv kode_wilayah': 'another region of the same territory may have made the commitment',
  'exact/commitments.csv tenggat': 'any day on the same side of the end of the period',
  'exact/commitments.csv anggaran_rp': 'any sum',
  'exact/commitments.csv realisasi_rp': 'any sum',
  'exact/commitments.csv sejak': 'another file that stands may cover the region',
  'exact/files.csv baris_lolos': 'of participants in force the claims tell; of other files there are bounds',
  'exact/files.csv baris_ditolak': 'of participants in force reporting.csv tells; of other files there are bounds',
  'exact/files.csv baris_dilewati': 'any number, unless no row could be read',
  'exact/issues.csv jumlah': 'of warnings any number up to the accepted rows; of errors a row may bear several',
};

interface Flip {
  /** File and column: `exact/coverage.csv jht`. */
  readonly column: string;
  readonly lie: Bytes;
  readonly row: string;
}

/** One digit of each cell of a table changed in turn, or each digit. */
function* flips(path: string, table: Bytes | undefined): Generator<Flip> {
  const said = text(table);
  const columns = said.slice(0, said.indexOf('\n')).split(',');
  let [column, quoted, cell, start] = [0, false, '', 0];
  for (let at = said.indexOf('\n') + 1; at < said.length; at++) {
    const character = said[at] ?? '';
    if (character === '"') quoted = !quoted;
    if (cell === '') start = at;
    if (quoted || (character !== ',' && character !== '\n')) {
      cell += character;
      continue;
    }
    const places = [...cell].flatMap((one, i) => (/\d/.test(one) ? [start + i] : []));
    const chosen = EVERY_DIGIT ? places : places.length > 0 ? [places[at % places.length] ?? 0] : [];
    for (const place of chosen) {
      const digit = (Number(said[place]) + 1 + (place % 9)) % 10;
      const lie = bytes(`${said.slice(0, place)}${digit}${said.slice(place + 1)}`);
      const line = said.slice(said.lastIndexOf('\n', place) + 1, said.indexOf('\n', place));
      yield { column: `${path} ${columns[column]}`, lie, row: `${line} [${digit}]` };
    }
    column = character === '\n' ? 0 : column + 1;
    cell = '';
  }
}

/** Changes tables of a case, one digit at a time; answers how many, and those that were not found. */
async function lieAbout(
  name: string,
  isWanted: (path: string) => boolean,
  cover: (objects: Objects, periode: string, path: string) => Objects,
) {
  const objects = tablesAlone(await publishedBy(name));
  const missed: Flip[] = [];
  let tried = 0;
  for (const periode of periodsOf(objects)) {
    for (const path of Object.keys(HEADERS).filter(isWanted)) {
      const key = `${periode}/r1/${path}`;
      for (const flip of flips(path, objects.get(key))) {
        tried++;
        const told = cover(new Map(objects).set(key, flip.lie), periode, path);
        if ((await verdictOn(told, { periode })).sound) missed.push(flip);
      }
    }
  }
  return { tried, missed };
}

describe('one digit changed in a table', () => {
  const isReporting = (path: string) => path.endsWith('reporting.csv');

  test.each(SMALL.split(' '))(
    'is always found where the hashes are as published: %s',
    async (name) => {
      const { tried, missed } = await lieAbout(
        name,
        (path) => !isReporting(path),
        (objects) => objects,
      );
      expect(missed).toEqual([]);
      expect(tried).toBeGreaterThan(300);
      console.info(`${name}: ${tried} digits changed, all found`);
    },
    PATIENCE_MS,
  );

  test.each(SMALL.split(' '))(
    'is found by other cells though every hash, and the public table, repeats the lie: %s',
    async (name) => {
      const repeat = (objects: Objects, periode: string, path: string) =>
        repaired(path.startsWith('exact/') ? alsoPublic(objects, periode, path) : objects, periode);
      // reporting.csv has 553 rows whatever was uploaded: it is enough to go through it once.
      const { tried, missed } = await lieAbout(name, (path) => name === 'handmade' || !isReporting(path), repeat);
      const columns = Object.entries(Object.groupBy(missed, ({ column }) => column));
      console.info(
        `${name}: ${tried} digits changed, ${tried - missed.length} found; missed:`,
        columns.map(([column, some]) => `${column} × ${some?.length}`).join(', ') || 'none',
      );
      expect(missed.filter(({ column }) => !(column in TOLD_ONCE))).toEqual([]);
      expect(tried).toBeGreaterThan(300);
    },
    PATIENCE_MS,
  );

  test('is found in a column that nothing else tells, when the two tiers say different things', async () => {
    const both = (path: string) => /targets|commitments/.test(path);
    for (const name of ['commitments', 'public-tier']) {
      const { tried, missed } = await lieAbout(name, both, (objects, periode) => repaired(objects, periode));
      expect(tried).toBeGreaterThan(90);
      expect(missed).toEqual([]);
    }
  });

  test(
    'is found in changes.json, whatever its hashes say',
    async () => {
      const objects = await aLife();
      const key = `${PERIODE}/r2/exact/changes.json`;
      const said = text(objects.get(key));
      let tried = 0;
      for (let at = 0; at < said.length; at++) {
        if (!/\d/.test(said[at] ?? '')) continue;
        const lie = `${said.slice(0, at)}${(Number(said[at]) + 1) % 10}${said.slice(at + 1)}`;
        const told = repaired(new Map(objects).set(key, bytes(lie)), PERIODE, 'r2');
        const { fault } = await verdictOn(told, { periode: PERIODE, revision: 'r2' });
        expect(fault?.file, said.slice(at - 40, at + 10)).toBe('exact/changes.json');
        tried++;
      }
      expect(tried).toBeGreaterThan(500);
      console.info(`changes.json: ${tried} digits changed, all found`);
    },
    PATIENCE_MS,
  );

  test.each(['handmade', 'public-tier', 'commitments'])(
    'is found in what the page reads, though every hash fits: %s',
    async (name) => {
      const objects = await publishedBy(name);
      const [periode = ''] = periodsOf(objects);
      let tried = 0;
      for (const key of objects.keys()) {
        if (!key.startsWith(periode) || !key.includes('/view/')) continue;
        const said = text(objects.get(key));
        const places = [...said.matchAll(/\d/g)].map(({ index }) => index);
        for (let i = 0; i < places.length; i += Math.ceil(places.length / 4)) {
          const at = places[i] ?? 0;
          const lie = `${said.slice(0, at)}${(Number(said[at]) + 1) % 10}${said.slice(at + 1)}`;
          const told = repaired(new Map(objects).set(key, bytes(lie)), periode);
          const { fault } = await verdictOn(told, { periode });
          expect(fault?.file, said.slice(at - 40, at + 10)).toBe(key.slice(`${periode}/r1/`.length));
          tried++;
        }
      }
      expect(tried).toBeGreaterThan(50);
    },
    PATIENCE_MS,
  );

  test(
    'is found in the pointers',
    async () => {
      const objects = tablesAlone(await aLife());
      const tried: Record<string, number> = {};
      const free = /"(?:token|at|who|reason)": /;
      for (const key of ['index.json', `${PERIODE}/latest.json`, `${PERIODE}/changelog.json`]) {
        const said = text(objects.get(key));
        for (let at = 0; at < said.length; at++) {
          const line = said.slice(said.lastIndexOf('\n', at) + 1, said.indexOf('\n', at));
          // Of a deed of the past only the changelog tells when it was done, and by whom.
          if (!/\d/.test(said[at] ?? '') || (key.endsWith('changelog.json') && free.test(line))) continue;
          const lie = `${said.slice(0, at)}${(Number(said[at]) + 1) % 10}${said.slice(at + 1)}`;
          const { sound } = await verdictOn(new Map(objects).set(key, bytes(lie)), { all: true });
          expect(sound, line).toBe(false);
          tried[key] = (tried[key] ?? 0) + 1;
        }
      }
      console.info('pointers: digits changed, all found:', JSON.stringify(tried));
    },
    PATIENCE_MS,
  );
});

describe('any edit', () => {
  test('of any file of a revision is found, and none makes the program fail', async () => {
    const edit = fc.record({ file: fc.nat(), at: fc.nat(), cut: fc.nat(40), put: fc.uint8Array({ maxLength: 12 }) });
    for (const [name, objects] of [
      ['public-tier', await publishedBy('public-tier')] as const,
      ['a life', await aLife()] as const,
    ]) {
      const keys = [...objects.keys()].filter((key) => key.startsWith(`${PERIODE}/r1/`));
      await fc.assert(
        fc.asyncProperty(edit, async ({ file, at, cut, put }) => {
          const key = keys[file % keys.length] ?? '';
          const said = objects.get(key) ?? bytes('');
          const place = at % said.length;
          const lie = Uint8Array.from([...said.slice(0, place), ...put, ...said.slice(place + cut)]);
          fc.pre(Buffer.compare(lie, said) !== 0);
          const which = { periode: PERIODE, revision: 'r1' };
          expect((await verdictOn(new Map(objects).set(key, lie), which)).sound, name).toBe(false);
          if (key.endsWith('.csv')) await verdictOn(repaired(new Map(objects).set(key, lie), PERIODE), which);
        }),
        { numRuns: 200 },
      );
    }
  });
});

describe('a row', () => {
  test(
    'that is removed, doubled or out of order is found, though every hash fits',
    async () => {
      let tried = 0;
      const missed: string[] = [];
      for (const name of ['handmade', 'public-tier', 'commitments']) {
        const objects = tablesAlone(await publishedBy(name));
        for (const periode of periodsOf(objects)) {
          for (const path of Object.keys(HEADERS)) {
            const key = `${periode}/r1/${path}`;
            const [header = '', ...rows] = text(objects.get(key)).trimEnd().split('\n');
            for (let i = 0; i < rows.length; i += rows.length > 500 ? 37 : 1) {
              const [row = '', next] = [rows[i], rows[i + 1]];
              const lies = [rows.toSpliced(i, 1), rows.toSpliced(i, 0, row)];
              if (next !== undefined) lies.push(rows.toSpliced(i, 2, next, row));
              for (const lie of lies) {
                tried++;
                const told = new Map(objects).set(key, bytes(`${[header, ...lie].join('\n')}\n`));
                const { sound } = await verdictOn(repaired(told, periode), { periode });
                if (sound) missed.push(`${path} ${row}`);
              }
            }
          }
        }
      }
      // A warning that is not told is not missed by anything.
      expect(missed.filter((row) => !row.startsWith('exact/issues.csv'))).toEqual([]);
      expect(tried).toBeGreaterThan(1000);
      console.info(`${tried} rows removed, doubled or swapped; not found: ${missed.length}`);
    },
    PATIENCE_MS,
  );
});

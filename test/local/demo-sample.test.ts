import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Chance } from '../../local/demo/chance.ts';
import { Residents } from '../../local/demo/people.ts';
import { readPlaces } from '../../local/demo/places.ts';
import { NON_ASN_OF_MALUKU, PERIODS, PROMISE } from '../../local/demo/promise.ts';
import { WINDOWS } from '../../local/demo/rolls.ts';
import { writeSample } from '../../local/demo/sample.ts';
import { TRADES } from '../../local/demo/trades.ts';
import { DiskStore } from '../../local/disk.ts';
import { UploadFolder } from '../../local/uploads.ts';
import { CLAIM_WORDS, detailsOf, kategoriOf, regionOf, SHARDS, statusOf } from '../../pipeline/claim.ts';
import { Run } from '../../pipeline/contracts/run.ts';
import { Outcome } from '../../pipeline/contracts/steps.ts';
import { Grouped } from '../../pipeline/grouped.ts';
import { ingest } from '../../pipeline/ingest/ingest.ts';
import { RANK } from '../../pipeline/kernel/layout.ts';
import type { Ports } from '../../pipeline/ports.ts';
import { RULES } from '../../pipeline/rules/codes.ts';
import { readNik } from '../../pipeline/rules/nik.ts';
import { Regions } from '../../pipeline/rules/regions.ts';
import { AKTIF, KATEGORI, SUMBER_DANA } from '../../pipeline/rules/vocabulary.ts';
import { aesCipher, sha256 } from '../../platform/crypto.ts';
import { deflate } from '../../platform/deflate.ts';
import { gunzip } from '../../platform/gunzip.ts';
import { REGIONS } from '../memory.ts';
import { nikErrors } from '../nik-errors.ts';

/** Half a minute: everything is written, read and judged once, on a machine that may do other things meanwhile. */
const PATIENCE_MS = 30_000;

let folder: string;
let ports: Ports;
let judged: Map<string, { outcome: Outcome; run: Run | undefined }>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cakupan-sample-'));
  await writeSample(join(folder, 'uploads'));
  const work = new DiskStore(join(folder, 'work'));
  const uploads = new UploadFolder(join(folder, 'uploads'));
  ports = {
    uploads,
    work,
    reports: new DiskStore(join(folder, 'reports')),
    snapshots: new DiskStore(join(folder, 'snapshots')),
    regions: new Regions(await readFile('.generated/regions.tsv')),
    kernel: new WebAssembly.Module(await readFile('.generated/kernel.wasm')),
    cipher: aesCipher(new Uint8Array(32).fill(7)),
    sha256,
    gunzip,
    deflate,
    progress: () => {},
  };
  judged = new Map();
  for (const key of await uploads.list('')) {
    const outcome = Outcome.parse(await ingest({ kind: 'created', key, version: 'only' }, ports));
    const bytes = outcome.run === null ? undefined : await work.read(outcome.run);
    const run = bytes && Run.parse(JSON.parse(new TextDecoder().decode(bytes)));
    judged.set(key, { outcome, run });
  }
}, PATIENCE_MS);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('each file is accepted, or rejected for the reason promised', () => {
  const rejected = [...judged].flatMap(([key, { outcome }]) => (outcome.kode === null ? [] : [[key, outcome.kode]]));
  expect(Object.fromEntries(rejected)).toEqual(PROMISE.rejected);
});

test('the rows to correct are those promised, each for one reason', () => {
  const mend = [...judged].flatMap(([key, { outcome }]) => {
    const { kode, issues, counts } = outcome;
    if (kode !== null || counts.ditolak === 0) return [];
    const errors = Object.entries(issues).filter(([code]) => isError(code));
    expect(errors.reduce((sum, [, rows]) => sum + (rows ?? 0), 0)).toBe(counts.ditolak);
    return [[key, Object.fromEntries(errors)]];
  });
  expect(Object.fromEntries(mend)).toEqual(PROMISE.mend);
});

test('files are saved as spreadsheets and information systems save them', () => {
  const runs = [...judged].flatMap(([key, { run }]) => (run ? [{ key, run }] : []));
  const unusual = runs.filter(({ run }) => run.encoding === 'utf-16le' || run.encoding === 'windows-1252');
  expect(Object.fromEntries(unusual.map(({ key, run }) => [key, run.encoding]))).toEqual(PROMISE.encoding);
  expect(new Set(runs.map(({ run }) => run.encoding))).toContain('utf-8-bom');
  expect(new Set(runs.map(({ run }) => run.delimiter))).toEqual(new Set([';', ',', '\t', null]));
  expect(runs.some(({ key }) => key.endsWith('.csv.gz'))).toBe(true);
  // Titles above the header, a total below.
  const typed = runs.filter(({ run }) => run.delimiter === ';');
  expect(typed.length).toBeGreaterThan(runs.length / 2);
  expect(typed.every(({ run }) => run.judul === 4 && run.counts.dilewati === 1)).toBe(true);
});

test('the people counted active are exactly those promised, whoever else stands in two lists', async () => {
  for (const [p, periode] of PERIODS.entries()) {
    const counted = await countActive(periode);
    for (const { wilayah, kategori, aktif } of PROMISE.aktif) {
      expect([periode, wilayah, kategori, counted.get(`${wilayah} ${kategori}`) ?? 0]).toEqual([
        periode,
        wilayah,
        kategori,
        aktif[p],
      ]);
    }
  }
});

test('in Maluku more regencies report from period to period, until a single one has not begun', () => {
  const reporting = PERIODS.map((periode) => {
    const accepted = [...judged.values()].filter(({ outcome }) => outcome.jenis === 'peserta' && outcome.kode === null);
    const senders = accepted.flatMap(({ outcome }) => (outcome.periode === periode ? [outcome.wilayah ?? ''] : []));
    return new Set(senders.filter((wilayah) => /^81\d\d$/.test(wilayah))).size;
  });
  expect(reporting).toEqual(PROMISE.reporting);
  expect(Object.keys(NON_ASN_OF_MALUKU)).not.toContain('8108');
  expect([...judged.keys()].some((key) => key.includes('/8108/'))).toBe(false);
});

test('the regency that has not begun is late with its commitments, and no other is', () => {
  const run = judged.get('2023-08/81/komitmen.csv')?.run;
  const late = run?.komitmen.filter(({ status, tenggat }) => status !== 'SELESAI' && tenggat < 20230831);
  expect(new Set(late?.map(({ wilayah }) => wilayah))).toEqual(new Set(['8108']));
});

test('as many villages as promised have a hundred people whom they pay for', async () => {
  const people = new Map<string, number>();
  for (const { code, kategori, dana } of await activePeople('2023-08')) {
    if (kategori !== 'PEKERJA_RENTAN' || dana !== 'DANA_DESA' || code.charAt(6) !== '2') continue;
    people.set(code, (people.get(code) ?? 0) + 1);
  }
  const reached: Record<string, number> = {};
  for (const [code, count] of people) {
    const regency = code.slice(0, 4);
    if (count >= 100) reached[regency] = (reached[regency] ?? 0) + 1;
  }
  expect(reached).toEqual(PROMISE.villages100);
});

test('an invented NIK is well formed and never given twice', async () => {
  const places = await readPlaces(['81']);
  const residents = new Residents(places, new Chance(1));
  const village = places('8171').villages.slice(0, 1);
  const niks = Array.from({ length: 30_000 }, () => residents.invent(village, TRADES.city, WINDOWS[0]).nik);
  expect(niks.filter((nik) => typeof readNik(nik) === 'number' || nikErrors(nik, REGIONS).length > 0)).toEqual([]);
  expect(new Set(niks).size).toBe(niks.length);
});

test(
  'writing it again gives the same bytes',
  async () => {
    await writeSample(join(folder, 'again'));
    expect(await digests(new DiskStore(join(folder, 'again')))).toEqual(
      await digests(new DiskStore(join(folder, 'uploads'))),
    );
  },
  PATIENCE_MS,
);

function isError(code: string): boolean {
  return Object.entries(RULES).some(([name, rule]) => name === code && rule.level === 'error');
}

/** People active per `<kabupaten/kota> <kategori>`. */
async function countActive(periode: string): Promise<Map<string, number>> {
  const counted = new Map<string, number>();
  for (const { code, kategori } of await activePeople(periode)) {
    const place = `${code.slice(0, 4)} ${kategori}`;
    counted.set(place, (counted.get(place) ?? 0) + 1);
  }
  return counted;
}

/** Of the claims of one person in one kategori the first counts: those of them that are active. */
async function activePeople(periode: string) {
  const { regions, work } = ports;
  const accepted = [...judged.values()]
    .filter(({ outcome }) => outcome.periode === periode && outcome.kode === null)
    .sort((a, b) => ((a.outcome.slot ?? '') < (b.outcome.slot ?? '') ? -1 : 1));
  const claims: number[] = [];
  for (const segment of accepted.flatMap(({ run }) => run?.segments ?? [])) {
    const words = await (await Grouped.open(work, segment.key, SHARDS, true)).read(0, SHARDS);
    for (const word of words) claims.push(word);
  }
  const all = Uint32Array.from(claims);
  const winners = new Map<string, number>();
  for (let at = 0; at < all.length; at += CLAIM_WORDS) {
    const person = `${all.subarray(at, at + 4).join()} ${kategoriOf(all, at)}`;
    const first = winners.get(person);
    if (first === undefined || !comesFirst(all, first, at)) winners.set(person, at);
  }
  return [...winners.values()]
    .filter((at) => statusOf(all, at) === AKTIF)
    .map((at) => ({
      code: regions.code(regionOf(all, at)),
      kategori: KATEGORI[kategoriOf(all, at)],
      // 0 stands for none.
      dana: SUMBER_DANA[((detailsOf(all, at) >> 1) & 15) - 1],
    }));
}

async function digests(store: DiskStore): Promise<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const key of await store.list('')) {
    const bytes = await store.read(key);
    entries.push([
      key,
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex'),
    ]);
  }
  return Object.fromEntries(entries);
}

/** Steps 1 to 4 of the winner order; equal claims keep the order of reading. */
function comesFirst(claims: Uint32Array, a: number, b: number): boolean {
  const [rankA, rankB] = [claims[a + RANK]!, claims[b + RANK]!];
  return rankA !== rankB ? rankA < rankB : regionOf(claims, a) <= regionOf(claims, b);
}

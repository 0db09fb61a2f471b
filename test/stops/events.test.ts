/** Whatever the order of events, and however often they come: the same tables, which are those of a model of a few lines. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UploadEvent } from '../../pipeline/contracts/steps.ts';
import type { KeyRecord } from '../../pipeline/registry.ts';
import { people, target, upTo } from './country.ts';
import { endingOf, expectSound, newestReports } from './ending.ts';
import { World } from './world.ts';

const P = '2023-08';
/** Two keys of one slot, of which the first in byte order holds it; another slot; what stands from an earlier period. */
const KEYS = [
  `${P}/81.71/peserta.csv`,
  `${P}/8171/peserta.csv`,
  `${P}/8101/peserta.csv`,
  '2023-07/81/target.csv',
] as const;

/** What somebody does to a key: uploads a list with so many people, or one that is rejected (0), or deletes it. */
interface Deed {
  readonly key: (typeof KEYS)[number];
  readonly rows: number | 'deleted';
  /** When its event comes, in deeds; once more for each. */
  readonly delays: readonly number[];
  /** Whether everything comes to rest before the next. */
  readonly rest: boolean;
}

/** A stop: so many effects after the one before, and whether that effect still happens. */
type Stop = readonly [effects: number, happens: boolean];

const deed: fc.Arbitrary<Deed> = fc.record({
  key: fc.constantFrom(...KEYS),
  rows: fc.constantFrom(3, 5, 6, 10, 12, 0, 'deleted' as const),
  delays: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 }),
  rest: fc.boolean(),
});
const life = fc.array(deed, { minLength: 1, maxLength: 9 });
const stops = fc.array(fc.tuple(fc.integer({ min: 1, max: 150 }), fc.boolean()), { minLength: 1, maxLength: 4 });
/** Decides the order of what comes at one moment. */
const chance = fc.infiniteStream(fc.nat());

/** Random lives that a test goes through, and how long it may take. */
const LIVES = 100;
const TIMEOUT_MS = 120_000;

test('events that come late, twice and shuffled lead to the tables of a calm life, and of the model', {
  timeout: TIMEOUT_MS,
}, async () => {
  const property = fc.asyncProperty(life, chance, async (deeds, order) => {
    const calm = await lived(
      deeds.map((one) => ({ ...one, delays: [0], rest: true })),
      order,
    );
    const other = await lived(deeds, order);
    const [ending, want] = [await endingOf(other), await endingOf(calm)];
    for (const part of ['tables', 'made', 'records', 'holds'] as const) expect(ending[part]).toEqual(want[part]);
    expect(await newestReports(other)).toEqual(await newestReports(calm));
    await expectModel(other, deeds);
  });
  await fc.assert(property, { numRuns: LIVES });
});

test('so do they when all stops, again and again', { timeout: TIMEOUT_MS }, async () => {
  let stopped = 0;
  const property = fc.asyncProperty(life, chance, stops, async (deeds, order, all) => {
    const left = [...all];
    await expectModel(await lived(deeds, order, left), deeds);
    stopped += all.length - left.length;
  });
  await fc.assert(property, { numRuns: LIVES });
  console.log(`all stopped ${stopped} times in ${LIVES} random lives`);
});

/** @param stops what is still to come; those that came are taken away */
async function lived(deeds: readonly Deed[], order: fc.Stream<number>, stops: Stop[] = []): Promise<World> {
  const world = new World();
  const isCalm = stops.length === 0;
  const due: { at: number; event: UploadEvent; place: number }[] = [];
  const deliver = async (now: number) => {
    const come = due.filter(({ at }) => at <= now).sort((a, b) => a.place - b.place);
    for (const one of come) due.splice(due.indexOf(one), 1);
    await world.tell(come.map(({ event }) => event));
  };
  const awaitStop = () => {
    const [at, happens] = stops[0] ?? [];
    world.effects.begin(at === undefined ? undefined : { at, happens: happens ?? false, dies: 'all' });
  };
  const goOn = async () => {
    while (world.isDown) {
      stops.shift();
      awaitStop();
      await world.restart(true);
    }
  };
  awaitStop();
  for (const [i, { key, rows, delays, rest }] of deeds.entries()) {
    const event = rows === 'deleted' ? world.remove(key) : world.put(key, contentOf(key, rows));
    for (const delay of delays) due.push({ at: i + delay, event, place: order.next().value ?? 0 });
    await deliver(i);
    if (rest) await world.quiet();
    await goOn();
  }
  await deliver(Number.POSITIVE_INFINITY);
  await world.quiet();
  await goOn();
  world.effects.begin();
  const swept = await world.sweep();
  if (isCalm) expect(swept, 'sweeps that found something').toBe(0);
  await expectSound(world);
  return world;
}

function contentOf(key: string, rows: number): string {
  if (key.includes('target')) return rows > 0 ? target('81', rows) : 'bukan tabel\n';
  return people(key.includes('8101') ? '8101' : '8171', rows > 0 ? upTo(rows) : [-1, -2]);
}

/** What is known of a key after these deeds: the numbers of the deeds. */
interface Known {
  readonly seen: number;
  readonly accepted: number | null;
  readonly held: number | null;
  readonly withdrawn: boolean;
}

/** Each version that passes takes the place of the one before, unless it is a list of participants less than half as long. */
function model(deeds: readonly Deed[], key: string): Known | undefined {
  let known: Known | undefined;
  for (const [i, { key: of, rows }] of deeds.entries()) {
    if (of !== key || (rows === 'deleted' && !known)) continue;
    if (rows === 'deleted') known = { ...known!, accepted: null, held: null, withdrawn: true };
    else {
      const { accepted = null, held = null } = known ?? {};
      const inForce = accepted === null ? 0 : Number(deeds[accepted]?.rows);
      const isShort = key.includes('peserta') && 2 * rows < inForce;
      const next = rows === 0 ? { accepted, held } : isShort ? { accepted, held: i } : { accepted: i, held: null };
      known = { seen: i, ...next, withdrawn: false };
    }
  }
  return known;
}

async function expectModel(world: World, deeds: readonly Deed[]): Promise<void> {
  const known = new Map(KEYS.map((key) => [key, model(deeds, key)]));
  const records = new Map<string, KeyRecord>();
  for await (const record of world.table.allKeys()) records.set(record.key, record);
  const version = (deed: number | null) => (deed === null ? undefined : `v${deed + 1}`);
  for (const key of KEYS) {
    const want = known.get(key);
    const got = records.get(key);
    expect(got && [got.seen.version, got.accepted?.version, got.held?.version, got.withdrawn], key).toEqual(
      want && [version(want.seen), version(want.accepted), version(want.held), want.withdrawn],
    );
  }
  const rows = (key: (typeof KEYS)[number]) => Number(deeds[known.get(key)?.accepted ?? -1]?.rows ?? 0);
  const [first, second, other, standing] = KEYS;
  const { tables } = await endingOf(world);
  const coverage = tables[`${P} exact/coverage.csv`];
  if ([first, second, other].every((key) => !known.get(key))) {
    expect(coverage).toBeUndefined();
    return;
  }
  const cell = (start: string, column: number) =>
    coverage
      ?.split('\n')
      .find((row) => row.startsWith(start))
      ?.split(',')[column];
  const someOrNone = (count: number) => (count > 0 ? String(count) : undefined);
  expect(cell(`${P},nasional,00,NON_ASN`, 4)).toBe(someOrNone((rows(first) || rows(second)) + rows(other)));
  expect(cell(`${P},provinsi,81,PEKERJA_RENTAN`, 20)).toBe(someOrNone(rows(standing)));
}

/**
 * Random lives of whole snapshots: files come, are corrected and go, also for earlier periods; people vouch, take revisions
 * back, release, ask for new runs, purge. After every step the model is asked; in the end a calm run over what then counts.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { UploadEvent } from '../../pipeline/contracts/steps.ts';
import { accept, purge, Refused, release, rollback } from '../../pipeline/operations.ts';
import type { RegisterPorts } from '../../pipeline/register.ts';
import { komitmen, people, target, upTo } from './country.ts';
import { Stopped } from './effects.ts';
import { endingOf, expectSound } from './ending.ts';
import { newRun } from './lives.ts';
import { jenisOf, type Known, Model, periodOf, slotOf, type Version } from './model.ts';
import { type Asked, World } from './world.ts';

/** Two keys of one slot, two lists of one region, another region; targets and a commitment that reach later periods. */
const KEYS = [
  '2023-08/81.71/peserta.csv',
  '2023-08/8171/peserta.csv',
  '2023-08/8171/peserta-b.csv',
  '2023-08/8101/peserta.csv',
  '2023-07/8171/peserta.csv',
  '2023-07/81/target.csv',
  '2023-08/81/target.csv',
  '2023-06/81/target.csv',
  '2023-07/8171/komitmen.csv',
] as const;
const PERIODS = ['2023-06', '2023-07', '2023-08'];
const SIZES = [3, 12, 5, 6, 10, 3, 12, 0, 'deleted'] as const;

interface Change {
  readonly key: string;
  readonly rows: number | 'deleted';
}

type Step =
  /** At one moment; then an event of long ago comes once more. */
  | { readonly changes: readonly Change[]; readonly stale: number }
  | { readonly verb: 'shrink' | 'accept' | 'purge'; readonly key: (typeof KEYS)[number] }
  | { readonly verb: 'release' | 'rerun' | 'purge period'; readonly periode: string }
  /** Which of its revisions, counted round and round from the first; now and then one that there is not. */
  | { readonly verb: 'rollback'; readonly periode: string; readonly which: number };

/** A stop: so many effects after the one before, and whether that effect still happens. */
type Stop = readonly [effects: number, happens: boolean];

const key = fc.constantFrom(...KEYS, KEYS[1], KEYS[1], KEYS[1], KEYS[1]);
const periode = fc.constantFrom(...PERIODS, '2023-08', '2023-08');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      changes: fc.array(fc.record({ key, rows: fc.constantFrom(...SIZES) }), { minLength: 1, maxLength: 3 }),
      stale: fc.nat(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ verb: fc.constantFrom('shrink' as const, 'accept' as const), key }) },
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('rollback' as const), periode, which: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ verb: fc.constantFrom('release' as const, 'rerun' as const), periode }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('purge' as const), key }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('purge period' as const), periode }) },
);
export const RANDOM_LIFE = fc.array(step, { minLength: 3, maxLength: 18, size: 'max' });
export const STOPS = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.boolean()), { minLength: 1, maxLength: 4 });

/** How often each kind of thing was done, or refused: a property over lives in which nothing happens says nothing. */
export type Tally = Map<string, number>;

/** @param stops where all stops and is started again; none for a calm life */
export async function expectAsModel(steps: readonly Step[], tally: Tally, stops: readonly Stop[] = []): Promise<void> {
  const life = new RandomLife(tally, stops);
  for (const one of steps) {
    await life.live(one);
    await life.expectModel();
  }
  await life.expectCalmTables();
}

const ASKED = { who: 'siti', reason: 'salah unggah' };

class RandomLife {
  readonly #world = new World();
  readonly #model = new Model();
  readonly #told: UploadEvent[] = [];
  /** By key and version. */
  readonly #contents = new Map<string, string>();
  /** The revision that readers are shown of a period on hold. */
  readonly #shown = new Map<string, string | undefined>();
  readonly #tally: Tally;
  readonly #stops: Stop[];

  constructor(tally: Tally, stops: readonly Stop[]) {
    this.#tally = tally;
    this.#stops = [...stops];
    this.#awaitStop();
  }

  async live(one: Step): Promise<void> {
    if ('changes' in one) return this.#change(one.changes, one.stale);
    const model = this.#model;
    switch (one.verb) {
      case 'shrink': {
        const [key, { accepted }] =
          [...model.keys].find(([key, { accepted }]) => jenisOf(key) === 'peserta' && accepted !== null) ??
          ([one.key, { accepted: null }] as const);
        return this.#change([{ key, rows: Math.floor(((accepted?.rows ?? 6) - 1) / 2) }], 0);
      }
      case 'accept': {
        // Mostly one that is held.
        const slot = slotOf([...model.keys].find(([, { held }]) => held !== null)?.[0] ?? one.key);
        await this.#ask('accept', model.accept(slot), async (ports) => ({ periods: await accept(slot, ports) }));
        return;
      }
      case 'rollback': {
        const known = await this.#world.table.period(one.periode);
        const there = await revisionsOf(this.#world, one.periode);
        const revision = there[one.which % (there.length + 1)] ?? 'r99';
        const isThere = revision !== 'r99' && revision !== known?.current?.revision;
        await this.#ask(
          'rollback',
          isThere,
          publishing(one.periode, (ports) => rollback(one.periode, revision, ASKED, ports)),
        );
        if (!isThere) return;
        model.holds.add(one.periode);
        this.#shown.set(one.periode, revision);
        return;
      }
      case 'release': {
        // Mostly one that is held.
        const [periode = one.periode] = model.holds;
        await this.#ask(
          'release',
          model.release(periode),
          publishing(periode, (ports) => release(periode, ASKED, ports)),
        );
        return;
      }
      case 'rerun':
        await this.#ask('rerun', model.isKnown(one.periode), (ports) => newRun(one.periode, ports));
        return;
      case 'purge': {
        const [periode, slot] = [periodOf(one.key), slotOf(one.key)];
        await this.#ask(
          'purge',
          model.purge(periode, slot),
          publishing(periode, (ports) => purge(periode, slot, ASKED, ports)),
        );
        return;
      }
      case 'purge period': {
        const { current } = (await this.#world.table.period(one.periode)) ?? {};
        const isThere = model.purge(one.periode, undefined);
        await this.#ask(
          'purge period',
          isThere,
          publishing(one.periode, (ports) => purge(one.periode, undefined, ASKED, ports)),
        );
        if (isThere) this.#shown.set(one.periode, current?.revision);
      }
    }
  }

  /** Every key's versions, every hold, and a few numbers of every period that is not held. */
  async expectModel(): Promise<void> {
    const records = new Map<string, unknown>();
    for await (const { key, seen, accepted, held, withdrawn } of this.#world.table.allKeys()) {
      records.set(key, [seen.version, accepted?.version, held?.version, withdrawn]);
    }
    for (const key of KEYS) {
      const known = this.#model.keys.get(key);
      expect(records.get(key), key).toEqual(known && state(known));
    }
    await expectSound(this.#world);
    const { tables } = await endingOf(this.#world);
    for (const periode of PERIODS) {
      const known = await this.#world.table.period(periode);
      expect(known?.hold !== null && known !== undefined, `${periode} is held`).toBe(this.#model.holds.has(periode));
      if (this.#model.holds.has(periode)) expect(known?.current?.revision).toBe(this.#shown.get(periode));
      else this.#expectCounts(periode, tables[`${periode} exact/coverage.csv`]);
    }
  }

  /** The tables of every period that is not held are those of a calm run over what then counts, nothing else having been. */
  async expectCalmTables(): Promise<void> {
    const calm = new World();
    const first: UploadEvent[] = [];
    const second: UploadEvent[] = [];
    const contentOf = (key: string, { name }: Version) => this.#contents.get(`${key} ${name}`) ?? '';
    for (const [key, { accepted, seen }] of this.#model.keys) {
      first.push(calm.put(key, contentOf(key, accepted ?? seen)));
    }
    await calm.tell(first);
    await calm.quiet();
    for (const [key, { accepted, seen, withdrawn }] of this.#model.keys) {
      if (withdrawn) second.push(calm.remove(key));
      else if (accepted && accepted !== seen) second.push(calm.put(key, contentOf(key, seen)));
    }
    await calm.tell(second);
    await calm.quiet();
    const [got, want] = [await endingOf(this.#world), await endingOf(calm)];
    const isShown = ([place]: [string, unknown]) => !this.#model.holds.has(periodOf(place));
    expect(Object.entries(got.tables).filter(isShown)).toEqual(Object.entries(want.tables).filter(isShown));
    expect(Object.entries(got.made).filter(isShown)).toEqual(Object.entries(want.made).filter(isShown));
  }

  async #change(changes: readonly Change[], stale: number): Promise<void> {
    const events = changes.map(({ key, rows }) => {
      this.#count(rows === 'deleted' ? 'withdrawal' : rows === 0 ? 'rejected upload' : 'upload');
      if (rows === 'deleted') {
        this.#model.remove(key);
        return this.#world.remove(key);
      }
      const content = contentOf(key, rows);
      const event = this.#world.put(key, content);
      this.#contents.set(`${key} ${event.version}`, content);
      this.#model.put(key, { name: event.version, rows });
      return event;
    });
    const again = this.#told[stale % (this.#told.length || 1)];
    this.#told.push(...events);
    await this.#world.tell(again ? [...events, again] : events);
    await this.#settle();
  }

  /** @param isAllowed whether the model says that it can be done; else it is refused */
  async #ask(what: string, isAllowed: boolean, command: (ports: RegisterPorts) => Promise<Asked>): Promise<void> {
    this.#count(isAllowed ? what : `${what}, refused`);
    const ask = () =>
      this.#world.ask(command).then(
        () => 'done',
        (error: unknown) => {
          if (error instanceof Refused) return 'refused';
          if (error instanceof Stopped) return 'stopped';
          throw error;
        },
      );
    let answer = await ask();
    await this.#settle();
    const wasStopped = answer === 'stopped';
    while (answer === 'stopped') {
      this.#world.pass(); // who has died while at work on a period keeps the others waiting
      answer = await ask();
      await this.#settle();
    }
    // Whoever gets no answer asks again, and is told that there is nothing left to do.
    if (!wasStopped || !isAllowed) expect(answer, what).toBe(isAllowed ? 'done' : 'refused');
  }

  /** Until nothing goes on; where all has stopped, it is started again. */
  async #settle(): Promise<void> {
    await this.#world.quiet();
    const wasDown = this.#world.isDown;
    while (this.#world.isDown) {
      this.#stops.shift();
      this.#count('stop');
      this.#awaitStop();
      await this.#world.restart(true);
    }
    if (wasDown) await this.#sweep();
    expect(this.#world.isBusy).toBe(false);
  }

  async #sweep(): Promise<void> {
    this.#world.effects.begin();
    await this.#world.sweep();
    this.#awaitStop();
  }

  #awaitStop(): void {
    const [at, happens] = this.#stops[0] ?? [];
    this.#world.effects.begin(at === undefined ? undefined : { at, happens: happens ?? false, dies: 'all' });
  }

  #expectCounts(periode: string, coverage: string | undefined): void {
    const model = this.#model;
    if (!model.isKnown(periode)) {
      expect(coverage, periode).toBeUndefined();
      return;
    }
    const rows = (coverage ?? '').split('\n').map((row) => row.split(','));
    const cells = (wilayah: string, kategori: string, ...columns: number[]) => {
      const row = rows.find((one) => one[2] === wilayah && one[3] === kategori);
      return columns.map((column) => Number(row?.[column] || 0));
    };
    const [ambon, tual] = [model.people(periode, '8171'), model.people(periode, '8101')];
    const [terdata, klaim] = [ambon.terdata + tual.terdata, ambon.klaim + tual.klaim];
    expect(cells('00', 'SEMUA', 4, 5, 15, 16), periode).toEqual([terdata, terdata, klaim, klaim - terdata]);
    expect(cells('8171', 'NON_ASN', 4, 15), periode).toEqual([ambon.terdata, ambon.klaim]);
    expect(cells('81', 'PEKERJA_RENTAN', 20), periode).toEqual([model.potensi(periode, '81') ?? 0]);
  }

  #count(what: string): void {
    this.#tally.set(what, (this.#tally.get(what) ?? 0) + 1);
  }
}

function state({ seen, accepted, held, withdrawn }: Known): unknown[] {
  return [seen.name, accepted?.name, held?.name, withdrawn];
}

function publishing(periode: string, act: (ports: RegisterPorts) => Promise<unknown>) {
  return async (ports: RegisterPorts): Promise<Asked> => {
    await act(ports);
    return { periods: [periode] };
  };
}

/** Revisions that were ever published, the first one first. */
async function revisionsOf(world: World, periode: string): Promise<string[]> {
  const entries = await world.table.logOf(periode);
  return entries.flatMap(({ kind, revision }) => (kind === 'terbit' && revision !== null ? [revision] : []));
}

function contentOf(key: string, rows: number): string {
  if (jenisOf(key) === 'target') return rows > 0 ? target('81', rows) : 'bukan tabel\n';
  if (jenisOf(key) === 'komitmen')
    return rows > 0 ? komitmen('8171', rows > 5 ? 'SELESAI' : 'PROSES') : 'bukan tabel\n';
  return people(key.includes('8101') ? '8101' : '8171', rows > 0 ? upTo(rows) : [-1, -2]);
}

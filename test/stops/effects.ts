/**
 * Everything that a step does to the world outside itself, one after another: each object that appears or goes, each change
 * of the table, each state that is entered or left. What can go wrong goes wrong at one of them.
 */
import type { ObjectStore, Sink, UploadStore } from '../../pipeline/ports.ts';
import type { Registry } from '../../pipeline/registry.ts';

/** Who does something: a call of a step within an execution within all that is running. What has died does nothing more. */
export class Doer {
  isStopped = false;
  readonly within: Doer | undefined;
  readonly #name: string | undefined;

  /** @param name of an execution */
  constructor(within?: Doer, name?: string) {
    this.within = within;
    this.#name = name;
  }

  /** The execution that it belongs to. */
  get execution(): string | undefined {
    return this.#name ?? this.within?.execution;
  }

  get isDead(): boolean {
    return this.isStopped || (this.within?.isDead ?? false);
  }
}

/** Thrown at whoever is stopped, and at whatever it tries afterwards. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export interface Fault {
  /** The effect that it happens at; the first is 1. */
  readonly at: number;
  /** Whether the effect still happens, and only its answer is lost. */
  readonly happens: boolean;
  /** Who dies of it: everything that runs, the execution, or the one call of a step. */
  readonly dies: 'all' | 'execution' | 'call';
}

export class Effects {
  readonly seen: string[] = [];
  /** The effect at which the fault happened. */
  struck: string | undefined;
  #fault: Fault | undefined;
  /** Asked as each effect, and each look at the world, begins: whoever is told to wait does so, there. */
  pause: (execution: string, what: string, isEffect: boolean) => Promise<void> | undefined = () => undefined;
  readonly #tick: () => void;

  /** @param tick called at every effect: time goes on */
  constructor(tick: () => void) {
    this.#tick = tick;
  }

  /** Counts from here on. */
  begin(fault?: Fault): void {
    this.seen.length = 0;
    this.struck = undefined;
    this.#fault = fault;
  }

  async perform<T>(by: Doer, what: string, act: () => Promise<T>): Promise<T> {
    await this.pause(by.execution ?? '', what, true);
    if (by.isDead) throw new Stopped(what);
    this.#tick();
    this.seen.push(what);
    if (this.seen.length !== this.#fault?.at) return act();
    const { happens, dies } = this.#fault;
    this.struck = what;
    if (happens) await act();
    victim(by, dies).isStopped = true;
    throw new Stopped(what);
  }

  /** A state that is entered or left. */
  transition(by: Doer, what: string): Promise<void> {
    return this.perform(by, what, async () => {});
  }

  async look<T>(by: Doer, what: string, act: () => Promise<T>): Promise<T> {
    await this.pause(by.execution ?? '', what, false);
    return act();
  }
}

function victim(by: Doer, dies: Fault['dies']): Doer {
  const line = [by];
  for (let one = by.within; one; one = one.within) line.unshift(one);
  return line[{ all: 0, execution: 1, call: line.length - 1 }[dies]] ?? by;
}

/** A store in which every change is an effect. */
export function watched<Store extends ObjectStore>(store: Store, name: string, effects: Effects, by: Doer) {
  const place = (key: string) => `${name}/${key}`;
  return {
    read: (key, range) => effects.look(by, `read ${place(key)}`, () => store.read(key, range)),
    stream: (key) => store.stream(key),
    head: (key) => effects.look(by, `head ${place(key)}`, () => store.head(key)),
    list: (prefix) => effects.look(by, `list ${place(prefix)}`, () => store.list(prefix)),
    write: (key, body, condition) =>
      effects.perform(by, `write ${place(key)}`, () => store.write(key, body, condition)),
    delete: (key) => effects.perform(by, `delete ${place(key)}`, () => store.delete(key)),
    async create(key): Promise<Sink> {
      const sink = await store.create(key);
      return { ...sink, close: () => effects.perform(by, `write ${place(key)}`, () => sink.close()) };
    },
  } satisfies ObjectStore;
}

/** Uploads are for reading, until they are purged. */
export function watchedUploads(store: UploadStore, effects: Effects, by: Doer): UploadStore {
  return {
    ...watched(store, 'uploads', effects, by),
    contentOf: (upload) => store.contentOf(upload),
    erase: (key) => effects.perform(by, `erase ${key}`, () => store.erase(key)),
  };
}

/** A table in which every change is an effect. */
export function watchedRegistry(table: Registry, effects: Effects, by: Doer): Registry {
  const does = <T>(what: string, act: () => Promise<T>) => effects.perform(by, what, act);
  const looks = <T>(what: string, act: () => Promise<T>) => effects.look(by, what, act);
  /** As on DynamoDB: a period is entered by counting a change of it. */
  const entered = new Set<string>();
  const watching: Registry = {
    key: (periode, key) => looks(`key ${key}`, () => table.key(periode, key)),
    keys: (periode) => looks(`keys ${periode}`, () => table.keys(periode)),
    allKeys: () => table.allKeys(),
    periods: () => looks('periods', () => table.periods()),
    period: (periode) => looks(`period ${periode}`, () => table.period(periode)),
    logOf: (periode) => looks(`logOf ${periode}`, () => table.logOf(periode)),
    save: (record) => does(`save ${record.key}`, () => table.save(record)),
    bump: (periode) => does(`bump ${periode}`, () => table.bump(periode)),
    async enter(periode) {
      if (entered.has(periode)) return;
      await does(`enter ${periode}`, () => table.bump(periode));
      entered.add(periode);
    },
    // It counts a change of the period first, and notes that count then.
    askRerun: (periode) => does(`askRerun ${periode}`, () => table.askRerun.call(watching, periode)),
    lease: (periode, holder) => does(`lease ${periode}`, () => table.lease(periode, holder)),
    renew: (periode, token, holder) => does(`renew ${periode}`, () => table.renew(periode, token, holder)),
    release: (periode, holder) => does(`release ${periode}`, () => table.release(periode, holder)),
    settle: (periode, token, settled) => does(`settle ${periode}`, () => table.settle(periode, token, settled)),
    log: (periode, entry) => does(`log ${periode}`, () => table.log(periode, entry)),
    keepRegions: (periode, revision, regions) =>
      does(`keepRegions ${periode}`, () => table.keepRegions(periode, revision, regions)),
  };
  return watching;
}

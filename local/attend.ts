/**
 * Attends to an upload folder: processes what has changed once it rests, until it is told to stop. What others ask of the
 * folder is done in between: one thing at a time works on it.
 */
import type { Engine } from './engine.ts';
import { pass } from './pass.ts';
import type { Places } from './ports.ts';
import type { Progress } from './progress.ts';
import type { RunResult } from './run.ts';
import { type FileState, type Listing, listUploads, sameState } from './uploads.ts';

/** The folder is looked through so often, ms. A look is a listing: no file is opened. */
const LOOK_MS = 1000;

/** A file that has been as it is for so long is not being written any more, ms. */
const REST_MS = 2000;

export interface Attended {
  /** Does something when nothing else is being done. */
  readonly between: <T>(what: () => Promise<T>) => Promise<T>;
  /** Ends when told to stop and what was begun is done. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

export interface Listener {
  /** A pass has done something. */
  readonly passed: (result: RunResult) => Promise<void>;
  /** A look has failed (a drive that is away, say); the next one may succeed. Told once for as long as it lasts. */
  readonly troubled: (error: unknown) => void;
}

export function attend(engine: Engine, places: Places, progress: Progress, listener: Listener): Attended {
  const turns = new Turns();
  const stopped = new AbortController();
  const folder = new Folder();
  let isTroubled = false;

  const look = async () => {
    const listing = await listUploads(places.uploads, places.out);
    const restless = folder.see(listing, Date.now());
    if (!folder.hasNews(restless)) return;
    const result = await turns.take(() => pass(engine, listing, places, progress, restless));
    folder.processed(restless);
    if (result.read.length + result.withdrawn.length + result.failed.length > 0) await listener.passed(result);
  };

  const ended = (async () => {
    while (!stopped.signal.aborted) {
      try {
        await look();
        isTroubled = false;
      } catch (error) {
        if (!isTroubled) listener.troubled(error);
        isTroubled = true;
      }
      await pause(LOOK_MS, stopped.signal);
    }
    await turns.take(async () => {});
  })();
  return { between: (what) => turns.take(what), ended, stop: () => stopped.abort() };
}

/** What is known of an upload folder from one look to the next. */
class Folder {
  /** Every file that is there, or was a moment ago (without a state), and since when. */
  readonly #files = new Map<string, { state: FileState | undefined; since: number }>();
  /** The files as they were when they were last processed. */
  #processed = '';

  /** @returns the keys of files that are being written, or have just vanished and may be about to come back */
  see({ files }: Listing, now: number): Set<string> {
    for (const { key, state } of files) {
      const known = this.#files.get(key);
      if (known?.state && sameState(known.state, state)) continue;
      // A file that is new here counts from its last change: what has long been at rest need not wait.
      const since = known ? now : Math.min(now, Number(BigInt(state.modified) / 1_000_000n));
      this.#files.set(key, { state, since });
    }
    const there = new Set(files.map(({ key }) => key));
    for (const [key, { state, since }] of this.#files) {
      if (there.has(key)) continue;
      if (state) this.#files.set(key, { state: undefined, since: now });
      else if (now - since >= REST_MS) this.#files.delete(key);
    }
    return new Set([...this.#files].filter(([, { since }]) => now - since < REST_MS).map(([key]) => key));
  }

  hasNews(restless: ReadonlySet<string>): boolean {
    return this.#state(restless) !== this.#processed;
  }

  processed(restless: ReadonlySet<string>): void {
    this.#processed = this.#state(restless);
  }

  #state(restless: ReadonlySet<string>): string {
    return JSON.stringify(
      [...this.#files].filter(([key]) => !restless.has(key)).map(([key, { state }]) => [key, state]),
    );
  }
}

/** One at a time, in the order of asking. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(what: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(what);
    this.#last = mine.catch(() => {});
    return mine;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Worker threads, up to one for each processor: whoever is free takes the next job. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Share } from '../pipeline/snapshot/present.ts';
import type { Tables } from '../pipeline/snapshot/view-tables.ts';
import type { StepName } from '../pipeline/steps.ts';
import type { Places, Shared } from './ports.ts';
import type { FileState, FoundFile } from './uploads.ts';

export type Job =
  | { readonly kind: 'hash'; readonly files: readonly FoundFile[] }
  | { readonly kind: 'present'; readonly share: Share; readonly tables: Tables }
  | {
      readonly kind: 'step';
      readonly step: StepName;
      readonly input: unknown;
      /** The upload that the step reads, and the state in which it was found. */
      readonly upload?: { readonly key: string; readonly state: FileState };
    };

/** What a worker is told first; then come jobs. */
export interface WorkerSetup extends Places, Shared {
  readonly key: Uint8Array;
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly rows: number; readonly bytes: number }
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly error: { name: string; message: string; stack: string; code?: string } };

interface Waiting {
  readonly job: Job;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Uploads of so many bytes are worth a thread: with less, starting it and compiling its code takes longer than it saves. */
const THREAD_BYTES = 48 * 1024 * 1024;

/** Rows are read without making objects, so room for young ones beyond this is only taken, not used. */
const YOUNG_MB = 6;

/** A worker that was started before it was known what it will work with. */
let ahead: Worker | undefined;

/** Has a worker load its program while this thread loads its own. It holds nobody back who ends without it. */
export function startAhead(): void {
  const worker = startWorker();
  ahead = worker;
  worker.unref();
  // One that is lost before its time is not missed: the next one says why.
  const lost = () => {
    if (ahead === worker) ahead = undefined;
  };
  worker.once('error', lost).once('exit', lost);
}

function startWorker(): Worker {
  return new Worker(new URL('../.generated/worker.mjs', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
}

export class Pool {
  #size = 0;
  readonly #setup: WorkerSetup;
  readonly #progress: (rows: number, bytes: number) => void;
  readonly #free: Worker[] = [];
  readonly #busy = new Map<Worker, Waiting>();
  readonly #queue: Waiting[] = [];
  #closed = false;

  /** @param volume of the uploads that will be worked at, bytes (see `volumeOf`) */
  constructor(setup: WorkerSetup, progress: (rows: number, bytes: number) => void, volume: number) {
    this.#setup = setup;
    this.#progress = progress;
    this.prepareFor(volume);
  }

  /** How many workers there are. */
  get size(): number {
    return this.#size;
  }

  /** Has as many workers as uploads of that volume are worth, and those it had. They start at once: it takes them a while. */
  prepareFor(volume: number): void {
    const wanted = Math.min(availableParallelism(), Math.max(1, Math.ceil(volume / THREAD_BYTES)));
    for (; this.#size < wanted; this.#size++) this.#free.push(this.#start());
    this.#next();
  }

  /** Runs a job on a worker of its own. @throws the job's error, by its name */
  run(job: Job): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#free, ...this.#busy.keys()].map((worker) => worker.terminate()));
  }

  /** Hands out what waits, as far as there are workers. */
  #next(): void {
    while (this.#queue.length > 0) {
      const worker = this.#free.pop() ?? (this.#busy.size < this.#size ? this.#start() : undefined);
      if (!worker) return;
      const waiting = this.#queue.shift();
      if (!waiting) return;
      this.#busy.set(worker, waiting);
      worker.postMessage(waiting.job);
    }
  }

  #start(): Worker {
    const worker = ahead ?? startWorker();
    ahead = undefined;
    worker.ref();
    worker.postMessage(this.#setup);
    worker.on('message', (message: WorkerMessage) => this.#hear(worker, message));
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', (code) => this.#lose(worker, new Error(`a worker stopped with code ${code}`)));
    return worker;
  }

  #hear(worker: Worker, message: WorkerMessage): void {
    if (message.kind === 'progress') {
      this.#progress(message.rows, message.bytes);
      return;
    }
    const waiting = this.#busy.get(worker);
    this.#busy.delete(worker);
    this.#free.push(worker);
    if (message.kind === 'done') waiting?.resolve(message.answer);
    else waiting?.reject(Object.assign(new Error(message.error.message), message.error));
    this.#next();
  }

  /** A worker that died (out of memory, say) takes its job with it; the next job gets a new one. */
  #lose(worker: Worker, error: unknown): void {
    const waiting = this.#busy.get(worker);
    this.#busy.delete(worker);
    const at = this.#free.indexOf(worker);
    if (at >= 0) this.#free.splice(at, 1);
    if (this.#closed) return;
    waiting?.reject(error instanceof Error ? error : new Error(String(error)));
    this.#next();
  }
}

/** What a worker thread does: runs heavy steps, hashes uploads, makes what the page reads; one at a time. */
import { parentPort } from 'node:worker_threads';
import type { Registry } from '../pipeline/registry.ts';
import { present } from '../pipeline/snapshot/present.ts';
import { STEPS } from '../pipeline/steps.ts';
import { systemCode } from './failure.ts';
import { hashFiles } from './hash.ts';
import type { Job, WorkerMessage, WorkerSetup } from './pool.ts';
import { type LocalPorts, localPorts, tablePorts } from './ports.ts';

const port = parentPort;
if (!port) throw new Error('this file is run by the pool');
const tell = (message: WorkerMessage) => port.postMessage(message);

/** Progress is told so often at the most: every message wakes the main thread, ms. */
const TELL_MS = 100;

const untold = { rows: 0, bytes: 0, since: 0 };

function count(rows: number, bytes: number): void {
  untold.rows += rows;
  untold.bytes += bytes;
  if (performance.now() - untold.since > TELL_MS) tellProgress();
}

function tellProgress(): void {
  if (untold.rows + untold.bytes > 0) tell({ kind: 'progress', rows: untold.rows, bytes: untold.bytes });
  Object.assign(untold, { rows: 0, bytes: 0, since: performance.now() });
}

port.once('message', (setup: WorkerSetup) => {
  const ports = localPorts(setup, setup.key, setup, count);
  port.on('message', (job: Job) => answer(job, ports));
});

async function answer(job: Job, ports: LocalPorts): Promise<void> {
  try {
    const answer = await work(job, ports);
    tellProgress();
    tell({ kind: 'done', answer });
  } catch (error) {
    const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    const code = systemCode(error);
    tell({ kind: 'failed', error: { name, message, stack, ...(code && { code }) } });
  }
}

async function work(job: Job, ports: LocalPorts): Promise<unknown> {
  const { uploads, ...others } = ports;
  if (job.kind === 'hash') return hashFiles(uploads, job.files);
  if (job.kind === 'present') return present(job.share, others, job.tables);
  if (job.upload) uploads.expect(job.upload.key, job.upload.state);
  return STEPS[job.step].run(job.input, { ...others, uploads, ...tablePorts(NO_REGISTRY, NO_HISTORY) });
}

/** Heavy steps do not touch the table: it belongs to the main thread. */
const NO_REGISTRY: Registry = new Proxy({} as Registry, {
  get: (_, name) => {
    throw new Error(`a heavy step asked the table for ${String(name)}`);
  },
});

const NO_HISTORY = () => Promise.reject(new Error('a heavy step asked for the versions of a key'));

/** What a worker thread does: runs heavy steps, and hashes uploads, one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Registry } from '../pipeline/registry.ts';
import { STEPS } from '../pipeline/steps.ts';
import { hashFile } from './hash.ts';
import type { Job, WorkerMessage, WorkerSetup } from './pool.ts';
import { localPorts } from './ports.ts';

const port = parentPort;
if (!port) throw new Error('this file is run by the pool');
const setup: WorkerSetup = workerData;
const tell = (message: WorkerMessage) => port.postMessage(message);

const ports = localPorts(setup, setup.key, (rows, bytes) => tell({ kind: 'progress', rows, bytes }));

port.on('message', async (job: Job) => {
  try {
    tell({ kind: 'done', answer: await work(job) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    tell({ kind: 'failed', error: { name, message, stack: stack ?? '' } });
  }
});

async function work(job: Job): Promise<unknown> {
  const { uploads, ...others } = await ports;
  if (job.kind === 'hash') return hashFile(uploads, job.key, job.state);
  if (job.upload) uploads.expect(job.upload.key, job.upload.state);
  return STEPS[job.step].run(job.input, {
    ...others,
    uploads,
    registry: NO_REGISTRY,
    now: () => new Date().toISOString(),
  });
}

/** Heavy steps do not touch the table: it belongs to the main thread. */
const NO_REGISTRY: Registry = new Proxy({} as Registry, {
  get: (_, name) => {
    throw new Error(`a heavy step asked the table for ${String(name)}`);
  },
});

/**
 * Invocations of one step, one after the other, as its function would run them: the process that `bench/invocations.ts`
 * starts anew for what it measures. Takes a job on standard input, answers on standard output.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { DiskStore } from '../../local/disk.ts';
import type { RegisterPorts } from '../../pipeline/register.ts';
import { Regions } from '../../pipeline/rules/regions.ts';
import { STEP_NAMES, STEPS } from '../../pipeline/steps.ts';
import { aesCipher, sha256 } from '../../platform/crypto.ts';
import { deflate } from '../../platform/deflate.ts';
import { dynamoTable } from '../../platform/dynamo.ts';
import { gunzip } from '../../platform/gunzip.ts';
import { dynamoRegistry } from '../../platform/registry.ts';
import { type Asked, CountedStore, CountedUploads, countedTable, nothing } from './counted.ts';

export const Job = z.strictObject({
  step: STEP_NAMES,
  inputs: z.array(z.unknown()),
  /** The ARN of the execution that they belong to. */
  execution: z.string(),
  /** Folders of the uploads and of everything else, and the file of the reference. */
  uploads: z.string(),
  out: z.string(),
  regions: z.string(),
  kernel: z.string(),
  /** Where the table listens, and its name. */
  endpoint: z.string(),
  table: z.string(),
  /** Upload key → its versions, newest first. */
  versions: z.record(z.string(), z.array(z.string())),
});
export type Job = z.infer<typeof Job>;

const Done = z.object({
  /** Seconds by the clock, and of the processor, all threads. */
  seconds: z.number(),
  cpu: z.number(),
  asked: z.custom<Asked>(),
  /** Bytes of JSON that the state is given and answers. */
  payloadIn: z.number(),
  payloadOut: z.number(),
  answer: z.unknown(),
});
export type Done = z.infer<typeof Done>;

/** What a job answers. `memory`: the most that was resident, bytes. */
export const Answer = z.object({ done: z.array(Done), memory: z.number() });
export type Answer = z.infer<typeof Answer>;

/** As the functions hold it. */
const LEASE_MS = 45 * 60 * 1000;

const MICROSECONDS = 1e6;

async function run(job: Job): Promise<Answer> {
  const asked = nothing();
  const ports = portsOf(job, asked);
  const done: Done[] = [];
  for (const input of job.inputs) {
    Object.assign(asked, nothing());
    const payloadIn = sizeOf({ execution: job.execution, input });
    const [began, cpuBefore] = [performance.now(), process.cpuUsage()];
    const answer = await STEPS[job.step].run(input, ports);
    const [seconds, cpu] = [(performance.now() - began) / 1000, process.cpuUsage(cpuBefore)];
    done.push({
      seconds,
      cpu: (cpu.user + cpu.system) / MICROSECONDS,
      asked: { ...asked },
      payloadIn,
      payloadOut: sizeOf(answer),
      answer,
    });
  }
  return { done, memory: mostResident() };
}

function portsOf(job: Job, asked: Asked): RegisterPorts {
  const store = (folder: string) => new CountedStore(new DiskStore(join(job.out, folder)), asked);
  const client = countedTable(job.endpoint, asked);
  let regions: Regions | undefined;
  let kernel: WebAssembly.Module | undefined;
  return {
    uploads: new CountedUploads(new DiskStore(job.uploads), asked),
    work: store('work'),
    reports: store('reports'),
    snapshots: store('snapshots'),
    // As in a function: the first invocation reads the reference.
    get regions() {
      regions ??= new Regions(readFileSync(job.regions));
      return regions;
    },
    get kernel() {
      kernel ??= new WebAssembly.Module(readFileSync(job.kernel));
      return kernel;
    },
    cipher: aesCipher(new Uint8Array(32).fill(7)),
    sha256,
    gunzip,
    deflate,
    progress: () => {},
    registry: dynamoRegistry(dynamoTable(client), { table: job.table, leaseMs: LEASE_MS, now: Date.now }),
    history: async (key) => {
      asked.list++;
      return (job.versions[key] ?? []).map((version) => ({ version, deleted: false }));
    },
    execution: job.execution,
    now: () => new Date().toISOString(),
    clock: Date.now,
    patience: { quiet: 0, longest: 0 },
  };
}

/** The most that was resident, bytes. What Node tells counts the process before, too, which started this one. */
function mostResident(): number {
  try {
    const [, kilobytes = ''] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

if (import.meta.main) {
  const answer = await run(Job.parse(JSON.parse(await text(process.stdin))));
  process.stdout.write(JSON.stringify(answer), () => process.exit());
}

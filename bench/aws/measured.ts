/** What `bench/invocations.ts` found, as it is kept. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { STEP_NAMES } from '../../pipeline/steps.ts';
import type { Asked } from './counted.ts';
import { SdkCost } from './sdk.ts';

const count = z.number().nonnegative();

const AskedSchema = z.strictObject({
  put: count,
  get: count,
  list: count,
  bytesIn: count,
  bytesOut: count,
  reads: count,
  writes: count,
  readUnits: count,
  writeUnits: count,
}) satisfies z.ZodType<Asked>;

/** All invocations of one step in one round. */
const StepTotal = z.strictObject({
  step: STEP_NAMES,
  /** `all`: every file for the first time; `correction`: one file again; `busy`: another publisher has the lease. */
  round: z.enum(['all', 'correction', 'busy']),
  /** Which kind of file, for steps that have one file. */
  kind: z.enum(['peserta', 'target', '']),
  invocations: count,
  /** Sums over all invocations: seconds by the clock and of the processor, rows or claims worked through. */
  seconds: count,
  cpu: count,
  size: count,
  asked: AskedSchema,
  /** Of any: bytes resident, and bytes of JSON given and answered. */
  memory: count,
  payloadIn: count,
  payloadOut: count,
});
export type StepTotal = z.infer<typeof StepTotal>;

/** One invocation that was the first of its process. */
const Fresh = z.strictObject({
  step: STEP_NAMES,
  round: StepTotal.shape.round,
  kind: StepTotal.shape.kind,
  size: count,
  seconds: count,
  cpu: count,
  memory: count,
});
export type Fresh = z.infer<typeof Fresh>;

const Round = z.strictObject({
  rows: count,
  /** Files with people. Targets and the like come besides. */
  files: count,
  standing: count,
  /** Bytes of the files with people, of their rejected rows, and of a revision's tables. */
  bytes: count,
  rejectedBytes: count,
  tableBytes: count,
  coverageRows: count,
  /** Read units of reading all that the table knows of keys, as the sweep does. */
  keysUnits: count,
  accepted: count,
  rejected: count,
  segments: count,
  tasks: count,
  steps: z.array(StepTotal),
  fresh: z.array(Fresh),
});
export type Round = z.infer<typeof Round>;

export const Measured = z.strictObject({
  date: z.string(),
  machine: z.string(),
  /** Seconds from the start of a process until a function's package is loaded. */
  start: z.record(z.string(), count),
  sdk: SdkCost,
  rounds: z.array(Round),
});
export type Measured = z.infer<typeof Measured>;

/** What docs/aws.md rests on. */
export const MEASURED = fileURLToPath(new URL('../invocations.json', import.meta.url));

export function readMeasured(file = MEASURED): Measured {
  return Measured.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function keepMeasured(measured: Measured, file: string): void {
  writeFileSync(file, `${JSON.stringify(Measured.parse(measured), rounded, 2)}\n`);
}

/** Five figures are more than any of these measurements is good for. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}

/**
 * Every step of the workflows by the name of its state: what it takes, what it answers, and the code that runs it.
 * A Lambda function and a worker thread run the same entry; both check what comes in and what goes out.
 */
import * as z from 'zod';
import {
  Deduplicated,
  Failure,
  Judged,
  Planned,
  Published,
  PublishRequest,
  Registered,
  Task,
  UploadEvent,
} from './contracts/steps.ts';
import { ingest } from './ingest/ingest.ts';
import { type RegisterPorts, register, reportFailure, withdraw } from './register.ts';
import { aggregate } from './snapshot/aggregate.ts';
import { deduplicate } from './snapshot/deduplicate.ts';
import { plan } from './snapshot/plan.ts';
import { publish } from './snapshot/publish.ts';

export interface Step {
  /** Checks the input, runs the step, checks the answer. @throws ZodError when either does not fit its contract */
  readonly run: (input: unknown, ports: RegisterPorts) => Promise<unknown>;
  /** Whether it works through rows: such a step gets a processor of its own and does not touch the table. */
  readonly heavy: boolean;
}

export const STEPS = {
  Ingest: step(UploadEvent, Judged, ingest, true),
  Register: step(Judged, Registered, register),
  Withdraw: step(UploadEvent, Registered, withdraw),
  Plan: step(PublishRequest, Planned, plan),
  Deduplicate: step(Task, Deduplicated, deduplicate, true),
  Aggregate: step(Planned, z.strictObject({ tables: z.array(z.string()) }), aggregate, true),
  Publish: step(Planned, Published, publish),
  ReportFailure: step(Failure, Registered, reportFailure),
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;

export const STEP_NAMES = z.enum([
  'Ingest',
  'Register',
  'Withdraw',
  'Plan',
  'Deduplicate',
  'Aggregate',
  'Publish',
  'ReportFailure',
]);

function step<In, Out>(
  input: z.ZodType<In>,
  output: z.ZodType<Out>,
  run: (input: In, ports: RegisterPorts) => Promise<Out>,
  heavy = false,
): Step {
  return { run: async (given, ports) => output.parse(await run(input.parse(given), ports)), heavy };
}

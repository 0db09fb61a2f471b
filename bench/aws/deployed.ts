/** What would be deployed, read from the synthesised template: memory, timeouts, workflows, what is paid by the month. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { cakupan } from '../../infra/app.ts';
import { stepOf, type Workflows, workflowsOf } from '../../infra/definition.ts';

export interface Deployed {
  readonly workflows: Workflows;
  /** By the name of the step: MB and seconds. */
  readonly functions: ReadonlyMap<string, { readonly memory: number; readonly timeout: number }>;
  /** Functions that a publisher deduplicates with at once. */
  readonly deduplicating: number;
  /** Seconds that a period rests. */
  readonly quiet: number;
  readonly sweepMinutes: number;
  /** Resources by their type. */
  readonly resources: ReadonlyMap<string, number>;
  readonly templateBytes: number;
}

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

const FunctionProperties = z.object({
  Handler: z.string(),
  MemorySize: z.number(),
  Timeout: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** `rate(15 minutes)`; the CDK says `rate(1 hour)` of sixty. */
const Rate = z.object({
  ScheduleExpression: z.string().transform((text) => {
    const [, number = '', unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text) ?? [];
    return Number(number) * (unit === 'day' ? 1440 : unit === 'hour' ? 60 : 1);
  }),
});

const Shards = z.object({ States: z.object({ DeduplicateShards: z.object({ MaxConcurrency: z.number() }) }) });

/** Loads the CDK: some seconds. */
export function deployed(): Deployed {
  const outdir = mkdtempSync(join(tmpdir(), 'cakupan-cost-'));
  try {
    const [stack] = cakupan({ outdir, context: { stage: 'prod' } }).synth().stacks;
    const resources = Object.values(Template.parse(stack?.template).Resources);
    const functions = resources
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => FunctionProperties.parse(Properties));
    const environment = functions.map(({ Environment }) => Environment.Variables);
    const setting = (name: string) => Number(environment.find((variables) => name in variables)?.[name]);
    const rates = resources.flatMap(({ Properties }) => Rate.safeParse(Properties).data?.ScheduleExpression ?? []);
    const workflows = workflowsOf(stack?.template);
    const types = Map.groupBy(resources, ({ Type }) => Type);
    return {
      workflows,
      functions: new Map(
        functions.map(({ Handler, MemorySize, Timeout }) => [
          stepOf(Handler),
          { memory: MemorySize, timeout: Timeout },
        ]),
      ),
      deduplicating: Shards.parse(workflows.publish).States.DeduplicateShards.MaxConcurrency,
      quiet: setting('QUIET_SECONDS'),
      sweepMinutes: rates[0] ?? 0,
      resources: new Map(Array.from(types, ([type, all]) => [type, all.length])),
      templateBytes: JSON.stringify(stack?.template).length,
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

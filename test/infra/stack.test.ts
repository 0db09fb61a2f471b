/** The stack as synthesised: the states of both workflows, and what stands around them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cakupan } from '../../infra/app.ts';
import { type Workflows, workflowsOf } from '../../infra/definition.ts';
import { STEP_NAMES } from '../../pipeline/steps.ts';

const State = z.record(z.string(), z.json()).and(z.object({ Type: z.string() }));
const Machine = z.object({ States: z.record(z.string(), State) });
const MapState = z.object({ ItemProcessor: Machine });
const Definition = z.custom<StateMachineDefinition>((value) => Machine.safeParse(value).success);
const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.json()).optional() }),
  ),
});
const Policy = z.object({
  Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.json() })),
});

let outdir: string;
let template: z.infer<typeof Template>;
let workflows: Workflows;

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'cakupan-test-'));
  const [stack] = cakupan({ outdir, context: { stage: 'prod' } }).synth().stacks;
  template = Template.parse(stack?.template);
  workflows = workflowsOf(template);
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

test('both are valid Amazon States Language', () => {
  // The validator writes into what it is given.
  for (const definition of Object.values(structuredClone(workflows))) new StateMachine(Definition.parse(definition));
});

test('every task may be repeated, except after an error that no repetition mends', () => {
  for (const [name, state] of tasks()) {
    expect(state.Retry, name).toEqual([
      { ErrorEquals: ['NotFound', 'ZodError'], MaxAttempts: 0 },
      {
        ErrorEquals: expect.arrayContaining(['Lambda.TooManyRequestsException', 'Lambda.ServiceException']),
        ...{ IntervalSeconds: 2, MaxAttempts: 8, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: 'FULL' },
      },
      {
        ErrorEquals: ['States.TaskFailed', 'States.Timeout'],
        ...{ IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2, JitterStrategy: 'FULL' },
      },
    ]);
  }
});

test('every task ends in time, and its function no later', () => {
  const seconds = Object.fromEntries(tasks().map(([name, state]) => [name, state.TimeoutSeconds]));
  expect(seconds).toEqual({
    Withdraw: 60,
    Ingest: 900,
    Register: 60,
    StartPublisher: 60,
    Plan: 60,
    Deduplicate: 900,
    Aggregate: 900,
    Publish: 900,
  });
  for (const [name, properties] of functions()) expect(properties.Timeout, name).toBe(seconds[name] ?? 60);
});

test('nothing is caught, so a failed execution can be taken up where it failed', () => {
  for (const [name, state] of states()) expect(state, name).not.toHaveProperty('Catch');
});

test('shards are deduplicated by a distributed map over the plan’s tasks, which keeps the plan and tolerates no failure', () => {
  const { ItemProcessor, ...map } = find('DeduplicateShards');
  expect(map).toEqual({
    Type: 'Map',
    ItemsPath: '$.tasks',
    MaxConcurrency: 64,
    ResultPath: null,
    Next: 'Aggregate',
  });
  expect(ItemProcessor).toMatchObject({
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Deduplicate',
  });
});

test('each step is the function of its name, and there is no function without a step', () => {
  expect(
    functions()
      .map(([name]) => name)
      .sort(),
  ).toEqual([...STEP_NAMES.options].sort());
  for (const [name, state] of tasks()) {
    if (name === 'StartPublisher') continue;
    expect(state.Resource).toBe(`arn:aws:lambda:local:000000000000:function:${name}`);
  }
});

test('each function is the file of its step', () => {
  for (const [name, { Handler }] of functions()) {
    const [file = ''] = z.string().parse(Handler).split('.');
    const source = readFileSync(new URL(`../../functions/${file}.ts`, import.meta.url), 'utf8');
    expect(source).toContain(`STEPS.${name}.run(`);
  }
});

test('a failed, stopped or timed-out execution of the upload workflow is reported', () => {
  const rules = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
  expect(rules.map(({ Properties }) => Properties?.EventPattern)).toContainEqual({
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: {
      stateMachineArn: [{ Ref: expect.stringContaining('UploadWorkflow') }],
      status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
    },
  });
});

test('the upload bucket itself tells of its events: no function sets that from outside', () => {
  const types = Object.values(template.Resources).map(({ Type }) => Type);
  expect(types.filter((type) => type.startsWith('Custom::') || type.includes('CustomResource'))).toEqual([]);
  const buckets = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::S3::Bucket');
  expect(buckets).toHaveLength(4);
  expect(buckets.filter(({ Properties }) => Properties?.NotificationConfiguration)).toEqual([
    expect.objectContaining({
      Properties: expect.objectContaining({
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    }),
  ]);
});

test('no function may do just anything, or anything anywhere', () => {
  const policies = Object.entries(template.Resources).filter(
    ([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith('Steps'),
  );
  expect(policies).toHaveLength(STEP_NAMES.options.length);
  for (const [id, { Properties }] of policies) {
    const { Statement } = Policy.parse(Properties?.PolicyDocument);
    for (const { Action, Resource } of Statement) {
      expect([Action].flat().join(), id).not.toContain('*');
      expect(Resource, id).not.toBe('*');
    }
  }
});

test('what `npm ci` wrote for one machine is this definition', () => {
  const written = readFileSync(new URL('../../.generated/workflows.json', import.meta.url), 'utf8');
  expect(JSON.parse(written), 'out of date: npm run prepare').toEqual(workflows);
});

type State = z.infer<typeof State>;

/** Every state of both workflows, those inside maps included. */
function states(): [string, State][] {
  const within = (machine: unknown): [string, State][] =>
    Object.entries(Machine.parse(machine).States).flatMap(([name, state]) => {
      const map = MapState.safeParse(state);
      return [[name, state], ...(map.success ? within(map.data.ItemProcessor) : [])];
    });
  return [...within(workflows.upload), ...within(workflows.publish)];
}

function tasks(): [string, State][] {
  return states().filter(([, { Type }]) => Type === 'Task');
}

function find(name: string): State {
  const found = states().find(([state]) => state === name);
  if (!found) throw new Error(`there is no state ${name}`);
  return found[1];
}

/** Properties of every function, by its step. */
function functions(): [string, Record<string, z.infer<ReturnType<typeof z.json>>>][] {
  return Object.values(template.Resources).flatMap(({ Type, Properties = {} }) => {
    if (Type !== 'AWS::Lambda::Function') return [];
    return [[z.string().parse(Properties.FunctionName).replace('cakupan-prod-', ''), Properties]];
  });
}

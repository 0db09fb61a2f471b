/** The states of both workflows as synthesised. */
import { readFileSync } from 'node:fs';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { stepOf, type Workflows, workflowsOf } from '../../infra/definition.ts';
import { FUNCTION_NAMES } from '../../infra/functions.ts';
import { STEP_NAMES } from '../../pipeline/steps.ts';
import { type Synthesised, synthesised } from './template.ts';

const State = z.record(z.string(), z.json()).and(z.object({ Type: z.string() }));
type State = z.infer<typeof State>;
const Machine = z.object({ States: z.record(z.string(), State) });
const MapState = z.object({ ItemProcessor: Machine });
const Definition = z.custom<StateMachineDefinition>((value) => Machine.safeParse(value).success);

let stack: Synthesised;
let workflows: Workflows;

beforeAll(() => {
  stack = synthesised({ stage: 'prod' });
  workflows = workflowsOf(stack);
});

test('both are valid Amazon States Language', () => {
  // The validator writes into what it is given.
  for (const definition of Object.values(structuredClone(workflows))) new StateMachine(Definition.parse(definition));
});

test('every task may be repeated, except after an error that no repetition mends', () => {
  for (const [name, state] of tasks()) {
    expect(state.Retry, name).toEqual([
      { ErrorEquals: expect.arrayContaining(['NotFound', 'ZodError']), MaxAttempts: 0 },
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
  const alone = { ReportFailure: 60, Sweep: 300 };
  for (const { Handler, Timeout } of stack.ofType('AWS::Lambda::Function').values()) {
    expect(Timeout, stepOf(Handler)).toBe({ ...seconds, ...alone }[stepOf(Handler)]);
  }
});

test('nothing is caught, so a failed execution can be taken up where it failed', () => {
  for (const [name, state] of states()) expect(state, name).not.toHaveProperty('Catch');
});

test('every step is told its execution, and given no more than its state was', () => {
  for (const [name, { Parameters }] of tasks()) {
    if (name === 'StartPublisher') continue;
    const { input, ...rest } = z.record(z.string(), z.json()).parse(Parameters);
    expect(rest['execution.$'], name).toBe('$$.Execution.Id');
    if (input === undefined) expect(rest['input.$'], name).toBe('$');
    else
      expect(
        Object.values(Object(input)).every((path) => String(path).startsWith('$.')),
        name,
      ).toBe(true);
  }
});

test('what maps and roll-ups answer is discarded: no state grows with the number of rows', () => {
  for (const name of ['Announce', 'DeduplicateShards', 'Aggregate']) expect(find(name).ResultPath, name).toBeNull();
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

test('each step is the function of its name, and there is no function without a step but the sweep', () => {
  const made = [...stack.ofType('AWS::Lambda::Function').values()].map(({ Handler }) => stepOf(Handler));
  expect(made.sort()).toEqual([...FUNCTION_NAMES].sort());
  expect([...FUNCTION_NAMES].sort()).toEqual([...STEP_NAMES.options, 'Sweep'].sort());
  for (const [name, state] of tasks()) {
    if (name === 'StartPublisher') continue;
    expect(state.Resource).toBe(`arn:aws:lambda:local:000000000000:function:${name}`);
  }
});

test('both are logged without what went in and out, and traced', () => {
  for (const [id, machine] of stack.ofType('AWS::StepFunctions::StateMachine')) {
    expect(machine, id).toMatchObject({
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ALL' },
      TracingConfiguration: { Enabled: true },
    });
  }
});

test('what `npm ci` wrote for one machine is this definition', () => {
  const written = readFileSync(new URL('../../.generated/workflows.json', import.meta.url), 'utf8');
  expect(JSON.parse(written), 'out of date: npm run prepare').toEqual(workflows);
});

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

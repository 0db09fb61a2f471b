/** The workflows as they run: order, repetition, what ends an execution. */
import { readFileSync } from 'node:fs';
import { ExecutionError, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { STEP_NAMES } from '../../pipeline/steps.ts';

const Definition = z.custom<StateMachineDefinition>(
  (value) => z.object({ States: z.object({}) }).safeParse(value).success,
);
const workflows = z
  .object({ upload: Definition, publish: Definition })
  .parse(JSON.parse(readFileSync(new URL('../../.generated/workflows.json', import.meta.url), 'utf8')));

describe('an upload', () => {
  const registered = { key: 'k', version: 'v', periods: ['2023-09', '2023-10'] };

  test('is read, registered, and announced to a publisher of each period', async () => {
    const { seen } = await run(
      'upload',
      { kind: 'created', key: 'k', version: 'v' },
      {
        Ingest: () => ({ judged: true }),
        Register: () => registered,
        StartPublisher: () => ({}),
      },
    );
    expect(seen).toEqual([
      ['Ingest', { kind: 'created', key: 'k', version: 'v' }],
      ['Register', { judged: true }],
      ['StartPublisher', started('2023-09')],
      ['StartPublisher', started('2023-10')],
    ]);
  });

  test('that was deleted is withdrawn instead', async () => {
    const { seen, result } = await run(
      'upload',
      { kind: 'deleted', key: 'k', version: 'v' },
      {
        Withdraw: () => registered,
        StartPublisher: () => ({}),
      },
    );
    expect(seen.map(([state]) => state)).toEqual(['Withdraw', 'StartPublisher', 'StartPublisher']);
    expect(seen[0]).toEqual(['Withdraw', { kind: 'deleted', key: 'k', version: 'v' }]);
    expect(result).toEqual(registered);
  });

  test('that concerns no period starts no publisher', async () => {
    const { seen } = await run(
      'upload',
      { kind: 'created', key: 'k', version: 'v' },
      {
        Ingest: () => ({}),
        Register: () => ({ ...registered, periods: [] }),
      },
    );
    expect(seen.map(([state]) => state)).toEqual(['Ingest', 'Register']);
  });
});

describe('a publisher', () => {
  const periode = '2023-09';
  const task = (part: number) => ({ plan: 'plans/x', part, from: part, to: part + 1 });
  const planned = {
    periode,
    decision: 'publish',
    seconds: 0,
    plan: 'plans/x',
    generation: 4,
    token: 2,
    tasks: [task(0), task(1)],
  };
  const calm = {
    Plan: () => planned,
    Deduplicate: () => ({ part: 0, claims: 1, people: 1 }),
    Aggregate: () => ({ tables: [] }),
    Publish: () => ({ periode, revision: 'r1', again: false }),
  };

  test('plans, deduplicates every task, rolls up and publishes; each step but the first is given the plan', async () => {
    const { seen, result } = await run('publish', { periode }, calm);
    expect(seen).toEqual([
      ['Plan', { periode }],
      ['Deduplicate', task(0)],
      ['Deduplicate', task(1)],
      ['Aggregate', planned],
      ['Publish', planned],
    ]);
    expect(result).toEqual({ periode, revision: 'r1', again: false });
  });

  test('plans again after as long a wait as the plan says', async () => {
    const plans = [{ ...planned, decision: 'wait', seconds: 7, tasks: [] }, planned];
    const { seen, entered } = await run('publish', { periode }, { ...calm, Plan: () => plans.shift() ?? planned });
    expect(entered.slice(0, 5)).toEqual(['Plan', 'IsThereWork', 'Settle', 'Plan', 'IsThereWork']);
    expect(seen[1]).toEqual(['Plan', { periode }]);
    expect(seen.at(-1)?.[0]).toBe('Publish');
  });

  test('goes round again, without a wait, when the period has moved on meanwhile', async () => {
    const again = [true, false];
    const { seen, entered } = await run(
      'publish',
      { periode },
      {
        ...calm,
        Publish: () => ({ periode, revision: 'r1', again: again.shift() ?? false }),
      },
    );
    const round = ['Plan', 'Deduplicate', 'Deduplicate', 'Aggregate', 'Publish'];
    expect(seen.map(([state]) => state)).toEqual([...round, ...round]);
    expect(seen[5]).toEqual(['Plan', { periode }]);
    expect(entered).not.toContain('Settle');
  });

  test.each(['unchanged', 'busy'])('is done at once where the plan says %s', async (decision) => {
    const { seen, result } = await run('publish', { periode }, { Plan: () => ({ ...planned, decision, tasks: [] }) });
    expect(seen.map(([state]) => state)).toEqual(['Plan']);
    expect(result).toMatchObject({ decision });
  });

  test('repeats a step that failed once, with the same input', async () => {
    let failures = 1;
    const { seen } = await run(
      'publish',
      { periode },
      {
        ...calm,
        Aggregate: () => {
          if (failures-- > 0) throw named('Conflict');
          return { tables: [] };
        },
      },
    );
    expect(seen.filter(([state]) => state === 'Aggregate')).toEqual([
      ['Aggregate', planned],
      ['Aggregate', planned],
    ]);
    expect(seen.at(-1)?.[0]).toBe('Publish');
  });

  test('repeats the one task that failed, not its neighbours', async () => {
    let failures = 2;
    const { seen } = await run(
      'publish',
      { periode },
      {
        ...calm,
        Deduplicate: (input) => {
          if (z.object({ part: z.number() }).parse(input).part === 1 && failures-- > 0) throw named('Error');
          return {};
        },
      },
    );
    const parts = seen.filter(([state]) => state === 'Deduplicate').map(([, input]) => input);
    expect(parts).toEqual([task(0), task(1), task(1), task(1)]);
  });

  test('fails with the step that fails for good, and goes no further', async () => {
    const seen: Seen = [];
    const failing = { ...calm, Deduplicate: () => Promise.reject(named('Conflict')) };
    const error = await run('publish', { periode }, failing, seen).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ExecutionError);
    expect(error).toMatchObject({ cause: { name: 'Conflict' } });
    expect(seen.filter(([state, input]) => state === 'Deduplicate' && isPart(input, 0))).toHaveLength(4);
    expect(seen.map(([state]) => state)).not.toContain('Aggregate');
  });

  test.each(['NotFound', 'ZodError'])('does not repeat a step that says %s', async (name) => {
    const seen: Seen = [];
    const failing = { ...calm, Publish: () => Promise.reject(named(name)) };
    await expect(run('publish', { periode }, failing, seen)).rejects.toMatchObject({ cause: { name } });
    expect(seen.filter(([state]) => state === 'Publish')).toHaveLength(1);
  });
});

type Json = z.infer<ReturnType<typeof z.json>>;
type Seen = [state: string, input: Json][];
type Handler = (input: Json) => Json | Promise<Json>;

/** Runs a workflow with these handlers by state, without its pauses. A state without handler fails the execution. */
async function run(
  workflow: keyof typeof workflows,
  input: Json,
  handlers: Readonly<Record<string, Handler>>,
  seen: Seen = [],
): Promise<{ seen: Seen; entered: string[]; result: Json }> {
  const names = [...STEP_NAMES.options, 'StartPublisher'];
  const handler = (state: string) => async (invocation: Json) => {
    const given = inputOf(state, invocation);
    seen.push([state, given]);
    const answer = handlers[state];
    if (!answer) throw named('NotFound');
    return answer(given);
  };
  const machine = new StateMachine(workflows[workflow], { validationOptions: { noValidate: true } });
  const execution = machine.run(input, {
    context: { Execution: { Id: EXECUTION } },
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(names.map((name) => [name, handler(name)])),
      waitTimeOverrides: { Settle: 0 },
      retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
    },
  });
  const result = await execution.result;
  const entered: string[] = [];
  for await (const event of execution.eventLogs) if (event.type === 'StateEntered') entered.push(event.state.name);
  return { seen, entered, result };
}

const EXECUTION = 'arn:aws:states:local:000000000000:execution:this';

/** Every step is told its execution; a workflow that is started is given its input alone. */
function inputOf(state: string, invocation: Json): Json {
  if (state === 'StartPublisher') return invocation;
  const { execution, input } = z.strictObject({ execution: z.string(), input: z.json() }).parse(invocation);
  expect(execution, state).toBe(EXECUTION);
  return input;
}

function started(periode: string): Json {
  return { Input: { periode }, StateMachineArn: 'arn:aws:states:local:000000000000:stateMachine:Publish' };
}

function named(name: string): Error {
  return Object.assign(new Error(`stands for ${name}`), { name });
}

function isPart(input: Json, part: number): boolean {
  return z.object({ part: z.literal(part) }).safeParse(input).success;
}

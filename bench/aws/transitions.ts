/** Counts the state transitions of a path through a synthesised workflow, as Step Functions charges for them. */
import * as z from 'zod';

interface State {
  readonly Type: string;
  readonly Next?: string | undefined;
  readonly End?: boolean | undefined;
  readonly Default?: string | undefined;
  readonly Choices?: readonly { readonly Next: string }[] | undefined;
  readonly ItemProcessor?: (Flow & { readonly ProcessorConfig: { readonly Mode: string } }) | undefined;
}

interface Flow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const State: z.ZodType<State> = z.object({
  Type: z.string(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.object({ Next: z.string() })).optional(),
  get ItemProcessor() {
    return z
      .object({
        StartAt: z.string(),
        States: z.record(z.string(), State),
        ProcessorConfig: z.object({ Mode: z.string() }),
      })
      .optional();
  },
});

const Flow = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });

/** Which way a path goes. */
export interface Path {
  /** Choice → the states that it leads to, one for each time that it is come to. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** Map → how many items it has. */
  readonly items?: Readonly<Record<string, number>>;
}

/**
 * How often each state is entered; `children` are the executions that a distributed map starts, each a transition too.
 * @throws Error where the path is none of this workflow
 */
export function transitions(workflow: unknown, { choices = {}, items = {} }: Path): Map<string, number> {
  const counted = new Map<string, number>();
  const add = (name: string, times: number) => counted.set(name, (counted.get(name) ?? 0) + times);

  function follow({ StartAt, States }: Flow, times: number): void {
    const taken = new Map<string, number>();
    for (let name: string | undefined = StartAt; name !== undefined; ) {
      const state: State | undefined = States[name];
      if (!state) throw new Error(`there is no state ${name}`);
      add(name, times);
      if (state.ItemProcessor) {
        const inside = (items[name] ?? 0) * times;
        if (state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED') add('children', inside);
        if (inside > 0) follow(state.ItemProcessor, inside);
      }
      if (state.Type !== 'Choice') {
        name = state.Next;
        continue;
      }
      const turn = taken.get(name) ?? 0;
      taken.set(name, turn + 1);
      const next: string | undefined = choices[name]?.[turn] ?? state.Default;
      if (next === undefined || ![state.Default, ...(state.Choices ?? []).map(({ Next }) => Next)].includes(next)) {
        throw new Error(`${name} does not lead to ${next}`);
      }
      name = next;
    }
  }

  follow(Flow.parse(workflow), 1);
  return counted;
}

export function sumOf(counted: ReadonlyMap<string, number>): number {
  return [...counted.values()].reduce((sum, times) => sum + times, 0);
}

const Retrying = z.object({
  States: z.record(
    z.string(),
    z.object({
      Retry: z
        .array(
          z.object({
            ErrorEquals: z.array(z.string()),
            MaxAttempts: z.number(),
            IntervalSeconds: z.number().default(1),
            BackoffRate: z.number().default(2),
            MaxDelaySeconds: z.number().default(Number.POSITIVE_INFINITY),
          }),
        )
        .default([]),
    }),
  ),
});

/**
 * Seconds that a state waits at the most for a function that has no room, all its repetitions together. Full jitter: half
 * of it is to be expected.
 */
export function patience(workflow: unknown, state: string): number {
  const retries = Retrying.parse(workflow).States[state]?.Retry ?? [];
  const rule = retries.find(({ ErrorEquals }) => ErrorEquals.includes('Lambda.TooManyRequestsException'));
  if (!rule) return 0;
  const { MaxAttempts, IntervalSeconds, BackoffRate, MaxDelaySeconds } = rule;
  const delays = Array.from({ length: MaxAttempts }, (_, i) =>
    Math.min(IntervalSeconds * BackoffRate ** i, MaxDelaySeconds),
  );
  return delays.reduce((sum, delay) => sum + delay, 0);
}

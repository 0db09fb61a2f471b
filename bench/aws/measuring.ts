/** Invokes steps in processes of their own and adds up what they took. */
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { StepName } from '../../pipeline/steps.ts';
import { median } from '../measure.ts';
import { nothing } from './counted.ts';
import { Answer, type Done, type Job } from './invocation.ts';
import type { Fresh, StepTotal } from './measured.ts';

export const GENERATED = fileURLToPath(new URL('../../.generated/', import.meta.url));

/** As long as a real one: it goes into every state. */
export const EXECUTION = 'arn:aws:states:ap-southeast-3:000000000000:execution:cakupan-prod-Publish:measured';

/** Invocations of a step that get a process of their own; the others follow one another in one. */
const FRESH = 4;

/** Starts of a process from which the middle one counts. */
const STARTS = 5;

/** One invocation to be: what it is given, and how much that is. */
export interface Input {
  readonly input: unknown;
  readonly size: number;
}
export type Called = Pick<StepTotal, 'step' | 'round' | 'kind'>;

/** Everything about one folder of uploads. */
export class Measuring {
  readonly steps: StepTotal[] = [];
  readonly fresh: Fresh[] = [];
  readonly versions: Record<string, string[]> = {};
  readonly places: Pick<Job, 'uploads' | 'out' | 'regions' | 'kernel' | 'endpoint' | 'table'>;
  readonly say: (message: string) => void;
  readonly #program: string;

  constructor(program: string, places: Measuring['places'], say: Measuring['say']) {
    this.#program = program;
    this.places = places;
    this.say = say;
  }

  /** Invokes a step with each input; some of them, spread over their sizes, in processes of their own. */
  async invoke(called: Called, inputs: readonly Input[], execution = EXECUTION): Promise<Done[]> {
    const alone = spread(inputs);
    const rest = inputs.filter((input) => !alone.includes(input));
    const answers = new Map<Input, Done>();
    let memory = 0;
    for (const some of [...alone.map((input) => [input]), ...(rest.length > 0 ? [rest] : [])]) {
      const answer = await this.#process(called.step, some, execution);
      memory = Math.max(memory, answer.memory);
      some.forEach((input, i) => {
        const done = answer.done[i]!;
        answers.set(input, done);
        if (some.length > 1) return;
        const { seconds, cpu } = done;
        this.fresh.push({ ...called, size: input.size, seconds, cpu, memory: answer.memory });
      });
    }
    const done = inputs.map((input) => answers.get(input)!);
    this.steps.push(totalOf(called, inputs, done, memory));
    return done;
  }

  async #process(step: StepName, inputs: readonly Input[], execution: string): Promise<Answer> {
    const job: Job = {
      step,
      inputs: inputs.map(({ input }) => input),
      execution,
      ...this.places,
      versions: this.versions,
    };
    const child = spawn(process.execPath, [this.#program], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(JSON.stringify(job));
    const said = await text(child.stdout);
    if (said === '') throw new Error(`${step} failed`);
    return Answer.parse(JSON.parse(said));
  }
}

/** Seconds until a function's own package is loaded in a fresh process. */
export function startOf(step: string): number {
  const load = `await import(${JSON.stringify(join(GENERATED, 'functions', `${step.toLowerCase()}.mjs`))}); console.log(performance.now())`;
  const environment = { ...process.env, AWS_REGION: 'ap-southeast-3' };
  const seconds = Array.from(
    { length: STARTS },
    () => Number(execFileSync(process.execPath, ['--input-type=module', '-e', load], { env: environment })) / 1000,
  );
  return median(seconds);
}

/** The program of `bench/aws/invocation.ts` in one file, bundled as the functions are. */
export async function programIn(folder: string): Promise<string> {
  const outfile = join(folder, 'invocation.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('invocation.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
  });
  return outfile;
}

/** The smallest, the largest, and some between. */
function spread(inputs: readonly Input[]): Input[] {
  const bySize = inputs.toSorted((a, b) => a.size - b.size);
  const step = (inputs.length - 1) / (FRESH - 1);
  return inputs.length <= FRESH ? bySize : Array.from({ length: FRESH }, (_, i) => bySize[Math.round(i * step)]!);
}

function totalOf(called: Called, inputs: readonly Input[], done: readonly Done[], memory: number): StepTotal {
  const sum = (of: (one: Done) => number) => done.reduce((total, one) => total + of(one), 0);
  const asked = nothing();
  for (const one of done) for (const key of Object.keys(asked) as (keyof typeof asked)[]) asked[key] += one.asked[key];
  return {
    ...called,
    invocations: done.length,
    seconds: sum(({ seconds }) => seconds),
    cpu: sum(({ cpu }) => cpu),
    size: inputs.reduce((total, { size }) => total + size, 0),
    asked,
    memory,
    payloadIn: Math.max(...done.map(({ payloadIn }) => payloadIn)),
    payloadOut: Math.max(...done.map(({ payloadOut }) => payloadOut)),
  };
}

/**
 * The deployed program in memory: a bucket that tells of uploads, stores, a table, the synthesised workflows with the real
 * steps, the rule that follows a failed execution, the sweep. Time goes on only where somebody waits for it.
 */
import { readFileSync } from 'node:fs';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';
import { Invocation, Planned, PublishRequest, type UploadEvent } from '../../pipeline/contracts/steps.ts';
import type { RegisterPorts } from '../../pipeline/register.ts';
import type { KeyRecord } from '../../pipeline/registry.ts';
import { shownRevisions } from '../../pipeline/snapshot/pointers.ts';
import { STEP_NAMES, STEPS, type StepName } from '../../pipeline/steps.ts';
import { sweep } from '../../pipeline/sweep.ts';
import { sha256 } from '../../platform/crypto.ts';
import { deflate } from '../../platform/deflate.ts';
import { gunzip } from '../../platform/gunzip.ts';
import { KERNEL, MemoryStore, memoryRegistry } from '../memory.ts';
import { Bucket } from './bucket.ts';
import { CIPHER, COUNTRY } from './country.ts';
import { Doer, Effects, Stopped, watched, watchedRegistry, watchedUploads } from './effects.ts';
import { ReadSnapshots } from './reader.ts';

export const LEASE_MS = 45 * 60 * 1000;
export const GRACE_MS = 10 * 60 * 1000;

/** Sweeps after which nothing may be left to find. */
const SWEEPS = 6;

/** Times that EventBridge tries, and Lambda with a function that nobody waits for. */
const TRIES = 3;

const Definition = z.custom<StateMachineDefinition>(
  (value) => z.object({ States: z.object({}) }).safeParse(value).success,
);
const WORKFLOWS = z
  .object({ upload: Definition, publish: Definition })
  .parse(JSON.parse(readFileSync(new URL('../../.generated/workflows.json', import.meta.url), 'utf8')));
type Workflow = keyof typeof WORKFLOWS;

const Json = z.json();
type Json = z.infer<typeof Json>;

const Started = z.object({ Input: PublishRequest });

const TASKS = [...STEP_NAMES.options, 'StartPublisher'];
const AT_ONCE = Object.fromEntries(TASKS.map((name) => [name, 0]));

interface Execution {
  readonly id: string;
  readonly workflow: Workflow;
  readonly input: Json;
  /** What it sees through. */
  readonly event: UploadEvent | undefined;
  readonly doer: Doer;
  /** Where it got to: a state and its input. */
  reached: { name: string; input: Json } | undefined;
  abort: () => void;
}

export interface Asked {
  /** Periods to publish. */
  readonly periods?: readonly string[];
  /** Events to process. */
  readonly events?: readonly UploadEvent[];
}

export class World {
  /** Milliseconds since 1970. */
  now = Date.UTC(2023, 8, 1);
  readonly bucket = new Bucket();
  readonly work = new MemoryStore();
  readonly reports = new MemoryStore();
  readonly snapshots = new ReadSnapshots();
  readonly table = memoryRegistry(() => this.now, LEASE_MS);
  readonly effects = new Effects(() => this.now++);
  readonly patience: RegisterPorts['patience'];
  /** Executions that failed for good and nobody has taken up again. */
  readonly failed: Execution[] = [];
  /** What went wrong although nobody was stopped. */
  readonly surprises: unknown[] = [];
  #power = new Doer();
  #started = 0;
  readonly #running = new Set<Execution>();
  readonly #sleeping: { until: number; wake: () => void }[] = [];
  /** Events that no execution has seen through. */
  readonly #open = new Set<UploadEvent>();

  constructor(patience: RegisterPorts['patience'] = { quiet: 0, longest: 0 }) {
    this.patience = patience;
  }

  get isDown(): boolean {
    return this.#power.isDead;
  }

  /** How many executions and commands there have been. */
  get started(): number {
    return this.#started;
  }

  put(key: string, text: string): UploadEvent {
    return this.bucket.put(key, text, this.now++);
  }

  remove(key: string): UploadEvent {
    return this.bucket.delete(key, this.now++);
  }

  /** Tells of these events, all at once. */
  async tell(events: readonly UploadEvent[]): Promise<void> {
    for (const event of events) this.#open.add(event);
    for (const event of events) await this.#deliver(event);
  }

  /** A command that somebody gives; the answer is what it starts. @throws Stopped, Refused */
  async ask(command: (ports: RegisterPorts) => Promise<Asked>): Promise<void> {
    const by = new Doer(new Doer(this.#power));
    const { periods = [], events = [] } = await command(this.#ports(by, `person-${++this.#started}`));
    await this.tell(this.bucket.erased.splice(0));
    for (const event of events) {
      await this.effects.perform(by, `start ${event.key}`, async () => this.#process(event));
    }
    for (const periode of periods) {
      await this.effects.perform(by, `start ${periode}`, async () => this.#start('publish', { periode }));
    }
  }

  /** Until nothing goes on any more but what is held up. */
  async quiet(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve)); // every promise that can be kept has been
      const next = this.#sleeping.sort((a, b) => a.until - b.until).shift();
      if (!next) return;
      this.now = Math.max(this.now, next.until);
      next.wake();
    }
  }

  /** Resolves when this time has come. */
  sleep(until: number): Promise<void> {
    return new Promise((wake) => this.#sleeping.push({ until, wake }));
  }

  /** As long as a lease lasts and an event may be on its way. */
  pass(): void {
    this.now += LEASE_MS + GRACE_MS;
  }

  /** After all has stopped. @param redelivered whether events that were under way come again, or are lost */
  async restart(redelivered: boolean): Promise<void> {
    for (const execution of this.#running) execution.abort();
    for (const { wake } of this.#sleeping.splice(0)) wake();
    await new Promise((resolve) => setImmediate(resolve));
    this.#running.clear();
    this.#sleeping.length = 0;
    this.#power = new Doer();
    this.pass();
    const open = [...this.#open];
    this.#open.clear();
    if (redelivered) await this.tell(open);
    await this.quiet();
  }

  /** Takes up what failed where it failed. */
  async redrive(): Promise<void> {
    for (const { id, workflow, input, event, reached } of this.failed.splice(0)) {
      const definition = WORKFLOWS[workflow];
      const { name = definition.StartAt, input: given = input } = reached ?? {};
      const execution = { id, workflow, input, event, doer: new Doer(this.#power, id), reached, abort: () => {} };
      this.#run(execution, { ...definition, StartAt: name }, given);
    }
    await this.quiet();
  }

  /** Sweeps until there is nothing to find. @returns how often it found something */
  async sweep(): Promise<number> {
    for (let sweeps = 0; sweeps < SWEEPS; sweeps++) {
      this.pass();
      const records: KeyRecord[] = [];
      for await (const record of this.table.allKeys()) records.push(record);
      const periods = await this.table.periods();
      const shown = await shownRevisions(periods, this.snapshots);
      const found = sweep(this.bucket.newest(), records, periods, shown, this.now, GRACE_MS);
      if (found.events.length + found.periods.length === 0) return sweeps;
      for (const event of found.events) this.#process(event);
      for (const periode of found.periods) this.#start('publish', { periode });
      await this.quiet();
    }
    throw new Error('the sweep finds something again and again');
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  async #deliver(event: UploadEvent): Promise<void> {
    await this.#insistently((by) =>
      this.effects.perform(by, `deliver ${event.kind} ${event.key}`, async () => {
        this.#process(event);
      }),
    );
  }

  /** As somebody who tries again while there is power. */
  async #insistently(act: (by: Doer) => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await act(new Doer(new Doer(this.#power)));
        return;
      } catch (error) {
        if (this.isDown) return;
        if (attempt === TRIES) throw error;
      }
    }
  }

  #process(event: UploadEvent): void {
    this.#start('upload', Json.parse({ ...event }), event);
  }

  #start(workflow: Workflow, input: Json, event?: UploadEvent): void {
    const id = `${workflow}-${++this.#started}`;
    const execution = {
      id,
      workflow,
      input,
      event,
      doer: new Doer(this.#power, id),
      reached: undefined,
      abort: () => {},
    };
    this.#run(execution, WORKFLOWS[workflow], input);
  }

  #run(execution: Execution, definition: StateMachineDefinition, input: Json): void {
    const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
    const run = machine.run(input, {
      context: { Execution: { Id: execution.id } },
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(
          TASKS.map((name) => [name, (given: Json) => this.#call(execution, name, given)]),
        ),
        retryIntervalOverrides: AT_ONCE,
        waitTimeOverrides: { Settle: 0 }, // waited for where the plan says so
      },
    });
    execution.abort = run.abort;
    this.#running.add(execution);
    void this.#follow(execution, run);
  }

  async #follow(execution: Execution, run: ReturnType<StateMachine['run']>): Promise<void> {
    const power = this.#power;
    try {
      await run.result;
      if (execution.event) this.#open.delete(execution.event);
    } catch (error) {
      if (power.isDead) return;
      if (!execution.doer.isStopped) this.surprises.push(error);
      for await (const event of run.eventLogs) {
        if (event.type === 'StateEntered' && event.index === undefined) {
          execution.reached = { name: event.state.name, input: Json.parse(event.state.input) };
        }
      }
      this.failed.push(execution);
      await this.#followFailure(execution);
    } finally {
      this.#running.delete(execution);
    }
  }

  /** What functions/report-failure.ts does. */
  async #followFailure({ id, event, input }: Execution): Promise<void> {
    await this.#insistently(async (by) => {
      const ports = this.#ports(by, id);
      if (event?.kind === 'created') {
        const { key, version } = event;
        await STEPS.ReportFailure.run({ key, version, execution: id, error: 'Stopped' }, ports);
      } else if (!event) await ports.registry.release(PublishRequest.parse(input).periode, id);
    });
  }

  /** One call of a state's function. */
  async #call(execution: Execution, name: string, given: Json): Promise<Json> {
    const by = new Doer(execution.doer);
    await this.effects.transition(by, `${execution.id}: ${name} begins`);
    const answer = name === 'StartPublisher' ? this.#startPublisher(given) : await this.#step(by, name, given);
    await this.effects.transition(by, `${execution.id}: ${name} ends`);
    const planned = name === 'Plan' ? Planned.parse(answer) : undefined;
    if (planned?.decision === 'wait') {
      await this.sleep(this.now + planned.seconds * 1000);
      if (by.isDead) throw new Stopped('while it waits');
    }
    return answer;
  }

  #startPublisher(given: Json): Json {
    this.#start('publish', Started.parse(given).Input);
    return {};
  }

  async #step(by: Doer, name: string, given: Json): Promise<Json> {
    const step: StepName = STEP_NAMES.parse(name);
    const { execution, input } = Invocation.parse(given);
    const version = step === 'Ingest' ? z.object({ version: z.string() }).parse(input).version : undefined;
    return Json.parse(await STEPS[step].run(input, this.#ports(by, execution, version)));
  }

  #ports(by: Doer, execution: string, version?: string): RegisterPorts {
    const { effects } = this;
    return {
      uploads: watchedUploads(this.bucket.store(version), effects, by),
      work: watched(this.work, 'work', effects, by),
      reports: watched(this.reports, 'reports', effects, by),
      snapshots: watched(this.snapshots, 'snapshots', effects, by),
      registry: watchedRegistry(this.table, effects, by),
      history: async (key) => this.bucket.history(key),
      regions: COUNTRY,
      kernel: KERNEL,
      cipher: CIPHER,
      sha256,
      gunzip,
      deflate,
      progress: () => {},
      execution,
      now: () => new Date(this.now).toISOString(),
      clock: () => this.now,
      patience: this.patience,
    };
  }
}

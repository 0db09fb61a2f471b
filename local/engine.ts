/**
 * The workflows on one machine: the synthesised state machines, executed here, their heavy steps on worker threads and
 * the others beside the table.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StateMachine } from 'aws-local-stepfunctions';
import * as z from 'zod';
import { PublishedFile } from '../pipeline/contracts/published.ts';
import {
  Invocation,
  Judged,
  type Outcome,
  Planned,
  Published,
  type Upload,
  type UploadEvent,
} from '../pipeline/contracts/steps.ts';
import type { History } from '../pipeline/history.ts';
import { Conflict, NotFound } from '../pipeline/ports.ts';
import type { RegisterPorts } from '../pipeline/register.ts';
import type { KeyRecord, Registry } from '../pipeline/registry.ts';
import type { Presenters } from '../pipeline/snapshot/present.ts';
import { STEP_NAMES, STEPS, type StepName } from '../pipeline/steps.ts';
import { Failure, systemCode } from './failure.ts';
import { pseudonymKey } from './key.ts';
import { type Lock, lock } from './lock.ts';
import { Pool } from './pool.ts';
import {
  type LocalPorts,
  localPorts,
  type Places,
  readGenerated,
  readKernel,
  sharedRegions,
  stateFolder,
  tablePorts,
} from './ports.ts';
import type { FileState } from './uploads.ts';

type Definition = ConstructorParameters<typeof StateMachine>[0];

/** What `npm ci` made of infra/workflow.ts; it was checked when it was synthesised. */
const DefinitionSchema = z.custom<Definition>(
  (value) => typeof value === 'object' && value !== null && 'StartAt' in value,
);
const Definitions = z.object({ upload: DefinitionSchema, publish: DefinitionSchema });

/** Steps hold what they take and answer to their contracts; that it is JSON follows. */
const Json = z.custom<z.core.util.JSONType>((value) => value !== undefined);
type Json = z.infer<typeof Json>;

/** A transient fault of one machine (a file held open, say) is over sooner than one of a network. */
const RETRY_AFTER_MS = 200;

export interface Watcher {
  /** More rows and bytes were read. */
  readonly read: (rows: number, bytes: number) => void;
  /** A step of some execution has begun, with what it was given. */
  readonly step: (name: StepName, input: unknown) => void;
}

/** What became of a period; a publisher that waits comes to one of these. */
export type Decision = Exclude<Planned['decision'], 'wait'>;

type Handlers = Record<string, (input: Json) => Promise<Json>>;

export class Engine {
  readonly registry: Registry;
  readonly ports: RegisterPorts & LocalPorts;
  readonly pool: Pool;
  /** Tells other programs how to ask this one for something. */
  readonly announce: Lock['announce'];
  /** The keys that the scan found, each with its one version. */
  readonly #present: Map<string, History>;
  readonly #definitions: { upload: StateMachine; publish: StateMachine };
  readonly #watcher: Watcher;
  readonly #release: () => Promise<void>;

  private constructor(
    ports: RegisterPorts & LocalPorts,
    present: Map<string, History>,
    mine: Lock,
    pool: Pool,
    definitions: { upload: StateMachine; publish: StateMachine },
    watcher: Watcher,
    release: () => Promise<void>,
  ) {
    this.registry = ports.registry;
    this.ports = ports;
    this.#present = present;
    this.announce = mine.announce;
    this.pool = pool;
    this.#definitions = definitions;
    this.#watcher = watcher;
    this.#release = release;
  }

  /**
   * @param volume of the uploads that will be worked at, bytes; more than any processor can do where it is not known
   * @throws Failure when the output folder cannot be used, or another program does
   */
  static async open(
    places: Places,
    env: NodeJS.ProcessEnv,
    watcher: Watcher,
    volume = Number.POSITIVE_INFINITY,
  ): Promise<Engine> {
    const state = stateFolder(places.out);
    const key = await pseudonymKey(env);
    const shared = { regions: await sharedRegions(), kernel: await readKernel() };
    const mine = await mkdir(state, { recursive: true })
      .then(() => lock(join(state, 'lock.json')))
      .catch((error) => {
        throw systemCode(error) === undefined ? error : unusable(places.out, systemCode(error));
      });
    const pool = new Pool({ ...places, key, ...shared }, watcher.read, volume);
    try {
      // Loaded while the workers start.
      const [{ StateMachine }, { dynamoRegistry }, { openTable, TABLE }] = await Promise.all([
        import('aws-local-stepfunctions'),
        import('../platform/registry.ts'),
        import('./table.ts'),
      ]);
      const definitions = await readGenerated('workflows.json');
      const local = localPorts(places, key, shared, watcher.read);
      // The lock keeps others out, and no worker has anything to do yet: whatever is unfinished stays so.
      for (const store of [local.work, local.work.kept, local.reports, local.snapshots]) await store.removeDrafts();
      const { upload, publish } = Definitions.parse(JSON.parse(new TextDecoder().decode(definitions)));
      // The definitions were checked when they were synthesised.
      const machine = (definition: Definition) =>
        new StateMachine(definition, { validationOptions: { noValidate: true } });
      const table = await openTable(join(state, 'table')); // last: once it is open, somebody must close it
      // The lock keeps every other publisher out, so a lease that a killed program left is over at once.
      const registry = dynamoRegistry(table.client, { table: TABLE, leaseMs: 0, now: Date.now });
      const present = new Map<string, History>();
      const ports = {
        ...local,
        ...tablePorts(registry, async (name) => present.get(name) ?? []),
        presenters: presentersOf(pool),
      };
      return new Engine(
        ports,
        present,
        mine,
        pool,
        { upload: machine(upload), publish: machine(publish) },
        watcher,
        async () => {
          await pool.close();
          await table.close();
          await mine.release();
        },
      );
    } catch (error) {
      await pool.close();
      await mine.release();
      throw error;
    }
  }

  /**
   * Executes the upload workflow for one event.
   * @param state the state in which the file was found, where there is one
   * @returns how the version was judged; undefined for a deleted key
   * @throws NotFound when the file is gone; else the error of the step that failed for good
   */
  async upload(event: UploadEvent, state?: FileState): Promise<Outcome | undefined> {
    let judged: Judged | undefined;
    this.#present.set(event.key, event.kind === 'created' ? [{ version: event.version, deleted: false }] : []);
    const handlers = this.#handlers(state && { key: event.key, state });
    await this.#execute(this.#definitions.upload, event, {
      ...handlers,
      Ingest: async (input) => {
        const answer = (await handlers.Ingest?.(input)) ?? null;
        judged = Judged.parse(answer);
        return answer;
      },
      // Publishing begins when all uploads at hand have been read: no quiet window is needed to make few revisions.
      StartPublisher: async () => ({}),
    });
    if (judged && 'passedOver' in judged) throw new NotFound(`${event.key} is gone`);
    return judged;
  }

  /** Executes the publishing workflow for one period. */
  async publish(periode: string): Promise<{ decision: Decision; revision: string | null }> {
    let decision: Decision = 'unchanged';
    let revision: string | null = null;
    const handlers = this.#handlers(undefined);
    await this.#execute(
      this.#definitions.publish,
      { periode },
      {
        ...handlers,
        Plan: async (input) => {
          const answer = (await handlers.Plan?.(input)) ?? null;
          const planned = Planned.parse(answer);
          if (planned.decision !== 'wait' && (planned.decision !== 'unchanged' || revision === null)) {
            decision = planned.decision;
          }
          return answer;
        },
        Publish: async (input) => {
          const answer = (await handlers.Publish?.(input)) ?? null;
          revision = Published.parse(answer).revision ?? revision;
          return answer;
        },
      },
    );
    return { decision, revision };
  }

  /** What hangs on the status of a failed execution: the version gets a report all the same. */
  async reportFailure(upload: Upload, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : 'Error';
    await STEPS.ReportFailure.run({ ...upload, execution: 'local', error: name }, this.ports);
  }

  /**
   * Puts away what can never be made again; removes plans that are done with, and runs that nothing refers to any more.
   * @param records all that the table knows
   */
  async tidy(records: readonly KeyRecord[]): Promise<void> {
    const { work } = this.ports;
    const referred = new Set<string>();
    const kept = new Set<string>();
    for (const { accepted, held, seen, withdrawn } of records) {
      if (withdrawn) continue;
      if (seen.run) referred.add(folderOf(seen.run));
      for (const one of [accepted, held]) {
        if (!one?.run) continue;
        referred.add(folderOf(one.run));
        if (one.version === seen.version) continue;
        kept.add(folderOf(one.run));
        await work.keep(folderOf(one.run));
      }
    }
    for (const key of await work.list('')) {
      if (key.startsWith('plans/') || (key.startsWith('runs/') && !referred.has(folderOf(key)))) await work.delete(key);
    }
    for (const key of await work.kept.list('')) if (!kept.has(folderOf(key))) await work.kept.delete(key);
  }

  async close(): Promise<void> {
    await this.#release();
  }

  #handlers(upload: { key: string; state: FileState } | undefined): Handlers {
    return Object.fromEntries(
      STEP_NAMES.options.map((name) => [
        name,
        async (invocation: Json) => {
          const input = Json.parse(Invocation.parse(invocation).input);
          this.#watcher.step(name, input);
          const answer = STEPS[name].heavy
            ? this.pool.run({ kind: 'step', step: name, input, ...(upload && { upload }) })
            : STEPS[name].run(input, this.ports);
          return Json.parse(await answer);
        },
      ]),
    );
  }

  async #execute(machine: StateMachine, input: object, handlers: Handlers): Promise<void> {
    const retries = Object.fromEntries(Object.keys(handlers).map((name) => [name, RETRY_AFTER_MS]));
    const execution = machine.run(Json.parse(input), {
      context: { Execution: { Id: this.ports.execution } },
      overrides: {
        taskResourceLocalHandlers: handlers,
        retryIntervalOverrides: retries,
      },
    });
    try {
      await execution.result;
    } catch (error) {
      // What the step threw, without the execution's wrapping.
      throw error instanceof Error && error.cause !== undefined ? error.cause : error;
    }
  }
}

/** The page's files are made by the workers, which have nothing else to do while a period is published. */
function presentersOf(pool: Pool): Presenters {
  return {
    get count() {
      return pool.size;
    },
    hold: (table) => {
      const held = new Uint8Array(new SharedArrayBuffer(table.length));
      held.set(table);
      return held;
    },
    present: async (share, tables) => {
      try {
        return PublishedFile.array().parse(await pool.run({ kind: 'present', share, tables }));
      } catch (error) {
        // From another thread an error comes by its name alone.
        throw error instanceof Error && error.name === 'Conflict' ? new Conflict(error.message) : error;
      }
    },
  };
}

function unusable(out: string, code = ''): Failure {
  return new Failure({
    id: `Folder keluaran ${out} tidak dapat dipakai (${code}). Periksa hak tulis, atau sebutkan folder lain dengan --out.`,
    en: `The output folder ${out} cannot be used (${code}). Check the right to write there, or name another with --out.`,
  });
}

/** The folder of a run, by the key of any object in it. */
function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

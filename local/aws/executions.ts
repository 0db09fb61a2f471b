/** The executions of a stack's two workflows: which run, which have failed and over what, starting and continuing them. */
import { createHash } from 'node:crypto';
import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { PublishRequest, Upload, UploadEvent } from '../../pipeline/contracts/steps.ts';
import { inTurn } from '../../pipeline/in-turn.ts';

export type Workflow = 'upload' | 'publish';
const WORKFLOWS = ['upload', 'publish'] as const;

/** Ended without success. */
const UNHAPPY = ['FAILED', 'TIMED_OUT', 'ABORTED'] as const;

/** DescribeExecution has a rate, of 15 in a second in most regions. */
const DESCRIBED_AT_ONCE = 4;

export interface Ended {
  readonly arn: string;
  readonly workflow: Workflow;
  /** When it ended: milliseconds since 1970. */
  readonly stopped: number;
}

/** What an execution was about, as far as its input says so. */
export type Subject = { readonly upload: Upload } | { readonly periode: string } | undefined;

export interface Described {
  readonly arn: string;
  readonly status: ExecutionStatus;
  readonly subject: Subject;
  /** The name of the error that ended it. */
  readonly error: string;
  /** Why it cannot be continued where it failed; undefined where it can. */
  readonly settled: string | undefined;
}

export class Executions {
  readonly #client: SFNClient;
  readonly #arns: Readonly<Record<Workflow, string>>;

  constructor(client: SFNClient, arns: Readonly<Record<Workflow, string>>) {
    this.#client = client;
    this.#arns = arns;
  }

  /** Those that run now; what began or ended in the last seconds may not show yet. */
  async running(): Promise<Record<Workflow, Set<string>>> {
    const arns = async (workflow: Workflow) =>
      new Set((await this.#list(workflow, 'RUNNING', true)).map(({ arn }) => arn));
    const [upload, publish] = await Promise.all([arns('upload'), arns('publish')]);
    return { upload, publish };
  }

  /** Those that ended without success, the newest first of each kind. @param all or the last few hundred */
  async unhappy(all: boolean): Promise<Ended[]> {
    const lists = WORKFLOWS.flatMap((workflow) => UNHAPPY.map((status) => this.#list(workflow, status, all)));
    return (await Promise.all(lists)).flat().sort((a, b) => b.stopped - a.stopped);
  }

  async describe(arn: string): Promise<Described> {
    const found = await this.#client.send(new DescribeExecutionCommand({ executionArn: arn }));
    const { status = 'RUNNING', error, redriveStatus, redriveStatusReason } = found;
    return {
      arn,
      status,
      subject: subjectOf(found.input),
      error: error ?? status,
      settled: redriveStatus === 'NOT_REDRIVABLE' ? (redriveStatusReason ?? redriveStatus) : undefined,
    };
  }

  describeAll(arns: readonly string[]): Promise<Described[]> {
    return inTurn(arns, (arn) => this.describe(arn), DESCRIBED_AT_ONCE);
  }

  /** @param once what makes this start another one than any before with the same input; names are taken for 90 days */
  async start(workflow: Workflow, input: UploadEvent | PublishRequest, once: string): Promise<string> {
    const text = JSON.stringify(input);
    const name = createHash('sha256').update(`${text} ${once}`).digest('hex');
    const { executionArn } = await this.#client.send(
      new StartExecutionCommand({ stateMachineArn: this.#arns[workflow], name, input: text }),
    );
    if (executionArn === undefined) throw new Error('Step Functions gave no execution');
    return executionArn;
  }

  /** Continues an execution at the step that failed. */
  async redrive(arn: string): Promise<void> {
    await this.#client.send(new RedriveExecutionCommand({ executionArn: arn }));
  }

  async #list(workflow: Workflow, statusFilter: ExecutionStatus, all: boolean): Promise<Ended[]> {
    const which = { stateMachineArn: this.#arns[workflow] };
    const found: Ended[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListExecutionsCommand({ ...which, statusFilter, nextToken, maxResults: all ? 1000 : 100 }),
      );
      for (const { executionArn: arn = '', stopDate } of page.executions ?? []) {
        found.push({ arn, workflow, stopped: stopDate?.getTime() ?? 0 });
      }
      nextToken = page.nextToken;
    } while (all && nextToken !== undefined);
    return found;
  }
}

function subjectOf(input: string | undefined): Subject {
  let given: unknown;
  try {
    given = JSON.parse(input ?? '');
  } catch {
    return undefined; // somebody started it by hand
  }
  const event = UploadEvent.safeParse(given).data;
  if (event) return { upload: Upload.parse({ key: event.key, version: event.version }) };
  const request = PublishRequest.safeParse(given).data;
  return request && { periode: request.periode };
}

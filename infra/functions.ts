/** One function per step and the sweep: what each is made of, and what each may reach. */
import { join } from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { exceptWildcard } from './exceptions.ts';
import { GENERATED } from './generated.ts';
import { NAMESPACE } from './metrics.ts';
import { mayAsk, mayOpen, mayStart, mayUse } from './permissions.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';
import { type StepName, TIMEOUTS } from './workflow.ts';

export type FunctionName = StepName | 'Sweep';

export type StepFunctions = Readonly<Record<StepName, lambda.Function>>;

/**
 * MB. Lambda gives a whole processor at 1,769 MB, and rows are worked through by one. A light step waits for the network;
 * with the regions loaded it holds 130 MB.
 */
const HEAVY = 1769;
const LIGHT = 512;

const MEMORY: Readonly<Record<FunctionName, number>> = {
  Ingest: HEAVY, // reads every row of a file
  Register: LIGHT,
  Withdraw: LIGHT,
  Plan: LIGHT,
  Deduplicate: HEAVY, // holds about half a million claims
  Aggregate: HEAVY, // counts every winner, writes every table
  Publish: HEAVY, // holds all tables of a revision at once
  ReportFailure: LIGHT,
  Sweep: LIGHT,
};

/** The sweep lists the upload bucket, a second for some thousand keys; it must be over before the next one. */
const SWEEP_TIMEOUT = Duration.minutes(5);

export const FUNCTION_NAMES = Object.keys(MEMORY).filter((name): name is FunctionName => name in MEMORY);

/** The folder that `infra/bundle.ts` writes: one package, of which every function runs another file. */
export const PACKAGE = join(GENERATED, 'functions');

/** What every function is made with. */
export interface Workshop {
  readonly place: Construct;
  readonly code: lambda.Code;
  readonly settings: Settings;
  /** Where an event goes that a function has failed on twice more. */
  readonly deadLetters: sqs.IQueue;
}

export function workshop(scope: Construct, settings: Settings, deadLetters: sqs.IQueue): Workshop {
  return { place: new Construct(scope, 'Steps'), code: lambda.Code.fromAsset(PACKAGE), settings, deadLetters };
}

export function stepFunctions(from: Workshop, { pseudonymKey, table, ...buckets }: Storage): StepFunctions {
  const { uploads, work, reports, snapshots } = placesOf(buckets);

  const ingest = makeFunction(from, 'Ingest');
  mayOpen(ingest, pseudonymKey);
  // The version that an event names, and no other; which one is the latest does not matter.
  mayUse(ingest, uploads, { '*': ['GetObjectVersion'] });
  mayUse(ingest, work, { 'runs/*': ['GetObject', 'PutObject', 'DeleteObject'] });
  mayUse(ingest, reports, { 'reports/*': ['PutObject', 'PutObjectTagging', 'AbortMultipartUpload'] });

  const register = makeFunction(from, 'Register');
  mayUse(register, uploads, {}, ['ListBucketVersions']);
  mayUse(register, work, { 'runs/*': ['GetObject'] });
  mayUse(register, reports, { 'reports/*': ['GetObject', 'PutObject'] }); // what a report said already stays
  mayAsk(register, table, ['GetItem', 'PutItem', 'UpdateItem', 'Query']);

  const withdraw = makeFunction(from, 'Withdraw');
  mayUse(withdraw, uploads, {}, ['ListBucketVersions']);
  mayAsk(withdraw, table, ['GetItem', 'PutItem', 'UpdateItem', 'Query']);

  const plan = makeFunction(from, 'Plan');
  plan.addEnvironment('QUIET_SECONDS', String(from.settings.quiet));
  plan.addEnvironment('LONGEST_SECONDS', String(from.settings.longest));
  mayOpen(plan, pseudonymKey);
  mayUse(plan, work, { 'runs/*': ['GetObject'], 'plans/*': ['PutObject'] });
  mayUse(plan, snapshots, { 'snapshots/*': ['GetObject', 'PutObject'] }); // pointers that a crash left behind
  mayAsk(plan, table, ['GetItem', 'PutItem', 'UpdateItem', 'Query']);

  const deduplicate = makeFunction(from, 'Deduplicate');
  mayUse(deduplicate, work, { 'runs/*': ['GetObject'], 'plans/*': ['GetObject', 'PutObject'] });

  const aggregate = makeFunction(from, 'Aggregate');
  mayUse(aggregate, work, { 'runs/*': ['GetObject'], 'plans/*': ['GetObject', 'PutObject', 'AbortMultipartUpload'] });

  const publish = makeFunction(from, 'Publish');
  mayUse(publish, work, { 'plans/*': ['GetObject'] });
  mayUse(publish, snapshots, { 'snapshots/*': ['GetObject', 'PutObject'] });
  mayUse(publish, reports, { 'reports/*': ['GetObject', 'PutObject'] }); // how a region's numbers changed
  mayAsk(publish, table, ['GetItem', 'PutItem', 'UpdateItem', 'Query', 'BatchWriteItem']);

  const reportFailure = makeFunction(from, 'ReportFailure');
  mayOpen(reportFailure, pseudonymKey);
  mayUse(reportFailure, uploads, {}, ['ListBucketVersions']);
  mayUse(reportFailure, work, { 'runs/*': ['GetObject'] });
  mayUse(reportFailure, reports, { 'reports/*': ['GetObject', 'PutObject'] });
  mayAsk(reportFailure, table, ['GetItem', 'PutItem', 'UpdateItem', 'Query']);

  return {
    Ingest: ingest,
    Register: register,
    Withdraw: withdraw,
    Plan: plan,
    Deduplicate: deduplicate,
    Aggregate: aggregate,
    Publish: publish,
    ReportFailure: reportFailure,
  };
}

/** What failed for good shows in the tables of its period: a publisher is started where it is reported. */
export function publishFailures({ ReportFailure }: StepFunctions, publish: sfn.IStateMachine): void {
  mayStart(ReportFailure, publish, 'PUBLISH_WORKFLOW');
}

/** The sweep is in no workflow: it starts them. */
export function sweepFunction(
  from: Workshop,
  { table, ...buckets }: Storage,
  workflows: { upload: sfn.IStateMachine; publish: sfn.IStateMachine },
): lambda.Function {
  const { uploads, work, snapshots } = placesOf(buckets);
  const sweep = makeFunction(from, 'Sweep');
  sweep.addEnvironment('RUN_RETENTION_DAYS', String(from.settings.runs));
  mayUse(sweep, uploads, {}, ['ListBucketVersions']);
  mayUse(sweep, work, { 'runs/*': ['DeleteObject'] }, ['ListBucket']);
  mayUse(sweep, snapshots, {
    'snapshots/*': ['GetObject'],
    'index.html': ['GetObject', 'PutObject'], // the page
    'assets/*': ['PutObject'],
  });
  mayAsk(sweep, table, ['Query']);
  mayStart(sweep, workflows.upload, 'UPLOAD_WORKFLOW');
  mayStart(sweep, workflows.publish, 'PUBLISH_WORKFLOW');
  return sweep;
}

/** `ReportFailure` is in `report-failure.ts`. */
export function fileOf(name: FunctionName): string {
  return name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function placesOf({ uploads, work, reports, snapshots }: Pick<Storage, 'uploads' | 'work' | 'reports' | 'snapshots'>) {
  return {
    uploads: { bucket: uploads, variable: 'UPLOAD_BUCKET' },
    work: { bucket: work, variable: 'WORK_BUCKET' },
    reports: { bucket: reports, variable: 'REPORT_BUCKET' },
    snapshots: { bucket: snapshots, variable: 'SNAPSHOT_BUCKET' },
  };
}

function makeFunction({ place, code, settings, deadLetters }: Workshop, name: FunctionName): lambda.Function {
  const logGroup = new logs.LogGroup(place, `${name}Log`, {
    retention: settings.logs,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // Its own role: the one that AWS manages may write to every log group of the account.
  const role = new iam.Role(place, `${name}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  exceptWildcard(role, '*', 'X-Ray has no resources: a trace is sent to the account.');
  return new lambda.Function(place, name, {
    description: `${name} of ${Aws.STACK_NAME}`,
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    code,
    handler: `${fileOf(name)}.handler`,
    memorySize: MEMORY[name],
    timeout: name === 'Sweep' ? SWEEP_TIMEOUT : TIMEOUTS[name],
    role,
    logGroup,
    tracing: lambda.Tracing.ACTIVE,
    // A step of a workflow is told at once that it failed; what an event starts has nobody that waits for it.
    ...(name === 'ReportFailure' || name === 'Sweep' ? { deadLetterQueue: deadLetters } : {}),
    environment: { POWERTOOLS_SERVICE_NAME: Aws.STACK_NAME, POWERTOOLS_METRICS_NAMESPACE: NAMESPACE },
  });
}

/** One function per step, and what each of them may reach. */
import { fileURLToPath } from 'node:url';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Storage } from './storage.ts';
import { type StepName, type Steps, TIMEOUTS } from './workflow.ts';

/** MB. Lambda gives a whole processor at 1,769 MB; a light step waits for the network. */
const HEAVY = 1769;
const LIGHT = 512;

/**
 * Where the bundled functions lie, one file per step, and `regions.tsv` beside them. `infra/prepare.ts` makes the
 * folder, so that the stack can be synthesised; the bundles themselves come with the deployment.
 */
const BUNDLES = fileURLToPath(new URL('../.generated/functions', import.meta.url));

/** @param prefix of the functions' names, so that a step is found by its name and stage */
export function functions(scope: Construct, prefix: string, storage: Storage): Steps {
  const { uploads, work, reports, snapshots, table, pseudonymKey } = storage;
  const code = lambda.Code.fromAsset(BUNDLES);
  const place = new Construct(scope, 'Steps');
  const step = (name: StepName, memorySize: number) => stepFunction(place, `${prefix}-${name}`, name, code, memorySize);

  const ingest = step('Ingest', HEAVY);
  opens(ingest, pseudonymKey);
  mayUse(ingest, uploads, 'UPLOAD_BUCKET', ['GetObject', 'GetObjectVersion']);
  mayUse(ingest, work, 'WORK_BUCKET', ['GetObject', 'PutObject', 'DeleteObject', 'AbortMultipartUpload']);
  mayUse(ingest, reports, 'REPORT_BUCKET', ['PutObject', 'AbortMultipartUpload']);

  const register = step('Register', LIGHT);
  mayUse(register, work, 'WORK_BUCKET', ['GetObject']);
  mayUse(register, reports, 'REPORT_BUCKET', ['PutObject']);
  mayAsk(register, table, ['GetItem', 'PutItem', 'UpdateItem', 'Query']);

  const withdraw = step('Withdraw', LIGHT);
  mayAsk(withdraw, table, ['GetItem', 'PutItem', 'UpdateItem', 'Query']);

  const plan = step('Plan', LIGHT);
  mayAsk(plan, table, ['GetItem', 'UpdateItem', 'Query']);
  mayUse(plan, work, 'WORK_BUCKET', ['GetObject', 'PutObject']);

  const deduplicate = step('Deduplicate', HEAVY);
  mayUse(deduplicate, work, 'WORK_BUCKET', ['GetObject', 'PutObject']);

  const aggregate = step('Aggregate', HEAVY);
  mayUse(aggregate, work, 'WORK_BUCKET', ['GetObject', 'PutObject']);

  const publish = step('Publish', HEAVY);
  mayAsk(publish, table, ['GetItem', 'UpdateItem', 'Query', 'BatchWriteItem']);
  mayUse(publish, work, 'WORK_BUCKET', ['GetObject', 'DeleteObject']);
  mayUse(publish, snapshots, 'SNAPSHOT_BUCKET', ['GetObject', 'PutObject']);

  const reportFailure = step('ReportFailure', LIGHT);
  opens(reportFailure, pseudonymKey);
  mayUse(reportFailure, reports, 'REPORT_BUCKET', ['PutObject']);
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

function stepFunction(
  scope: Construct,
  functionName: string,
  name: StepName,
  code: lambda.Code,
  memorySize: number,
): lambda.Function {
  return new lambda.Function(scope, name, {
    functionName,
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    code,
    handler: `${fileOf(name)}.handler`,
    memorySize,
    timeout: TIMEOUTS[name],
    logGroup: new logs.LogGroup(scope, `${name}Log`, {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
  });
}

/** `ReportFailure` is in `report-failure.ts`. */
export function fileOf(name: string): string {
  return name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** A reader may also list: whoever may not is told "forbidden" where an object is missing. */
function mayUse(step: lambda.Function, bucket: s3.Bucket, variable: string, actions: readonly string[]): void {
  step.addEnvironment(variable, bucket.bucketName);
  step.addToRolePolicy(
    new iam.PolicyStatement({
      actions: actions.map((action) => `s3:${action}`),
      resources: [bucket.arnForObjects('*')],
    }),
  );
  if (!actions.includes('GetObject')) return;
  step.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
}

function mayAsk(step: lambda.Function, table: dynamodb.Table, actions: readonly string[]): void {
  step.addEnvironment('TABLE', table.tableName);
  step.addToRolePolicy(
    new iam.PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [table.tableArn],
    }),
  );
}

function opens(step: lambda.Function, secret: secretsmanager.Secret): void {
  step.addEnvironment('PSEUDONYM_KEY_SECRET', secret.secretArn);
  step.addToRolePolicy(
    new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
  );
}

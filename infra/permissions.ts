/** What a function may do, a resource at a time: the permission, and the environment variable that names the resource. */
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { exceptWildcard } from './exceptions.ts';

export interface Place {
  readonly bucket: s3.Bucket;
  readonly variable: string;
}

type ObjectAction =
  | 'GetObject'
  | 'GetObjectVersion'
  | 'PutObject'
  | 'PutObjectTagging'
  | 'DeleteObject'
  | 'AbortMultipartUpload';
type BucketAction = 'ListBucket' | 'ListBucketVersions';

/** @param objects what may be done, by the keys that it may be done to */
export function mayUse(
  step: lambda.Function,
  { bucket, variable }: Place,
  objects: Readonly<Record<string, readonly ObjectAction[]>>,
  whole: readonly BucketAction[] = [],
): void {
  step.addEnvironment(variable, bucket.bucketName);
  for (const [keys, actions] of Object.entries(objects)) {
    allow(step, 's3', actions, bucket.arnForObjects(keys));
    if (!keys.includes('*')) continue;
    exceptWildcard(
      step.role ?? step,
      bucket.arnForObjects(keys),
      'Keys come with the files: a prefix is named, no key.',
    );
  }
  const all = new Set(Object.values(objects).flat());
  allow(step, 's3', new Set([...all].flatMap(listing).concat(whole)), bucket.bucketArn);
  if (bucket.encryptionKey) allow(step, 'kms', new Set([...all].flatMap(deciphering)), bucket.encryptionKey.keyArn);
}

/**
 * Whoever may not list is told "forbidden" where an object is missing. A condition on the prefix would not do: a read has
 * none, so it would not be met.
 */
function listing(action: ObjectAction): BucketAction[] {
  if (action === 'GetObjectVersion') return ['ListBucket', 'ListBucketVersions'];
  return action === 'GetObject' ? ['ListBucket'] : [];
}

function deciphering(action: ObjectAction): string[] {
  if (action === 'PutObject') return ['GenerateDataKey'];
  // An upload in parts is put together again from what is encrypted already.
  return ['GetObject', 'GetObjectVersion', 'AbortMultipartUpload'].includes(action) ? ['Decrypt'] : [];
}

export function mayAsk(step: lambda.Function, table: dynamodb.Table, actions: readonly string[]): void {
  step.addEnvironment('TABLE', table.tableName);
  allow(step, 'dynamodb', actions, table.tableArn);
}

export function mayOpen(step: lambda.Function, secret: secretsmanager.Secret): void {
  step.addEnvironment('PSEUDONYM_KEY_SECRET', secret.secretArn);
  allow(step, 'secretsmanager', ['GetSecretValue'], secret.secretArn);
}

export function mayStart(step: lambda.Function, workflow: sfn.IStateMachine, variable: string): void {
  step.addEnvironment(variable, workflow.stateMachineArn);
  allow(step, 'states', ['StartExecution'], workflow.stateMachineArn);
}

function allow(step: lambda.Function, service: string, actions: Iterable<string>, resource: string): void {
  const named = Array.from(actions, (action) => `${service}:${action}`);
  if (named.length > 0) step.addToRolePolicy(new iam.PolicyStatement({ actions: named, resources: [resource] }));
}

/** The deployed stack as a test meets it: what a user may do to it, and what has become of that. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  type ExecutionListItem,
  ExecutionStatus,
  paginateListExecutions,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { inject } from 'vitest';
import { inTurn } from '../../pipeline/in-turn.ts';
import { dynamoTable } from '../../platform/dynamo.ts';
import { dynamoRegistry } from '../../platform/registry.ts';
import { S3Store } from '../../platform/s3.ts';
import { UploadBucket } from '../../platform/uploads.ts';

export const outputs = inject('outputs');
const { endpoint, region } = inject('emulator');
export const client = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
export const s3 = new S3Client({ ...client, forcePathStyle: true });
export const dynamodb = new DynamoDBClient(client);
export const sfn = new SFNClient(client);
export const cloudformation = new CloudFormationClient(client);

export const registry = dynamoRegistry(dynamoTable(dynamodb), { table: outputs.Table, leaseMs: 0, now: Date.now });
export const uploads = new UploadBucket(s3, outputs.UploadBucket);
export const reports = new S3Store(s3, outputs.ReportBucket, { prefix: 'reports/' });
export const snapshots = new S3Store(s3, outputs.SnapshotBucket, { prefix: 'snapshots/' });

/** Executions of the upload workflow at once. Each holds a function, which here is a process of 100 MB. */
const AT_ONCE = 8;

/** A case settles within seconds; a machine that does other things too is granted more. */
const PATIENCE_MS = 240_000;
const POLL_MS = 100;

/** Items per BatchWriteItem; a limit of DynamoDB. */
const BATCH = 25;

/** Executions before this moment are another test's. */
let since = new Date();
/** Executions that events must have started since: an event is on its way for a moment. */
let announced = 0;

/** Puts an object as a user would. @returns its version */
export async function put(key: string, body: string | Uint8Array): Promise<string> {
  announced++;
  const sent = await s3.send(new PutObjectCommand({ Bucket: outputs.UploadBucket, Key: key, Body: body }));
  return sent.VersionId ?? '';
}

/** Puts many, as fast as so few executions at once allow. */
export async function putAll(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  let room = AT_ONCE;
  for (const [key, body] of files) {
    await until('there is room', async () => {
      if (room <= 0) room = AT_ONCE - (await executions('Upload', 'RUNNING')).length;
      return room > 0;
    });
    await put(key, body);
    room--;
  }
}

/** Deletes a key as a user would, or one version of it for good. @returns the version of the deletion's mark */
export async function remove(key: string, version?: string): Promise<string> {
  announced++;
  const place = { Bucket: outputs.UploadBucket, Key: key, VersionId: version };
  return (await s3.send(new DeleteObjectCommand(place))).VersionId ?? '';
}

export type Workflow = 'Upload' | 'Publish';

/** Starts an execution with an input of the test's own. @returns its ARN */
export async function start(workflow: Workflow, input: unknown): Promise<string> {
  if (workflow === 'Upload') announced++;
  const stateMachineArn = outputs[`${workflow}Workflow`];
  const started = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  return started.executionArn ?? '';
}

/** Executions since the last reset. */
export async function executions(workflow: Workflow, statusFilter?: ExecutionStatus): Promise<ExecutionListItem[]> {
  const found: ExecutionListItem[] = [];
  const stateMachineArn = outputs[`${workflow}Workflow`];
  for await (const page of paginateListExecutions({ client: sfn, pageSize: 200 }, { stateMachineArn, statusFilter })) {
    const recent = (page.executions ?? []).filter(({ startDate = since }) => startDate >= since);
    found.push(...recent);
    if (recent.length === 0) break; // they come newest first
  }
  return found;
}

export interface Failed {
  readonly input: unknown;
  readonly error: string;
  /** What the step said. */
  readonly cause: string;
}

/** Executions since the last reset that ended without success. */
export async function failures(): Promise<Failed[]> {
  const ended = [...(await executions('Upload', 'FAILED')), ...(await executions('Publish', 'FAILED'))];
  return inTurn(ended, async ({ executionArn }) => {
    const { input = 'null', error = '', cause = '' } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return { input: JSON.parse(input), error, cause };
  });
}

/** Waits until every event has become an execution, and every execution has ended. */
export async function settled(): Promise<void> {
  await until('everything has settled', async () => {
    for (const workflow of ['Upload', 'Publish', 'Upload'] as const) {
      if ((await executions(workflow, ExecutionStatus.RUNNING)).length > 0) return false;
    }
    return (await executions('Upload')).length >= announced;
  });
}

/** Leaves nothing of what went before, and tells nobody of it. */
export async function reset(): Promise<void> {
  await settled();
  await unnoticed(async () => {
    for (const bucket of ['UploadBucket', 'WorkBucket', 'ReportBucket', 'SnapshotBucket'] as const) {
      await empty(outputs[bucket]);
    }
  });
  await emptyTable();
  since = new Date();
  announced = 0;
}

/** What is done to the upload bucket meanwhile is told to nobody: as if every event were lost. */
export async function unnoticed<T>(act: () => Promise<T>): Promise<T> {
  const before = announced;
  const tell = (EventBridgeConfiguration?: object) => {
    const NotificationConfiguration = { EventBridgeConfiguration };
    return s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket: outputs.UploadBucket, NotificationConfiguration }),
    );
  };
  await tell();
  try {
    return await act();
  } finally {
    await tell({});
    announced = before;
  }
}

async function empty(Bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key = '', VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
  }
}

async function emptyTable(): Promise<void> {
  const TableName = outputs.Table;
  for (;;) {
    const { Items = [] } = await dynamodb.send(
      new ScanCommand({ TableName, ProjectionExpression: 'pk, sk', Limit: 1000 }),
    );
    if (Items.length === 0) return;
    const batches = Array.from({ length: Math.ceil(Items.length / BATCH) }, (_, i) =>
      Items.slice(i * BATCH, (i + 1) * BATCH),
    );
    await inTurn(batches, (batch) => {
      const requests = batch.map((Key) => ({ DeleteRequest: { Key } }));
      return dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    });
  }
}

/** @throws Error when it does not come true in time */
export async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`${PATIENCE_MS / 1000} s were not enough until ${what}`);
}

/** A deployed stack as the program reaches it: with the caller's own credentials, region and endpoint, as the SDK finds them. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Registry } from '../../pipeline/registry.ts';
import { dynamoTable } from '../../platform/dynamo.ts';
import { dynamoRegistry } from '../../platform/registry.ts';
import { S3Store } from '../../platform/s3.ts';
import type { Results } from '../summary.ts';
import { Executions } from './executions.ts';
import { Inbox } from './inbox.ts';
import { findStack } from './stack.ts';

/** Nobody answers: given up after so long, ms. */
const CONNECT_MS = 10_000;
/** A connection on which nothing moves, ms. */
const SILENT_MS = 120_000;

export interface Cloud {
  /** The stack's name. */
  readonly stack: string;
  readonly inbox: Inbox;
  readonly registry: Registry;
  readonly executions: Executions;
  readonly results: Results;
}

/** @throws Failure when there is no such stack */
export async function openCloud(stack: string, env: NodeJS.ProcessEnv): Promise<Cloud> {
  const settings = {
    // One more than the SDK's own: whoever follows for long meets a bad moment of the network.
    maxAttempts: 5,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
  };
  const outputs = await findStack(stack, new CloudFormationClient(settings));
  // An emulator at one address has no host of its own for every bucket.
  const forcePathStyle = Boolean(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL);
  const s3 = new S3Client({ ...settings, forcePathStyle });
  const table = new DynamoDBClient(settings);
  const workflows = { upload: outputs.UploadWorkflow, publish: outputs.PublishWorkflow };
  return {
    stack,
    inbox: new Inbox(s3, outputs.UploadBucket),
    // Nothing here publishes, so the length of a lease does not matter.
    registry: dynamoRegistry(dynamoTable(table), { table: outputs.Table, leaseMs: 0, now: Date.now }),
    executions: new Executions(new SFNClient(settings), workflows),
    results: {
      snapshots: new S3Store(s3, outputs.SnapshotBucket, { prefix: 'snapshots/' }),
      reports: new S3Store(s3, outputs.ReportBucket, { prefix: 'reports/' }),
      path: (store, key) => {
        const bucket = store === 'snapshots' ? outputs.SnapshotBucket : outputs.ReportBucket;
        return `s3://${bucket}/${store}/${key}`;
      },
    },
  };
}

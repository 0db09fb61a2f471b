/** A deployed stack as the program reaches it: with the caller's own credentials, region and endpoint, as the SDK finds them. */
import { randomUUID } from 'node:crypto';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { OperationPorts } from '../../pipeline/operations.ts';
import type { Registry } from '../../pipeline/registry.ts';
import { aboutReport, aboutSnapshot } from '../../platform/about.ts';
import { sha256 } from '../../platform/crypto.ts';
import { dynamoTable } from '../../platform/dynamo.ts';
import { dynamoRegistry } from '../../platform/registry.ts';
import { S3Store } from '../../platform/s3.ts';
import { UploadBucket } from '../../platform/uploads.ts';
import type { Results } from '../summary.ts';
import { Executions } from './executions.ts';
import { Inbox } from './inbox.ts';
import { findStack } from './stack.ts';

/** Nobody answers: given up after so long, ms. */
const CONNECT_MS = 10_000;
/** A connection on which nothing moves, ms. */
const SILENT_MS = 120_000;

/**
 * An operator who says nothing for so long is gone, and the period free for others: a computer may be shut at any moment. What
 * takes longer (a purge) takes its lease anew as it goes on.
 */
const LEASE_MS = 5 * 60 * 1000;

export interface Cloud {
  /** The stack's name. */
  readonly stack: string;
  readonly inbox: Inbox;
  readonly registry: Registry;
  readonly executions: Executions;
  readonly results: Results;
  /** What deeds act on. */
  readonly operator: OperationPorts & { readonly uploads: UploadBucket };
  /** Who acts, as AWS knows them: `assumed-role/Operator/siti`. */
  readonly who: () => Promise<string>;
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
  const registry = dynamoRegistry(dynamoTable(table), { table: outputs.Table, leaseMs: LEASE_MS, now: Date.now });
  const snapshots = new S3Store(s3, outputs.SnapshotBucket, { prefix: 'snapshots/', about: aboutSnapshot });
  const reports = new S3Store(s3, outputs.ReportBucket, { prefix: 'reports/', about: aboutReport });
  return {
    stack,
    inbox: new Inbox(s3, outputs.UploadBucket),
    registry,
    executions: new Executions(new SFNClient(settings), workflows),
    results: {
      snapshots,
      reports,
      path: (store, key) => {
        const bucket = store === 'snapshots' ? outputs.SnapshotBucket : outputs.ReportBucket;
        return `s3://${bucket}/${store}/${key}`;
      },
    },
    operator: {
      registry,
      uploads: new UploadBucket(s3, outputs.UploadBucket),
      work: new S3Store(s3, outputs.WorkBucket),
      reports,
      snapshots,
      sha256,
      // Two programs of one person are two.
      execution: `operator ${randomUUID()}`,
      now: () => new Date().toISOString(),
    },
    who: async () => {
      const { Arn = '' } = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
      return Arn.split(':').slice(5).join(':');
    },
  };
}

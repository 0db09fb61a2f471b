/** What the product keeps: four buckets, one table, and the key that pseudonyms are made with. */

import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export type Stage = 'dev' | 'prod';

export class Storage extends Construct {
  /** What regions drop: every version is kept, and each drop and deletion is told to EventBridge. */
  readonly uploads: s3.Bucket;
  /** Runs, plans and parts: everything that can be computed again. */
  readonly work: s3.Bucket;
  /** Reports and rejected rows, for officials. */
  readonly reports: s3.Bucket;
  /** Published snapshots. */
  readonly snapshots: s3.Bucket;
  readonly table: dynamodb.Table;
  readonly pseudonymKey: secretsmanager.Secret;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const removalPolicy = stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.uploads = bucket(this, 'Uploads', { removalPolicy, versioned: true });
    announceEvents(this.uploads);
    this.work = bucket(this, 'Work', { removalPolicy });
    this.reports = bucket(this, 'Reports', { removalPolicy });
    this.snapshots = bucket(this, 'Snapshots', { removalPolicy });
    this.table = new dynamodb.Table(this, 'Registry', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage === 'prod',
      removalPolicy,
    });
    // 64 hexadecimal digits are 32 bytes. Every run depends on this very key, so how it is made must never change here:
    // that would make another one.
    this.pseudonymKey = new secretsmanager.Secret(this, 'PseudonymKey', {
      description: 'Key of the pseudonyms. Another key means that every upload is read again.',
      generateSecretString: {
        passwordLength: 64,
        excludeUppercase: true,
        excludePunctuation: true,
        excludeCharacters: 'ghijklmnopqrstuvwxyz',
        requireEachIncludedType: false,
      },
      removalPolicy,
    });
  }
}

/** Private, reached over TLS alone. Parts of objects that nobody finished are gone after a day. */
function bucket(scope: Construct, id: string, props: s3.BucketProps): s3.Bucket {
  return new s3.Bucket(scope, id, {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    ...props,
  });
}

/** The bucket's own property; the construct's `eventBridgeEnabled` would add a function that sets it from outside. */
function announceEvents(of: s3.Bucket): void {
  const resource = of.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) throw new Error(`${of.node.path} is no bucket`);
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}

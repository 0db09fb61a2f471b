/** What the product keeps: its buckets, one table, the key of the pseudonyms, and the record of who has read. */

import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { except } from './exceptions.ts';
import type { Settings } from './settings.ts';

/** Days: who read what can be answered for a year, as long as a year's monitoring goes on. */
const ACCESS_LOG_DAYS = 365;

/** The tag of objects that hold rows as they were sent. */
const REJECTED_ROWS = { isi: 'baris-ditolak' };

export class Storage extends Construct {
  /** Encrypts what holds or derives from personal data: uploads, work and reports. */
  readonly key: kms.Key;
  /** What regions drop: every version is kept, and each drop and deletion is told to EventBridge. */
  readonly uploads: s3.Bucket;
  /** `runs/` and `plans/`: everything that can be computed again. */
  readonly work: s3.Bucket;
  /** `reports/`: reports and rejected rows, for officials. */
  readonly reports: s3.Bucket;
  /** `snapshots/`, and the dashboard beside it. */
  readonly snapshots: s3.Bucket;
  readonly table: dynamodb.Table;
  readonly pseudonymKey: secretsmanager.Secret;

  constructor(scope: Construct, id: string, { stage, oldVersions, runs, rejectedRows }: Settings) {
    super(scope, id);
    const removalPolicy = stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = new kms.Key(this, 'Key', {
      description: 'Uploads, runs and reports of Cakupan.',
      enableKeyRotation: true,
      removalPolicy,
    });
    const accessLog = bucket(this, 'AccessLog', {
      // S3 writes access logs to no bucket with a key of its owner's.
      encryption: s3.BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS) }],
      removalPolicy,
    });
    const logged = (name: string) => ({
      serverAccessLogsBucket: asInterface(accessLog),
      serverAccessLogsPrefix: `${name}/`,
    });
    // A bucket key: one call to KMS serves many objects, and the ranges that a task reads.
    const secret = { encryption: s3.BucketEncryption.KMS, encryptionKey: this.key, bucketKeyEnabled: true };

    // A version in force may be an old one, its correction rejected: its run stays, whatever becomes of the file.
    this.uploads = bucket(this, 'Uploads', {
      ...secret,
      ...logged('uploads'),
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(oldVersions) }],
      removalPolicy,
    });
    announceEvents(this.uploads);
    // Runs in force are as old as their upload and must stay: the sweep removes the others, no rule by age may.
    this.work = bucket(this, 'Work', {
      ...secret,
      ...logged('work'),
      lifecycleRules: [{ prefix: 'plans/', expiration: Duration.days(runs) }],
      removalPolicy,
    });
    this.reports = bucket(this, 'Reports', {
      ...secret,
      ...logged('reports'),
      lifecycleRules: [{ tagFilters: REJECTED_ROWS, expiration: Duration.days(rejectedRows) }],
      removalPolicy,
    });
    // Counts and no persons: S3's own key, so CloudFront needs no way to another.
    this.snapshots = bucket(this, 'Snapshots', {
      ...logged('snapshots'),
      encryption: s3.BucketEncryption.S3_MANAGED,
      removalPolicy,
    });
    // Slots, versions and published counts, no persons: the key that DynamoDB encrypts every table with is enough.
    this.table = new dynamodb.Table(this, 'Registry', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage === 'prod',
      removalPolicy,
    });
    this.pseudonymKey = pseudonymKey(this, removalPolicy);
  }
}

/** Private, reached over TLS alone. Parts of objects that nobody finished are gone after a day. */
function bucket(scope: Construct, id: string, { lifecycleRules = [], ...props }: s3.BucketProps): s3.Bucket {
  return new s3.Bucket(scope, id, {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }, ...lifecycleRules],
    ...props,
  });
}

/** The CDK's class fits its interface in all but one property, which may be undefined in the one and not in the other. */
export function asInterface(bucket: s3.Bucket): s3.IBucket {
  return bucket as s3.IBucket;
}

/** The bucket's own property; the construct's `eventBridgeEnabled` would add a function that sets it from outside. */
function announceEvents(of: s3.Bucket): void {
  const resource = of.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) throw new Error(`${of.node.path} is no bucket`);
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}

/**
 * 64 hexadecimal digits are 32 bytes. Every run depends on this very key, so how it is made must never change here: that
 * would make another one.
 */
function pseudonymKey(scope: Construct, removalPolicy: RemovalPolicy): secretsmanager.Secret {
  const secret = new secretsmanager.Secret(scope, 'PseudonymKey', {
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
  except(secret, 'SMG4', 'Pseudonyms of two keys cannot be compared: changing the key reads every upload again.');
  return secret;
}

/** What is kept, and for how long: buckets, table, keys. */
import { beforeAll, describe, expect, test } from 'vitest';
import { named, type Properties, type Synthesised, synthesised } from './template.ts';

let stack: Synthesised;
let buckets: Map<string, Properties>;

beforeAll(() => {
  stack = synthesised({ stage: 'prod', oldVersions: '500', runs: '30', rejectedRows: '60' });
  buckets = new Map(Array.from(stack.ofType('AWS::S3::Bucket'), ([id, bucket]) => [named(id), bucket]));
});

describe('every bucket', () => {
  test('is one of these', () => {
    expect([...buckets.keys()].sort()).toEqual([
      'StorageAccessLog',
      'StorageReports',
      'StorageSnapshots',
      'StorageUploads',
      'StorageWork',
    ]);
  });

  test('is closed to the public, and knows no owners but the account', () => {
    for (const [name, bucket] of buckets) {
      expect(bucket, name).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      });
    }
  });

  test('refuses whoever comes without TLS', () => {
    const policies = [...stack.ofType('AWS::S3::BucketPolicy').values()];
    expect(policies).toHaveLength(buckets.size);
    for (const { PolicyDocument } of policies) {
      expect(PolicyDocument).toMatchObject({
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Effect: 'Deny',
            Action: 's3:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      });
    }
  });

  test('has no name of its own, so another stack has another one', () => {
    for (const [name, bucket] of buckets) expect(bucket, name).not.toHaveProperty('BucketName');
  });
});

test.each(['StorageUploads', 'StorageWork', 'StorageReports'])(
  '%s, which holds what comes from persons, is encrypted with the key of the stack',
  (name) => {
    const [key] = stack.ofType('AWS::KMS::Key').keys();
    expect(encryptionOf(name)).toEqual({
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [key, 'Arn'] } },
    });
  },
);

test.each(['StorageSnapshots', 'StorageAccessLog'])('%s, which holds no persons, is encrypted by S3', (name) => {
  expect(encryptionOf(name)).toEqual({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } });
});

test('keys are rotated', () => {
  for (const [id, key] of stack.ofType('AWS::KMS::Key')) expect(key, id).toMatchObject({ EnableKeyRotation: true });
});

test('the upload bucket keeps versions, and itself tells of its events: no function sets that from outside', () => {
  const types = Object.values(stack.Resources).map(({ Type }) => Type);
  expect(types.filter((type) => type.startsWith('Custom::') || type.includes('CustomResource'))).toEqual([]);
  const telling = [...buckets].filter(([, bucket]) => bucket.NotificationConfiguration);
  expect(telling).toEqual([
    [
      'StorageUploads',
      expect.objectContaining({
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    ],
  ]);
});

describe('what becomes old', () => {
  const unfinished = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' };

  test('goes where it may: old uploads, plans, rejected rows, access logs; nothing that is in force', () => {
    const rules = Object.fromEntries(Array.from(buckets, ([name, bucket]) => [name, bucket.LifecycleConfiguration]));
    expect(rules).toEqual({
      StorageUploads: {
        Rules: [unfinished, { NoncurrentVersionExpiration: { NoncurrentDays: 500 }, Status: 'Enabled' }],
      },
      StorageWork: { Rules: [unfinished, { ExpirationInDays: 30, Prefix: 'plans/', Status: 'Enabled' }] },
      StorageReports: {
        Rules: [
          unfinished,
          { ExpirationInDays: 60, TagFilters: [{ Key: 'isi', Value: 'baris-ditolak' }], Status: 'Enabled' },
        ],
      },
      StorageSnapshots: { Rules: [unfinished] },
      StorageAccessLog: { Rules: [unfinished, { ExpirationInDays: 365, Status: 'Enabled' }] },
    });
  });
});

test('whoever reads a bucket is on record', () => {
  const [log] = [...stack.ofType('AWS::S3::Bucket').keys()].filter((id) => named(id) === 'StorageAccessLog');
  for (const [name, { LoggingConfiguration }] of buckets) {
    if (name === 'StorageAccessLog') continue;
    const LogFilePrefix = `${name.replace('Storage', '').toLowerCase()}/`;
    expect(LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: log }, LogFilePrefix });
  }
});

test('the table is paid by use and can be taken back to any second', () => {
  const [[id, table] = []] = stack.ofType('AWS::DynamoDB::Table');
  expect(id).toBeDefined();
  expect(table).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    DeletionProtectionEnabled: true,
  });
});

test('in production data outlive the stack, which does not go by accident; elsewhere they go with it', () => {
  const kept = (of: Synthesised) =>
    Object.entries(of.Resources)
      .filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')
      .map(([id]) => named(id))
      .sort();
  expect(stack.terminationProtection).toBe(true);
  expect(kept(stack)).toEqual([
    'StorageAccessLog',
    'StorageKey',
    'StoragePseudonymKey',
    'StorageRegistry',
    'StorageReports',
    'StorageSnapshots',
    'StorageUploads',
    'StorageWork',
  ]);
  const dev = synthesised({ stage: 'dev' });
  expect(dev.terminationProtection).toBe(false);
  expect(kept(dev)).toEqual([]);
});

function encryptionOf(name: string): unknown {
  const { BucketEncryption } = buckets.get(name) ?? {};
  expect(BucketEncryption).toMatchObject({ ServerSideEncryptionConfiguration: [expect.anything()] });
  return Object(BucketEncryption).ServerSideEncryptionConfiguration[0];
}

/**
 * What AWS charges, in US dollars before tax, without free tiers and discounts. Each price says where it was found, how old
 * that was, and of which region it is: where none of Jakarta (ap-southeast-3) could be found, that of another one stands.
 */

export interface Price {
  /** For one. */
  readonly usd: number;
  /** As it is told: so much for so many of what. */
  readonly amount: number;
  readonly of: string;
  /** `all`: the same in every region. */
  readonly region: 'ap-southeast-3' | 'ap-southeast-1' | 'us-east-1' | 'Indonesia' | 'all';
  readonly source: string;
  /** Of the source, as far as it tells. */
  readonly date: string;
}

const MILLION = 1e6;

const LAMBDA = 'https://github.com/janritter/aws-lambda-live-tuner/blob/9c02c35/cost/cost.go';
const S3DU = 'https://github.com/ochaton/s3du/blob/a4838c0/internal/pricing/pricing.go';
const S3_LIST = 'AWS price list, as a public program quotes it';
const DYNAMODB = 'https://airbyte.com/data-engineering-resources/dynamodb-pricing';
const CLOUDWATCH = 'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/';
const SECRETS = 'https://aws.amazon.com/secrets-manager/pricing/';

export const PRICES = {
  lambdaGbSecond: price(13.3334, MILLION, 'Lambda, arm64: a million GB-seconds', 'ap-southeast-3', LAMBDA, 'undated'),
  lambdaRequest: price(
    0.2,
    MILLION,
    'Lambda: a million requests',
    'us-east-1',
    'https://aws.amazon.com/lambda/pricing/',
    '2026-09-20',
  ),
  stateTransition: price(
    0.025,
    1000,
    'Step Functions: 1,000 state transitions',
    'ap-southeast-1',
    'https://aws.amazon.com/step-functions/pricing/',
    'undated',
  ),
  s3Put: price(0.005, 1000, 'S3: 1,000 PUT, POST, LIST', 'ap-southeast-3', S3DU, '2026-05'),
  s3Get: price(0.0004, 1000, 'S3: 1,000 GET, HEAD', 'us-east-1', 'https://aws.amazon.com/s3/pricing/', '2025-10'),
  s3GbMonth: price(0.025, 1, 'S3 Standard: a GB and month', 'ap-southeast-3', S3_LIST, '2026-07-01'),
  s3GbOut: price(0.132, 1, 'a GB from S3 to the internet', 'ap-southeast-3', S3_LIST, '2026-07-04'),
  tableWrite: price(0.625, MILLION, 'DynamoDB: a million write request units', 'us-east-1', DYNAMODB, '2025-07-21'),
  tableRead: price(0.125, MILLION, 'DynamoDB: a million read request units', 'us-east-1', DYNAMODB, '2025-07-21'),
  kmsKey: price(1, 1, 'KMS: a key and month', 'all', 'https://aws.amazon.com/kms/pricing/', 'undated'),
  kmsRequest: price(
    0.03,
    10_000,
    'KMS: 10,000 requests',
    'all',
    'https://cloudburn.io/blog/aws-kms-pricing',
    '2026-03-14',
  ),
  secret: price(0.4, 1, 'Secrets Manager: a secret and month', 'us-east-1', SECRETS, '2026-09-20'),
  secretRequest: price(0.05, 10_000, 'Secrets Manager: 10,000 requests', 'us-east-1', SECRETS, '2026-09-20'),
  // AWS calls S3's events opt-in data events, which are charged; some say that they are free.
  event: price(
    1,
    MILLION,
    'EventBridge: a million events of S3',
    'us-east-1',
    'https://aws.amazon.com/eventbridge/pricing/',
    'undated',
  ),
  logGb: price(0.5, 1, 'CloudWatch: a GB of logs taken in', 'us-east-1', CLOUDWATCH, '2026-06-13'),
  metric: price(
    0.3,
    1,
    'CloudWatch: a metric and month',
    'us-east-1',
    'https://signoz.io/guides/cloudwatch-pricing',
    '2026-02-15',
  ),
  alarm: price(0.1, 1, 'CloudWatch: an alarm and month', 'us-east-1', CLOUDWATCH, '2026-06-13'),
  dashboard: price(3, 1, 'CloudWatch: a dashboard and month', 'us-east-1', CLOUDWATCH, '2026-06-13'),
  trace: price(5, MILLION, 'X-Ray: a million traces', 'us-east-1', 'https://aws.amazon.com/xray/pricing/', 'undated'),
  siteGb: price(
    0.12,
    1,
    'a GB from CloudFront (1 TB a month is free)',
    'Indonesia',
    'https://aws.amazon.com/cloudfront/pricing',
    'undated',
  ),
} as const satisfies Record<string, Price>;

function price(
  amount: number,
  times: number,
  of: string,
  region: Price['region'],
  source: string,
  date: string,
): Price {
  return { usd: amount / times, amount, of, region, source, date };
}

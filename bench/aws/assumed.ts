/** What nobody here can measure, each with its reason. */

export interface Assumed {
  /** How many times slower a processor of Lambda is than the one of the measurements. */
  readonly slower: number;
  /** Seconds until S3 answers a request. */
  readonly s3Seconds: number;
  /** Seconds until DynamoDB answers. */
  readonly tableSeconds: number;
  /** Bytes in a second between S3 and one function. */
  readonly bandwidth: number;
  /** Seconds that Step Functions takes between two states. */
  readonly transitionSeconds: number;
  /** Seconds from an upload's end to the start of its execution. */
  readonly eventSeconds: number;
  /** Share of S3's requests to an encrypted bucket that it passes on to KMS, with a bucket key. */
  readonly kmsShare: number;
  /** Bytes of logs for an invocation (start, end, report, our own line, metrics), and for a state transition. */
  readonly invocationLog: number;
  readonly transitionLog: number;
  /** Bytes that S3 logs of one request. */
  readonly accessLog: number;
  /** Periods of which uploads, runs and tables are kept at once. */
  readonly periods: number;
}

export const ASSUMED: Assumed = {
  // Lambda gives one whole processor at 1,769 MB. A Graviton core may be a third slower or faster: `--slower` says.
  slower: 1,
  // AWS: roughly 100 to 200 ms for small objects. Within a region 20 to 50 ms are common; this is meant to be too much.
  s3Seconds: 0.1,
  // AWS: single-digit milliseconds.
  tableSeconds: 0.01,
  // About 600 Mbit/s, what people measure; AWS promises none.
  bandwidth: 75e6,
  transitionSeconds: 0.05,
  eventSeconds: 1,
  // github.com/aws-samples/s3-bucketkey-poc found 97.3 % fewer.
  kmsShare: 0.027,
  invocationLog: 2_000,
  transitionLog: 1_500,
  accessLog: 600,
  // A year of monitoring.
  periods: 12,
};

/** What AWS would charge for a prediction, service by service. */
import { CLAIM_WORDS } from '../../pipeline/claim.ts';
import { KEYS_PER_LIST } from './counted.ts';
import type { Prediction } from './predict.ts';
import { PRICES } from './prices.ts';
import { type Facts, referenceOf } from './works.ts';

/** US dollars by service. */
export type Bill = ReadonlyMap<string, number>;

const GB = 1e9;
const MB_PER_GB = 1024;
const HOURS_PER_MONTH = 730;

/** Of everything that happens once: uploads read, one revision published. */
export function billOf(prediction: Prediction, { measured, deployed, assumed }: Facts): Bill {
  const { works } = prediction;
  const asked = (of: 'get' | 'put' | 'list' | 'readUnits' | 'writeUnits') =>
    works.reduce((sum, work) => sum + work.invocations * work.asked[of], 0);
  const invocations = works.reduce((sum, work) => sum + work.invocations, 0);
  const gbSeconds = works.reduce((sum, { step, invocations, cold, seconds }) => {
    const starting = cold * (measured.start[step] ?? 0) * assumed.slower;
    const memory = (deployed.functions.get(step)?.memory ?? 0) / MB_PER_GB;
    return sum + memory * (invocations * seconds + starting);
  }, 0);
  // The uploads themselves, by whoever sends them: a request and an event each.
  const { arriving } = prediction;
  const put = asked('put') + asked('list') + arriving;
  const states = prediction.transitions.uploads + prediction.transitions.publishing;
  const logs = invocations * assumed.invocationLog + states * assumed.transitionLog;
  return new Map([
    ['Lambda', gbSeconds * PRICES.lambdaGbSecond.usd + invocations * PRICES.lambdaRequest.usd],
    ['Step Functions', states * PRICES.stateTransition.usd],
    ['S3 requests', put * PRICES.s3Put.usd + asked('get') * PRICES.s3Get.usd],
    ['DynamoDB', asked('writeUnits') * PRICES.tableWrite.usd + asked('readUnits') * PRICES.tableRead.usd],
    [
      'KMS, Secrets Manager',
      (put + asked('get')) * assumed.kmsShare * PRICES.kmsRequest.usd + arriving * PRICES.secretRequest.usd,
    ],
    [
      'EventBridge, logs, traces',
      arriving * PRICES.event.usd + (logs / GB) * PRICES.logGb.usd + invocations * PRICES.trace.usd,
    ],
  ]);
}

/** Of a month, whether anything happens or not. */
export function monthly(prediction: Prediction, facts: Facts): Bill {
  const { deployed } = facts;
  const count = (type: string) => deployed.resources.get(type) ?? 0;
  const sweeps = (HOURS_PER_MONTH * 60) / deployed.sweepMinutes;
  return new Map([
    [
      'alarms, dashboard, metrics',
      count('AWS::CloudWatch::Alarm') * PRICES.alarm.usd +
        count('AWS::CloudWatch::Dashboard') * PRICES.dashboard.usd +
        METRICS * PRICES.metric.usd,
    ],
    [
      'keys, secret',
      count('AWS::KMS::Key') * PRICES.kmsKey.usd + count('AWS::SecretsManager::Secret') * PRICES.secret.usd,
    ],
    [`the sweep, every ${deployed.sweepMinutes} minutes`, sweeps * sweepOf(prediction, facts)],
  ]);
}

/** What functions/step.ts and functions/sweep.ts write, by step, as if all month. */
const METRICS = 14;

/** Dollars of one sweep: it lists uploads and runs, and reads what the table knows of keys. */
function sweepOf({ files, segments }: Prediction, { measured, deployed, assumed }: Facts): number {
  const reference = referenceOf(measured);
  const lists = [files, segments + files].reduce(
    (sum, keys) => sum + Math.ceil((keys * assumed.periods) / KEYS_PER_LIST),
    0,
  );
  const readUnits = (reference.keysUnits / (reference.files + reference.standing)) * files * assumed.periods;
  const seconds = lists * assumed.s3Seconds + (readUnits / UNITS_PER_PAGE) * assumed.tableSeconds + SWEEP_SECONDS;
  const memory = deployed.functions.get('Sweep')?.memory ?? 0;
  return (
    lists * PRICES.s3Put.usd +
    readUnits * PRICES.tableRead.usd +
    PRICES.lambdaRequest.usd +
    seconds * (memory / MB_PER_GB) * PRICES.lambdaGbSecond.usd
  );
}

/** Read units in a page of the table: 1 MB in 4 kB each. */
const UNITS_PER_PAGE = 256;

/** Bytes of a write unit, at the most. */
const WRITE_BYTES = 1024;

/** What a sweep takes besides: to be started, to compare. */
const SWEEP_SECONDS = 0.5;

/** GB that one period keeps: with one revision, and while its plan is there. */
export function kept(prediction: Prediction, { assumed }: Facts): ReadonlyMap<string, number> {
  const { bytes, claims, rejectedBytes, tableBytes, works } = prediction;
  const requests = works.reduce((sum, { invocations, asked }) => sum + invocations * (asked.get + asked.put), 0);
  const written = works.find(({ step }) => step === 'Publish')?.asked.writeUnits ?? 0;
  return new Map([
    ['uploads, as CSV', bytes / GB],
    ['runs', (claims * CLAIM_WORDS * 4) / GB],
    ['rejected rows', rejectedBytes / GB],
    ['tables of a revision', tableBytes / GB],
    ['its plan, while it is there', (claims * 4 + tableBytes) / GB],
    ['access log', (requests * assumed.accessLog) / GB],
    ['items of a revision in DynamoDB', (written * WRITE_BYTES) / GB],
  ]);
}

export function totalOf(bill: Bill): number {
  return [...bill.values()].reduce((sum, usd) => sum + usd, 0);
}

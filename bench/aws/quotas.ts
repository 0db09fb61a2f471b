/** Quotas of AWS that a period comes near to, how near, what happens there and what to do. */
import { CLAIM_WORDS } from '../../pipeline/claim.ts';
import { SEGMENT_CLAIMS } from '../../pipeline/kernel/layout.ts';
import { nothing, putsOf } from './counted.ts';
import { at } from './fit.ts';
import { LAMBDA_AT_ONCE, type Prediction } from './predict.ts';
import { patience } from './transitions.ts';
import { AT_ONCE, type Facts, fitsOf, referenceOf, secondsOf } from './works.ts';

export interface Quota {
  readonly name: string;
  readonly limit: string;
  /** What a prediction needs of it: 1 is all. */
  readonly share: number;
  /** The step that needs most, where each has its own. */
  readonly step?: string;
  /** Whether work beyond it waits, or is left until somebody looks after it. */
  readonly beyond: 'waits' | 'fails';
  readonly happens: string;
  readonly remedy: string;
}

/** Seconds until S3 answers where it is quick: then most is asked of it. */
const QUICK_S3 = 0.02;

/** Events that a state leaves in an execution's history, at the most. */
const EVENTS_PER_STATE = 6;

const MB = 1024 * 1024;

/** @param prediction of a period of which all files come in one second */
export function quotasOf(prediction: Prediction, facts: Facts): Quota[] {
  const { arriving, tasks, payload, transitions } = prediction;
  const { deployed, assumed } = facts;
  const waits = patience(deployed.workflows.upload, 'Ingest');
  const functions = prediction.works.map(({ step, seconds, memory }) => {
    const { memory: megabytes = 1, timeout = 1 } = deployed.functions.get(step) ?? {};
    return { step, time: seconds / timeout, memory: memory / MB / megabytes };
  });
  const longest = functions.reduce((most, one) => (one.time > most.time ? one : most));
  const largest = functions.reduce((most, one) => (one.memory > most.memory ? one : most));
  const gets = getsPerSecond(prediction, facts);
  const regions = prediction.works.find(({ step }) => step === 'Publish')?.asked.writeUnits ?? 0;
  const resources = [...deployed.resources.values()].reduce((sum, count) => sum + count, 0);
  const fails = (name: string, limit: string, share: number, happens: string, remedy: string): Quota => ({
    ...{ name, limit, share, happens, remedy },
    beyond: 'fails',
  });
  const waitsFor = (name: string, limit: string, share: number, happens: string, remedy: string): Quota => ({
    ...{ name, limit, share, happens, remedy },
    beyond: 'waits',
  });
  return [
    fails(
      'Lambda: functions at once',
      '1,000; a new account perhaps 10',
      arriving / LAMBDA_AT_ONCE,
      `Step Functions asks again for ${Math.round(waits / 2)} to ${waits} s, then the execution fails and the file gets a report`,
      'ask for more before the first deployment; `cakupan rerun` continues what failed',
    ),
    {
      ...fails(
        'Lambda: time of one function',
        '900 s; Plan and Register 60 s',
        longest.time,
        'three more attempts, then the execution fails',
        'Ingest: a region sends several files, told apart by labels; Plan: fewer files',
      ),
      step: longest.step,
    },
    {
      ...fails(
        'Lambda: memory',
        '1,769 MB as deployed; 10,240 MB',
        largest.memory,
        'the function is stopped; three more attempts, then the execution fails',
        'more memory, in infra/functions.ts',
      ),
      step: largest.step,
    },
    fails(
      'S3: GET of one prefix in a second (`runs/`)',
      '5,500',
      gets / 5500,
      'S3 answers 503 until it has divided the prefix, which takes minutes; the SDK asks again, the task is repeated three times',
      'fewer tasks at once: DEDUPLICATING in infra/workflow.ts',
    ),
    fails(
      'KMS: requests in a second',
      '10,000',
      (gets * assumed.kmsShare) / 10_000,
      'S3 refuses; the SDK asks again',
      'nothing: bucket keys keep it low',
    ),
    fails(
      'Step Functions: bytes that a state carries',
      '262,144',
      payload / 262_144,
      'never: 256 tasks at the most',
      '',
    ),
    fails(
      'Step Functions: events of one execution',
      '25,000',
      (transitions.history * EVENTS_PER_STATE) / 25_000,
      'the publisher fails; the next upload, or the sweep, starts another',
      'a longer `quiet`',
    ),
    fails(
      'CloudFormation: resources; bytes of a template',
      '500; 1 MiB',
      Math.max(resources / 500, deployed.templateBytes / MB),
      'never: the stack does not grow with the data',
      '',
    ),
    waitsFor(
      'Step Functions: state transitions',
      '800 at once, 500 more a second',
      transitions.uploads / 800,
      'states begin some seconds later',
      'nothing; a new account has fewer',
    ),
    waitsFor(
      'Step Functions: StartExecution',
      '800 at once, 150 more a second',
      (arriving * 2) / 800,
      'EventBridge and the state StartPublisher ask again',
      'nothing',
    ),
    waitsFor(
      'EventBridge: targets in a second',
      '750',
      arriving / 750,
      'an event is delivered later; after 24 hours it is a dead letter',
      'nothing',
    ),
    waitsFor(
      'DynamoDB: write units of one partition in a second (the regions of a revision)',
      '1,000',
      regions / 1000,
      'Publish writes again what was left over',
      'nothing',
    ),
    waitsFor(
      'DynamoDB: the same (a period’s generation)',
      '1,000',
      (arriving * 2) / 1000,
      'the SDK asks again, then Register is repeated',
      'nothing',
    ),
    waitsFor(
      'Step Functions: children of a map at once',
      '10,000',
      Math.min(tasks, deployed.deduplicating) / 10_000,
      `never: ${deployed.deduplicating} at once`,
      '',
    ),
  ];
}

/** The most that all tasks of a publisher can ask of S3 in a second: as fast as it answers, or as a processor can ask. */
function getsPerSecond({ tasks, works }: Prediction, { deployed, measured, assumed }: Facts): number {
  const each = Math.min(AT_ONCE / QUICK_S3, 1 / (measured.sdk.get * assumed.slower));
  const all = tasks * (works.find(({ step }) => step === 'Deduplicate')?.asked.get ?? 0);
  return Math.min(all, Math.min(tasks, deployed.deduplicating) * each);
}

/** Seconds that all files take with so few functions at once, and whether Step Functions asks for so long. */
export function withFew(atOnce: number, { works, arriving }: Prediction, { measured, deployed, assumed }: Facts) {
  const ingest = works.find(({ step }) => step === 'Ingest')?.seconds ?? 0;
  const seconds = (measured.start.Ingest ?? 0) * assumed.slower + (arriving / atOnce) * ingest;
  return { seconds, holds: seconds <= patience(deployed.workflows.upload, 'Ingest') / 2 };
}

/** Bytes of the largest file that one invocation of Ingest can read in its time. */
export function largestFile(facts: Facts): number {
  const { cpu } = fitsOf(facts.measured, 'Ingest', 'all');
  const reference = referenceOf(facts.measured);
  const seconds = (bytesIn: number) => {
    const claims = (reference.accepted / reference.bytes) * bytesIn;
    const rejected = (reference.rejectedBytes / reference.bytes) * bytesIn;
    const put = Math.ceil(claims / SEGMENT_CLAIMS) + putsOf(rejected) + 1;
    const bytesOut = claims * CLAIM_WORDS * 4 + rejected;
    return secondsOf('Ingest', at(cpu, bytesIn), { ...nothing(), put, get: 2, bytesIn, bytesOut }, facts);
  };
  const limit = facts.deployed.functions.get('Ingest')?.timeout ?? 0;
  let [low, high] = [0, 1e13];
  while (high - low > MB) {
    const middle = (low + high) / 2;
    if (seconds(middle) <= limit) low = middle;
    else high = middle;
  }
  return low;
}

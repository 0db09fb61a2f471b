/** What every step's function does around its step: the contract of what comes in, the log, the measurements. */
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { Invocation } from '../pipeline/contracts/steps.ts';
import { STEPS, type StepName } from '../pipeline/steps.ts';
import { ports } from './environment.ts';
import { failureOf, log, metrics } from './log.ts';
import { subjectOf } from './subject.ts';

/** What a step's answer may count. */
const Counted = z.object({
  counts: z.object({ lolos: z.number(), ditolak: z.number() }).optional(),
  claims: z.number().optional(),
  people: z.number().optional(),
});

/** The handler of a state: `{ execution, input }` → what the step answers. @throws whatever the step throws, by its name */
export function handle(name: StepName): (event: unknown) => Promise<unknown> {
  return async (event) => {
    const { execution, input } = Invocation.parse(event);
    const began = performance.now();
    const read = { rows: 0, bytes: 0 };
    log.resetKeys();
    log.appendKeys({ step: name, execution, ...subjectOf(input) });
    try {
      // Only an upload is read by its version; whatever else a step reads is its newest.
      const given = await ports({ execution, version: name === 'Ingest' ? subjectOf(input).version : undefined, read });
      const answer = await STEPS[name].run(input, given);
      log.appendKeys(subjectOf(answer));
      log.info('done', { seconds: secondsSince(began), ...read });
      measure(name, secondsSince(began), read, answer);
      return answer;
    } catch (error) {
      log.error('failed', { seconds: secondsSince(began), ...failureOf(error) });
      throw error;
    }
  };
}

function measure(step: StepName, seconds: number, read: { rows: number; bytes: number }, answer: unknown): void {
  const { counts, claims, people } = Counted.safeParse(answer).data ?? {};
  metrics.addDimension('step', step);
  metrics.addMetric('Seconds', MetricUnit.Seconds, seconds);
  if (read.bytes > 0) metrics.addMetric('Bytes', MetricUnit.Bytes, read.bytes);
  if (step === 'Ingest' && counts) {
    metrics.addMetric('RowsRead', MetricUnit.Count, counts.lolos + counts.ditolak);
    metrics.addMetric('RowsAccepted', MetricUnit.Count, counts.lolos);
    metrics.addMetric('RowsRejected', MetricUnit.Count, counts.ditolak);
  }
  if (claims !== undefined && people !== undefined) metrics.addMetric('Duplicates', MetricUnit.Count, claims - people);
  metrics.publishStoredMetrics();
}

function secondsSince(began: number): number {
  return Math.round(performance.now() - began) / 1000;
}

/** Every function by itself: the size of its package, and how long its first call and the next one take. */
import { beforeAll, expect, test } from 'vitest';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions.ts';
import { reset } from './deployed.ts';
import { call, misled, packageSize } from './lambda.ts';

/** What Lambda takes in a moment and a browser shows; it takes 50 MB at the most. */
const PACKAGE_BYTES = 5 * 1024 * 1024;

/** Many times what it takes: a machine may do other things too. What it took is printed. */
const COLD_SECONDS = 10;

const passedOver = { key: '.keep', version: 'v' };

/** What each does nothing about, or refuses once it has started. */
const IDLE: Readonly<Record<FunctionName, unknown>> = {
  Ingest: { kind: 'created', ...passedOver },
  Register: { ...passedOver, passedOver: 'ignored' },
  Withdraw: { kind: 'deleted', ...passedOver },
  Plan: {},
  Deduplicate: {},
  Aggregate: {},
  Publish: {},
  ReportFailure: {},
  Sweep: {},
};

beforeAll(reset);

test.each(FUNCTION_NAMES)('%s is small, and starts soon', async (name) => {
  expect(await packageSize(name)).toBeLessThan(PACKAGE_BYTES);
  // Whoever changes a function's settings has it started anew.
  const [cold, next] = await misled(name, 'POWERTOOLS_SERVICE_NAME', 'test', async () => [
    await secondsOf(name),
    await secondsOf(name),
  ]);
  console.log(`${name}: ${cold} s for the first call, ${next} s for the next`);
  expect(cold).toBeLessThan(COLD_SECONDS);
});

async function secondsOf(name: FunctionName): Promise<number> {
  const began = performance.now();
  const error = await call(name, { execution: 'test', input: IDLE[name] }).catch((caught: unknown) => caught);
  if (error instanceof Error) expect(error.message).toContain('ZodError');
  return Math.round(performance.now() - began) / 1000;
}

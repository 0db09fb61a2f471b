/** What the prediction counts is what was measured, and state transitions are those of the synthesised workflows. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ASSUMED } from '../../bench/aws/assumed.ts';
import { billOf, totalOf } from '../../bench/aws/bill.ts';
import type { Deployed } from '../../bench/aws/deployed.ts';
import { readMeasured } from '../../bench/aws/measured.ts';
import { predict } from '../../bench/aws/predict.ts';
import { PRICES } from '../../bench/aws/prices.ts';
import { largestFile, quotasOf } from '../../bench/aws/quotas.ts';
import { patience, sumOf, transitions } from '../../bench/aws/transitions.ts';
import { askedOf, type Facts, referenceOf } from '../../bench/aws/works.ts';
import { Workflows } from '../../infra/definition.ts';

const workflows = Workflows.parse(
  JSON.parse(readFileSync(new URL('../../.generated/workflows.json', import.meta.url), 'utf8')),
);
const heavy = { memory: 1769, timeout: 900 };
const light = { memory: 512, timeout: 60 };
const deployed: Deployed = {
  workflows,
  functions: new Map([
    ...['Ingest', 'Deduplicate', 'Aggregate', 'Publish'].map((step) => [step, heavy] as const),
    ...['Register', 'Plan', 'Sweep'].map((step) => [step, light] as const),
  ]),
  deduplicating: 64,
  quiet: 60,
  sweepMinutes: 15,
  resources: new Map([['AWS::CloudWatch::Alarm', 8]]),
  templateBytes: 64_000,
};
const facts: Facts = { measured: readMeasured(), deployed, assumed: ASSUMED };
const { rows, files } = referenceOf(facts.measured);

describe('a prediction', () => {
  test('of what was measured asks the stores what was asked', async () => {
    const { works } = await predict({ rows, files, arriving: files }, facts);
    for (const step of ['Ingest', 'Plan', 'Deduplicate', 'Aggregate', 'Publish'] as const) {
      const asked = works.findLast((work) => work.step === step)?.asked;
      const measured = askedOf(referenceOf(facts.measured), step, 'all');
      expect({ step, get: asked?.get, put: asked?.put }).toEqual({ step, get: measured.get, put: measured.put });
    }
  });

  test('grows with the rows, and a correction costs less than the whole', async () => {
    const small = await predict({ rows: 1e6, files: 514, arriving: 514 }, facts);
    const large = await predict({ rows: 1e8, files: 514, arriving: 514 }, facts);
    const correction = await predict({ rows: 1e8, files: 514, arriving: 1 }, facts);
    const usd = [correction, large].map((one) => totalOf(billOf(one, facts)));
    expect(usd[0]).toBeLessThan(usd[1]!);
    expect(totalOf(billOf(small, facts))).toBeLessThan(usd[1]!);
    for (const [part, seconds] of small.wall) expect(large.wall.get(part)).toBeGreaterThanOrEqual(seconds);
  });

  test('names for every quota a share that is a number', async () => {
    const quotas = quotasOf(await predict({ rows: 1e9, files: 514, arriving: 514 }, facts), facts);
    for (const { name, share } of quotas) expect({ name, share }).toEqual({ name, share: expect.any(Number) });
    expect(quotas.every(({ share }) => Number.isFinite(share))).toBe(true);
  });

  test('lets no file be larger than what comes over the wire in the time of a function', () => {
    const largest = largestFile(facts);
    expect(largest).toBeGreaterThan(1e9);
    expect(largest).toBeLessThan(ASSUMED.bandwidth * heavy.timeout);
  });
});

describe('state transitions', () => {
  test('of an upload are its states and one publisher for each period', () => {
    const counted = transitions(workflows.upload, { items: { Announce: 2 } });
    expect(Object.fromEntries(counted)).toEqual({
      IsDeleted: 1,
      Ingest: 1,
      Register: 1,
      Announce: 1,
      StartPublisher: 2,
    });
  });

  test('of a publisher count every execution of its map', () => {
    const path = {
      choices: { IsThereWork: ['Settle', 'DeduplicateShards'], IsThereMore: ['Done'] },
      items: { DeduplicateShards: 19 },
    };
    const counted = transitions(workflows.publish, path);
    expect(counted.get('Plan')).toBe(2);
    expect(counted.get('children')).toBe(19);
    expect(counted.get('Deduplicate')).toBe(19);
    expect(sumOf(counted)).toBe(10 + 2 * 19);
  });

  test('follow no way that is not there', () => {
    expect(() => transitions(workflows.publish, { choices: { IsThereWork: ['Aggregate'] } })).toThrow('Aggregate');
  });

  test('wait for a function that has no room as long as the retries say', () => {
    expect(patience(workflows.upload, 'Ingest')).toBe(2 + 4 + 8 + 16 + 32 + 60 + 60 + 60);
    expect(patience(workflows.upload, 'IsDeleted')).toBe(0);
  });
});

test('every price is a number above zero and says where it is from', () => {
  for (const { usd, source, date } of Object.values(PRICES)) {
    expect(usd).toBeGreaterThan(0);
    expect(source.length * date.length).toBeGreaterThan(0);
  }
});

/** What sets the stack going, and what becomes of an event that nobody takes. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { stepOf } from '../../infra/definition.ts';
import { named, type Properties, readable, type Synthesised, synthesised } from './template.ts';

let stack: Synthesised;

beforeAll(() => {
  stack = synthesised({ sweepMinutes: '10' });
});

describe('an event', () => {
  test('of an upload or a deletion starts the upload workflow with kind, key and version', () => {
    for (const [rule, kind] of [
      ['EventsOnCreated', 'created'],
      ['EventsOnDeleted', 'deleted'],
    ] as const) {
      const { target } = ruleOf(rule);
      expect(readable(target.Arn)).toBe('UploadWorkflowMachine');
      expect(target.InputTransformer).toEqual({
        InputPathsMap: {
          'detail-object-key': '$.detail.object.key',
          'detail-object-version-id': '$.detail.object.version-id',
        },
        InputTemplate: `{"kind":"${kind}","key":<detail-object-key>,"version":<detail-object-version-id>}`,
      });
    }
  });

  test('of a deletion counts where somebody deleted, not where a version expired', () => {
    expect(ruleOf('EventsOnDeleted').rule.EventPattern).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Deleted'],
      detail: {
        bucket: { name: [{ Ref: expect.stringContaining('StorageUploads') }] },
        'deletion-type': ['Delete Marker Created', 'Permanently Deleted'],
        reason: ['DeleteObject'],
      },
    });
  });

  test('of an execution that failed, was stopped or timed out is reported, whichever workflow it is of', () => {
    const { rule, target } = ruleOf('EventsOnFailed');
    expect(readable(target.Arn)).toBe('StepsReportFailure');
    expect(rule.EventPattern).toEqual({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: {
        stateMachineArn: [
          { Ref: expect.stringContaining('UploadWorkflow') },
          { Ref: expect.stringContaining('PublishWorkflow') },
        ],
        status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
      },
    });
  });

  test('of the clock starts the sweep', () => {
    const { rule, target } = ruleOf('EventsOnTime');
    expect(readable(target.Arn)).toBe('StepsSweep');
    expect(rule.ScheduleExpression).toBe('rate(10 minutes)');
  });

  test('that nobody takes is kept for two weeks, encrypted', () => {
    for (const rule of ['EventsOnCreated', 'EventsOnDeleted', 'EventsOnFailed', 'EventsOnTime']) {
      const { target } = ruleOf(rule);
      expect(readable(Object(target.DeadLetterConfig).Arn), rule).toBe('DeadLetters');
      expect(target.RetryPolicy, rule).toBeDefined();
    }
    // Those that events start, and nobody waits for.
    const withQueue = [...stack.ofType('AWS::Lambda::Function').values()]
      .filter(({ DeadLetterConfig }) => DeadLetterConfig)
      .map(({ Handler }) => stepOf(Handler));
    expect(withQueue.sort()).toEqual(['ReportFailure', 'Sweep']);
    expect([...stack.ofType('AWS::SQS::Queue').values()]).toEqual([
      { MessageRetentionPeriod: 14 * 24 * 3600, SqsManagedSseEnabled: true },
    ]);
  });
});

function ruleOf(name: string): { rule: Properties; target: Properties } {
  const [, rule] = [...stack.ofType('AWS::Events::Rule')].find(([id]) => named(id) === name) ?? [];
  const targets = z.array(z.record(z.string(), z.json())).parse(rule?.Targets);
  expect(targets, name).toHaveLength(1);
  return { rule: rule ?? {}, target: targets[0] ?? {} };
}

/** What sets the stack going: uploads and deletions, executions that failed, and the clock. */

import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** As long and as often as EventBridge can: an event that it gives up is one that somebody must look after. */
const PATIENT = { maxEventAge: Duration.hours(24), retryAttempts: 185 };

/** Where an event goes that nobody took. It stays as long as SQS can keep it: an alarm tells somebody at once. */
export function deadLetterQueue(scope: Construct): sqs.Queue {
  return new sqs.Queue(scope, 'DeadLetters', {
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
}

/** One execution of the upload workflow for each. */
export function startOnEvents(
  scope: Construct,
  uploads: s3.Bucket,
  workflow: sfn.IStateMachine,
  deadLetterQueue: sqs.IQueue,
): void {
  const bucket = { name: [uploads.bucketName] };
  // S3 names the version in every event of a bucket that keeps versions, also that of a deletion's mark.
  const start = (kind: string) =>
    new targets.SfnStateMachine(workflow, {
      input: events.RuleTargetInput.fromObject({
        kind,
        key: events.EventField.fromPath('$.detail.object.key'),
        version: events.EventField.fromPath('$.detail.object.version-id'),
      }),
      deadLetterQueue,
      ...PATIENT,
    });
  new events.Rule(scope, 'OnCreated', {
    description: 'A file was uploaded.',
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket } },
    targets: [start('created')],
  });
  // Somebody's own deletion, not that of a lifecycle rule. Where a version was removed for good, or the mark of a deletion
  // taken away, the bucket's history says what holds now.
  new events.Rule(scope, 'OnDeleted', {
    description: 'A file was deleted, or one of its versions.',
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Deleted'],
      detail: {
        bucket,
        'deletion-type': ['Delete Marker Created', 'Permanently Deleted'],
        reason: ['DeleteObject'],
      },
    },
    targets: [start('deleted')],
  });
}

/** A step that fails for good ends its execution; what must follow hangs on that. */
export function reportFailures(
  scope: Construct,
  workflows: readonly sfn.IStateMachine[],
  reportFailure: lambda.IFunction,
  deadLetterQueue: sqs.IQueue,
): void {
  new events.Rule(scope, 'OnFailed', {
    description: 'An execution ended without success.',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: {
        stateMachineArn: workflows.map(({ stateMachineArn }) => stateMachineArn),
        status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
      },
    },
    targets: [new targets.LambdaFunction(reportFailure, { deadLetterQueue, ...PATIENT })],
  });
}

export function sweepRegularly(
  scope: Construct,
  sweep: lambda.IFunction,
  every: Duration,
  deadLetterQueue: sqs.IQueue,
): void {
  new events.Rule(scope, 'OnTime', {
    description: 'Time to look for what no event has started.',
    schedule: events.Schedule.rate(every),
    // The next sweep finds what this one would have found.
    targets: [new targets.LambdaFunction(sweep, { deadLetterQueue, maxEventAge: every, retryAttempts: 2 })],
  });
}

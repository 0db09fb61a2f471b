/** Everything that one stage consists of, in the order of a file's journey. */

import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { functions } from './functions.ts';
import { type Stage, Storage } from './storage.ts';
import { publishWorkflow, uploadWorkflow } from './workflow.ts';

export interface CakupanProps {
  readonly stage: Stage;
  /** How long a period rests after an upload before a snapshot is made: a burst of files makes one revision. 60 s unless given. */
  readonly quiet?: Duration;
}

export class CakupanStack extends Stack {
  constructor(scope: Construct, id: string, { stage, quiet = Duration.seconds(60) }: CakupanProps) {
    super(scope, id, { terminationProtection: stage === 'prod' });
    const prefix = `cakupan-${stage}`;
    const storage = new Storage(this, 'Storage', stage);
    const steps = functions(this, prefix, storage);

    const publishing = machine(this, prefix, 'Publish', (place) => publishWorkflow(place, steps, quiet));
    const uploading = machine(this, prefix, 'Upload', (place) => uploadWorkflow(place, steps, publishing));

    startOnEvents(this, storage.uploads, uploading);
    reportFailures(this, uploading, steps.ReportFailure);
  }
}

function machine(
  scope: Construct,
  prefix: string,
  name: string,
  workflow: (place: Construct) => sfn.IChainable,
): sfn.StateMachine {
  const place = new Construct(scope, `${name}Workflow`);
  return new sfn.StateMachine(place, 'Machine', {
    stateMachineName: `${prefix}-${name}`,
    definitionBody: sfn.DefinitionBody.fromChainable(workflow(place)),
    tracingEnabled: true,
    logs: {
      // Groups with this prefix share one resource policy, which has a limit.
      destination: new logs.LogGroup(place, 'Log', {
        logGroupName: `/aws/vendedlogs/states/${prefix}-${name}`,
        retention: logs.RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: sfn.LogLevel.ALL,
    },
  });
}

/** A deletion is someone's own: neither what a lifecycle rule lets expire, nor an old version that is removed for good. */
function startOnEvents(scope: Construct, uploads: s3.Bucket, workflow: sfn.IStateMachine): void {
  const bucket = { name: [uploads.bucketName] };
  const event = (kind: string) =>
    events.RuleTargetInput.fromObject({
      kind,
      key: events.EventField.fromPath('$.detail.object.key'),
      version: events.EventField.fromPath('$.detail.object.version-id'),
    });
  new events.Rule(scope, 'OnCreated', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket } },
    targets: [new targets.SfnStateMachine(workflow, { input: event('created') })],
  });
  new events.Rule(scope, 'OnDeleted', {
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Deleted'],
      detail: { bucket, 'deletion-type': ['Delete Marker Created'], reason: ['DeleteObject'] },
    },
    targets: [new targets.SfnStateMachine(workflow, { input: event('deleted') })],
  });
}

function reportFailures(scope: Construct, workflow: sfn.IStateMachine, reportFailure: lambda.IFunction): void {
  new events.Rule(scope, 'OnFailed', {
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [workflow.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    },
    targets: [new targets.LambdaFunction(reportFailure)],
  });
}

/** Everything that one stage consists of, in the order of a file's journey. */

import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { dashboard } from './dashboard.ts';
import { deadLetterQueue, reportFailures, startOnEvents, sweepRegularly } from './events.ts';
import { publishFailures, stepFunctions, sweepFunction, workshop } from './functions.ts';
import { machine } from './machine.ts';
import type { Settings } from './settings.ts';
import { site } from './site.ts';
import { Storage } from './storage.ts';
import { publishWorkflow, uploadWorkflow } from './workflow.ts';

export class CakupanStack extends Stack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, {
      description: 'Cakupan: coverage of workers’ social insurance, from uploads to published snapshots',
      terminationProtection: settings.stage === 'prod',
    });
    const storage = new Storage(this, 'Storage', settings);
    const deadLetters = deadLetterQueue(this);
    const room = workshop(this, settings, deadLetters);
    const steps = stepFunctions(room, storage);

    const publish = machine(this, 'Publish', settings, steps, (place) => publishWorkflow(place, steps));
    const upload = machine(this, 'Upload', settings, steps, (place) => uploadWorkflow(place, steps, publish));
    publishFailures(steps, publish);
    const sweep = sweepFunction(room, storage, { upload, publish });

    const rules = new Construct(this, 'Events');
    startOnEvents(rules, storage.uploads, upload, deadLetters);
    reportFailures(rules, [upload, publish], steps.ReportFailure, deadLetters);
    sweepRegularly(rules, sweep, Duration.minutes(settings.sweepMinutes), deadLetters);

    const { distributionDomainName } = site(this, storage.snapshots);
    const workflows = { Upload: upload, Publish: publish };
    const { topic, all } = new Alarms(this, 'Watch', { workflows, deadLetters }, settings);
    dashboard(this, { workflows, deadLetters, alarms: all });

    tell(this, {
      UploadBucket: storage.uploads.bucketName,
      WorkBucket: storage.work.bucketName,
      ReportBucket: storage.reports.bucketName,
      SnapshotBucket: storage.snapshots.bucketName,
      Key: storage.key.keyArn,
      Table: storage.table.tableName,
      UploadWorkflow: upload.stateMachineArn,
      PublishWorkflow: publish.stateMachineArn,
      Site: `https://${distributionDomainName}`,
      Alarms: topic.topicArn,
      DeadLetters: deadLetters.queueUrl,
    });
  }
}

/** Outputs of the stack, by these very names: `cakupan --aws` reads them. */
function tell(scope: Construct, outputs: Readonly<Record<string, string>>): void {
  const place = new Construct(scope, 'Outputs');
  for (const [name, value] of Object.entries(outputs)) {
    new CfnOutput(place, name, { value }).overrideLogicalId(name);
  }
}

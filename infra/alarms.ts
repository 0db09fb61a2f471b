/** What somebody must be told of: executions that failed, events nobody took, uploads that wait, a sweep that found or said nothing. */
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { measured, type Workflows } from './metrics.ts';
import type { Settings } from './settings.ts';

/** Seconds. The largest file takes some minutes, a burst waits ten: after an hour something is stuck. */
const TOO_OLD = 3600;

/** Sweeps that may be missed in a row before their silence counts: one can fail by chance. */
const SILENT_SWEEPS = 3;

const FIVE_MINUTES = Duration.minutes(5);

interface Watched {
  readonly workflows: Workflows;
  readonly deadLetters: sqs.Queue;
}

export class Alarms extends Construct {
  readonly topic: sns.Topic;
  readonly all: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, { workflows, deadLetters }: Watched, settings: Settings) {
    super(scope, id);
    this.topic = topic(this, settings.alarmEmail);
    const sweepPeriod = Duration.minutes(settings.sweepMinutes);
    this.all = [
      ...Object.entries(workflows).flatMap(([name, workflow]) => [
        this.#alarm(`${name}Failed`, `An execution of the workflow ${name} failed.`, {
          metric: workflow.metricFailed({ period: FIVE_MINUTES }),
          threshold: 1,
        }),
        this.#alarm(`${name}TimedOut`, `An execution of the workflow ${name} took too long.`, {
          metric: workflow.metricTimedOut({ period: FIVE_MINUTES }),
          threshold: 1,
        }),
      ]),
      this.#alarm('DeadLetter', 'An event was taken by nobody; it lies in the queue of dead letters.', {
        metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: FIVE_MINUTES }),
        threshold: 1,
      }),
      this.#alarm('UploadWaits', 'An upload has waited for more than an hour.', {
        metric: measured('OldestUnprocessedSeconds', { statistic: 'Maximum', period: sweepPeriod }),
        threshold: TOO_OLD,
      }),
      this.#alarm('SweepFound', 'The sweep started what no event had started: events are lost somewhere.', {
        metric: measured('SweepFound', { statistic: 'Sum', period: sweepPeriod }),
        threshold: 1,
      }),
      // It counts every time, also nothing. Before its very first time it is silent too, and this goes off.
      this.#alarm('SweepSilent', 'The sweep has not come to its end for three times.', {
        metric: measured('SweepFound', { statistic: 'SampleCount', period: sweepPeriod }),
        threshold: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: SILENT_SWEEPS,
        treatMissingData: cloudwatch.TreatMissingData.BREACHING,
      }),
    ];
  }

  #alarm(
    id: string,
    alarmDescription: string,
    props: Pick<cloudwatch.AlarmProps, 'metric' | 'threshold'> & Partial<cloudwatch.AlarmProps>,
  ): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(this, id, {
      alarmDescription,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      ...props,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
  }
}

function topic(scope: Construct, alarmEmail: string | undefined): sns.Topic {
  const cloudWatch = new iam.ServicePrincipal('cloudwatch.amazonaws.com');
  const conditions = {
    StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
    ArnLike: { 'aws:SourceArn': Stack.of(scope).formatArn({ service: 'cloudwatch', resource: 'alarm:*' }) },
  };
  // A key of its own: that of the uploads is not opened to a service that sends mail, and AWS's own lets no alarm in.
  const masterKey = new kms.Key(scope, 'Key', {
    description: 'Alarms of Cakupan.',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  masterKey.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [cloudWatch],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'], // in the policy of a key: this key
      conditions,
    }),
  );
  const alarms = new sns.Topic(scope, 'Topic', { displayName: 'Cakupan', masterKey, enforceSSL: true });
  alarms.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [cloudWatch],
      actions: ['sns:Publish'],
      resources: [alarms.topicArn],
      conditions,
    }),
  );
  if (alarmEmail !== undefined) alarms.addSubscription(new EmailSubscription(alarmEmail));
  return alarms;
}

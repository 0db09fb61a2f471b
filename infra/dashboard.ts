/** One page in CloudWatch for whoever keeps the stack running. */
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { measured, measuredPerStep, type Workflows } from './metrics.ts';

/** A row of the page is 24 wide. */
const THIRD = { width: 8, height: 6 };

interface Shown {
  readonly workflows: Workflows;
  readonly deadLetters: sqs.Queue;
  readonly alarms: readonly cloudwatch.Alarm[];
}

export function dashboard(scope: Construct, { workflows, deadLetters, alarms }: Shown): void {
  const page = new cloudwatch.Dashboard(scope, 'Dashboard', { defaultInterval: Duration.days(1) });
  page.addWidgets(new cloudwatch.AlarmStatusWidget({ title: 'Alarms', width: 24, height: 3, alarms: [...alarms] }));
  page.addWidgets(
    ...Object.entries(workflows).map(([name, workflow]) =>
      graph(`Executions: ${name}`, [
        workflow.metricStarted(),
        workflow.metricSucceeded(),
        workflow.metricFailed(),
        workflow.metricTimedOut(),
      ]),
    ),
    graph('Waiting', [
      measured('OldestUnprocessedSeconds', { statistic: 'Maximum' }),
      measured('SweepFound', { statistic: 'Sum' }),
      deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
    ]),
  );
  page.addWidgets(
    graph('Rows', [measuredPerStep('RowsAccepted', 'Sum'), measuredPerStep('RowsRejected', 'Sum')]),
    graph('Duplicates', [measuredPerStep('Duplicates', 'Sum')]),
    graph('Bytes read', [measuredPerStep('Bytes', 'Sum')]),
  );
  page.addWidgets(graph('Seconds of the slowest', [measuredPerStep('Seconds', 'Maximum')]));
}

function graph(title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({ title, left, ...THIRD });
}

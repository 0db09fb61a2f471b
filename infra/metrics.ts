/** The numbers that the functions write, as CloudWatch knows them. */
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Aws } from 'aws-cdk-lib/core';

/** The namespace; the dimension `service` tells stacks apart. */
export const NAMESPACE = 'Cakupan';

/** By the name that people see. */
export type Workflows = Readonly<Record<'Upload' | 'Publish', sfn.StateMachine>>;

/** A number of the whole stack. */
export function measured(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: NAMESPACE,
    metricName,
    dimensionsMap: { service: Aws.STACK_NAME },
    ...options,
  });
}

/** A number of every step that writes it. */
export function measuredPerStep(metricName: string, statistic: string): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({
    label: '',
    expression: `SEARCH('{${NAMESPACE},service,step} MetricName="${metricName}" service="${Aws.STACK_NAME}"', '${statistic}')`,
    usingMetrics: {},
  });
}

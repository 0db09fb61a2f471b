/** A workflow as AWS runs it: traced, logged, and with no right that is not explained. */
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ArnFormat, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { exceptWildcard } from './exceptions.ts';
import type { Settings } from './settings.ts';
import type { Steps } from './workflow.ts';

/**
 * What work may take at the most, beyond waiting for uploads: four attempts at each of three steps of 15 minutes, the pauses
 * between them, and rounds that follow. Nothing is stuck for longer.
 */
const WORKING = Duration.hours(6);

/** @param steps of which the workflow invokes some */
export function machine(
  scope: Stack,
  name: string,
  settings: Settings,
  steps: Steps,
  workflow: (place: Construct) => sfn.IChainable,
): sfn.StateMachine {
  const place = new Construct(scope, `${name}Workflow`);
  const made = new sfn.StateMachine(place, 'Machine', {
    definitionBody: sfn.DefinitionBody.fromChainable(workflow(place)),
    tracingEnabled: true,
    timeout: Duration.seconds(settings.longest).plus(WORKING),
    logs: {
      // Groups with this prefix share one resource policy, which has a limit.
      destination: new logs.LogGroup(place, 'Log', {
        logGroupName: `/aws/vendedlogs/states/${scope.stackName}-${name}`,
        retention: settings.logs,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: sfn.LogLevel.ALL,
      // What went in and out is in the execution's history. A log would keep the names of files, and a name may hold anything.
      includeExecutionData: false,
    },
  });
  explainWildcards(place, made, steps);
  return made;
}

function explainWildcards(place: Construct, made: sfn.StateMachine, steps: Steps): void {
  exceptWildcard(made, '*', 'X-Ray and the delivery of logs have no resources: they are of the account.');
  for (const [name, { functionArn }] of Object.entries(steps)) {
    if (!place.node.tryFindChild(name)) continue;
    exceptWildcard(made, `${functionArn}:*`, 'The CDK allows the versions of this very function too; there are none.');
  }
  const mapping = made.node.tryFindChild('DistributedMapPolicy');
  if (!mapping) return;
  const stack = Stack.of(made);
  const { resourceName } = stack.splitArn(made.stateMachineArn, ArnFormat.COLON_RESOURCE_NAME);
  const executions = `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:execution:${resourceName}`;
  exceptWildcard(mapping, `${executions}:*`, 'Executions of this very workflow, which a distributed map starts.');
  exceptWildcard(mapping, `${executions}/*:*`, 'Executions of this very workflow’s maps.');
}

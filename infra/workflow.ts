/** The two workflows: the only description of the order of steps, of retries, timeouts and concurrency. */

import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** Every step and how long one attempt may take; a function has the same limit. */
export const TIMEOUTS = {
  Ingest: Duration.minutes(15),
  Register: Duration.minutes(1),
  Withdraw: Duration.minutes(1),
  Plan: Duration.minutes(1),
  Deduplicate: Duration.minutes(15),
  Aggregate: Duration.minutes(15),
  Publish: Duration.minutes(15),
  ReportFailure: Duration.minutes(1),
} as const;

export type StepName = keyof typeof TIMEOUTS;
export type Steps = Readonly<Record<StepName, lambda.IFunction>>;

/** Deduplicating functions at once. A nation has at most 256 tasks; a new account may run fewer functions than that. */
const DEDUPLICATING = 64;

const JUST_PERIODE = { periode: sfn.JsonPath.stringAt('$.periode') };

/** One execution per event of the upload bucket: `{ kind, key, version }`. */
export function uploadWorkflow(scope: Construct, steps: Steps, publishing: sfn.IStateMachine): sfn.IChainable {
  const isDeleted = new sfn.Choice(scope, 'IsDeleted');
  const withdraw = step(scope, 'Withdraw', steps);
  const ingest = step(scope, 'Ingest', steps);
  const register = step(scope, 'Register', steps);
  const startPublisher = retried(
    tasks.StepFunctionsStartExecution.jsonPath(scope, 'StartPublisher', {
      stateMachine: publishing,
      input: sfn.TaskInput.fromObject(JUST_PERIODE),
      taskTimeout: sfn.Timeout.duration(Duration.minutes(1)),
    }),
  );
  const announce = sfn.Map.jsonPath(scope, 'Announce', {
    itemsPath: '$.periods',
    itemSelector: { periode: sfn.JsonPath.stringAt('$$.Map.Item.Value') },
    resultPath: sfn.JsonPath.DISCARD,
  }).itemProcessor(startPublisher);

  return isDeleted
    .when(sfn.Condition.stringEquals('$.kind', 'deleted'), withdraw)
    .otherwise(ingest.next(register))
    .afterwards()
    .next(announce);
}

/**
 * Brings one period up to date: `{ periode }`. Whoever finds another publisher at it, or nothing new, is done. While uploads
 * arrive, one publisher waits for all.
 */
export function publishWorkflow(scope: Construct, steps: Steps): sfn.IChainable {
  const plan = step(scope, 'Plan', steps, { input: JUST_PERIODE });
  const settle = sfn.Wait.jsonPath(scope, 'Settle', { time: sfn.WaitTime.secondsPath('$.seconds') });
  const isThereWork = new sfn.Choice(scope, 'IsThereWork');
  const deduplicate = step(scope, 'Deduplicate', steps);
  // No failed task is tolerated. That is what a map does unless told otherwise; the CDK leaves out a tolerance of 0.
  const deduplicateShards = sfn.DistributedMap.jsonPath(scope, 'DeduplicateShards', {
    itemsPath: '$.tasks',
    maxConcurrency: DEDUPLICATING,
    mapExecutionType: sfn.StateMachineType.STANDARD,
    resultPath: sfn.JsonPath.DISCARD,
  }).itemProcessor(deduplicate);
  const aggregate = step(scope, 'Aggregate', steps, { resultPath: sfn.JsonPath.DISCARD });
  const publish = step(scope, 'Publish', steps);
  const isThereMore = new sfn.Choice(scope, 'IsThereMore');
  const done = new sfn.Succeed(scope, 'Done');

  isThereWork
    .when(sfn.Condition.stringEquals('$.decision', 'publish'), deduplicateShards)
    .when(sfn.Condition.stringEquals('$.decision', 'wait'), settle.next(plan))
    .otherwise(done);
  deduplicateShards.next(aggregate).next(publish).next(isThereMore);
  isThereMore.when(sfn.Condition.booleanEquals('$.again', true), plan).otherwise(done);
  return plan.next(isThereWork);
}

/** @param input what the step is given; the state's whole input unless told */
function step(
  scope: Construct,
  name: StepName,
  steps: Steps,
  { input = sfn.JsonPath.entirePayload, resultPath }: { input?: unknown; resultPath?: string } = {},
): tasks.LambdaInvoke {
  return retried(
    tasks.LambdaInvoke.jsonPath(scope, name, {
      lambdaFunction: steps[name],
      payload: sfn.TaskInput.fromObject({ execution: sfn.JsonPath.executionId, input }),
      ...(resultPath !== undefined && { resultPath }),
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
      taskTimeout: sfn.Timeout.duration(TIMEOUTS[name]),
    }),
  );
}

/** What no repetition mends: something that is gone, and an input or answer that breaks its contract. */
const FOR_GOOD = ['NotFound', 'ZodError'];

/** Lambda has no room or a bad moment; the step has not run. */
const NOT_STARTED = [
  'Lambda.TooManyRequestsException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
];

/**
 * Every step may be repeated: what it writes it would write again. There is nothing to catch: a step that still fails
 * ends its execution, so that it can be taken up there, and what must follow hangs on the execution's status.
 */
function retried<Task extends sfn.TaskStateBase>(task: Task): Task {
  const pause = { interval: Duration.seconds(2), backoffRate: 2, jitterStrategy: sfn.JitterType.FULL };
  task.addRetry({ errors: FOR_GOOD, maxAttempts: 0 });
  task.addRetry({ errors: NOT_STARTED, maxAttempts: 8, maxDelay: Duration.minutes(1), ...pause });
  task.addRetry({ errors: [sfn.Errors.TASKS_FAILED, sfn.Errors.TIMEOUT], maxAttempts: 3, ...pause });
  return task;
}

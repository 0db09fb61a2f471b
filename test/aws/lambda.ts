/** The stack's functions, as far as a test needs to call one, or to make one fail. */
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionName } from '../../infra/functions.ts';
import { client, cloudformation } from './deployed.ts';
import { STACK } from './stack.ts';

const lambda = new LambdaClient(client);

/** Calls a function and waits for its answer. @throws Error with what the function threw */
export async function call(name: FunctionName, event: unknown): Promise<unknown> {
  const FunctionName = await physical(name);
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: new TextEncoder().encode(JSON.stringify(event)) }),
  );
  const text = new TextDecoder().decode(Payload);
  if (FunctionError) throw new Error(text);
  return JSON.parse(text);
}

/** Bytes of a function's package, zipped. */
export async function packageSize(name: FunctionName): Promise<number> {
  const FunctionName = await physical(name);
  return (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).CodeSize ?? 0;
}

/** Gives a function another value of an environment variable while something is done. */
export async function misled<T>(
  name: FunctionName,
  variable: string,
  value: string,
  act: () => Promise<T>,
): Promise<T> {
  const FunctionName = await physical(name);
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const given = Environment?.Variables ?? {};
  if (!(variable in given)) throw new Error(`${name} is given no ${variable}`);
  const give = (Variables: Record<string, string>) =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  await give({ ...given, [variable]: value });
  return act().finally(() => give(given));
}

/** Lets nobody have a function while something is done: every call is throttled. */
export async function throttled<T>(name: FunctionName, act: () => Promise<T>): Promise<T> {
  const FunctionName = await physical(name);
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  return act().finally(() => lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName })));
}

/** The name that CloudFormation has given to a function. */
async function physical(name: FunctionName): Promise<string> {
  const { StackResources = [] } = await cloudformation.send(new DescribeStackResourcesCommand({ StackName: STACK }));
  const found = StackResources.find(
    ({ ResourceType, LogicalResourceId = '' }) =>
      ResourceType === 'AWS::Lambda::Function' && LogicalResourceId.startsWith(`Steps${name}`),
  );
  if (!found?.PhysicalResourceId) throw new Error(`the stack has no function ${name}`);
  return found.PhysicalResourceId;
}

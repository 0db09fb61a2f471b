/** The last of all: `cdk destroy` takes the stack away, and nothing of it stays. */
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { expect, inject, test } from 'vitest';
import { cloudformation, dynamodb, reset, s3, sfn } from './deployed.ts';
import { destroy, STACK } from './stack.ts';

test('a stack for trying things out goes with all that it holds, once its buckets are empty', async () => {
  await reset();
  await destroy(inject('emulator'));
  await expect(cloudformation.send(new DescribeStacksCommand({ StackName: STACK }))).rejects.toThrow('does not exist');
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  expect(Buckets.filter(({ Name }) => Name?.startsWith(STACK))).toEqual([]);
  expect((await dynamodb.send(new ListTablesCommand())).TableNames).toEqual([]);
  expect((await sfn.send(new ListStateMachinesCommand())).stateMachines).toEqual([]);
});

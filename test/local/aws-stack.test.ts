/** Finding a deployed stack, and what AWS refuses in words. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import { explained } from '../../local/aws/faults.ts';
import { findStack } from '../../local/aws/stack.ts';
import { Failure } from '../../local/failure.ts';

const client = mockClient(CloudFormationClient);

const OUTPUTS = {
  UploadBucket: 'uploads',
  WorkBucket: 'work',
  ReportBucket: 'reports',
  SnapshotBucket: 'snapshots',
  Table: 'table',
  UploadWorkflow: 'arn:upload',
  PublishWorkflow: 'arn:publish',
};

function find(status: string, outputs: Record<string, string>) {
  const given = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  client.reset();
  client.on(DescribeStacksCommand, { StackName: 'cakupan-dev' }).resolves({
    Stacks: [
      { StackName: 'cakupan-dev', CreationTime: new Date(), StackStatus: status as 'CREATE_COMPLETE', Outputs: given },
    ],
  });
  return findStack('cakupan-dev', new CloudFormationClient({ region: 'ap-southeast-3' }));
}

describe('a stack', () => {
  test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_IN_PROGRESS'])(
    'that is %s is known by its outputs, whatever else it names',
    async (status) => {
      expect(await find(status, { ...OUTPUTS, Site: 'https://x', Another: 'y' })).toEqual(OUTPUTS);
    },
  );

  test.each<[string, Record<string, string>, string]>([
    ['CREATE_IN_PROGRESS', {}, 'still being set up (CREATE_IN_PROGRESS)'],
    ['DELETE_IN_PROGRESS', OUTPUTS, 'is being removed or was (DELETE_IN_PROGRESS)'],
    ['ROLLBACK_COMPLETE', {}, 'does not name UploadBucket, WorkBucket, ReportBucket, SnapshotBucket, Table'],
    ['CREATE_COMPLETE', { ...OUTPUTS, Table: '' }, 'does not name Table'],
  ])('that is %s is refused with a reason', async (status, outputs, message) => {
    await expect(find(status, outputs)).rejects.toBeInstanceOf(Failure);
    await expect(find(status, outputs)).rejects.toThrow(message);
  });

  test('that is not there is named, with its region', async () => {
    client.reset();
    const missing = Object.assign(new Error('Stack with id cakupan-x does not exist'), { name: 'ValidationError' });
    client.on(DescribeStacksCommand).rejects(missing);
    await expect(findStack('cakupan-x', new CloudFormationClient({ region: 'ap-southeast-3' }))).rejects.toThrow(
      'There is no stack "cakupan-x" in region ap-southeast-3.',
    );
  });
});

describe('a refusal of AWS', () => {
  const error = (name: string, message: string, more: object = {}) =>
    Object.assign(new Error(message), { name, ...more });
  test.each<[Error, number, string]>([
    [error('CredentialsProviderError', 'Could not load'), 2, 'There are no AWS credentials to use (Could not load)'],
    [error('ExpiredTokenException', 'expired'), 2, 'AWS refuses these credentials (expired)'],
    [error('InvalidClientTokenId', 'invalid'), 2, 'AWS refuses these credentials'],
    [error('Error', 'Region is missing'), 2, 'No AWS region is named that there could be (Region is missing)'],
    [error('AccessDeniedException', 'no right'), 2, 'AWS does not allow this (no right)'],
    [error('403', 'UnknownError', { $metadata: { httpStatusCode: 403 } }), 2, 'AWS does not allow this'],
    [error('NoSuchBucket', 'gone'), 2, 'A part of this stack is no longer there (gone)'],
    [
      error('Error', 'connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
      1,
      'AWS cannot be reached (connect ECONNREFUSED)',
    ],
    [error('TimeoutError', 'socket'), 1, 'AWS cannot be reached'],
    [error('ThrottlingException', 'slow'), 1, 'AWS cannot serve this right now (slow)'],
    [error('InternalError', 'oops', { $metadata: { httpStatusCode: 500 } }), 1, 'AWS cannot serve this right now'],
  ])('such as %s is told so that a person can act', (refusal, exit, message) => {
    const told = explained(refusal);
    expect(told).toBeInstanceOf(Failure);
    expect(told).toMatchObject({ exit, message: expect.stringContaining(message) });
  });

  test('is told apart from a fault of the program, and from what is said already', () => {
    const fault = new TypeError('x is not a function');
    expect(explained(fault)).toBe(fault);
    const failure = new Failure({ id: 'a', en: 'b' });
    expect(explained(failure)).toBe(failure);
    expect(explained('text')).toBe('text');
  });
});

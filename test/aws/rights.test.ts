/** The rights that docs/aws.md names for each verb are enough for it: the emulator holds every call against them. */
import { readFileSync } from 'node:fs';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Changelog } from '../../pipeline/contracts/published.ts';
import { readStored } from '../../pipeline/stored.ts';
import { cakupan } from '../cakupan.ts';
import { client, failures, outputs, put, reset, settled, snapshots } from './deployed.ts';
import { folderOf } from './folder.ts';
import { people } from './judged.ts';
import { STACK } from './stack.ts';

const { env } = inject('emulator');
const iam = new IAMClient(client);
const PERIODE = '2023-08';
const SLOT = `${PERIODE}/8171/peserta`;
const KEY = `${SLOT}.csv`;
const WHY = ['--reason', 'salah unggah'];

const BUCKETS: Readonly<Record<string, string>> = {
  uploads: outputs.UploadBucket,
  work: outputs.WorkBucket,
  reports: outputs.ReportBucket,
  snapshots: outputs.SnapshotBucket,
};

/** Who may do what a row of the table says, by the first verb of the row: keys of their own. */
const operators = new Map<string, { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string }>();

beforeAll(async () => {
  await reset();
  for (const [verb, statements] of documented()) {
    const UserName = `operator-${verb}`;
    await iam.send(new CreateUserCommand({ UserName }));
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'verb', PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    operators.set(verb, {
      AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
    });
  }
});
afterAll(async () => {
  for (const [verb, { AWS_ACCESS_KEY_ID: AccessKeyId }] of operators) {
    const UserName = `operator-${verb}`;
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'verb' }));
    await iam.send(new DeleteUserCommand({ UserName }));
  }
});

/** As whoever has the rights of that row would type it. */
function by(row: string, ...args: string[]) {
  const keys = operators.get(row);
  if (!keys) throw new Error(`docs/aws.md has no row for ${row}`);
  return cakupan([...args, '--aws', '--stack', STACK, '--lang', 'en'], { ...env, ...keys });
}

test('each verb does its work with the rights that are named for it, and its doer is on record', async () => {
  const does = async (row: string, ...args: string[]) =>
    expect(await by(row, ...args), args.join(' ')).toMatchObject({ code: 0 });
  await does('run', 'run', folderOf({ [KEY]: people(9) }), '--quiet');
  await put(KEY, people(4)); // held
  await settled();
  await does('accept', 'accept', SLOT);
  await does('status', 'status');
  await does('diff', 'diff', '2023-08/r1', '2023-08/r3');
  await does('diff', 'verify', '--all');
  await does('rollback', 'rollback', '2023-08/r1', ...WHY);
  await does('rollback', 'release', PERIODE);
  await does('rerun', 'rerun', PERIODE, '--quiet');
  await does('purge', 'purge', SLOT, '--yes', ...WHY);
  await settled();
  const { entries } = await readStored(snapshots, `${PERIODE}/changelog.json`, Changelog);
  expect(entries.flatMap(({ kind, who }) => (who ? [`${kind} ${who}`] : []))).toEqual([
    'kembali user/operator-rollback',
    'lepas user/operator-rollback',
    'hapus user/operator-purge',
  ]);
  expect(await failures()).toEqual([]);
});

test('whoever may read alone changes nothing, and is told what is not allowed', async () => {
  const ended = await by('diff', 'rollback', '2023-08/r1', ...WHY);
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('AWS does not allow this') });
});

/** The table under "Who may operate": verbs | table | buckets | workflows. */
function documented(): [verb: string, statements: object[]][] {
  const text = readFileSync(new URL('../../docs/aws.md', import.meta.url), 'utf8');
  const [section = ''] = /^## Who may operate$[^#]*/m.exec(text) ?? [];
  const rows = section.match(/^\| `[a-z`, ]+` \|.*\|$/gm) ?? [];
  return rows.map((row) => {
    const [, verbs = '', table = '', buckets = '', workflows = ''] = row.split('|').map((cell) => cell.trim());
    const [, verb = ''] = /^`([a-z]+)`/.exec(verbs) ?? [];
    const stack = { Effect: 'Allow', Action: ['cloudformation:DescribeStacks'], Resource: '*' };
    const ofBuckets = buckets.split(';').flatMap((part) => {
      const [names = '', actions = ''] = part.split(':');
      return wordsOf(names).map((name) => {
        const arn = `arn:aws:s3:::${BUCKETS[name]}`;
        return statement('s3', actions, [arn, `${arn}/*`]);
      });
    });
    const { UploadWorkflow, PublishWorkflow } = outputs;
    const executions = [UploadWorkflow, PublishWorkflow].map((arn) => arn.replace(':stateMachine:', ':execution:'));
    const ofTable = statement('dynamodb', table, [`arn:aws:dynamodb:*:*:table/${outputs.Table}`]);
    const ofWorkflows = statement('states', workflows, [
      ...[UploadWorkflow, PublishWorkflow],
      ...executions.map((arn) => `${arn}:*`),
    ]);
    const all = [stack, ofTable, ...ofBuckets, ofWorkflows].filter(({ Action }) => Action.length > 0);
    return [verb, all];
  });
}

function statement(service: string, actions: string, Resource: string[]) {
  return { Effect: 'Allow', Action: wordsOf(actions).map((action) => `${service}:${action}`), Resource };
}

/** `GetItem, Query (why)` → both. */
function wordsOf(cell: string): string[] {
  return cell
    .replace(/\(.*?\)/g, '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

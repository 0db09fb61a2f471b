/** Who may do what: every policy of the stack, and the rules that AWS has for solutions. */

import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, type IApplyRule, NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { named, readable, type Synthesised, synthesised } from './template.ts';

const List = z.union([z.string(), z.array(z.json())]).transform((one) => [one].flat());
const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat()),
  Resource: z.union([z.array(z.json()), z.json().transform((one) => [one])]),
  Principal: z.union([z.literal('*'), z.record(z.string(), z.json())]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.json())).optional(),
});
type Statement = z.infer<typeof Statement>;
const Document = z.object({ Statement: z.array(Statement) });
const Policy = z.object({ PolicyDocument: Document, Roles: z.array(z.json()) });
const Role = z.object({ AssumeRolePolicyDocument: z.json(), ManagedPolicyArns: z.json().optional() });

let stack: Synthesised;

beforeAll(() => {
  stack = synthesised({ stage: 'prod' });
});

test('every permission is known to the reviewer', async () => {
  const text = [...whoMayDoWhat(rolePolicies()), ...whoMayDoWhat(resourcePolicies())].join('\n');
  await expect(`${text}\n`).toMatchFileSnapshot('policies.txt');
});

test('no role has more than the policies written for it', () => {
  for (const [id, role] of stack.ofType('AWS::IAM::Role')) {
    expect(Role.parse(role), id).not.toHaveProperty('ManagedPolicyArns');
    expect(role, id).not.toHaveProperty('Policies');
  }
});

test('nobody may do just anything, but the account with its own keys', () => {
  const anything = allowed().filter(({ actions }) => actions.some((action) => action.includes('*')));
  // The policy of a key must leave the account a way to it: nobody else could ever change it again.
  expect(anything.map(({ who, actions }) => `${who}: ${actions.join()}`)).toEqual([
    'StorageKey: kms:*',
    'WatchKey: kms:*',
  ]);
});

test('the only permissions without a resource are those for which AWS knows none', () => {
  const anywhere = allowed().flatMap(({ who, actions, resources }) =>
    resources.includes('*') ? actions.map((action) => `${who.replace(/^Steps\w+Role/, 'every step')}: ${action}`) : [],
  );
  const traces = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
  const sampling = ['xray:GetSamplingRules', 'xray:GetSamplingTargets'];
  const delivery = [
    ...['CreateLogDelivery', 'GetLogDelivery', 'UpdateLogDelivery', 'DeleteLogDelivery', 'ListLogDeliveries'],
    ...['PutResourcePolicy', 'DescribeResourcePolicies', 'DescribeLogGroups'],
  ].map((action) => `logs:${action}`);
  expect([...new Set(anywhere)].sort()).toEqual(
    [
      ...traces.map((action) => `every step: ${action}`),
      ...['UploadWorkflowMachineRole', 'PublishWorkflowMachineRole'].flatMap((role) =>
        [...traces, ...sampling, ...delivery].map((action) => `${role}: ${action}`),
      ),
      // In the policy of a key: this key.
      'StorageKey: kms:*',
      ...['kms:*', 'kms:Decrypt', 'kms:GenerateDataKey'].map((action) => `WatchKey: ${action}`),
    ].sort(),
  );
});

test('steps name the prefix of what they write, and nobody but Ingest reads uploads', () => {
  const objects = allowed().flatMap(({ who, resources }) => resources.map((resource) => [who, resource] as const));
  const whole = objects.filter(([who, resource]) => who.startsWith('Steps') && /^Storage[A-Z]\w+\/\*$/.test(resource));
  expect(whole).toEqual([['StepsIngestRole', 'StorageUploads/*']]);
});

describe('the rules of AWS for solutions', () => {
  test('are followed, or it is said why not', () => {
    const { violations } = new AwsSolutionsChecks().validateScope(stack.app);
    expect(violations.map(({ ruleName, violatingResources }) => ({ ruleName, violatingResources }))).toEqual([]);
  });

  test('have no exception that is not needed', () => {
    const pack = new Unexcused();
    pack.validateScope(stack.app);
    const needed = (path: string, rule: string) =>
      pack.findings.some((found) => found.rule === rule && `${found.path}/`.startsWith(`${path}/`));
    const idle = exceptions(stack.app).filter(({ path, rule }) => !needed(path, rule));
    expect(idle).toEqual([]);
  });

  test('have no exception without a sentence', () => {
    for (const { path, reason } of exceptions(stack.app)) expect(reason, path).toMatch(/^[A-Z].{15,}\.$/);
  });
});

/** Finds what the pack finds, whatever is excused. */
class Unexcused extends AwsSolutionsChecks {
  readonly findings: { rule: string; path: string }[] = [];

  protected override applyRule({ ruleSuffixOverride, rule, node }: IApplyRule): void {
    const id = `AwsSolutions-${ruleSuffixOverride ?? rule.name}`;
    const found = rule(node);
    const rules = Array.isArray(found) ? found.map((one) => `${id}[${one}]`) : [];
    if (found === NagRuleCompliance.NON_COMPLIANT) rules.push(id);
    this.findings.push(...rules.map((one) => ({ rule: one, path: node.node.path })));
  }
}

function exceptions(root: IConstruct): { path: string; rule: string; reason: string }[] {
  return root.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) =>
        Object.entries(z.record(z.string(), z.string()).parse(data)).map(([rule, reason]) => ({
          path: node.path,
          rule: rule.replace(/^annotation::/i, ''),
          reason,
        })),
      ),
  );
}

interface Granted {
  readonly who: string;
  readonly statements: readonly Statement[];
}

function rolePolicies(): Granted[] {
  const byRole = new Map<string, Statement[]>();
  for (const policy of stack.ofType('AWS::IAM::Policy').values()) {
    const { PolicyDocument, Roles } = Policy.parse(policy);
    for (const role of Roles.map(readable)) {
      byRole.set(role, [...(byRole.get(role) ?? []), ...PolicyDocument.Statement]);
    }
  }
  return Array.from(byRole, ([who, statements]) => ({ who, statements }));
}

function resourcePolicies(): Granted[] {
  const of = (type: string, property: string): Granted[] =>
    Array.from(stack.ofType(type), ([id, properties]) => ({
      who: named(id),
      statements: Document.parse(properties[property]).Statement,
    }));
  return [
    ...of('AWS::S3::BucketPolicy', 'PolicyDocument'),
    ...of('AWS::SQS::QueuePolicy', 'PolicyDocument'),
    ...of('AWS::SNS::TopicPolicy', 'PolicyDocument'),
    ...of('AWS::KMS::Key', 'KeyPolicy'),
  ];
}

function allowed(): { who: string; actions: string[]; resources: string[] }[] {
  return [...rolePolicies(), ...resourcePolicies()].flatMap(({ who, statements }) =>
    statements
      .filter(({ Effect }) => Effect === 'Allow')
      .map(({ Action, Resource }) => ({ who, actions: Action, resources: Resource.map(readable) })),
  );
}

function* whoMayDoWhat(policies: readonly Granted[]): Generator<string> {
  for (const { who, statements } of policies) {
    yield who;
    for (const { Effect, Action, Resource, Principal, Condition } of statements) {
      const whom = Principal === undefined ? '' : ` for ${principal(Principal)}`;
      const when = Condition === undefined ? '' : ` when ${conditions(Condition)}`;
      yield `  ${Effect === 'Deny' ? 'never ' : ''}${Action.join(', ')} on ${Resource.map(readable).join(', ')}${whom}${when}`;
    }
    yield '';
  }
}

function principal(given: NonNullable<Statement['Principal']>): string {
  return given === '*' ? 'everybody' : Object.values(given).map(readable).join(', ').replace(/^\*$/, 'everybody');
}

function conditions(given: NonNullable<Statement['Condition']>): string {
  return Object.entries(given)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, value]) =>
          `${key} ${operator} ${List.parse(typeof value === 'object' ? [value] : value)
            .map(readable)
            .join(' or ')}`,
      ),
    )
    .join(' and ');
}

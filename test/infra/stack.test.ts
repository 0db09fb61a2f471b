/** What stands around the workflows: functions, alarms, outputs, names. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { stepOf } from '../../infra/definition.ts';
import { named, type Properties, readable, type Synthesised, synthesised } from './template.ts';

let stack: Synthesised;

beforeAll(() => {
  stack = synthesised({ stage: 'prod', alarmEmail: 'jaga@example.go.id', quiet: '30', sweepMinutes: '10' });
});

describe('a function', () => {
  test('runs Node 24 on arm64, is traced, and logs for as long as was said', () => {
    for (const [name, properties] of functions()) {
      expect(properties, name).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: { Ref: expect.stringMatching(`^Steps${name}Log`) } },
      });
      expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
    for (const [id, { RetentionInDays }] of stack.ofType('AWS::Logs::LogGroup')) expect(RetentionInDays, id).toBe(90);
  });

  test('has a whole processor where it works through rows', () => {
    const heavy = [...functions()].filter(([, { MemorySize }]) => MemorySize === 1769).map(([name]) => name);
    expect(heavy.sort()).toEqual(['Aggregate', 'Deduplicate', 'Ingest', 'Publish']);
  });

  test('is told where things are, and no more', () => {
    const shared = { POWERTOOLS_METRICS_NAMESPACE: 'Cakupan', POWERTOOLS_SERVICE_NAME: '<StackName>' };
    const uploads = { UPLOAD_BUCKET: 'StorageUploads' };
    const work = { WORK_BUCKET: 'StorageWork' };
    const reports = { REPORT_BUCKET: 'StorageReports' };
    const table = { TABLE: 'StorageRegistry' };
    const snapshots = { SNAPSHOT_BUCKET: 'StorageSnapshots' };
    const key = { PSEUDONYM_KEY_SECRET: 'StoragePseudonymKey' };
    const told = Object.fromEntries(
      Array.from(functions(), ([name, { Environment }]) => {
        const { Variables } = z.object({ Variables: z.record(z.string(), z.json()) }).parse(Environment);
        return [name, Object.fromEntries(Object.entries(Variables).map(([n, value]) => [n, readable(value)]))];
      }),
    );
    expect(told).toEqual({
      Ingest: { ...shared, ...uploads, ...work, ...reports, ...key },
      Register: { ...shared, ...uploads, ...work, ...reports, ...table },
      Withdraw: { ...shared, ...uploads, ...table },
      Plan: { ...shared, ...work, ...table, ...key, ...snapshots, QUIET_SECONDS: '30', LONGEST_SECONDS: '600' },
      Deduplicate: { ...shared, ...work },
      Aggregate: { ...shared, ...work },
      Publish: { ...shared, ...work, ...reports, ...table, ...snapshots },
      ReportFailure: {
        ...{ ...shared, ...uploads, ...work, ...reports, ...table, ...key },
        PUBLISH_WORKFLOW: 'PublishWorkflowMachine',
      },
      Sweep: {
        ...{ ...shared, ...uploads, ...work, ...table, ...snapshots, RUN_RETENTION_DAYS: '14' },
        ...{ UPLOAD_WORKFLOW: 'UploadWorkflowMachine', PUBLISH_WORKFLOW: 'PublishWorkflowMachine' },
      },
    });
  });
});

test('there is an alarm for each of these, and each goes to the topic', () => {
  const alarms = [...stack.ofType('AWS::CloudWatch::Alarm')].map(([id, alarm]) => {
    expect(z.array(z.json()).parse(alarm.AlarmActions).map(readable), id).toEqual(['WatchTopic']);
    const { MetricName, ComparisonOperator, Threshold, TreatMissingData, Period, EvaluationPeriods } = alarm;
    const compared = ComparisonOperator === 'LessThanThreshold' ? '<' : '>=';
    return `${named(id)}: ${MetricName} ${compared} ${Threshold} in ${EvaluationPeriods} × ${Period} s, missing: ${TreatMissingData}`;
  });
  expect(alarms).toEqual([
    'WatchUploadFailed: ExecutionsFailed >= 1 in 1 × 300 s, missing: notBreaching',
    'WatchUploadTimedOut: ExecutionsTimedOut >= 1 in 1 × 300 s, missing: notBreaching',
    'WatchPublishFailed: ExecutionsFailed >= 1 in 1 × 300 s, missing: notBreaching',
    'WatchPublishTimedOut: ExecutionsTimedOut >= 1 in 1 × 300 s, missing: notBreaching',
    'WatchDeadLetter: ApproximateNumberOfMessagesVisible >= 1 in 1 × 300 s, missing: notBreaching',
    'WatchUploadWaits: OldestUnprocessedSeconds >= 3600 in 1 × 600 s, missing: notBreaching',
    'WatchSweepFound: SweepFound >= 1 in 1 × 600 s, missing: notBreaching',
    'WatchSweepSilent: SweepFound < 1 in 3 × 600 s, missing: breaching',
  ]);
  expect([...stack.ofType('AWS::SNS::Subscription').values()]).toEqual([
    expect.objectContaining({ Endpoint: 'jaga@example.go.id', Protocol: 'email' }),
  ]);
});

test('the outputs are those that the program reads', () => {
  const told = Object.fromEntries(Object.entries(stack.Outputs).map(([name, { Value }]) => [name, readable(Value)]));
  expect(told).toEqual({
    UploadBucket: 'StorageUploads',
    WorkBucket: 'StorageWork',
    ReportBucket: 'StorageReports',
    SnapshotBucket: 'StorageSnapshots',
    Key: 'StorageKey',
    Table: 'StorageRegistry',
    UploadWorkflow: 'UploadWorkflowMachine',
    PublishWorkflow: 'PublishWorkflowMachine',
    Site: 'https://PublicSiteDistribution',
    Alarms: 'WatchTopic',
    DeadLetters: 'DeadLetters',
  });
});

test('nothing has a name of its own but logs of workflows, and these have that of the stack: stages live side by side', () => {
  const given =
    /^(?:Function|StateMachine|Bucket|Table|Queue|Topic|Role|ManagedPolicy|LogGroup|Alarm|Dashboard|Key|Secret|Rule)?Name$/;
  const names = (of: Synthesised) =>
    Object.values(of.Resources).flatMap(({ Properties }) =>
      Object.entries(Properties).flatMap(([property, value]) =>
        // A permission names its function by a reference.
        given.test(property) && typeof value === 'string' ? [value] : [],
      ),
    );
  expect(names(stack)).toEqual([
    '/aws/vendedlogs/states/cakupan-prod-Publish',
    '/aws/vendedlogs/states/cakupan-prod-Upload',
  ]);
  expect(names(synthesised())).toEqual([
    '/aws/vendedlogs/states/cakupan-dev-Publish',
    '/aws/vendedlogs/states/cakupan-dev-Upload',
  ]);
});

function* functions(): Generator<[string, Properties]> {
  for (const properties of stack.ofType('AWS::Lambda::Function').values()) {
    yield [stepOf(properties.Handler), properties];
  }
}

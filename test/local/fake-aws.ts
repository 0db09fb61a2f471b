/** A stack in memory, for tests of what the program asks of AWS: fakes behind the SDK's own clients, and a clock that waits for nobody. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  NotFound,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import type { Cloud } from '../../local/aws/cloud.ts';
import { Executions } from '../../local/aws/executions.ts';
import { Inbox } from '../../local/aws/inbox.ts';
import type { Clock } from '../../local/aws/patience.ts';
import { Progress } from '../../local/progress.ts';
import type { Outcome } from '../../pipeline/contracts/steps.ts';
import { revise } from '../../pipeline/history.ts';
import type { Current } from '../../pipeline/registry.ts';
import { readKey } from '../../pipeline/rules/keys.ts';
import { sha256 } from '../../platform/crypto.ts';
import { UploadBucket } from '../../platform/uploads.ts';
import { MemoryStore, memoryRegistry, REGIONS } from '../memory.ts';

export interface Execution {
  readonly arn: string;
  readonly workflow: 'upload' | 'publish';
  readonly input: string;
  status: ExecutionStatus;
  stopped?: number;
  error?: string;
  redriveStatus?: 'REDRIVABLE' | 'NOT_REDRIVABLE';
  /** What continuing it answers; it runs again where this is nothing. */
  refusal?: Error;
}

export interface FakeVersion {
  readonly version: string;
  readonly body: Uint8Array;
  readonly sha256: string | undefined;
  /** The mark of a deletion. */
  readonly deleted?: boolean;
}

const START = Date.parse('2023-09-01T00:00:00.000Z');

export function fakeAws() {
  let now = START;
  const atLook: (() => Promise<void> | void)[] = [];
  const clock: Clock = {
    now: () => now,
    pause: async (ms) => {
      now += ms;
      await atLook.shift()?.();
    },
  };
  const executions: Execution[] = [];
  const objects = new Map<string, FakeVersion[]>();
  const registry = memoryRegistry(() => now, 60_000);
  fakeStepFunctions(executions);
  const s3 = fakeBucket(objects);
  const results = { snapshots: new MemoryStore(), reports: new MemoryStore() };
  const work = new MemoryStore();
  const cloud: Cloud = {
    stack: 'cakupan-test',
    inbox: new Inbox(new S3Client({ region: 'local' }), 'uploads'),
    registry,
    executions: new Executions(new SFNClient({ region: 'local' }), { upload: 'arn:upload', publish: 'arn:publish' }),
    results: { ...results, path: (store, key) => `s3://bucket/${store}/${key}` },
    operator: {
      ...{ registry, work, ...results, sha256 },
      uploads: new UploadBucket(new S3Client({ region: 'local' }), 'uploads'),
      execution: 'an operator',
      now: () => new Date(now).toISOString(),
    },
    who: async () => 'assumed-role/Operator/siti',
  };
  const progress = new Progress(process.stderr, true, 'en');

  /** An execution that ended some time ago, or runs still. */
  function execution(workflow: Execution['workflow'], input: unknown, more: Partial<Execution> = {}): Execution {
    const arn = `arn:execution:${executions.length}`;
    const one: Execution = { arn, workflow, input: JSON.stringify(input), status: 'RUNNING', ...more };
    executions.push(one);
    return one;
  }
  function end(one: Execution, status: ExecutionStatus, error?: string): void {
    Object.assign(one, { status, stopped: now, error });
  }
  /** What Register does: saves the record of a key's version, then tells its periods. */
  async function register(key: string, version: string, more: Partial<Outcome> = {}): Promise<void> {
    const { periode = null, jenis = null, ...read } = readKey(key, REGIONS);
    const slot = 'slot' in read ? read.slot : null;
    const wilayah = 'wilayah' in read ? read.wilayah : null;
    const seen: Outcome = {
      ...{ key, version, content: null, periode, slot, wilayah, jenis, kode: null, run: null, rules: '1', keyId: 'k' },
      counts: { lolos: 2, ditolak: 0, dilewati: 0 },
      issues: {},
      ...more,
    };
    const known = await registry.key(periode, key);
    await registry.save({
      ...{ key, periode, slot, wilayah, jenis, ...revise(known, seen, [{ version, deleted: false }]) },
      changed: new Date(now).toISOString(),
      edition: (known?.edition ?? 0) + 1,
    });
    if (periode === null) return;
    await registry.bump(periode);
    const standing = jenis === 'target' || jenis === 'komitmen';
    for (const later of await registry.periods()) {
      if (standing && later.periode > periode && later.current) await registry.bump(later.periode);
    }
  }
  async function publish(periode: string, revision: string): Promise<void> {
    const leased = await registry.lease(periode, 'a publisher');
    if (!leased) throw new Error('busy');
    const current = currentOf(revision, leased.generation);
    await registry.settle(periode, leased.token, { current, last: 1, hold: null, entry: null, changed: false });
  }
  return {
    cloud,
    clock,
    progress,
    registry,
    executions,
    objects,
    s3,
    results,
    work,
    atLook,
    execution,
    end,
    register,
    publish,
  };
}

function fakeStepFunctions(executions: Execution[]): void {
  const sfn = mockClient(SFNClient);
  const found = (arn: string) => executions.find((one) => one.arn === arn);
  sfn.on(ListExecutionsCommand).callsFake(({ stateMachineArn, statusFilter }) => ({
    executions: executions
      .filter(({ workflow, status }) => `arn:${workflow}` === stateMachineArn && status === statusFilter)
      .map(({ arn, stopped }) => ({ executionArn: arn, ...(stopped && { stopDate: new Date(stopped) }) })),
  }));
  sfn.on(DescribeExecutionCommand).callsFake(({ executionArn }) => {
    const { input, status, error, redriveStatus } = found(executionArn) ?? {};
    return { input, status, error, redriveStatus, redriveStatusReason: redriveStatus && 'too old' };
  });
  sfn.on(StartExecutionCommand).callsFake(({ stateMachineArn, input, name }) => {
    const arn = `arn:execution:${executions.length}`;
    if (!/^[0-9a-f]{64}$/.test(name)) throw new Error(`a name of its own: ${name}`);
    executions.push({
      arn,
      workflow: stateMachineArn === 'arn:upload' ? 'upload' : 'publish',
      input,
      status: 'RUNNING',
    });
    return { executionArn: arn };
  });
  sfn.on(RedriveExecutionCommand).callsFake(({ executionArn }) => {
    const one = found(executionArn);
    if (one?.refusal) throw one.refusal;
    if (one) Object.assign(one, { status: 'RUNNING', stopped: undefined });
    return {};
  });
}

function fakeBucket(objects: Map<string, FakeVersion[]>) {
  const s3 = mockClient(S3Client);
  const parts = new Map<string, Map<number, Uint8Array>>();
  const sums = new Map<string, string>();
  let made = 0;
  const keep = (key: string, body: Uint8Array, sha256: string | undefined) => {
    const version = `v${++made}`;
    objects.set(key, [{ version, body, sha256 }, ...(objects.get(key) ?? [])]);
    return { VersionId: version };
  };
  s3.on(HeadObjectCommand).callsFake(({ Key }) => {
    const [newest] = objects.get(Key) ?? [];
    if (!newest || newest.deleted) throw new NotFound({ message: 'UnknownError', $metadata: { httpStatusCode: 404 } });
    const { version, body, sha256 } = newest;
    return { VersionId: version, ContentLength: body.length, Metadata: sha256 === undefined ? {} : { sha256 } };
  });
  s3.on(ListObjectVersionsCommand).callsFake(({ Prefix }) => {
    const found = [...objects].flatMap(([Key, versions]) =>
      versions.map(({ version, deleted = false }, i) => ({ Key, VersionId: version, IsLatest: i === 0, deleted })),
    );
    const there = found.filter(({ Key }) => Key.startsWith(Prefix));
    return {
      Versions: there.filter(({ deleted }) => !deleted),
      DeleteMarkers: there.filter(({ deleted }) => deleted),
    };
  });
  s3.on(DeleteObjectCommand).callsFake(({ Key, VersionId }) => {
    const versions = objects.get(Key) ?? [];
    const mark = { version: `v${++made}`, body: new Uint8Array(0), sha256: undefined, deleted: true };
    objects.set(Key, VersionId ? versions.filter(({ version }) => version !== VersionId) : [mark, ...versions]);
    return {};
  });
  s3.on(PutObjectCommand).callsFake(({ Key, Body, Metadata }) => keep(Key, Uint8Array.from(Body), Metadata.sha256));
  s3.on(CreateMultipartUploadCommand).callsFake(({ Key, Metadata }) => {
    parts.set(Key, new Map());
    sums.set(Key, Metadata.sha256);
    return { UploadId: Key };
  });
  s3.on(UploadPartCommand).callsFake(async ({ UploadId, PartNumber, Body }) => {
    await new Promise((resolve) => setTimeout(resolve, (PartNumber % 3) * 5)); // they end out of order
    parts.get(UploadId)?.set(PartNumber, Uint8Array.from(Body));
    return { ETag: `e${PartNumber}`, ChecksumCRC32: `c${PartNumber}` };
  });
  s3.on(CompleteMultipartUploadCommand).callsFake(({ Key, MultipartUpload }) => {
    const sent = parts.get(Key) ?? new Map<number, Uint8Array>();
    const numbers: number[] = MultipartUpload.Parts.map(({ PartNumber }: { PartNumber: number }) => PartNumber);
    return keep(Key, Buffer.concat(numbers.map((number) => sent.get(number) ?? new Uint8Array(0))), sums.get(Key));
  });
  s3.on(AbortMultipartUploadCommand).callsFake(async ({ Key }) => {
    parts.delete(Key);
    return {};
  });
  return s3;
}

/** A revision as the table knows it. */
export function currentOf(revision: string, generation: number): Current {
  const made = { inputs: 'i', manifest: 'm', publicManifest: 'p', publishedAt: '2023-09-01T00:00:00.000Z' };
  return { revision, ...made, generation };
}

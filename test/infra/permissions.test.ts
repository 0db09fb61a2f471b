/**
 * Every step may do what it does and no more: the steps run on a journey of uploads, what they ask of their ports is
 * written down, and held against their policies. An emulator does not check those.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { Planned } from '../../pipeline/contracts/steps.ts';
import type { RegisterPorts } from '../../pipeline/register.ts';
import { STEPS, type StepName } from '../../pipeline/steps.ts';
import { type MemoryPorts, memoryPorts } from '../memory.ts';
import { readable, synthesised } from './template.ts';

const STORES = {
  uploads: { bucket: 'StorageUploads', prefix: '' },
  work: { bucket: 'StorageWork', prefix: '' },
  reports: { bucket: 'StorageReports', prefix: 'reports/' },
  snapshots: { bucket: 'StorageSnapshots', prefix: 'snapshots/' },
} as const;
type StoreName = keyof typeof STORES;

/** What platform/s3.ts asks of S3 for each verb of a store. Reading without the right to list would not say "missing". */
const S3: Readonly<Record<string, readonly string[]>> = {
  read: ['GetObject', 'ListBucket'],
  stream: ['GetObject', 'ListBucket'],
  head: ['GetObject', 'ListBucket'],
  list: ['ListBucket'],
  delete: ['DeleteObject'],
  write: ['PutObject'],
  // In parts, and given up where it fails.
  create: ['PutObject', 'AbortMultipartUpload'],
  contentOf: [],
};

/** What platform/registry.ts asks of DynamoDB. */
const DYNAMODB: Readonly<Record<string, readonly string[]>> = {
  key: ['GetItem'],
  keys: ['Query'],
  save: ['PutItem'],
  periods: ['Query'],
  period: ['GetItem'],
  bump: ['UpdateItem'],
  enter: ['UpdateItem'],
  askRerun: ['UpdateItem'],
  lease: ['UpdateItem'],
  renew: ['UpdateItem'],
  release: ['UpdateItem'],
  settle: ['UpdateItem'],
  log: ['PutItem'],
  logOf: ['Query'],
  keepRegions: ['BatchWriteItem'],
  allKeys: ['Query'],
};

/** Buckets whose objects are encrypted with the key of the stack. */
const ENCRYPTED = ['StorageUploads', 'StorageWork', 'StorageReports'];

/** Together they have every kind of file, files that are refused late, and corrections of each other. */
const CASES = ['handmade', 'reporting', 'file-rejections', 'commitments', 'villages100'];

/** What is done too seldom for these cases. */
const SELDOM: Readonly<Record<string, readonly string[]>> = {
  // The segments of a file that turns out, after 131,072 rows, to be none.
  Ingest: ['s3:DeleteObject on StorageWork/runs/*'],
  // Its function starts a publisher after it (test/functions/report-failure.test.ts).
  ReportFailure: ['states:StartExecution on PublishWorkflowMachine'],
};

/** What Lambda does itself for every function. */
const NOT_BY_STEPS = /^(?:logs|xray|sqs):/;

const Policy = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Action: z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat()),
        Resource: z.union([z.array(z.json()), z.json().transform((one) => [one])]),
      }),
    ),
  }),
  Roles: z.array(z.json()),
});

let asked: Map<StepName, Set<string>>;
let granted: Map<string, [action: string, resource: string][]>;

beforeAll(async () => {
  asked = await journey();
  granted = new Map();
  for (const policy of synthesised().ofType('AWS::IAM::Policy').values()) {
    const { PolicyDocument, Roles } = Policy.parse(policy);
    const pairs = PolicyDocument.Statement.flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((one): [string, string] => [action, readable(one)])),
    );
    const tested = pairs.filter(([action]) => !NOT_BY_STEPS.test(action));
    for (const role of Roles.map(readable)) granted.set(role, [...(granted.get(role) ?? []), ...tested]);
  }
});

test.each(Object.keys(STEPS))('%s may do what it does, and no more', (step) => {
  const did = [...(new Map<string, Set<string>>(asked).get(step) ?? [])];
  const may = granted.get(`Steps${step}Role`) ?? [];
  expect(did.filter((one) => !may.some((permission) => covers(permission, one)))).toEqual([]);
  const idle = may.filter((permission) => !did.some((one) => covers(permission, one)));
  expect(idle.map(([action, where]) => `${action} on ${where}`)).toEqual(SELDOM[step] ?? []);
});

/** Runs every step, some of them on much and on little, and answers what each asked: `s3:GetObject on StorageWork/runs/…`. */
async function journey(): Promise<Map<StepName, Set<string>>> {
  const ports = memoryPorts();
  const asked = new Map<StepName, Set<string>>();
  const run = (step: StepName, input: unknown) => {
    const known = asked.get(step) ?? new Set();
    asked.set(step, known);
    return STEPS[step].run(
      input,
      watched(ports, (what) => known.add(what)),
    );
  };
  const arrive = async (key: string, version: string, body: Uint8Array) => {
    await ports.uploads.write(key, body);
    ports.versions.set(key, [{ version, deleted: false }, ...(ports.versions.get(key) ?? [])]);
    await run('Register', await run('Ingest', { kind: 'created', key, version }));
  };
  const publish = async (periode: string) => {
    const planned = Planned.parse(await run('Plan', { periode }));
    if (planned.decision !== 'publish') return;
    for (const task of planned.tasks) await run('Deduplicate', task);
    await run('Aggregate', planned);
    await run('Publish', planned);
  };
  for (const name of CASES) {
    for (const [key, body] of uploadsOf(name)) await arrive(key, name, body);
    for (const { periode } of await ports.registry.periods()) await publish(periode);
    // A crash has left a pointer unwritten; the next plan writes it.
    for (const key of await ports.snapshots.list(''))
      if (key.endsWith('latest.json')) await ports.snapshots.delete(key);
    for (const { periode } of await ports.registry.periods()) await publish(periode);
  }
  for (const key of ports.versions.keys()) {
    ports.versions.set(key, [{ version: 'gone', deleted: true }, ...(ports.versions.get(key) ?? [])]);
    await run('Withdraw', { kind: 'deleted', key, version: 'gone' });
  }
  // A new key, one that is withdrawn, and one that changes a later period too.
  for (const key of ['2023-08/8171/peserta-baru.csv', ...ports.versions.keys()]) {
    await run('ReportFailure', { key, version: 'failed', execution: 'e', error: 'x' });
  }
  for (const { periode } of await ports.registry.periods()) {
    await publish(periode);
    await publish(periode);
  }
  return asked;
}

function uploadsOf(name: string): [key: string, body: Uint8Array][] {
  const folder = join(import.meta.dirname, '../journeys', name, 'uploads');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]);
}

function watched(ports: MemoryPorts, tell: (what: string) => void): RegisterPorts {
  const store = (name: StoreName) => {
    const { bucket, prefix } = STORES[name];
    return spied(ports[name], (verb, key, ...rest) => {
      const object = `${bucket}/${prefix}${key}`;
      const actions = S3[verb];
      if (!actions) throw new Error(`nobody has said what ${verb} asks of S3`);
      for (const action of name === 'uploads' ? actions.flatMap(ofVersion) : actions) {
        tell(`s3:${action} on ${action.startsWith('List') ? bucket : object}`);
      }
      if (name === 'reports' && /\/rejected\.(?:csv|xlsx)$/.test(String(key))) tell(`s3:PutObjectTagging on ${object}`);
      // A write on condition that the object is still the same reads it.
      if (JSON.stringify(rest).includes('ifMatch')) tell(`s3:GetObject on ${object}`);
      if (!ENCRYPTED.includes(bucket)) return;
      if (actions.includes('GetObject') || verb === 'create') tell('kms:Decrypt on StorageKey');
      if (actions.includes('PutObject')) tell('kms:GenerateDataKey on StorageKey');
    });
  };
  const registry = spied(ports.registry, (verb) => {
    const actions = DYNAMODB[verb];
    if (!actions) throw new Error(`nobody has said what ${verb} asks of DynamoDB`);
    for (const action of actions) tell(`dynamodb:${action} on StorageRegistry`);
  });
  return {
    ...ports,
    ...{ uploads: store('uploads'), work: store('work'), reports: store('reports'), snapshots: store('snapshots') },
    registry,
    history: (key) => {
      tell('s3:ListBucketVersions on StorageUploads');
      return ports.history(key);
    },
    get cipher() {
      tell('secretsmanager:GetSecretValue on StoragePseudonymKey');
      return ports.cipher;
    },
  };
}

/** Of an upload a certain version is read, and may be missing. */
function ofVersion(action: string): string[] {
  return action === 'ListBucket' ? ['ListBucket', 'ListBucketVersions'] : [`${action}Version`];
}

/** The same object, that tells of each call before it is made. */
function spied<T extends object>(target: T, tell: (verb: string, ...given: unknown[]) => void): T {
  return new Proxy(target, {
    get(_, verb) {
      const method: unknown = Reflect.get(target, verb);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => {
        tell(String(verb), ...given);
        return method.apply(target, given);
      };
    },
  });
}

/** As IAM does: a `*` stands for anything, slashes included. */
function covers([action, where]: readonly [string, string], one: string): boolean {
  const pattern = `${action} on ${where}`.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`).test(one);
}

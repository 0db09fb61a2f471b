/**
 * What a function was given, as the ports that steps use. Each is looked up when a step asks for it, so a step that
 * reaches for what its function may not use hears which one that is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Cipher } from '../pipeline/ports.ts';
import type { RegisterPorts } from '../pipeline/register.ts';
import type { Registry } from '../pipeline/registry.ts';
import { Regions } from '../pipeline/rules/regions.ts';
import { aboutReport, aboutSnapshot } from '../platform/about.ts';
import { aesCipher, sha256 } from '../platform/crypto.ts';
import { deflate } from '../platform/deflate.ts';
import { dynamoTable } from '../platform/dynamo.ts';
import { gunzip } from '../platform/gunzip.ts';
import { dynamoRegistry } from '../platform/registry.ts';
import { S3Store } from '../platform/s3.ts';
import { UploadBucket } from '../platform/uploads.ts';

/**
 * A publisher that says nothing for so long is dead. The three long steps between Plan and the end take 15 minutes each
 * at the most; one that is repeated that often loses its lease, and with it nothing but its work.
 */
const LEASE_MS = 45 * 60 * 1000;

// Clients and what never changes are kept from one invocation to the next.
/**
 * A nation's deduplication asks for more than S3 gives a prefix at first, 5,500 reads a second: S3 refuses until it has
 * divided the prefix. Asking less often, and longer, outlasts that.
 */
const s3 = new S3Client({ maxAttempts: 10, retryMode: 'adaptive' });
let cipher: Cipher | undefined;
let regions: Regions | undefined;
let kernel: WebAssembly.Module | undefined;
let table: Registry | undefined;
/** One, so that a task finds what the one before it has opened. */
let work: S3Store | undefined;

export interface Circumstances {
  readonly execution: string;
  /** The only version of an upload that may be read. */
  readonly version?: string | undefined;
  /** Told as rows are read: how many, and how many bytes. */
  readonly read?: { rows: number; bytes: number };
}

export async function ports({ execution, version, read }: Circumstances): Promise<RegisterPorts> {
  if (isGiven('PSEUDONYM_KEY_SECRET')) cipher ??= aesCipher(await pseudonymKey());
  const upload = isGiven('UPLOAD_BUCKET') ? uploads(version) : undefined;
  return {
    get uploads() {
      if (!upload) throw notGiven('UPLOAD_BUCKET');
      return upload;
    },
    get work() {
      work ??= new S3Store(s3, given('WORK_BUCKET'));
      return work;
    },
    get reports() {
      return new S3Store(s3, given('REPORT_BUCKET'), { prefix: 'reports/', about: aboutReport });
    },
    get snapshots() {
      return new S3Store(s3, given('SNAPSHOT_BUCKET'), { prefix: 'snapshots/', about: aboutSnapshot });
    },
    get registry() {
      return registry();
    },
    get cipher() {
      if (!cipher) throw notGiven('PSEUDONYM_KEY_SECRET');
      return cipher;
    },
    get regions() {
      return reference();
    },
    get kernel() {
      kernel ??= new WebAssembly.Module(besideCode('kernel.wasm'));
      return kernel;
    },
    get patience() {
      return { quiet: 1000 * Number(given('QUIET_SECONDS')), longest: 1000 * Number(given('LONGEST_SECONDS')) };
    },
    history: (key) => uploads().history(key),
    sha256,
    gunzip,
    deflate,
    execution,
    progress: (rows, bytes) => {
      if (!read) return;
      read.rows += rows;
      read.bytes += bytes;
    },
    now: () => new Date().toISOString(),
    clock: Date.now,
  };
}

/** @param version the only one that may be read */
export function uploads(version?: string): UploadBucket {
  return new UploadBucket(s3, given('UPLOAD_BUCKET'), version);
}

export function registry(): Registry {
  table ??= dynamoRegistry(dynamoTable(new DynamoDBClient()), {
    table: given('TABLE'),
    leaseMs: LEASE_MS,
    now: Date.now,
  });
  return table;
}

/** The regions that lie beside the function's code. */
export function reference(): Regions {
  regions ??= new Regions(besideCode('regions.tsv'));
  return regions;
}

function besideCode(name: string): Uint8Array<ArrayBuffer> {
  return readFileSync(join(given('LAMBDA_TASK_ROOT'), name));
}

/** 32 bytes, kept as 64 hexadecimal digits. */
async function pseudonymKey(): Promise<Uint8Array> {
  const { SecretString = '' } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: given('PSEUDONYM_KEY_SECRET') }),
  );
  if (!/^[0-9a-f]{64}$/.test(SecretString)) throw new Error('the pseudonym key is not 64 hexadecimal digits');
  return Buffer.from(SecretString, 'hex');
}

export function given(variable: string): string {
  const value = process.env[variable];
  if (!value) throw notGiven(variable);
  return value;
}

function isGiven(variable: string): boolean {
  return Boolean(process.env[variable]);
}

function notGiven(variable: string): Error {
  return new Error(`this function is given no ${variable}`);
}

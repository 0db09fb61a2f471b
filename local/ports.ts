/** What the steps of one machine work with: folders for buckets, OpenSSL for secrets, the reference from beside the program. */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ports } from '../pipeline/ports.ts';
import type { RegisterPorts } from '../pipeline/register.ts';
import type { Registry } from '../pipeline/registry.ts';
import { Regions, type RegionTables } from '../pipeline/rules/regions.ts';
import { aesCipher, sha256 } from '../platform/crypto.ts';
import { deflate } from '../platform/deflate.ts';
import { gunzip } from '../platform/gunzip.ts';
import { DiskStore } from './disk.ts';
import { Failure, systemCode } from './failure.ts';
import { unpacked } from './region-file.ts';
import { UploadFolder } from './uploads.ts';
import { WorkStore } from './work.ts';

/** The folders of one output folder, and where uploads come from. */
export interface Places {
  readonly uploads: string;
  readonly out: string;
}

export interface LocalPorts extends Ports {
  readonly uploads: UploadFolder;
  readonly work: WorkStore;
  readonly reports: DiskStore;
  readonly snapshots: DiskStore;
}

/** What all threads share. */
export interface Shared {
  readonly regions: RegionTables;
  readonly kernel: WebAssembly.Module;
}

export const stateFolder = (out: string) => join(out, 'state');
export const cacheFolder = (out: string) => join(out, 'cache');

/** The reference of regions where all threads see it: read straight to where it stays. */
export async function sharedRegions(): Promise<RegionTables> {
  const file = await generated('regions.tables', (path) => open(path));
  try {
    const memory = new SharedArrayBuffer((await file.stat()).size);
    for (let at = 0, read = -1; at < memory.byteLength && read !== 0; at += read) {
      read = (await file.read(new Uint8Array(memory, at))).bytesRead;
    }
    return unpacked(memory);
  } finally {
    await file.close();
  }
}

export async function readRegions(): Promise<Regions> {
  return new Regions(await sharedRegions());
}

/** A disk answers at once: smaller pieces cost nothing, 4 MB. */
const WINDOW_WORDS = 1_000_000;

/** The kernel, compiled for all threads. */
export async function readKernel(): Promise<WebAssembly.Module> {
  return new WebAssembly.Module(await readGenerated('kernel.wasm'));
}

export function localPorts(
  { uploads, out }: Places,
  key: Uint8Array,
  { regions, kernel }: Shared,
  progress: Ports['progress'],
): LocalPorts {
  return {
    uploads: new UploadFolder(uploads),
    work: new WorkStore(cacheFolder(out), join(stateFolder(out), 'kept')),
    reports: new DiskStore(join(out, 'reports')),
    snapshots: new DiskStore(join(out, 'snapshots')),
    regions: new Regions(regions),
    kernel,
    cipher: aesCipher(key),
    sha256,
    gunzip,
    deflate,
    windowWords: WINDOW_WORDS,
    progress,
  };
}

/** Half of what a function takes: a task is begun at once here, and all threads share one memory. */
const TASK_CLAIMS = 250_000;

/** What steps beside the table use. One program works on an output folder, and publishes when it has read what is there. */
export function tablePorts(registry: Registry, history: RegisterPorts['history']): Omit<RegisterPorts, keyof Ports> {
  return {
    registry,
    history,
    execution: 'local',
    now: () => new Date().toISOString(),
    clock: Date.now,
    patience: { quiet: 0, longest: 0 },
    taskClaims: TASK_CLAIMS,
  };
}

/** A file that `npm ci` made. @throws Failure that says so when it did not */
export function readGenerated(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return generated(name, (path) => readFile(path));
}

async function generated<T>(name: string, read: (path: URL) => Promise<T>): Promise<T> {
  try {
    return await read(new URL(`../.generated/${name}`, import.meta.url));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    throw new Failure({
      id: `Berkas ${name} belum dibuat. Jalankan "npm run prepare" di folder program.`,
      en: `The file ${name} has not been made. Run "npm run prepare" in the program's folder.`,
    });
  }
}

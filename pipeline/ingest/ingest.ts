/**
 * Reads one version of an upload and judges it: the step `Ingest`.
 *
 * Leaves a run in the work store (`run.json` last, so a run is whole or not there) and the rejected rows in the report
 * store. Reading it again yields the same run, so a step that died half-way is simply repeated. Memory does not grow
 * with the file: one window of text, one segment of claims, and what the reference bounds.
 */
import { Run } from '../contracts/run.ts';
import type { Judged, Outcome, PassedOver, Upload, UploadEvent } from '../contracts/steps.ts';
import { NotFound, type Ports } from '../ports.ts';
import { type InvalidKey, isIgnored, readKey, type UploadKey } from '../rules/keys.ts';
import { RULES_VERSION } from '../rules/versions.ts';
import { readIfStored } from '../stored.ts';
import { NotUtf8 } from './encoding.ts';
import { reportFolder, runFolder } from './folders.ts';
import { readUpload } from './read.ts';

/** A version that is gone before it is read to its end is passed over: there is nothing left to judge. */
export async function ingest({ key: name, version, fresh }: UploadEvent, ports: Ports): Promise<Judged> {
  const upload = { key: name, version };
  if (isIgnored(name) || (await isFolder(name, ports))) return { ...upload, passedOver: 'ignored' };
  const key = readKey(name, ports.regions);
  if (!key.jenis) return misplaced(upload, key, ports);
  const folder = runFolder(key, version, ports.cipher.keyId);
  const known = fresh ? undefined : await readIfStored(ports.work, `${folder}/run.json`, Run);
  const run = known ?? (await readAndKeep(key, folder, version, ports));
  if ('passedOver' in run) return run;
  return {
    ...upload,
    content: run.content,
    periode: key.periode,
    slot: key.slot,
    wilayah: key.wilayah,
    jenis: key.jenis,
    kode: run.kode,
    run: `${folder}/run.json`,
    rules: run.rules,
    keyId: run.keyId,
    counts: run.counts,
    issues: run.issues,
  };
}

/** The mark by which a console shows an empty folder. */
async function isFolder(key: string, { uploads }: Ports): Promise<boolean> {
  return key.endsWith('/') && !(await uploads.head(key))?.size;
}

async function readAndKeep(key: UploadKey, folder: string, version: string, ports: Ports): Promise<Run | PassedOver> {
  const places = { segments: folder, rejected: `${reportFolder(key.slot, version)}/rejected` };
  let run: Run;
  try {
    run = await readUpload(key, places, ports, false);
  } catch (error) {
    if (error instanceof NotFound) return { key: key.key, version, passedOver: 'gone' };
    if (!(error instanceof NotUtf8)) throw error;
    run = await readUpload(key, places, ports, true);
  }
  run.content = ports.uploads.contentOf({ key: key.key, version });
  await ports.work.write(`${folder}/run.json`, new TextEncoder().encode(JSON.stringify(run)));
  return run;
}

/** A key that names no slot is not read at all. */
function misplaced(upload: Upload, key: InvalidKey, ports: Ports): Outcome {
  return {
    ...upload,
    content: null,
    periode: key.periode ?? null,
    slot: null,
    wilayah: null,
    jenis: null,
    kode: 'PATH_INVALID',
    run: null,
    rules: RULES_VERSION,
    keyId: ports.cipher.keyId,
    counts: { lolos: 0, ditolak: 0, dilewati: 0 },
    issues: {},
  };
}

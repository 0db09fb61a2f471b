/**
 * Reads one version of an upload and judges it: the step `Ingest`.
 *
 * Leaves a run in the work store (`run.json` last, so a run is whole or not there) and the rejected rows in the report
 * store. Reading it again yields the same run, so a step that died half-way is simply repeated. Memory does not grow
 * with the file: one window of text, one segment of claims, and what the reference bounds.
 */
import { Run } from '../contracts/run.ts';
import type { Outcome, Upload } from '../contracts/steps.ts';
import type { Ports } from '../ports.ts';
import { type InvalidKey, readKey, type UploadKey } from '../rules/keys.ts';
import { RULES_VERSION } from '../rules/versions.ts';
import { readIfStored } from '../stored.ts';
import { NotUtf8 } from './encoding.ts';
import { reportFolder, runFolder } from './folders.ts';
import { readUpload } from './read.ts';

/** @throws NotFound when the version is gone before it is read to its end */
export async function ingest(upload: Upload, ports: Ports): Promise<Outcome> {
  const key = readKey(upload.key, ports.regions);
  if (!key.jenis) return misplaced(upload, key, ports);
  const folder = runFolder(key, upload.version, ports.cipher.keyId);
  const known = await readIfStored(ports.work, `${folder}/run.json`, Run);
  const run = known ?? (await readAndKeep(key, folder, upload.version, ports));
  return {
    ...upload,
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

async function readAndKeep(key: UploadKey, folder: string, version: string, ports: Ports): Promise<Run> {
  const places = { segments: folder, rejected: `${reportFolder(key.slot, version)}/rejected.csv` };
  let run: Run;
  try {
    run = await readUpload(key, places, ports, false);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    run = await readUpload(key, places, ports, true);
  }
  await ports.work.write(`${folder}/run.json`, new TextEncoder().encode(JSON.stringify(run)));
  return run;
}

/** A key that names no slot is not read at all. */
function misplaced(upload: Upload, key: InvalidKey, ports: Ports): Outcome {
  return {
    ...upload,
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

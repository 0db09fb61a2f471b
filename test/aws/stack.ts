/** Deploys the real stack to the emulator by the CDK's own command line, and removes it. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Emulator } from './emulator.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const STACK = 'cakupan-dev';

/** A period rests a second after an upload, and a burst delays it by no more than five: tests need not wait longer. */
const SETTINGS = ['stage=dev', 'quiet=1', 'longest=5'].flatMap((setting) => ['-c', setting]);

/** The outputs of the stack, as `cakupan --aws` reads them. */
export const Outputs = z.object({
  UploadBucket: z.string(),
  WorkBucket: z.string(),
  ReportBucket: z.string(),
  SnapshotBucket: z.string(),
  Table: z.string(),
  UploadWorkflow: z.string(),
  PublishWorkflow: z.string(),
  Site: z.url(),
});
export type Outputs = z.infer<typeof Outputs>;

export async function deploy(emulator: Emulator): Promise<Outputs> {
  const outputs = join(emulator.folder, 'outputs.json');
  await cdk(emulator, ['bootstrap']);
  await cdk(emulator, ['deploy', STACK, '--require-approval', 'never', '--outputs-file', outputs]);
  return Outputs.parse(z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(outputs, 'utf8')))[STACK]);
}

export async function destroy(emulator: Omit<Emulator, 'stop'>): Promise<void> {
  await cdk(emulator, ['destroy', STACK, '--force']);
}

/** @throws Error with what the command said */
async function cdk({ env, folder }: Omit<Emulator, 'stop'>, args: readonly string[]): Promise<void> {
  const plain = ['--no-notices', '--no-color', '--ci', '--progress', 'events', '--output', join(folder, 'cdk.out')];
  const settings = { cwd: ROOT, env: { ...env, CDK_DISABLE_CLI_TELEMETRY: 'true' }, maxBuffer: 64 * 1024 * 1024 };
  await run('cdk', [...args, ...plain, ...SETTINGS], settings).catch((error) => {
    throw new Error(`cdk ${args[0]} failed:\n${error.stdout}\n${error.stderr}`);
  });
}

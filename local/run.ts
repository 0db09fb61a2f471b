/** `cakupan run`: processes a folder of uploads, publishes what changed, stops. */
import type { Outcome } from '../pipeline/contracts/steps.ts';
import type { Sentence } from '../pipeline/rules/codes.ts';
import { type Decision, Engine } from './engine.ts';
import { pass } from './pass.ts';
import { noteUploads } from './place.ts';
import type { Places } from './ports.ts';
import type { Progress } from './progress.ts';
import { listUploads, volumeOf } from './uploads.ts';

export interface RunOptions extends Places {
  /** Only this period's uploads. */
  readonly periode?: string | undefined;
  /** Reads everything again, whatever is cached. */
  readonly fresh?: boolean;
}

export interface PeriodResult {
  readonly periode: string;
  readonly decision: Decision;
  /** The current revision. */
  readonly revision: string | null;
}

export interface RunResult {
  /** Uploads in the folder, ignored ones left out. */
  readonly files: number;
  /** Versions read by this run. */
  readonly read: readonly Outcome[];
  readonly withdrawn: readonly string[];
  /** Keys and periods whose processing failed, and why. */
  readonly failed: readonly Failed[];
  /** Live keys whose latest version is rejected, whenever it was read. */
  readonly rejected: readonly { readonly key: string; readonly code: string }[];
  readonly periods: readonly PeriodResult[];
  readonly notices: readonly Sentence[];
  readonly rows: number;
  readonly seconds: number;
}

export interface Failed {
  readonly key: string;
  readonly error: string;
}

/** @throws Failure when a folder cannot be used */
export async function run(options: RunOptions, env: NodeJS.ProcessEnv, progress: Progress): Promise<RunResult> {
  const started = performance.now();
  const listing = await listUploads(options.uploads, options.out);
  const engine = await Engine.open(options, env, progress, volumeOf(listing));
  try {
    await noteUploads(options);
    const result = await pass(engine, listing, options, progress);
    return { ...result, seconds: (performance.now() - started) / 1000 };
  } finally {
    await engine.close();
  }
}

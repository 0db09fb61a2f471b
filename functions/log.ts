/** Structured lines for CloudWatch: what happened, never whose data it happened to. */
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Named by POWERTOOLS_SERVICE_NAME, the stack. */
export const log = new Logger();

/** In the log too, as CloudWatch's embedded metric format; named by POWERTOOLS_METRICS_NAMESPACE. */
export const metrics = new Metrics();

/** An error by its name, and where it was thrown. Its message may quote what someone uploaded. */
export function failureOf(error: unknown): { error: string; at: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: frames.slice(0, 5).map((line) => line.trim()) };
}

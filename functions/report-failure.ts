/** `ReportFailure`: an execution of the upload workflow ended without success; its version gets a report all the same. */
import { z } from 'zod';
import { type Failure, UploadEvent } from '../pipeline/contracts/steps.ts';
import { STEPS } from '../pipeline/steps.ts';
import { ports } from './environment.ts';

/** "Step Functions Execution Status Change", as EventBridge sends it. The execution's input is JSON within the JSON. */
const StatusEvent = z.object({
  detail: z.object({
    executionArn: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    error: z.string().nullish(),
    input: z.string().transform(json).pipe(UploadEvent),
  }),
});

export async function handler(event: unknown): Promise<unknown> {
  const { executionArn, status, error, input } = StatusEvent.parse(event).detail;
  const failure: Failure = { key: input.key, version: input.version, execution: executionArn, error: error ?? status };
  return STEPS.ReportFailure.run(failure, await ports());
}

function json(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'the input of the execution is not JSON' });
    return z.NEVER;
  }
}

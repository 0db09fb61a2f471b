/**
 * `ReportFailure`: an execution ended without success. The version that it was to read gets a report all the same, and a
 * publisher shows so in the tables; the period that it was to publish is free for the next one, which nobody starts here: it
 * would fail over the same. A failed deletion is left to the sweep.
 */
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { PublishRequest, UploadEvent } from '../pipeline/contracts/steps.ts';
import { inTurn } from '../pipeline/in-turn.ts';
import { reportFailure } from '../pipeline/register.ts';
import { ports, registry, given as setting } from './environment.ts';
import { log } from './log.ts';
import { startOnce } from './start.ts';
import { subjectOf } from './subject.ts';

/** "Step Functions Execution Status Change", as EventBridge sends it. The execution's input is JSON within the JSON. */
const StatusEvent = z.object({
  detail: z.object({
    executionArn: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    error: z.string().nullish(),
    input: z.string().nullish(),
    /** Milliseconds since 1970. An execution that is continued may fail once more. */
    stopDate: z.number().nullish(),
  }),
});

const sfn = new SFNClient();

export async function handler(event: unknown): Promise<void> {
  const { executionArn, status, error, input, stopDate } = StatusEvent.parse(event).detail;
  log.resetKeys();
  log.appendKeys({ step: 'ReportFailure', execution: executionArn, status, error: error ?? status });
  const given = json(input ?? '');
  log.appendKeys(subjectOf(given));
  const upload = UploadEvent.safeParse(given).data;
  const publishing = PublishRequest.safeParse(given).data;
  if (upload?.kind === 'created') {
    const { key, version } = upload;
    const failure = { key, version, execution: executionArn, error: error ?? status };
    const { periods } = await reportFailure(failure, await ports({ execution: executionArn }));
    // The event may come twice.
    const once = `${executionArn} ${stopDate}`;
    await inTurn(periods, (periode) => startOnce(sfn, setting('PUBLISH_WORKFLOW'), { periode }, once));
    log.error('an upload could not be processed; it has a report');
  } else if (publishing) {
    await registry().release(publishing.periode, executionArn);
    log.error('a period could not be published; its lease is given back');
  } else if (upload) log.error('a deletion could not be processed; the sweep takes it up');
  // Somebody started it by hand, or it concerns no upload: there is nobody to write a report to.
  else log.error('an execution failed whose input names neither an upload nor a period');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

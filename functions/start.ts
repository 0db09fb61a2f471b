/** Starts an execution once: the same input for the same occasion again starts nothing. */
import { createHash } from 'node:crypto';
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

/** @param once the occasion; its name is taken for 90 days */
export async function startOnce(sfn: SFNClient, stateMachineArn: string, event: object, once: string): Promise<void> {
  const input = JSON.stringify(event);
  const name = createHash('sha256').update(`${input} ${once}`).digest('hex');
  try {
    await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

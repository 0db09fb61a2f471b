/** State `Deduplicate`: one claim per NIK wins, for some of the shards. */
import { STEPS } from '../pipeline/steps.ts';
import { ports } from './environment.ts';

export async function handler(event: unknown): Promise<unknown> {
  return STEPS.Deduplicate.run(event, await ports());
}

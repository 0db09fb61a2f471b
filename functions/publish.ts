/** State `Publish`: makes the tables a revision, and that revision the current one. */
import { STEPS } from '../pipeline/steps.ts';
import { ports } from './environment.ts';

export async function handler(event: unknown): Promise<unknown> {
  return STEPS.Publish.run(event, await ports());
}

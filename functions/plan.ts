/** State `Plan`: takes the lease of a period and decides what its snapshot is made from. */
import { STEPS } from '../pipeline/steps.ts';
import { ports } from './environment.ts';

export async function handler(event: unknown): Promise<unknown> {
  return STEPS.Plan.run(event, await ports());
}

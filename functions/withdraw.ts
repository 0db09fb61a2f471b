/** State `Withdraw`: a deleted key leaves the numbers. */
import { STEPS } from '../pipeline/steps.ts';
import { ports } from './environment.ts';

export async function handler(event: unknown): Promise<unknown> {
  return STEPS.Withdraw.run(event, await ports());
}

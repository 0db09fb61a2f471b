/** State `Aggregate`: rolls the winners up to the tables. */
import { STEPS } from '../pipeline/steps.ts';
import { ports } from './environment.ts';

export async function handler(event: unknown): Promise<unknown> {
  return STEPS.Aggregate.run(event, await ports());
}

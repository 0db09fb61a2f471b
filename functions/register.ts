/** State `Register`: writes the report of a version and tells the table how it was judged. */
import { STEPS } from '../pipeline/steps.ts';
import { ports } from './environment.ts';

export async function handler(event: unknown): Promise<unknown> {
  return STEPS.Register.run(event, await ports());
}

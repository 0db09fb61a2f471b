/** State `Ingest`: reads the version that the event names, even where a later one is there already. */
import { Upload } from '../pipeline/contracts/steps.ts';
import { STEPS } from '../pipeline/steps.ts';
import { ports } from './environment.ts';

export async function handler(event: unknown): Promise<unknown> {
  const { version } = Upload.parse(event);
  return STEPS.Ingest.run(event, await ports(version));
}

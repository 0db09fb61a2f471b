/** State `Deduplicate`: one claim per NIK wins, for some of the shards. */
import { handle } from './step.ts';

export const handler = handle('Deduplicate');

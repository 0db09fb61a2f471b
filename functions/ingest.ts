/** State `Ingest`: reads the version that the event names, even where a later one is there already. */
import { handle } from './step.ts';

export const handler = handle('Ingest');

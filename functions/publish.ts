/** State `Publish`: makes the tables a revision, and that revision the current one. */
import { handle } from './step.ts';

export const handler = handle('Publish');

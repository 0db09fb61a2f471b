/** State `Plan`: takes the lease of a period and decides what its snapshot is made from. */
import { handle } from './step.ts';

export const handler = handle('Plan');

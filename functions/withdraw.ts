/** State `Withdraw`: a deleted key leaves the numbers. */
import { handle } from './step.ts';

export const handler = handle('Withdraw');

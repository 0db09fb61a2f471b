/** State `Aggregate`: rolls the winners up to the tables. */
import { handle } from './step.ts';

export const handler = handle('Aggregate');

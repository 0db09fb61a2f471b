/** State `Register`: writes the report of a version and tells the table how it was judged. */
import { handle } from './step.ts';

export const handler = handle('Register');

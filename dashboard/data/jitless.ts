/** Must be loaded before any contract: a page whose policy forbids eval must not even try it, since the attempt is reported. */
import { config } from 'zod';

config({ jitless: true });

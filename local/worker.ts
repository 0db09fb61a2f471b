/** Starts a worker thread; what it runs is compiled once and kept, as that of the main thread is. */
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./work-thread.ts');

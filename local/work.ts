/**
 * Where one machine keeps runs: in the cache, which may be deleted at any time, and what can never be made again
 * (the run of a version in force whose file has been overwritten by a rejected one) in the state folder.
 */

import { type Bytes, NotFound, type ObjectStore } from '../pipeline/ports.ts';
import { byBytes } from '../pipeline/rules/keys.ts';
import { DiskStore } from './disk.ts';

export class WorkStore extends DiskStore implements ObjectStore {
  readonly kept: DiskStore;

  constructor(cache: string, kept: string) {
    super(cache);
    this.kept = new DiskStore(kept);
  }

  override async read(key: string, range?: { start: number; end: number }, room?: Bytes): Promise<Bytes | undefined> {
    return (await super.read(key, range, room)) ?? (await this.kept.read(key, range, room));
  }

  /** Keys in either place. */
  override async list(prefix: string): Promise<string[]> {
    return [...new Set([...(await super.list(prefix)), ...(await this.kept.list(prefix))])].sort(byBytes);
  }

  /** From both places. */
  override async delete(key: string): Promise<void> {
    await super.delete(key);
    await this.kept.delete(key);
  }

  /** Whether an object is there, in either place. */
  async has(key: string): Promise<boolean> {
    return (await this.exists(key)) || (await this.kept.exists(key));
  }

  /** Copies what lies under a prefix to where nothing is deleted lightly. */
  async keep(prefix: string): Promise<void> {
    for (const key of await this.list(prefix)) {
      if (await this.kept.exists(key)) continue;
      const bytes = await super.read(key);
      if (!bytes) throw new NotFound(`there is no ${key}`);
      await this.kept.write(key, bytes);
    }
  }
}

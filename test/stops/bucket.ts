/** An upload bucket that keeps versions: what clerks put there and take away, in the order in which they did. */
import { createHash } from 'node:crypto';
import type { UploadEvent } from '../../pipeline/contracts/steps.ts';
import { type Bytes, NotFound, type UploadStore } from '../../pipeline/ports.ts';
import type { NewestEntry } from '../../pipeline/sweep.ts';

interface Entry extends NewestEntry {
  readonly bytes: Bytes;
}

export class Bucket {
  /** Events of versions that were removed for good, and nobody has been told of. */
  readonly erased: UploadEvent[] = [];
  readonly #entries = new Map<string, Entry[]>();
  #count = 0;

  /** @returns the event that tells of it */
  put(key: string, text: string, at: number): UploadEvent {
    return this.#add(key, new TextEncoder().encode(text), false, at);
  }

  delete(key: string, at: number): UploadEvent {
    return this.#add(key, new Uint8Array(), true, at);
  }

  /** The entries of one key, newest first. */
  history(key: string): readonly NewestEntry[] {
    return this.#entries.get(key) ?? [];
  }

  newest(): NewestEntry[] {
    return [...this.#entries.values()].flatMap(([newest]) => newest ?? []);
  }

  /** As a step sees it: one version, where its input names one. */
  store(version: string | undefined): UploadStore {
    const find = (key: string) =>
      this.#entries.get(key)?.find((entry) => !entry.deleted && (version === undefined || entry.version === version));
    let content: string | null = null;
    const refuse = () => Promise.reject(new Error('a step writes no uploads'));
    return {
      async read(key, range) {
        return find(key)?.bytes.slice(range?.start, range?.end);
      },
      async *stream(key) {
        const found = find(key);
        if (!found) throw new NotFound(key);
        yield found.bytes;
        content = createHash('sha256').update(found.bytes).digest('hex');
      },
      async head(key) {
        const found = find(key);
        return found && { size: found.bytes.length, tag: found.version };
      },
      contentOf: () => content,
      list: refuse,
      write: refuse,
      create: refuse,
      delete: refuse,
      erase: async (key) => this.#erase(key),
    };
  }

  /** Every version for good. */
  #erase(key: string): number {
    const entries = this.#entries.get(key) ?? [];
    this.#entries.delete(key);
    this.erased.push(...entries.map(({ version }): UploadEvent => ({ kind: 'deleted', key, version })));
    return entries.length;
  }

  #add(key: string, bytes: Bytes, deleted: boolean, at: number): UploadEvent {
    const entry = { key, version: `v${++this.#count}`, deleted, at, bytes };
    this.#entries.set(key, [entry, ...(this.#entries.get(key) ?? [])]);
    return { kind: deleted ? 'deleted' : 'created', key, version: entry.version };
  }
}

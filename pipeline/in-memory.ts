/** Stores that live and die with one check: a file that was picked, and what reading it leaves behind. */
import { type Bytes, Conflict, NotFound, type ObjectStore, type Sink, type UploadStore } from './ports.ts';

/** Objects as blobs: a browser may keep large ones out of memory. */
export class MemoryObjects implements ObjectStore {
  readonly objects = new Map<string, Blob>();
  readonly #keeps: (key: string) => boolean;

  /** @param keeps which objects are wanted; others vanish as they are written */
  constructor(keeps: (key: string) => boolean) {
    this.#keeps = keeps;
  }

  async read(key: string, range?: { start: number; end: number }): Promise<Bytes | undefined> {
    const blob = this.objects.get(key);
    return blob && new Uint8Array(await blob.slice(range?.start, range?.end).arrayBuffer());
  }

  async *stream(key: string): AsyncGenerator<Uint8Array> {
    const blob = this.objects.get(key);
    if (!blob) throw new NotFound(`there is no ${key}`);
    // Not every browser lets a stream be looped over.
    const reader = blob.stream().getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    } finally {
      await reader.cancel();
    }
  }

  async head(key: string): Promise<{ size: number; tag: string } | undefined> {
    const blob = this.objects.get(key);
    return blob && { size: blob.size, tag: String(blob.size) };
  }

  async write(key: string, body: Uint8Array): Promise<void> {
    if (this.#keeps(key)) this.objects.set(key, new Blob([Uint8Array.from(body)]));
  }

  async create(key: string): Promise<Sink> {
    const keeps = this.#keeps(key);
    let pieces: Blob[] = [];
    return {
      write: async (piece) => {
        if (keeps) pieces.push(new Blob([Uint8Array.from(piece)]));
      },
      close: async () => {
        if (keeps) this.objects.set(key, new Blob(pieces));
      },
      abort: async () => {
        pieces = [];
      },
    };
  }

  async list(prefix: string): Promise<string[]> {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async delete(key: string): Promise<void> {
    this.objects.delete(key);
  }
}

/** The one file that is checked, under the key that it would be uploaded as. */
export class Picked extends MemoryObjects implements UploadStore {
  constructor(key: string, content: Blob) {
    super(() => false);
    this.objects.set(key, content);
  }

  /** A version is an upload; this is none yet. */
  contentOf(): null {
    return null;
  }

  async erase(key: string): Promise<number> {
    throw new Conflict(`${key} is not the program's to erase`);
  }
}

/** Objects as files of one folder: the object store of one machine. */
import { createHash, randomUUID } from 'node:crypto';
import { constants, type Dirent, readSync } from 'node:fs';
import { access, copyFile, type FileHandle, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Bytes, type Condition, Conflict, NotFound, type ObjectStore, type Sink } from '../pipeline/ports.ts';
import { byBytes } from '../pipeline/rules/keys.ts';

/** Bytes read at once: a piece and what becomes of it stay in the processor's cache. */
const PIECE_BYTES = 512 * 1024;

/** Buffers of streams that have ended: one file after another reads into the same memory. */
const SPARE: Uint8Array<ArrayBuffer>[] = [];

/** Files being written begin so; no key does. */
const DRAFT = '.draft-';

/** Windows refuses to replace a file that Excel holds open; tried again for about three seconds. */
const REPLACE_TRIES = 6;
const REPLACE_WAIT_MS = 100;

export class DiskStore implements ObjectStore {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  async read(key: string, range?: { start: number; end: number }): Promise<Bytes | undefined> {
    const file = await openIfThere(this.#path(key));
    if (!file) return undefined;
    try {
      const start = range?.start ?? 0;
      const size = (range?.end ?? (await file.stat()).size) - start;
      const bytes = new Uint8Array(size);
      let filled = 0;
      while (filled < size) {
        const { bytesRead } = await file.read(bytes, filled, size - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } finally {
      await file.close();
    }
  }

  async *stream(key: string): AsyncGenerator<Uint8Array> {
    const file = await openIfThere(this.#path(key));
    if (!file) throw new NotFound(`there is no ${key}`);
    const buffer = SPARE.pop() ?? new Uint8Array(PIECE_BYTES);
    try {
      // Whoever streams is a worker with nothing else to do, and the system reads ahead: waiting here is the cheapest.
      for (;;) {
        const bytesRead = readSync(file.fd, buffer, 0, PIECE_BYTES, null);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      SPARE.push(buffer);
      await file.close();
    }
  }

  async exists(key: string): Promise<boolean> {
    return access(this.#path(key)).then(
      () => true,
      () => false,
    );
  }

  async head(key: string): Promise<{ size: number; tag: string } | undefined> {
    const bytes = await this.read(key);
    return bytes && { size: bytes.length, tag: tagOf(bytes) };
  }

  async write(key: string, body: Uint8Array, condition?: Condition): Promise<void> {
    const path = this.#path(key);
    if (condition && 'ifMatch' in condition && (await this.head(key))?.tag !== condition.ifMatch) {
      throw new Conflict(`${key} has changed`);
    }
    const sink = await this.#draft(path, condition !== undefined && 'ifNoneMatch' in condition);
    await sink.write(body);
    await sink.close();
  }

  async create(key: string): Promise<Sink> {
    return this.#draft(this.#path(key), false);
  }

  async list(prefix: string): Promise<string[]> {
    // Only the folder that the prefix names needs to be looked through.
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    const keys: string[] = [];
    await this.#collect(folder, prefix, keys);
    return keys.sort(byBytes);
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  /** Removes what programs that were killed left unfinished: no key leads to it, but it may hold what people sent. */
  async removeDrafts(): Promise<void> {
    const entries = await readdir(this.root, { recursive: true, withFileTypes: true }).catch((error): Dirent[] => {
      if (isMissing(error)) return [];
      throw error;
    });
    const drafts = entries.filter(({ name }) => name.startsWith(DRAFT));
    for (const { parentPath, name } of drafts) await rm(join(parentPath, name), { force: true });
  }

  async #draft(path: string, onlyNew: boolean): Promise<Sink> {
    const draft = join(dirname(path), `${DRAFT}${randomUUID()}`);
    const file = await openNew(draft);
    const abort = async () => {
      await file.close();
      await rm(draft, { force: true });
    };
    const close = async () => {
      await file.close();
      try {
        if (onlyNew) await placeNew(draft, path);
        else await replace(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    };
    return { write: (piece) => writeAll(file, piece), close, abort };
  }

  async #collect(folder: string, prefix: string, keys: string[]): Promise<void> {
    let entries: Dirent[];
    try {
      entries = await readdir(join(this.root, folder), { withFileTypes: true });
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    for (const entry of entries) {
      const key = folder + entry.name;
      if (entry.name.startsWith(DRAFT)) continue;
      if (entry.isDirectory() && (key.startsWith(prefix) || prefix.startsWith(`${key}/`))) {
        await this.#collect(`${key}/`, prefix, keys);
      } else if (!entry.isDirectory() && key.startsWith(prefix)) keys.push(key);
    }
  }

  /** @throws Error for a key that would lead out of the folder */
  #path(key: string): string {
    if (key === '' || key.split(/[/\\]/).some((part) => part === '' || part === '.' || part === '..')) {
      throw new Error(`not a key of this store: ${key}`);
    }
    return join(this.root, key);
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Opens a new file, and makes its folder where there is none yet. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'wx');
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  let written = 0;
  while (written < piece.length) written += (await file.write(piece, written)).bytesWritten;
}

/** A hard link never replaces a file, so two writers cannot both be first. Where there are none (some drives), a copy. */
async function placeNew(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path).catch((error) => {
      if (hasCode(error, 'EEXIST')) throw error;
      return copyFile(draft, path, constants.COPYFILE_EXCL);
    });
  } catch (error) {
    throw hasCode(error, 'EEXIST') ? new Conflict(`${path} is there already`) : error;
  }
  await rm(draft, { force: true });
}

async function replace(draft: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(draft, path);
    } catch (error) {
      if (
        attempt === REPLACE_TRIES ||
        !(hasCode(error, 'EPERM') || hasCode(error, 'EBUSY') || hasCode(error, 'EACCES'))
      )
        throw error;
      await new Promise((resolve) => setTimeout(resolve, REPLACE_WAIT_MS * attempt));
    }
  }
}

function tagOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

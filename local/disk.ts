/**
 * Objects as files of one folder: the object store of one machine.
 *
 * Files are opened, read and written while the caller waits: a disk answers in microseconds, handing each call to another
 * thread and back takes ten times as long, and a worker that asks for a file has nothing else to do.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  type Dirent,
  existsSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Bytes, type Condition, Conflict, NotFound, type ObjectStore, type Sink } from '../pipeline/ports.ts';
import { byBytes } from '../pipeline/rules/keys.ts';
import { Spare } from '../pipeline/spare.ts';

/** Bytes read at once: a piece and what becomes of it stay in the processor's cache. */
const PIECE_BYTES = 512 * 1024;

/** Buffers of streams that have ended: one file after another reads into the same memory. */
const SPARE = new Spare<Uint8Array<ArrayBuffer>>();

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

  async read(key: string, range?: { start: number; end: number }, room?: Bytes): Promise<Bytes | undefined> {
    const file = openIfThere(this.#path(key));
    if (file === undefined) return undefined;
    try {
      const start = range?.start ?? 0;
      const size = (range?.end ?? fstatSync(file).size) - start;
      const bytes = room && room.length >= size ? room : new Uint8Array(size);
      let filled = 0;
      while (filled < size) {
        const bytesRead = readSync(file, bytes, filled, size - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } finally {
      closeSync(file);
    }
  }

  async *stream(key: string): AsyncGenerator<Uint8Array> {
    const file = openIfThere(this.#path(key));
    if (file === undefined) throw new NotFound(`there is no ${key}`);
    const buffer = SPARE.take() ?? new Uint8Array(PIECE_BYTES);
    try {
      for (;;) {
        const bytesRead = readSync(file, buffer, 0, PIECE_BYTES, null);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      SPARE.give(buffer);
      closeSync(file);
    }
  }

  async exists(key: string): Promise<boolean> {
    return existsSync(this.#path(key));
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
    this.#collect(folder, prefix, keys);
    return keys.sort(byBytes);
  }

  async delete(key: string): Promise<void> {
    remove(this.#path(key));
  }

  /** Removes what programs that were killed left unfinished: no key leads to it, but it may hold what people sent. */
  async removeDrafts(): Promise<void> {
    const drafts = entriesOf(this.root, true).filter(({ name }) => name.startsWith(DRAFT));
    for (const { parentPath, name } of drafts) remove(join(parentPath, name));
  }

  async #draft(path: string, onlyNew: boolean): Promise<Sink> {
    const draft = join(dirname(path), `${DRAFT}${randomUUID()}`);
    const file = openNew(draft);
    const abort = async () => {
      closeSync(file);
      remove(draft);
    };
    const close = async () => {
      closeSync(file);
      try {
        if (onlyNew) placeNew(draft, path);
        else await replace(draft, path);
      } catch (error) {
        remove(draft);
        throw error;
      }
    };
    return { write: async (piece) => writeAll(file, piece), close, abort };
  }

  #collect(folder: string, prefix: string, keys: string[]): void {
    for (const entry of entriesOf(join(this.root, folder), false)) {
      const key = folder + entry.name;
      if (entry.name.startsWith(DRAFT)) continue;
      if (entry.isDirectory() && (key.startsWith(prefix) || prefix.startsWith(`${key}/`))) {
        this.#collect(`${key}/`, prefix, keys);
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

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Opens a new file, and makes its folder where there is none yet. */
function openNew(path: string): number {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    if (!isMissing(error)) throw error;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'wx');
  }
}

function writeAll(file: number, piece: Uint8Array): void {
  let written = 0;
  while (written < piece.length) written += writeSync(file, piece, written);
}

/** A hard link never replaces a file, so two writers cannot both be first. Where there are none (some drives), a copy. */
function placeNew(draft: string, path: string): void {
  try {
    try {
      linkSync(draft, path);
    } catch (error) {
      if (hasCode(error, 'EEXIST')) throw error;
      copyFileSync(draft, path, constants.COPYFILE_EXCL);
    }
  } catch (error) {
    throw hasCode(error, 'EEXIST') ? new Conflict(`${path} is there already`) : error;
  }
  remove(draft);
}

async function replace(draft: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return renameSync(draft, path);
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

function entriesOf(folder: string, recursive: boolean): Dirent[] {
  try {
    return readdirSync(folder, { recursive, withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function remove(path: string): void {
  rmSync(path, { force: true });
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

/** The upload folder of one machine: what lies in it, and reading exactly the version that was found. */
import { type BigIntStats, statSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { NotFound, type UploadStore } from '../pipeline/ports.ts';
import type { Sentence } from '../pipeline/rules/codes.ts';
import { byBytes, isIgnored } from '../pipeline/rules/keys.ts';
import { DiskStore } from './disk.ts';
import { Failure, systemCode } from './failure.ts';

/** What tells one state of a file from the next without reading it. */
export interface FileState {
  readonly size: number;
  /** Nanoseconds since 1970, as text. */
  readonly modified: string;
  readonly inode: string;
}

export interface FoundFile {
  readonly key: string;
  readonly state: FileState;
}

/** The file changed while it was read, or since it was found: it is still being written. Its turn comes at the next run. */
export class Changing extends Error {
  override readonly name = 'Changing';
}

export class UploadFolder extends DiskStore implements UploadStore {
  readonly #expected = new Map<string, FileState>();

  /** On one machine a version is its content's SHA-256. */
  contentOf({ version }: { readonly version: string }): string {
    return version;
  }

  /** One machine keeps no versions but the file itself. */
  async erase(key: string): Promise<number> {
    const there = await this.exists(key);
    if (there) await this.delete(key);
    return there ? 1 : 0;
  }

  /** From here on the file is read only in this state. */
  expect(key: string, state: FileState): void {
    this.#expected.set(key, state);
  }

  /** @throws Changing when the file is not, or does not stay, in the expected state; NotFound */
  override async *stream(key: string): AsyncGenerator<Uint8Array> {
    const expected = this.#expected.get(key);
    this.#check(key, expected);
    yield* super.stream(key);
    this.#check(key, expected);
  }

  #check(key: string, expected: FileState | undefined): void {
    if (!expected) return;
    let now: FileState;
    try {
      now = stateOf(statSync(join(this.root, key), { bigint: true }));
    } catch (error) {
      throw systemCode(error) === 'ENOENT' ? new NotFound(`${key} is gone`) : error;
    }
    if (!sameState(now, expected)) throw new Changing(`${key} is being written`);
  }
}

export function sameState(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.modified === b.modified && a.inode === b.inode;
}

export interface Listing {
  /** In byte order of their keys; ignored names are not among them. */
  readonly files: readonly FoundFile[];
  /** What was passed over and why, for the person who put it there. */
  readonly notices: readonly Sentence[];
}

/** Times its size that a compressed file holds, about. */
const COMPRESSION = 5;

/** How much there is to read, as bytes of plain text. */
export function volumeOf({ files }: Listing): number {
  const times = (key: string) => (/\.(gz|xlsx)$/i.test(key) ? COMPRESSION : 1);
  return files.reduce((sum, { key, state }) => sum + state.size * times(key), 0);
}

/**
 * Everything in the upload folder.
 * @param out the output folder, which is passed over where it lies inside
 * @throws Failure when the folder, or one in it, cannot be read: files that cannot be seen must not pass for deleted ones
 */
export async function listUploads(root: string, out: string): Promise<Listing> {
  const files: FoundFile[] = [];
  const notices: Sentence[] = [];
  const real = await realpath(root).catch((error) => {
    throw unreadable(root, error);
  });
  if (!(await stat(root)).isDirectory()) throw unreadable(root, undefined);

  async function visit(prefix: string): Promise<void> {
    const entries = await readdir(join(root, prefix), { withFileTypes: true }).catch((error) => {
      if (prefix !== '' && systemCode(error) === 'ENOENT') return []; // removed meanwhile
      throw unreadable(join(root, prefix), error);
    });
    for (const entry of entries) {
      const key = prefix + entry.name;
      if (isIgnored(entry.name) || join(root, key) === out) continue;
      if (entry.isDirectory()) await visit(`${key}/`);
      else if (entry.isSymbolicLink() && !(await isFileInside(join(root, key), real))) notices.push(linkNotice(key));
      else if (entry.isFile() || entry.isSymbolicLink()) {
        const state = await stateIfThere(join(root, key));
        if (state) files.push({ key, state });
      } else notices.push(oddNotice(key));
    }
  }
  await visit('');
  files.sort((a, b) => byBytes(a.key, b.key));
  return { files, notices };
}

async function isFileInside(path: string, root: string): Promise<boolean> {
  try {
    return (await realpath(path)).startsWith(root + sep) && (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function stateIfThere(path: string): Promise<FileState | undefined> {
  try {
    return stateOf(await stat(path, { bigint: true }));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function stateOf({ size, mtimeNs, ino }: BigIntStats): FileState {
  return { size: Number(size), modified: String(mtimeNs), inode: String(ino) };
}

function unreadable(path: string, error: unknown): Failure {
  const code = systemCode(error);
  if (code === 'ENOENT') {
    return new Failure({
      id: `Folder ${path} tidak ada. Periksa penulisannya.`,
      en: `There is no folder ${path}. Check how it is written.`,
    });
  }
  if (code === undefined || code === 'ENOTDIR') {
    return new Failure({
      id: `${path} bukan folder. Sebutkan folder yang berisi <periode>/<wilayah>/peserta.csv.`,
      en: `${path} is not a folder. Name the folder that holds <period>/<region>/peserta.csv.`,
    });
  }
  return new Failure({
    id: `Folder ${path} tidak dapat dibaca (${code}). Minta hak baca, lalu ulangi; belum ada yang diubah.`,
    en: `The folder ${path} cannot be read (${code}). Ask for the right to read it and try again; nothing was changed.`,
  });
}

function linkNotice(key: string): Sentence {
  return {
    id: `${key}: tautan ke luar folder unggahan, dilewati. Salin berkasnya sendiri ke folder ini.`,
    en: `${key}: a link that leads out of the upload folder, passed over. Copy the file itself into the folder.`,
  };
}

function oddNotice(key: string): Sentence {
  return { id: `${key}: bukan berkas biasa, dilewati.`, en: `${key}: not a regular file, passed over.` };
}

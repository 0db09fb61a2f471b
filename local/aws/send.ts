/** Sends the files of a folder whose content differs from what the upload bucket holds; removes nothing there. */
import { inTurn } from '../../pipeline/in-turn.ts';
import type { KeyRecord, Registry } from '../../pipeline/registry.ts';
import { systemCode } from '../failure.ts';
import { hashFile } from '../hash.ts';
import type { Progress } from '../progress.ts';
import { type FoundFile, UploadFolder } from '../uploads.ts';
import { isDenied } from './faults.ts';
import type { Failed } from './follow.ts';
import type { Placed } from './follow-uploads.ts';
import type { Current, Inbox } from './inbox.ts';

/** Files under way at once: enough for many small ones, and their parts fit the memory of a small machine. */
const AT_ONCE = 4;

export interface SentFile extends Placed {
  /** Whether the table has yet to hear of it. */
  readonly due: boolean;
}

export interface Sent {
  /** The versions that stand for the folder's files now. */
  readonly placed: readonly SentFile[];
  /** Files that were being written, or removed, meanwhile. */
  readonly changing: readonly string[];
  /** Files that this person may not read, or may not send. */
  readonly failed: readonly Failed[];
}

/** @param periodeOf the period that a key belongs to, or null */
export async function sendAll(
  root: string,
  files: readonly FoundFile[],
  periodeOf: (key: string) => string | null,
  to: { inbox: Inbox; registry: Registry },
  progress: Progress,
): Promise<Sent> {
  const folder = new UploadFolder(root);
  let isOver = false; // once one file meets what stops all, the others are not begun
  const sent = await inTurn(
    files,
    async (file): Promise<{ placed?: SentFile; changing?: string; failed?: Failed }> => {
      const { key } = file;
      if (isOver) return {};
      try {
        return { placed: await sendOne(file, periodeOf(key), folder, to, progress) };
      } catch (error) {
        if (isNamed(error, 'NotFound') || isNamed(error, 'Changing')) return { changing: key };
        if (isOfThisFile(error)) return { failed: { key, error: describe(error) } };
        isOver = true;
        throw error;
      } finally {
        progress.fileDone();
      }
    },
    AT_ONCE,
  );
  return {
    placed: sent.flatMap(({ placed }) => placed ?? []),
    changing: sent.flatMap(({ changing }) => changing ?? []),
    failed: sent.flatMap(({ failed }) => failed ?? []),
  };
}

async function sendOne(
  { key, state }: FoundFile,
  periode: string | null,
  folder: UploadFolder,
  { inbox, registry }: { inbox: Inbox; registry: Registry },
  progress: Progress,
): Promise<SentFile> {
  const content = await hashFile(folder, key, state);
  const [current, record] = await Promise.all([inbox.current(key), registry.key(periode, key)]);
  if (current && !isDue(current, record) && isSame(current, record, content, state.size)) {
    progress.read(0, state.size);
    return { key, version: current.version, periode, due: current.version !== record?.seen.version };
  }
  const stream = () => folder.stream(key);
  const sent = (bytes: number) => progress.read(0, bytes);
  const version = await inbox.put({ key, size: state.size, sha256: content, stream, sent });
  return { key, version, periode, due: true };
}

/** Its processing failed, or it was restored without anyone being told: sending it again has it read again. */
function isDue(current: Current, record: KeyRecord | undefined): boolean {
  if (record?.seen.version !== current.version) return false;
  return record.withdrawn || record.seen.kode === 'PROCESSING_FAILED';
}

/** By what its sender said, or by what was read of it. */
function isSame(current: Current, record: KeyRecord | undefined, content: string, size: number): boolean {
  if (current.size !== size) return false;
  return current.sha256 === content || (record?.seen.version === current.version && record.seen.content === content);
}

function isOfThisFile(error: unknown): boolean {
  return isDenied(error) || isNamed(error, 'KeyTooLongError') || systemCode(error) === 'EACCES';
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** What `check` is given to look at: files, folders, standard input. */
import { constants, openAsBlob } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { keyOf } from '../../pipeline/aim.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { EXTENSIONS, isIgnored } from '../../pipeline/rules/keys.ts';
import { Failure, systemCode } from '../failure.ts';
import { listUploads } from '../uploads.ts';

export interface Source {
  /** As the person names it. */
  readonly name: string;
  /** Where it lies, from the root on; empty for standard input. */
  readonly path: string;
  readonly open: () => Promise<Blob>;
}

export interface Sources {
  readonly sources: readonly Source[];
  /** What was passed over and why. */
  readonly notices: readonly Sentence[];
}

export const STANDARD_INPUT = '-';

/** @throws Failure for what is not there, or cannot be read, or leaves nothing to check */
export async function sourcesOf(operands: readonly string[]): Promise<Sources> {
  const sources: Source[] = [];
  const notices: Sentence[] = [];
  for (const operand of operands) {
    if (operand === STANDARD_INPUT) sources.push({ name: operand, path: '', open: standardInput });
    else if (await isFolder(operand)) await addFolder(operand, sources, notices);
    else if (isIgnored(basename(operand))) notices.push(ignored(operand));
    else sources.push(file(operand));
  }
  if (sources.length > 0) return { sources, notices };
  throw new Failure({
    id: ['Tidak ada berkas untuk diperiksa: cakupan check BERKAS...', ...notices.map(({ id }) => id)].join('\n'),
    en: ['There is no file to check: cakupan check FILE...', ...notices.map(({ en }) => en)].join('\n'),
  });
}

function file(name: string): Source {
  const path = resolve(name);
  return { name, path, open: () => openAsBlob(path) };
}

/** Laid out like the bucket, every file of a folder is an upload, whatever its name; elsewhere only what may be one. */
async function addFolder(folder: string, sources: Source[], notices: Sentence[]): Promise<void> {
  const listing = await listUploads(resolve(folder), '');
  notices.push(...listing.notices);
  for (const { key } of listing.files) {
    const found = file(join(folder, key));
    const isUpload = EXTENSIONS.some((extension) => key.toLowerCase().endsWith(`.${extension}`));
    if (isUpload || keyOf(found.path.split(/[\\/]/)) !== undefined) sources.push(found);
    else notices.push(other(found.name));
  }
}

/** Also looks whether a file may be read. @throws Failure */
async function isFolder(path: string): Promise<boolean> {
  try {
    const is = (await stat(path)).isDirectory();
    if (!is) await access(path, constants.R_OK);
    return is;
  } catch (error) {
    const code = systemCode(error) ?? '';
    throw code === 'ENOENT'
      ? new Failure({
          id: `Tidak ada berkas ${path}. Periksa penulisannya.`,
          en: `There is no file ${path}. Check how it is written.`,
        })
      : new Failure({
          id: `Berkas ${path} tidak dapat dibaca (${code}). Tutup program lain yang memakainya, atau minta hak baca.`,
          en: `The file ${path} cannot be read (${code}). Close other programs that use it, or ask for the right to read it.`,
        });
  }
}

/** It can be read once only, so it is held until it is checked. */
async function standardInput(): Promise<Blob> {
  const pieces: Blob[] = [];
  for await (const piece of process.stdin) pieces.push(new Blob([piece]));
  return new Blob(pieces);
}

function ignored(name: string): Sentence {
  return {
    id: `${name}: berkas sementara atau berkas sistem, dilewati.`,
    en: `${name}: a temporary or system file, passed over.`,
  };
}

function other(name: string): Sentence {
  return {
    id: `${name}: bukan csv, csv.gz, atau xlsx, dilewati.`,
    en: `${name}: not csv, csv.gz or xlsx, passed over.`,
  };
}

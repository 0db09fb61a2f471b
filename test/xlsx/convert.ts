/** Turns a folder of CSV uploads into the same uploads as workbooks, cell by cell, where that can be done. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { assertUtf8, asUtf8 } from '../../pipeline/ingest/encoding.ts';
import { findHeader } from '../../pipeline/ingest/header.ts';
import { readKey } from '../../pipeline/rules/keys.ts';
import { gunzip } from '../../platform/gunzip.ts';
import { KERNEL, REGIONS } from '../memory.ts';
import { plainRecords } from '../plain-records.ts';
import { textWorkbook } from './workbook.ts';

const ENDING = /\.csv(?:\.gz)?$/i;

/**
 * What stays CSV: keys that are no uploads, two keys of one stem (they would become one), and files that are no text of
 * records: a workbook cannot be unreadable in their way.
 * @returns new key → old key
 */
export async function convertFolder(uploads: string, write = textWorkbook): Promise<Map<string, string>> {
  const keys = readdirSync(uploads, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(uploads, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const stems = keys.map((key) => key.replace(ENDING, ''));
  const renamed = new Map<string, string>();
  for (const key of keys) {
    const stem = key.replace(ENDING, '');
    if (stem === key || stems.filter((one) => one === stem).length > 1) continue;
    const records = await recordsOf(key, readFileSync(join(uploads, key)));
    if (!records) continue;
    rmSync(join(uploads, key));
    writeFileSync(join(uploads, `${stem}.xlsx`), write(records));
    renamed.set(`${stem}.xlsx`, key);
  }
  return renamed;
}

async function recordsOf(key: string, bytes: Uint8Array): Promise<string[][] | undefined> {
  const { jenis } = readKey(key, REGIONS);
  if (!jenis) return undefined;
  try {
    const isGzip = key.toLowerCase().endsWith('.gz');
    const content = Buffer.concat(await all(isGzip ? gunzip(once(bytes)) : once(bytes)));
    const utf8 = Buffer.concat(await all((await asUtf8(once(content), !isUtf8(content))).pieces));
    if (utf8.includes(0)) return undefined;
    const text = utf8.toString();
    // What holds nothing but delimiters, of whichever kind, holds no cell that says something.
    if (/^[\s,;|]*$/.test(text)) return text.split('\n').map(() => ['', '']);
    const delimiter = findHeader(utf8, true, jenis, false, KERNEL).found?.delimiter ?? mostFrequent(text);
    const records = plainRecords(text, delimiter);
    return records === 'open' ? undefined : records;
  } catch {
    return undefined;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    assertUtf8(bytes);
    return true;
  } catch {
    return false;
  }
}

function mostFrequent(text: string): string {
  const count = (delimiter: string) => text.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function all(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for await (const piece of pieces) found.push(piece.slice());
  return found;
}

/**
 * The reference of regions as it lies in memory: made from its lines once, at `npm ci`, so that a start only reads it. Numbers are
 * little-endian, as every platform that runs this is.
 */
import * as z from 'zod';
import type { RegionTables } from '../pipeline/rules/regions.ts';

/** The file begins with so many bytes of JSON: the first regions of the levels, and how many bytes each table has. */
const HEAD_BYTES = 1024;
const Head = z.strictObject({ first: z.array(z.number()), bytes: z.array(z.number()) });

/** Where the next table begins: at a multiple of the largest number. */
const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8;

export function packed(tables: RegionTables): Uint8Array {
  const { first, codes, lines, parent, firstChild, lastChild, prefix, reference } = tables;
  const all = [codes, lines, parent, firstChild, lastChild, prefix, reference];
  const bytes = all.map(({ byteLength }) => byteLength);
  const file = new Uint8Array(bytes.reduce((sum, length) => sum + aligned(length), HEAD_BYTES));
  const head = JSON.stringify({ first, bytes }).padEnd(HEAD_BYTES);
  if (head.length > HEAD_BYTES) throw new Error('the head of the region file is too long');
  file.set(new TextEncoder().encode(head));
  let at = HEAD_BYTES;
  for (const { buffer, byteOffset, byteLength } of all) {
    file.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  return file;
}

/** @param memory the bytes of a file; the tables lie in it */
export function unpacked(memory: ArrayBufferLike): RegionTables {
  const head = new TextDecoder().decode(new Uint8Array(memory, 0, HEAD_BYTES).slice());
  const { first, bytes } = Head.parse(JSON.parse(head));
  const starts: number[] = [];
  let at = HEAD_BYTES;
  for (const length of bytes) {
    starts.push(at);
    at += aligned(length);
  }
  const words = (table: number) => new Int32Array(memory, starts[table], (bytes[table] ?? 0) / 4);
  return {
    first,
    codes: new Float64Array(memory, starts[0], (bytes[0] ?? 0) / 8),
    lines: words(1),
    parent: words(2),
    firstChild: words(3),
    lastChild: words(4),
    prefix: new Uint16Array(memory, starts[5], (bytes[5] ?? 0) / 2),
    reference: new Uint8Array(memory, starts[6], bytes[6]),
  };
}

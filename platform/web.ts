/**
 * What checking a file needs from a browser: gzip, the kernel and the reference of regions. Web standards alone, so it runs in a web
 * worker. A browser's own DecompressionStream takes one member and calls what lies behind it an error, hence zlib in JavaScript.
 */
import { gzipSync } from 'fflate';
import { Z_BUF_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit2 } from 'pako';
import type { CheckPorts } from '../pipeline/check.ts';
import { Unreadable } from '../pipeline/ingest/unreadable.ts';
import { Regions } from '../pipeline/rules/regions.ts';
import { type Compressed, deflatedIn, wholeGzip } from './gzip.ts';

/** @param progress told as rows are read: how many more, and how many more bytes */
export function webPorts(
  regions: Regions,
  kernel: WebAssembly.Module,
  progress?: (rows: number, bytes: number) => void,
): CheckPorts {
  const deflate: CheckPorts['deflate'] = (bytes) => deflatedIn(gzipSync(bytes, { level: 1 }));
  return { regions, kernel, gunzip, deflate, ...(progress && { progress }) };
}

/** The reference of regions from a response or a file, as it is or gzipped. */
export async function readRegions(from: Response | Blob): Promise<Regions> {
  const bytes = new Uint8Array(await from.arrayBuffer());
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip) return new Regions(bytes);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Regions(new Uint8Array(await new Response(plain).arrayBuffer()));
}

/** @throws Unreadable when the source is not gzip, is cut off, or is a bomb */
export function gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return wholeGzip(source, member);
}

/** The largest window, and 16 more: gzip, its checksum looked at. As zlib defines it. */
const GZIP_WINDOW_BITS = 15 + 16;

const OUT_BYTES = 256 * 1024;

async function* member(from: Compressed): AsyncGenerator<Uint8Array> {
  const stream = new ZStream();
  zlibInflateInit2(stream, GZIP_WINDOW_BITS);
  for (let piece = await from.next(); piece; piece = await from.next()) {
    stream.input = piece;
    stream.next_in = 0;
    stream.avail_in = piece.length;
    let isFull: boolean;
    do {
      stream.output = new Uint8Array(OUT_BYTES);
      stream.next_out = 0;
      stream.avail_out = OUT_BYTES;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
      if (status === Z_STREAM_END) {
        if (stream.avail_in > 0) from.giveBack(piece.subarray(stream.next_in));
        return;
      }
      // "Buffer error" says only that there was nothing to do.
      if (status !== Z_OK && status !== Z_BUF_ERROR) throw new Unreadable('NOT_GZIP');
      isFull = stream.avail_out === 0;
    } while (isFull || stream.avail_in > 0);
  }
  throw new Unreadable('NOT_GZIP'); // cut off
}

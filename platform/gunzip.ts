/** Decompresses gzip by Node's zlib. */
import { createGunzip, type Gunzip } from 'node:zlib';
import { Unreadable } from '../pipeline/ingest/unreadable.ts';
import { type Compressed, wholeGzip } from './gzip.ts';

/** @throws Unreadable when the source is not gzip, is cut off, or is a bomb */
export function gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return wholeGzip(source, member);
}

/**
 * Members up to the first zero byte behind one (zlib goes on from one to the next by itself), decompressed piece by
 * piece. What lies behind goes back to the source.
 */
async function* member(reader: Compressed): AsyncGenerator<Uint8Array> {
  const gzip: Gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const out: Uint8Array[] = [];
  let failed = false;
  gzip.on('data', (piece: Uint8Array) => out.push(piece));
  gzip.on('error', () => (failed = true));
  let closed = () => {};
  gzip.on('close', () => closed()); // an error closes
  const settled = (act: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      closed = resolve;
      act(resolve);
    });
  try {
    let given = 0;
    for (let piece = await reader.next(); !failed; piece = await reader.next()) {
      if (!piece) await settled((done) => gzip.once('end', done).end());
      else await settled((done) => gzip.write(piece, done));
      yield* out.splice(0);
      if (!piece) break;
      given += piece.length;
      const left = given - gzip.bytesWritten;
      if (!failed && left > 0) {
        reader.giveBack(piece.subarray(piece.length - left));
        break;
      }
    }
    if (failed) throw new Unreadable('NOT_GZIP');
  } finally {
    gzip.destroy();
  }
}

/** Compresses what is sent to a browser: text is a fifth of its size then, as a site on the Internet would send it. */
import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

/** Text that is made as fast as it is sent: the highest levels take ten times longer for a tenth less. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const LEVEL = { level: 5 };

const TEXT = /^text\/|\/(?:json|ld\+json)\b|\+xml\b/;

/** @param type as the answer says it; undefined where the browser does not ask for it, or nothing would be saved */
export function compressor(request: IncomingMessage, type: string): { name: string; through: Transform } | undefined {
  const accepted = accepts(String(request.headers['accept-encoding'] ?? ''));
  if (!TEXT.test(type)) return undefined;
  if (accepted.has('br')) return { name: 'br', through: createBrotliCompress(QUALITY) };
  if (accepted.has('gzip')) return { name: 'gzip', through: createGzip(LEVEL) };
  return undefined;
}

/** The names of `gzip, deflate;q=0, br`; one of quality 0 is refused. */
function accepts(header: string): Set<string> {
  return new Set(
    header.split(',').flatMap((one) => {
      const [name = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
      return parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)) ? [] : [name];
    }),
  );
}

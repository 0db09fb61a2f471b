/** JSON as a script of one call: it hands its content over when it is run, and can be parsed without being run (contracts/view.ts). */
import { ByteWriter } from '../bytes.ts';
import { VIEW_CALL } from '../contracts/view.ts';
import type { Bytes } from '../ports.ts';

const encoder = new TextEncoder();

/** A kabupaten/kota has some 200 kB. */
const FIRST_BYTES = 64 * 1024;

/** @param name its path below `snapshots/`, without the ending */
export function script(name: string, content: unknown): Bytes {
  return scriptOf(name, (out) => out.append(encoder.encode(JSON.stringify(content))));
}

/** The same of JSON that is written as bytes. */
export function scriptOf(name: string, write: (out: ByteWriter) => void): Bytes {
  const out = new ByteWriter(FIRST_BYTES);
  out.ascii(`${VIEW_CALL}(${JSON.stringify(name)},`);
  write(out);
  out.ascii(');\n');
  return out.bytes;
}

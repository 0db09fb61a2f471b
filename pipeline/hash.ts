/** Names bytes that are at hand by what they are. */
import type { Ports } from './ports.ts';

/** SHA-256, lower-case hexadecimal. */
export function hashOf(bytes: Uint8Array, { sha256 }: Pick<Ports, 'sha256'>): string {
  const hash = sha256();
  hash.update(bytes);
  return hash.hex();
}

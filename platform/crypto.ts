/** AES pseudonyms and SHA-256 from Node's OpenSSL. */
import { type Cipheriv, createCipheriv, createHash } from 'node:crypto';
import type { Cipher, Hash } from '../pipeline/ports.ts';

export const KEY_BYTES = 32;

/**
 * AES-256 in ECB mode: for blocks that never repeat within a list this is a keyed permutation, and it is meant that
 * equal NIKs give equal pseudonyms, in one file and across all of them.
 * @param key 32 bytes
 */
export function aesCipher(key: Uint8Array): Cipher {
  if (key.length !== KEY_BYTES) throw new Error(`a pseudonym key has ${KEY_BYTES} bytes, this one ${key.length}`);
  const cipher: Cipheriv = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return {
    keyId: createHash('sha256').update('cakupan key id').update(key).digest('hex').slice(0, 12),
    encrypt: (blocks) => blocks.set(cipher.update(blocks)),
  };
}

export function sha256(): Hash {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
}

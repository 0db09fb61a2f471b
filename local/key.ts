/**
 * The pseudonym key of one machine: apart from the output folder, in the user's configuration folder, readable by its owner alone.
 * Whoever has this key and the runs can find out whether a given NIK is in them.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { KEY_BYTES } from '../platform/crypto.ts';
import { Failure, systemCode } from './failure.ts';

/** @returns the key, made at the first call */
export async function pseudonymKey(env: NodeJS.ProcessEnv): Promise<Uint8Array<ArrayBuffer>> {
  const path = env.CAKUPAN_KEY_FILE || join(configFolder(env), 'cakupan', 'pseudonym.key');
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw unusable(path, error);
  }
  const text = await readFile(path, 'utf8').catch((error) => {
    throw unusable(path, error);
  });
  if (!/^[0-9a-f]{64}\s*$/.test(text)) {
    throw new Failure({
      id: `Berkas kunci ${path} rusak: isinya harus 64 angka heksadesimal. Pulihkan dari cadangan; kunci baru membuat semua berkas dibaca ulang.`,
      en: `The key file ${path} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup; with a new key all files are read again.`,
    });
  }
  return Uint8Array.from(Buffer.from(text.trim(), 'hex'));
}

function configFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32' && env.APPDATA) return env.APPDATA;
  return env.XDG_CONFIG_HOME || join(homedir(), '.config');
}

function unusable(path: string, error: unknown): Failure {
  const code = systemCode(error) ?? '';
  return new Failure({
    id: `Berkas kunci ${path} tidak dapat dibaca atau dibuat (${code}). Periksa hak akses, atau tunjuk berkas lain dengan CAKUPAN_KEY_FILE.`,
    en: `The key file ${path} cannot be read or made (${code}). Check its rights, or name another with CAKUPAN_KEY_FILE.`,
  });
}

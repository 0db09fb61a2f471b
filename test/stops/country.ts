/** A country of two provinces and a dozen villages, and the lists that its offices send: small enough to be published in milliseconds. */
import { readFileSync } from 'node:fs';
import { Regions } from '../../pipeline/rules/regions.ts';
import { aesCipher } from '../../platform/crypto.ts';

const PARTS = /^(73|81|7301|8101|8171|730101|810101|817101|73010120\d\d|81010120\d\d|81710110\d\d)\t/;

const reference = readFileSync(new URL('../../.generated/regions.tsv', import.meta.url), 'utf8');
const lines = reference.split('\n').filter((line) => PARTS.test(line));
export const COUNTRY = new Regions(new TextEncoder().encode(`${lines.join('\n')}\n`));

/** One for all worlds: what reads a file keeps its memory by cipher. */
export const CIPHER = aesCipher(new Uint8Array(32).fill(7));

/** A list of these people of a kabupaten/kota, by number; below 1 somebody whose NIK is none. */
export function people(wilayah: string, numbers: Iterable<number>): string {
  const rows = Array.from(numbers, (number) => {
    const nik = `${wilayah}01${number < 1 ? '99' : '17'}0890${String(Math.abs(number)).padStart(4, '0')}`;
    return `${nik};Orang;1990-08-17;L;${wilayah};NON_ASN;AKTIF;JKK+JKM;APBD_KAB`;
  });
  return ['nik;nama;tanggal_lahir;jenis_kelamin;kode_wilayah;kategori;status;program;sumber_dana', ...rows, ''].join(
    '\n',
  );
}

export function target(wilayah: string, potensi: number): string {
  return `kode_wilayah;kategori;potensi\n${wilayah};PEKERJA_RENTAN;${potensi}\n`;
}

export function komitmen(wilayah: string, status: 'PROSES' | 'SELESAI'): string {
  return `kode_wilayah;instruksi;status\n${wilayah};REGULASI;${status}\n`;
}

/** The numbers from 1 to this one. */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}

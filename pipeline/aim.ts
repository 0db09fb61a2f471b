/** Which upload key a file stands for that has not been uploaded yet: by its path, by what is said of it, else by a guess that is told. */
import type { Sentence } from './rules/codes.ts';
import { JENIS, type Jenis } from './rules/columns.ts';
import { EXTENSIONS, type Extension, isPeriode, readKey } from './rules/keys.ts';
import type { Regions } from './rules/regions.ts';

/** What a person says of a file; undefined where nothing is said. */
export interface Given {
  readonly periode?: string | undefined;
  readonly wilayah?: string | undefined;
  readonly jenis?: Jenis | undefined;
}

export interface Aim {
  /** The key; one for each jenis where only the header can tell. */
  readonly keys: readonly string[];
  /** What nobody said. */
  readonly guesses: readonly Guess[];
}

export interface Guess {
  readonly of: 'periode' | 'wilayah' | 'jenis' | 'ekstensi';
  readonly sentence: Sentence;
}

/** Deep enough to be laid out like the upload bucket: period, region, file. */
const KEY_PARTS = 3;

const STEM = /^(?:peserta|target|komitmen)(?:-[a-z0-9-]+)?$/;
const TERRITORY = /^(?:\d{2}|\d{4}|\d{2}\.\d{2})$/;

/**
 * @param path the file's, with either kind of slash; empty where it has none
 * @param today the present month, which a file is taken for that names none
 */
export async function aim(path: string, content: Blob, given: Given, today: string, regions: Regions): Promise<Aim> {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  const laidOut = keyOf(parts);
  const isSilent = given.periode === undefined && given.wilayah === undefined && given.jenis === undefined;
  // A path like the bucket's is what it would be there, right or wrong.
  if (laidOut !== undefined && isSilent) return { keys: [laidOut], guesses: [] };

  const guesses: Guess[] = [];
  const folders = parts.slice(-KEY_PARTS, -1);
  const periode = given.periode ?? folders.findLast(isPeriode) ?? guess(guesses, 'periode', today);
  const isRegion = (name: string) => TERRITORY.test(name) && readKey(`${today}/${name}/peserta.csv`, regions).jenis;
  const wilayah = given.wilayah ?? folders.findLast(isRegion) ?? guess(guesses, 'wilayah', '00');
  const name = (parts.at(-1) ?? '').toLowerCase();
  const ending = EXTENSIONS.find((extension) => name.endsWith(`.${extension}`));
  const stem = ending ? name.slice(0, -ending.length - 1) : name;
  const extension = ending ?? guess(guesses, 'ekstensi', await extensionOf(content));
  const stems = stemsOf(stem, given.jenis);
  if (stems.length > 1) guess(guesses, 'jenis', '');
  return { keys: stems.map((one) => `${periode}/${wilayah}/${one}.${extension}`), guesses };
}

/** The key that a path ends in, from its last folder on that is a period; undefined where it is laid out otherwise. */
export function keyOf(parts: readonly string[]): string | undefined {
  const at = parts.slice(0, 1 - KEY_PARTS).findLastIndex(isPeriode);
  return at < 0 ? undefined : parts.slice(at).join('/');
}

/** Jenis and label; every jenis where nothing tells, the one that the name mentions first. */
function stemsOf(stem: string, jenis: Jenis | undefined): readonly string[] {
  if (STEM.test(stem) && (jenis === undefined || jenisIn(stem) === jenis)) return [stem];
  if (jenis !== undefined) return [jenis];
  const mentioned = jenisIn(stem);
  return mentioned ? [mentioned, ...JENIS.filter((one) => one !== mentioned)] : JENIS;
}

function jenisIn(name: string): Jenis | undefined {
  return JENIS.find((one) => name.includes(one));
}

/** By its first bytes: gzip, a zip or an old workbook, else text. */
async function extensionOf(content: Blob): Promise<Extension> {
  const [a, b] = new Uint8Array(await content.slice(0, 2).arrayBuffer());
  if (a === 0x1f && b === 0x8b) return 'csv.gz';
  const isWorkbook = (a === 0x50 && b === 0x4b) || (a === 0xd0 && b === 0xcf);
  return isWorkbook ? 'xlsx' : 'csv';
}

function guess<T extends string>(guesses: Guess[], of: Guess['of'], value: T): T {
  guesses.push({ of, sentence: SAID[of](value) });
  return value;
}

const SAID: Record<Guess['of'], (value: string) => Sentence> = {
  periode: (month) => ({
    id: `Periode tidak disebut: dianggap bulan ini, ${month}.`,
    en: `No period is named: taken for this month, ${month}.`,
  }),
  wilayah: () => ({
    id: 'Wilayah pengirim tidak disebut: dianggap nasional (00), jadi tidak diperiksa apakah ada baris di luar wilayah pengirim (REGION_OUTSIDE).',
    en: 'No sending region is named: taken for the nation (00), so rows outside the sender’s territory (REGION_OUTSIDE) are not looked for.',
  }),
  jenis: () => ({
    id: 'Jenis tidak disebut: ditebak dari judul kolom.',
    en: 'No kind is named: guessed from the header.',
  }),
  ekstensi: (extension) => ({
    id: `Akhiran berkas bukan csv, csv.gz, atau xlsx: dari isinya dianggap ${extension}.`,
    en: `The file does not end in csv, csv.gz or xlsx: by its content taken for ${extension}.`,
  }),
};

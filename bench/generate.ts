/** Writes a seeded, realistic folder of uploads for one period: `node bench/generate.ts FOLDER --rows 1000000`. */
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { Bytes, Random, type Word, word } from './bytes.ts';
import { type District, ERROR_BITS, HEADER, type PeopleFile, rowWriter } from './rows.ts';
import { CATEGORIES, INSTRUCTIONS, PROGRESS } from './words.ts';

export const PERIOD = '2023-08';

export interface Options {
  rows: number;
  files: number;
  /** Share of rows with one or two errors; never more than half of a file, unless it is 1. */
  bad: number;
  seed: number;
  gz: boolean;
  /** Share of rows that are of a person who has one already. */
  again: number;
  /** Regencies that the files are of, at the most; a regency has several files where there are more files than that. */
  regencies: number;
}

export const DEFAULTS: Options = {
  rows: 1_000_000,
  files: 40,
  bad: 0.06,
  seed: 1,
  gz: false,
  again: 0.03,
  regencies: 514,
};

/** Writes the folder; the same options give the same bytes. Returns the keys of the participants files, in order. */
export function generate(folder: string, options: Partial<Options> = {}): string[] {
  const { rows, files: fileCount, bad, seed, gz, again, regencies: most } = { ...DEFAULTS, ...options };
  reference ??= readRegencies();
  const all = reference;
  const regencies = all.slice(0, most);
  const random = new Random();
  random.seed(seed, 0, 0);
  const first = random.below(regencies.length);
  const files: (PeopleFile & { key: string; rows: number })[] = shares(rows, fileCount, random).map((share, number) => {
    // Spread over the country: the i-th of n files is i/n of the way round the list of regencies.
    const step = fileCount < regencies.length ? Math.floor((number * regencies.length) / fileCount) : number;
    const regency = regencies[(first + step) % regencies.length]!;
    const label = Math.floor(number / regencies.length);
    const stem = label === 0 ? 'peserta' : `peserta-a${label}`;
    const key = `${PERIOD}/${regency.code}/${stem}.${gz ? 'csv.gz' : 'csv'}`;
    return { key, rows: share, number, label, districts: regency.districts, people: 0 };
  });

  let descriptor = -1;
  const out = new Bytes(CHUNK, (bytes) => writeSync(descriptor, gz ? gzipSync(bytes) : bytes));
  const everywhere = all.flatMap(({ districts }) => districts);
  const writeRow = rowWriter(out, files, everywhere, seed, again);
  const header = word(HEADER);
  for (const file of files) {
    const path = join(folder, file.key);
    mkdirSync(dirname(path), { recursive: true });
    descriptor = openSync(path, 'w');
    out.put(header);
    out.endRow();
    for (let row = 0, wrong = 0; row < file.rows; row++) {
      let mask = 0;
      if (random.chance(bad) && (bad === 1 || 2 * (wrong + 1) <= row)) {
        wrong++;
        mask = 1 << random.below(ERROR_BITS);
        if (random.chance(0.35)) mask |= 1 << random.below(ERROR_BITS);
      }
      writeRow(file, row, mask);
    }
    out.end();
    closeSync(descriptor);
  }
  const codes = files.map(({ key }) => key.split('/')[1]!);
  for (const [key, text] of [...targets(codes, regencies, random), ...commitments(codes, regencies, random)]) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), text);
  }
  return files.map(({ key }) => key);
}

/** Bytes gathered before one write: fewer calls, still small beside what is measured. */
const CHUNK = 4 << 20;

/** Read once in a process: its words stay in the pool. */
let reference: Regency[] | undefined;

interface Regency {
  code: string;
  districts: District[];
  /** Dotted codes. */
  villages: string[];
}

function readRegencies(): Regency[] {
  const file = join(import.meta.dirname, '../node_modules/idn-area-data/data/villages.csv');
  const regencies = new Map<string, Regency>();
  const byDistrict = Map.groupBy(
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, '11.01.01.2001'.length)),
    (code) => code.slice(0, '11.01.01'.length),
  );
  for (const [dotted, villages] of byDistrict) {
    const code = dotted.slice(0, 5).replace('.', '');
    const regency = regencies.get(code) ?? { code, districts: [], villages: [] };
    regencies.set(code, regency);
    const own = forms(dotted);
    const shared = regency.districts[0]?.regency ?? forms(dotted.slice(0, 5));
    const [plain, withDots] = [
      Int32Array.from(villages, (code) => word(code.replaceAll('.', ''))),
      Int32Array.from(villages, word),
    ];
    regency.districts.push({ own, regency: shared, villages: [plain, withDots] });
    regency.villages.push(...villages);
  }
  return [...regencies.values()];
}

/** A dotted code, plain and as it is. */
function forms(dotted: string): readonly [Word, Word] {
  return [word(dotted.replaceAll('.', '')), word(dotted)];
}

/** `rows` over files of different sizes: the largest has four times the rows of the smallest. */
function shares(rows: number, files: number, random: Random): number[] {
  const weights = Array.from({ length: files }, () => 1 + random.below(3001) / 1000);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let [weight, given] = [0, 0];
  return weights.map((own) => {
    weight += own;
    const share = Math.round((rows * weight) / total) - given;
    given += share;
    return share;
  });
}

/**
 * Key -> text of target files: the nation's and a province's, which overlap with those of every third regency, one of
 * which declares its villages instead of itself.
 */
function targets(codes: readonly string[], regencies: readonly Regency[], random: Random): Map<string, string> {
  const header = 'kode_wilayah,kategori,potensi,target_persen,sumber,tanggal_acuan\n';
  const line = (code: string, kategori: string, most: number) =>
    `${code},${kategori},${random.below(most)},${random.below(100)},Disnaker,2023-01-${10 + random.below(20)}\n`;
  const text = (list: readonly string[], kategori: readonly string[], most: number) =>
    header + list.flatMap((code) => kategori.map((name) => line(code, name, most))).join('');
  const names = CATEGORIES.map(({ code }) => code);
  const province = codes[0]!.slice(0, 2);
  const ofProvince = regencies.map(({ code }) => code).filter((code) => code.startsWith(province));
  const found = new Map<string, string>();
  found.set(`${PERIOD}/00/target.csv`, text(['00', '31', '32'], ['SEMUA', 'PMI'], 90_000_000));
  found.set(`${PERIOD}/${province}/target.csv`, text(ofProvince, ['PEKERJA_RENTAN', 'NON_ASN'], 200_000));
  [...new Set(codes)].forEach((code, index) => {
    if (index % 3 !== 0) return;
    const regency = regencies.find((one) => one.code === code)!;
    const some = index % 2 === 0 ? regency.villages : regency.villages.slice(1);
    found.set(
      `${PERIOD}/${code}/target.csv`,
      index < 6 ? text(some, ['PEKERJA_RENTAN', 'RT_RW'], 2_000) : text([code], ['SEMUA', ...names], 100_000),
    );
  });
  return found;
}

/** Key -> text of commitment files: the nation's of the provinces, a province's of itself and its regencies, every sixth regency's own. */
function commitments(codes: readonly string[], regencies: readonly Regency[], random: Random): Map<string, string> {
  const header = 'kode_wilayah,instruksi,status,tenggat,nomor,tanggal,anggaran_rp,realisasi_rp,keterangan\n';
  const pick = (words: readonly string[]) => words[random.below(words.length)]!;
  const line = (code: string, instruction: number) => {
    const month = 1 + random.below(12);
    const due = pick(['', `2023-${month < 10 ? '0' : ''}${month}-28`, '31/08/2023', '1 Desember 2023']);
    const budget = pick(['', `${random.below(900)}.000.000`, String(random.below(1e9))]);
    const spent = budget === '' ? '' : String(random.below(1e6));
    return `${code},${pick(INSTRUCTIONS[instruction]!)},${pick(PROGRESS)},${due},${1 + random.below(99)}/2023,2023-02-01,${budget},${spent},\n`;
  };
  const text = (list: readonly string[]) =>
    header + list.flatMap((code) => INSTRUCTIONS.map((_, instruction) => line(code, instruction))).join('');
  const province = codes[0]!.slice(0, 2);
  const found = new Map<string, string>();
  found.set(`${PERIOD}/00/komitmen.csv`, text([...new Set(regencies.map(({ code }) => code.slice(0, 2)))]));
  found.set(
    `${PERIOD}/${province}/komitmen.csv`,
    text([province, ...regencies.map(({ code }) => code).filter((code) => code.startsWith(province))]),
  );
  [...new Set(codes)].forEach((code, index) => {
    if (index % 6 === 0) found.set(`${PERIOD}/${code}/komitmen.csv`, text([code]));
  });
  return found;
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rows: { type: 'string', default: String(DEFAULTS.rows) },
      files: { type: 'string', default: String(DEFAULTS.files) },
      bad: { type: 'string', default: String(DEFAULTS.bad) },
      seed: { type: 'string', default: String(DEFAULTS.seed) },
      gz: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (!folder)
    throw new Error('usage: node bench/generate.ts FOLDER [--rows N] [--files F] [--bad SHARE] [--seed N] [--gz]');
  const { rows, files, bad, seed, gz } = values;
  generate(folder, { rows: Number(rows), files: Number(files), bad: Number(bad), seed: Number(seed), gz });
}

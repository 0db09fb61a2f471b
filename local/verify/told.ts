/** What the page must be told of a tier: the rows of its tables, gathered by region. */
import { CELLS } from '../../pipeline/contracts/view.ts';
import type { Bytes } from '../../pipeline/ports.ts';
import { KABKOTA, type Regions } from '../../pipeline/rules/regions.ts';
import { type Row, Rows } from './rows.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

type Members = Record<string, Json | undefined>;

/** A file, and how many of its rows bear each code. */
interface File {
  readonly row: Row;
  readonly codes: Record<string, number>;
}

const TEXTS = ['kunci', 'slot', 'sumber'];
const TABLES = ['coverage', 'funding', 'targets', 'commitments', 'reporting', 'villages100'] as const;
type Table = (typeof TABLES)[number];

export class Told {
  readonly #tier: 'exact' | 'public';
  readonly #regions: Regions;
  readonly #tables: Readonly<Record<Table, Rows>>;
  /** By code; of folders that are no region's, by none. */
  readonly #files: ReadonlyMap<string, readonly File[]>;

  constructor(tier: 'exact' | 'public', tables: ReadonlyMap<string, Bytes>, regions: Regions) {
    this.#tier = tier;
    this.#regions = regions;
    const rows = (name: string, by = 'kode_wilayah') => new Rows(tables.get(`${tier}/${name}.csv`), by);
    this.#tables = {
      ...{ coverage: rows('coverage'), funding: rows('funding'), targets: rows('targets') },
      ...{ commitments: rows('commitments'), reporting: rows('reporting'), villages100: rows('villages100') },
    };
    const issues = rows('issues', 'kunci');
    const files = rows('files', 'kunci')
      .all()
      .map((row) => ({ row, codes: counted(issues.of(row.get('kunci') ?? '')) }));
    this.#files = Map.groupBy(files, ({ row }) => row.get('slot')?.split('/')[1] ?? '');
  }

  /** Name → content without its head, for every file that must be there. */
  *files(): Generator<[name: string, content: () => Record<string, Json>]> {
    const upper = this.#upper();
    const detailed = upper.filter((region) => this.#isDetailed(region));
    const codes = (region: number) => this.#regions.code(region);
    yield [
      'ringkas',
      () => ({
        wilayah: upper.map((region) => ({
          kode: codes(region),
          nama: this.#regions.name(region),
          status: this.#of('reporting', region)[0]?.get('status') ?? '',
          semua: this.#semua(region),
          rinci: detailed.includes(region),
        })),
      }),
    ];
    yield ['monev', () => ({ wilayah: upper.map((region) => this.#monev(region)), ...this.#stray() })];
    for (const region of detailed) {
      const depth = this.#regions.level(region) === KABKOTA ? 2 : 1;
      yield [codes(region), () => ({ wilayah: this.#block(region, depth) })];
    }
  }

  #upper(): number[] {
    const { first, nation } = this.#regions;
    const from = (level: number) =>
      Array.from({ length: first[level - 1]! - first[level]! }, (_, i) => first[level]! + i);
    return [nation, ...from(1), ...from(KABKOTA)];
  }

  #isDetailed(region: number): boolean {
    const level = this.#regions.level(region);
    const below = this.#below(region);
    if (level < KABKOTA) return level === 0 || [region, ...below].some((one) => this.#isKnown(one));
    const deep = [...below, ...below.flatMap((one) => this.#below(one))];
    return this.#tier === 'exact' && deep.some((one) => this.#tables.coverage.has(this.#regions.code(one)));
  }

  #isKnown(region: number): boolean {
    const status = this.#of('reporting', region)[0]?.get('status');
    const code = this.#regions.code(region);
    const some = (['coverage', 'targets', 'commitments', 'villages100'] as const).some((table) =>
      this.#tables[table].has(code),
    );
    return some || status !== 'BELUM_LAPOR' || this.#files.has(code);
  }

  /** @param depth how many levels below it are told */
  #block(region: number, depth: number): Json {
    const below = depth > 0 ? this.#below(region) : [];
    return present({
      ...this.#known(region),
      anak: below.length > 0 ? below.map((child) => this.#block(child, depth - 1)) : undefined,
    });
  }

  #known(region: number): Members {
    const code = this.#regions.code(region);
    const isUpper = this.#regions.level(region) <= KABKOTA;
    const funds = Map.groupBy(this.#of('funding', region), (row) => row.get('kategori') ?? '');
    const [reporting] = this.#of('reporting', region);
    const [villages] = this.#of('villages100', region);
    return {
      kode: code,
      nama: this.#regions.name(region),
      coverage: this.#by('coverage', region, 'kategori', CELLS.coverage),
      targets: this.#by('targets', region, 'kategori', CELLS.targets),
      funding:
        funds.size > 0 ? Object.fromEntries([...funds].map(([kategori, rows]) => [kategori, paid(rows)])) : undefined,
      commitments: this.#by('commitments', region, 'instruksi', CELLS.commitments),
      reporting: reporting && cells(reporting, CELLS.reporting),
      villages100: villages && cells(villages, CELLS.villages100),
      files: isUpper
        ? this.#files.get(code)?.map(({ row, codes }) => ({ berkas: cells(row, CELLS.files), kode: codes }))
        : undefined,
    };
  }

  #monev(region: number): Json {
    const { reporting, commitments, villages100 } = this.#known(region);
    const kategori = this.#of('coverage', region).filter((row) => row.get('kategori') !== 'SEMUA');
    const files = this.#files.get(this.#regions.code(region));
    return present({
      kode: this.#regions.code(region),
      ...{ reporting, commitments, villages100 },
      kategori: kategori.length > 0 ? named(kategori, 'kategori', CELLS.begun) : undefined,
      kualitas: files && quality(files),
    });
  }

  #stray(): Record<string, Json> {
    const files = this.#files.get('');
    return files ? { tanpa_wilayah: quality(files) } : {};
  }

  #semua(region: number): Json {
    const row = this.#of('coverage', region).find((one) => one.get('kategori') === 'SEMUA');
    return row ? cells(row, CELLS.coverage) : null;
  }

  #by(table: Table, region: number, name: string, columns: readonly string[]): Json | undefined {
    const rows = this.#of(table, region);
    return rows.length > 0 ? named(rows, name, columns) : undefined;
  }

  #of(table: Table, region: number): readonly Row[] {
    return this.#tables[table].of(this.#regions.code(region));
  }

  #below(region: number): number[] {
    const [first, end] = [this.#regions.firstChild[region]!, this.#regions.lastChild[region]!];
    return Array.from({ length: end - first }, (_, i) => first + i);
  }
}

/** The cells that a tier has, in this order: a number where a cell is one that nothing rounds, null where it is empty. */
function cells(row: Row, columns: readonly string[]): Json[] {
  return columns
    .filter((column) => row.has(column))
    .map((column) => {
      const cell = row.get(column) ?? '';
      if (cell === '') return null;
      const isNumber = /^\d+(?:\.\d+)?$/.test(cell) && cell.length <= 15 && !TEXTS.includes(column);
      return isNumber ? Number(cell) : cell;
    });
}

function named(rows: readonly Row[], name: string, columns: readonly string[]): Json {
  return Object.fromEntries(rows.map((row) => [row.get(name) ?? '', cells(row, columns)]));
}

function paid(rows: readonly Row[]): Json {
  return Object.fromEntries(rows.map((row) => [row.get('sumber_dana') ?? '', Number(row.get('aktif'))]));
}

function counted(issues: readonly Row[]): Record<string, number> {
  return Object.fromEntries(issues.map((row) => [row.get('kode') ?? '', Number(row.get('jumlah'))]));
}

function quality(files: readonly File[]): Json {
  const kode: Record<string, number> = {};
  const kode_berkas: Record<string, number> = {};
  const sums = { baris_lolos: 0, baris_ditolak: 0, baris_dilewati: 0 };
  for (const { row, codes } of files) {
    for (const [code, count] of Object.entries(codes)) kode[code] = (kode[code] ?? 0) + count;
    const judged = row.get('kode') ?? '';
    if (judged !== '') kode_berkas[judged] = (kode_berkas[judged] ?? 0) + 1;
    sums.baris_lolos += Number(row.get('baris_lolos'));
    sums.baris_ditolak += Number(row.get('baris_ditolak'));
    sums.baris_dilewati += Number(row.get('baris_dilewati'));
  }
  const berkas_ditolak = Object.values(kode_berkas).reduce((sum, count) => sum + count, 0);
  return { berkas: files.length, berkas_ditolak, ...sums, kode, kode_berkas };
}

/** Without members that are not there. */
function present(members: Members): Json {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

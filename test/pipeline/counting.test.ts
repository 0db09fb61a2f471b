/** Who counts: nothing depends on the order of arrival, and every table adds up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KATEGORI, STATUS } from '../../pipeline/rules/vocabulary.ts';
import { snapshotOf } from '../memory.ts';

const HEADER = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana,tmt';
const AREAS = ['8171012001', '8171012002', '817101', '8171', '81', '8101012001'];

interface Row {
  person: number;
  born: string;
  area: string;
  kategori: string;
  status: string;
  tmt: string;
}

const row: fc.Arbitrary<Row> = fc.record({
  person: fc.nat(12),
  born: fc.constantFrom('1980-08-17', '1980-08-17', '1981-08-17'),
  area: fc.constantFrom(...AREAS),
  kategori: fc.constantFrom(...KATEGORI.slice(4, 8)),
  status: fc.constantFrom(...STATUS),
  tmt: fc.constantFrom('', '2023-01-01', '2023-02-01', '2024-01-01'),
});
const files = fc.array(fc.array(row, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 });

const line = ({ person, born, area, kategori, status, tmt }: Row) =>
  `81710117088000${String(person + 10)},Contoh ${person},${born},L,${area},${kategori},${status},JKK+JKM,DANA_DESA,${tmt}`;
const csv = (rows: readonly Row[]) => [HEADER, ...rows.map(line), ''].join('\n');
const upload = (rows: readonly Row[], label: string) => [`2023-08/81/peserta-${label}.csv`, csv(rows)] as const;

/** What people see: all of coverage.csv but who sent what. */
const rowsOf = (tables: Record<string, string>, name = 'exact/coverage.csv') => {
  const [header = '', ...rows] = (tables[name] ?? '').trimEnd().split('\n');
  const columns = header.split(',');
  return rows.map((text) => {
    const cells = text.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
};

describe('a snapshot', () => {
  test('is the same in whatever order its files arrive', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat(), async (lists, turn) => {
        const uploads = lists.map((rows, i) => upload(rows, `f${i}`));
        const turned = uploads.map((_, i) => uploads[(i + turn) % uploads.length] ?? upload([], ''));
        expect(await snapshotOf(turned.toReversed())).toEqual(await snapshotOf(uploads));
      }),
      { numRuns: 60 },
    );
  });

  test('counts the same people when a file is split in two', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 20 }), fc.nat(), async (rows, at) => {
        const cut = 1 + (at % (rows.length - 1));
        const whole = await snapshotOf([upload(rows, 'a')]);
        const split = await snapshotOf([upload(rows.slice(0, cut), 'a'), upload(rows.slice(cut), 'b')]);
        expect(split['exact/coverage.csv']).toBe(whole['exact/coverage.csv']);
        expect(split['exact/funding.csv']).toBe(whole['exact/funding.csv']);
      }),
      { numRuns: 60 },
    );
  });

  test('gains claims and duplicates, and not one person, when a file is sent again under another label', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const once = rowsOf(await snapshotOf([upload(rows, 'a')]));
        const twice = rowsOf(await snapshotOf([upload(rows, 'a'), upload(rows, 'b')]));
        expect(twice).toEqual(
          once.map((one) => ({
            ...one,
            klaim: String(2 * Number(one.klaim)),
            duplikat: String(Number(one.klaim) + Number(one.duplikat)),
          })),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('adds up: terdata is klaim − duplikat and the sum of the statuses, in every row of every level', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (lists) => {
        const rows = rowsOf(await snapshotOf(lists.map((list, i) => upload(list, `f${i}`))));
        const number = (one: Record<string, string>, column: string) => Number(one[column]);
        for (const one of rows) {
          expect(number(one, 'terdata')).toBe(number(one, 'klaim') - number(one, 'duplikat'));
          expect(number(one, 'terdata')).toBe(
            ['aktif', 'non_aktif', 'diusulkan', 'belum'].reduce((sum, column) => sum + number(one, column), 0),
          );
        }
        const people = new Set(lists.flat().map(({ person }) => person)).size;
        expect(number(rows[0] ?? {}, 'terdata')).toBe(people);
        for (const kategori of KATEGORI) {
          const within = new Set(lists.flat().flatMap((one) => (one.kategori === kategori ? [one.person] : [])));
          const nation = rows.find((one) => one.level === 'nasional' && one.kategori === kategori);
          expect(number(nation ?? { terdata: '0' }, 'terdata')).toBe(within.size);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('knows a person again who stands ten thousand rows further on', async () => {
    const others = Array.from({ length: 10_000 }, (_, i) =>
      `817101170880${String((i % 9000) + 1000)},Contoh,1980-08-17,L,8171012001,PEKERJA_RENTAN,BELUM,,,`.replace(
        '817101',
        String(817101 + Math.floor(i / 9000)),
      ),
    );
    const same = '8171011708800001,Budi,1980-08-17,L,8171012001,PEKERJA_RENTAN,BELUM,,,';
    const list = [HEADER, same, ...others, same, ''].join('\n');
    const [nation = {}] = rowsOf(await snapshotOf([['2023-08/81/peserta.csv', list]]));
    const { terdata, klaim, duplikat, konflik } = nation;
    expect({ terdata, klaim, duplikat, konflik }).toEqual({
      terdata: '10001',
      klaim: '10002',
      duplikat: '1',
      konflik: '0',
    });
  });
});

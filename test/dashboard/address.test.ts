import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, levelOf, lineage, readAddress, START, VIEWS, writeAddress } from '../../dashboard/address.ts';
import { FILE_CODES, ROW_CODES } from '../../pipeline/rules/codes.ts';

test.each<[string, Partial<Address>]>([
  ['', {}],
  ['#/', {}],
  ['#/2023-08', { periode: '2023-08' }],
  ['#/2023-08/r3/81/8171', { periode: '2023-08', revision: 'r3', kode: '8171' }],
  ['#/81/8171/817101/8171011001', { kode: '8171011001' }],
  ['#/81.71', { kode: '8171' }],
  [
    '#/monev/2023-08/81?bagian=mulai&urut=-nama',
    { view: 'monev', periode: '2023-08', kode: '81', query: { bagian: 'mulai', urut: '-nama' } },
  ],
  [
    '#/banding/2023-08/r2?dari=2022-08/r1',
    { view: 'banding', periode: '2023-08', revision: 'r2', query: { dari: '2022-08/r1' } },
  ],
  ['#/kode', { view: 'kode' }],
  ['#/kode/NIK_NUMERIC', { view: 'kode', rule: 'NIK_NUMERIC' }],
  ['#/kode/SHRUNK/2023-08/81', { view: 'kode', rule: 'SHRUNK', periode: '2023-08', kode: '81' }],
])('%s leads where it says', (hash, expected) => {
  expect(readAddress(hash)).toEqual({ ...START, ...expected });
});

test.each([
  '#/entah',
  '#/2023-13',
  '#/r3',
  '#/2023-08/r0',
  '#/817',
  '#/82/8171',
  '#/monev/entah',
  '#/kode/ENTAH',
  '#/kode/toString',
  '#/monev/NIK_NUMERIC',
])('%s leads nowhere, rather than somewhere else', (hash) => {
  expect(readAddress(hash)).toBeNull();
});

test('what is written is read as the same', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`));
  const address: fc.Arbitrary<Address> = fc
    .record({
      view: fc.constantFrom(...VIEWS),
      rule: fc.option(fc.constantFrom(...ROW_CODES, ...FILE_CODES)),
      periode: fc.option(fc.constantFrom('2021-04', '2023-08')),
      revision: fc.option(fc.constantFrom('r1', 'r12')),
      kode: fc.oneof(fc.constant('00'), digits(2), digits(4), digits(6), digits(10)),
      query: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 })),
    })
    // Of the newest period no revision is named: which one that is may change.
    .map((one) => ({ ...one, revision: one.periode === null ? null : one.revision }))
    .map((one) => ({ ...one, rule: one.view === 'kode' ? one.rule : null }));
  fc.assert(
    fc.property(address, (one) => {
      expect(readAddress(writeAddress(one))).toEqual({ ...one, query: { ...one.query } });
    }),
  );
});

test('a code is as deep as it is long', () => {
  expect(lineage('8171011001')).toEqual(['00', '81', '8171', '817101', '8171011001']);
  expect(['00', '81', '8171', '817101', '8171011001'].map(levelOf)).toEqual([
    'nasional',
    'provinsi',
    'kabkota',
    'kecamatan',
    'desa',
  ]);
});

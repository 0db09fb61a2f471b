/** The pages about codes: all there, none stale, and their examples true. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from '../../pipeline/check.ts';
import type { Cells } from '../../pipeline/rules/codes/rule.ts';
import { ROW_CODES, RULES } from '../../pipeline/rules/codes.ts';
import { COLUMNS, type Jenis } from '../../pipeline/rules/columns.ts';
import { rulePages } from '../../pipeline/rules/pages.ts';
import { webPorts } from '../../platform/web.ts';
import { KERNEL, REGIONS } from '../memory.ts';

const FOLDER = new URL('../../docs/rules/', import.meta.url);

describe('docs/rules', () => {
  test('has a page for every code and an index of them, and no other', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...rulePages().keys()].sort());
  });

  test.each([...rulePages()])('%s says what is declared (else: npm run rules)', (name, page) => {
    expect(readFileSync(new URL(name, FOLDER), 'utf8')).toBe(page);
  });
});

describe('the example of a code', () => {
  const examples = ROW_CODES.flatMap((code) => {
    const { wrong, right } = RULES[code].example;
    return typeof wrong === 'string' || typeof right === 'string' ? [] : [{ code, wrong, right }];
  });

  test.each(examples)('shows $code, and what mends it', async ({ code, wrong, right }) => {
    expect(await codesIn(wrong)).toContain(code);
    expect(await codesIn(right)).not.toContain(code);
  });

  test('is in words only where a row of cells does not show it', () => {
    const shown = examples.map(({ code }) => code);
    expect(ROW_CODES.filter((code) => !shown.includes(code))).toEqual(['COLUMN_COUNT', 'DUPLICATE_KEY']);
  });
});

const ROWS: Record<Jenis, Cells> = {
  peserta: {
    nik: '8171011708800001',
    nama: 'Contoh Nama',
    tanggal_lahir: '1980-08-17',
    jenis_kelamin: 'L',
    kode_wilayah: '8171012001',
    kategori: 'PEKERJA_RENTAN',
    status: 'AKTIF',
    program: 'JKK+JKM',
    sumber_dana: 'DANA_DESA',
  },
  target: { kode_wilayah: '8171', kategori: 'SEMUA', potensi: '40000' },
  komitmen: { kode_wilayah: '8171', instruksi: 'REGULASI', status: 'PROSES' },
};

/** The codes found in a row that is fine but for these cells, sent by 8171 for 2023-08. */
async function codesIn(cells: Cells): Promise<string[]> {
  const columns = Object.keys(cells);
  const kinds = ['peserta', 'target', 'komitmen'] as const;
  const jenis = kinds.find((one) => columns.every((column) => COLUMNS[one].some((known) => known === column)));
  if (!jenis) throw new Error(`no kind has the columns ${columns}`);
  const row = { ...ROWS[jenis], ...cells };
  const csv = [Object.keys(row), Object.values(row)]
    .map((line) => line.map((cell) => `"${cell}"`).join(','))
    .join('\n');
  const { report } = await check([`2023-08/8171/${jenis}.csv`], new Blob([csv]), webPorts(REGIONS, KERNEL));
  return report.temuan.map(({ kode }) => kode);
}

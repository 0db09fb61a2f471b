/** The rejected rows as they come back: with their reasons, harmless, and fit to be sent again. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Kernel } from '../../pipeline/ingest/kernel.ts';
import { openWorkbook } from '../../pipeline/xlsx/open.ts';
import { TextSheet } from '../../pipeline/xlsx/write.ts';
import { deflate } from '../../platform/deflate.ts';
import { KERNEL, memoryPorts, tablesOf, upload } from '../memory.ts';
import { plainRecords } from '../plain-records.ts';

const HEADER = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana,catatan';
const GOOD = '8171011708800001,Budi,1980-08-17,L,8171012001,RT/RW,BELUM,,,';
const BAD = '817101170880000,"Siti, A.",1980-08-17,X,8171012001,RT/RW,BELUM,,,=1+1';

describe('rejected rows', () => {
  test('stand in both files with their line, codes and a sentence, and are read again, mended', async () => {
    const ports = memoryPorts();
    await upload(ports, [['2023-08/8171/peserta.csv', `${HEADER}\n${GOOD}\n${BAD}\n`]]);
    const [csv = '', xlsx = ''] = (await ports.reports.list('')).filter((key) => key.includes('/rejected.'));
    const text = new TextDecoder().decode(await ports.reports.read(csv));
    expect(text).toBe(
      `baris,kode_masalah,penjelasan,${HEADER}\n` +
        `3,NIK_FORMAT GENDER_INVALID,NIK tidak terdiri dari 16 angka. Jenis kelamin bukan L atau P.,${BAD.replace('=1', "'=1")}\n`,
    );
    const workbook = (await ports.reports.read(xlsx)) ?? new Uint8Array();
    const records = plainRecords(await textOf(workbook), ';');
    expect(records).toEqual(plainRecords(text, ','));

    await upload(ports, [
      ['2023-08/8171/peserta-perbaikan.xlsx', workbook],
      ['2023-08/8171/peserta-lagi.csv', text.replace('817101170880000,', '8171011708800002,').replace(',X,', ',P,')],
    ]);
    const files = (await tablesOf(ports, '2023-08'))['exact/files.csv'];
    expect(files).toContain('peserta-lagi,diterima,,ya,1,0,0');
    expect(files).toContain('peserta-perbaikan,ditolak,TOO_MANY_REJECTED,tidak,0,1,0');
  });

  test('are all there, as they were sent and in their order, however many', async () => {
    const ports = memoryPorts();
    const sent = Array.from({ length: 4000 }, (_, i) => {
      if (i % 3 === 0) return GOOD.replace('0001', String(1000 + i));
      if (i % 7 === 0) return BAD;
      if (i % 11 === 0) return BAD.replace('"Siti, A."', 'Siti ""A""').replace('=1+1', '"x ""y"""');
      return GOOD.replace('8171011708800001', `81710117088000${i % 10}`).replace('Budi', `Budi ${'x'.repeat(i % 200)}`);
    });
    const good = Array.from({ length: 4000 }, (_, i) => GOOD.replace('0001', String(5000 + i)));
    await upload(ports, [['2023-08/8171/peserta.csv', [HEADER, ...sent, ...good, ''].join('\n')]]);
    const [csv = ''] = (await ports.reports.list('')).filter((key) => key.endsWith('/rejected.csv'));
    const records = plainRecords(new TextDecoder().decode(await ports.reports.read(csv)), ',');
    if (records === 'open') throw new Error('a quote is open');
    const want = sent.flatMap((line, i) => {
      const cells = plainRecords(line, ',');
      return i % 3 === 0 || cells === 'open' ? [] : [[String(i + 2), ...cells.flat()]];
    });
    const neutral = (cell: string) => (cell.startsWith('=') ? `'${cell}` : cell);
    expect(records.slice(1).map(([line, , , ...cells]) => [line, ...cells])).toEqual(
      want.map((row) => row.map(neutral)),
    );
  });

  test('hold no cell that a spreadsheet would run, whatever was sent', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n";, \'a1'.split('')), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 5 }), cell, async (rows, title) => {
        const ports = memoryPorts();
        const quoted = (one: string) => `"${one.replaceAll('"', '""')}"`;
        const lines = [`${HEADER},${quoted(title)}`, GOOD, ...rows.map((row) => row.map(quoted).join(','))];
        await upload(ports, [['2023-08/8171/peserta.csv', `${lines.join('\n')}\n`]]);
        for (const key of await ports.reports.list('')) {
          if (!key.includes('/rejected.')) continue;
          const bytes = (await ports.reports.read(key)) ?? new Uint8Array();
          const isCsv = key.endsWith('.csv');
          const records = plainRecords(isCsv ? Buffer.from(bytes).toString() : await textOf(bytes), isCsv ? ',' : ';');
          if (records === 'open') throw new Error('a quote is open');
          for (const text of records.flat()) expect(text).not.toMatch(/^[=+\-@\t\r]/);
        }
      }),
      { numRuns: 100 },
    );
  });
});

test('a written sheet says what it was given, every character of it', async () => {
  const cell = fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !/[\0\ud800-\udfff\r\n]/.test(text));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      async (rows) => {
        const kernel = Kernel.borrow(KERNEL);
        const sheet = new TextSheet('Data', deflate, kernel);
        for (const row of rows) addRow(sheet, kernel, [...row, 'akhir']);
        expect(plainRecords(await textOf(sheet.finish()), ';')).toEqual(rows.map((row) => [...row, 'akhir']));
      },
    ),
    { numRuns: 100 },
  );
});

function addRow(sheet: TextSheet, kernel: Kernel, row: readonly string[]): void {
  const record = new TextEncoder().encode(row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join());
  const at = kernel.room(record.length, 0);
  kernel.bytes.set(record, at);
  kernel.begin(0x2c, false);
  kernel.split(at, at + record.length, true);
  sheet.add();
}

async function textOf(workbook: Uint8Array): Promise<string> {
  async function* once() {
    yield workbook;
  }
  let text = '';
  for await (const piece of (await openWorkbook(once(), 'peserta', KERNEL)).pieces)
    text += new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece);
  return text;
}

/** What cells of a workbook say, which sheet is read, and which files are refused. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Run } from '../../pipeline/contracts/run.ts';
import { ingest } from '../../pipeline/ingest/ingest.ts';
import { Unreadable } from '../../pipeline/ingest/unreadable.ts';
import type { Jenis } from '../../pipeline/rules/columns.ts';
import { openWorkbook } from '../../pipeline/xlsx/open.ts';
import { KERNEL, memoryPorts } from '../memory.ts';
import { MAIN, type SheetParts, textWorkbook, type WorkbookParts, workbook } from './workbook.ts';

const PESERTA = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana'.split(',');
/** Of a target: in a list of people, numbers in the first column are no plain numbers. */
const OTHER_HEADER = `<row r="1">${['kode_wilayah', 'kategori', 'potensi'].map(inline).join('')}</row>`;
const HEADER = `<row r="1">${PESERTA.map(inline).join('')}</row>`;
const PERSON = '8171011708800001,Budi,1980-08-17,L,8171012001,RT/RW,BELUM,,'.split(',');

describe('a cell', () => {
  test.each<[string, string, string, (readonly string[])?]>([
    ['of shared text', '<c t="s"><v>0</v></c>', 'satu'],
    ['of rich text is all of its runs', '<c t="s"><v>1</v></c>', 'dua tiga'],
    ['of text with how it is pronounced is the text alone', '<c t="s"><v>2</v></c>', '漢字'],
    ['of inline text', '<c t="inlineStr"><is><t>a &amp; b &#x3c; &#99;</t></is></c>', 'a & b < c'],
    ['of inline rich text', '<c t="inlineStr"><is><r><rPr/><t>a</t></r><r><t>b</t></r></is></c>', 'ab'],
    ['of verbatim text', '<c t="str"><v><![CDATA[<a>&amp;]]></v></c>', '"<a>&amp;"'],
    [
      'of characters that XML cannot hold',
      '<c t="inlineStr"><is><t>a_x0009_b_x005F_x0009_</t></is></c>',
      'a\tb_x0009_',
    ],
    ['of text that holds what parts cells', '<c t="str"><v>a;"b"</v></c>', '"a;""b"""'],
    ['of a whole number', '<c><v>40000</v></c>', '40000'],
    ['of a whole number as some programs write it', '<c t="n"><v>4.0E4</v></c>', '40000'],
    ['of a fraction', '<c><v>12.5</v></c>', '12.5'],
    ['of a fraction with the noise of binary numbers', '<c><v>81.099999999999994</v></c>', '81.1'],
    ['of a number with more digits than are kept', '<c><v>8171011708800001</v></c>', '8.1710117088E+15'],
    ['of a negative number', '<c><v>-7</v></c>', '-7'],
    ['of a percentage', '<c s="1"><v>0.75</v></c>', '75%', ['0.0%']],
    ['of a code with zeros in front', '<c s="1"><v>0</v></c>', '00', ['00']],
    ['of a date', '<c s="1"><v>29450</v></c>', '1980-08-17', ['dd/mm/yyyy']],
    ['of an Indonesian date', '<c s="1"><v>29450</v></c>', '1980-08-17', ['[$-421]dd mmmm yyyy;@']],
    ['of a date whose format has words', '<c s="1"><v>29450</v></c>', '1980-08-17', ['&quot;tgl&quot; d\\-mmm\\-yy']],
    ['of a month', '<c s="1"><v>45139</v></c>', '2023-08-01', ['mmm\\ yyyy']],
    ['of a date with a time', '<c s="1"><v>29450.5</v></c>', '1980-08-17 12:00:00', ['yyyy-mm-dd hh:mm']],
    ['of a time', '<c s="1"><v>0.75</v></c>', '18:00:00', ['[h]:mm']],
    ['of the first day', '<c s="1"><v>1</v></c>', '1900-01-01', ['d/m/yyyy']],
    ['of a leap day', '<c s="1"><v>36585</v></c>', '2000-02-29', ['d/m/yyyy']],
    ['of the leap day that never was', '<c s="1"><v>60</v></c>', '1900-02-29', ['d/m/yyyy']],
    ['of the day behind it', '<c s="1"><v>61</v></c>', '1900-03-01', ['d/m/yyyy']],
    ['of money is no date', '<c s="1"><v>1500000</v></c>', '1500000', ['[Red]&quot;Rp&quot;#,##0;-#,##0']],
    ['of a strict date', '<c t="d"><v>1980-08-17T00:00:00.000</v></c>', '1980-08-17'],
    ['of true', '<c t="b"><v>1</v></c>', 'TRUE'],
    ['of an error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
    ['of a formula is the value it had', '<c t="str"><f>A1&amp;"x"</f><v>nilai</v></c>', 'nilai'],
    ['of a formula without a value is empty', '<c><f>1+1</f></c>', ''],
    ['of nothing but a style is empty', '<c s="1"/>', '', ['0']],
  ])('%s', async (_, cell, text, formats = []) => {
    const read = await textOf({ sheets: [{ rows: `${OTHER_HEADER}<row>${cell}</row>` }], strings: STRINGS, formats });
    expect(read.split('\n')[1]).toBe(text);
  });

  test('of a date counted from 1904', async () => {
    const parts = { formats: ['d/m/yyyy'], since1904: true };
    const read = await textOf({ sheets: [{ rows: `${OTHER_HEADER}<row><c s="1"><v>27988</v></c></row>` }], ...parts });
    expect(read.split('\n')[1]).toBe('1980-08-17');
  });

  test('that is not where the one before it leads to is where it says it is', async () => {
    const rows = `${OTHER_HEADER}<row r="4"><c r="C4" t="str"><v>c</v></c><c t="str"><v>d</v></c><c r="AA4" t="str"><v>x</v></c></row><row><c><v>5</v></c></row>`;
    expect((await textOf({ sheets: [{ rows }] })).split('\n').slice(1)).toEqual([
      '',
      '',
      `;;c;d${';'.repeat(23)}x`,
      '5',
      '',
    ]);
  });
});

const STRINGS =
  '<si><t>satu</t></si><si><r><t xml:space="preserve">dua </t></r><r><rPr><b/></rPr><t>tiga</t></r></si>' +
  '<si><t>漢字</t><rPh sb="0" eb="1"><t>かんじ</t></rPh><phoneticPr fontId="1"/></si>';

describe('a number in the NIK column', () => {
  test('has lost its last digit, whatever its format, and no number elsewhere has', async () => {
    const person = (nik: string) =>
      `<row>${nik}${PERSON.slice(1)
        .map((text) => (text === '8171012001' ? '<c><v>8171012001</v></c>' : inline(text)))
        .join('')}</row>`;
    const rows = [
      HEADER,
      ...Array.from({ length: 3 }, () => person(inline(PERSON[0] ?? ''))),
      person('<c><v>8171011708800001</v></c>'),
      person('<c s="1"><v>817101170880000</v></c>'),
    ];
    const run = await runOf(workbook({ sheets: [{ rows: rows.join('') }], formats: ['0'] }));
    expect(run.issues).toEqual({ NIK_NUMERIC: 2 });
    expect(run.counts).toEqual({ lolos: 3, ditolak: 2, dilewati: 0 });
  });
});

describe('of several sheets', () => {
  const cover: SheetParts = { name: 'Sampul', rows: '<row><c t="str"><v>Laporan</v></c></row>' };
  const data: SheetParts = {
    name: 'Data',
    state: 'hidden',
    rows: `${HEADER}<row hidden="1">${PERSON.map(inline).join('')}</row>`,
  };

  test('the first that has a header is read, hidden or not, with its hidden rows; and the run says so', async () => {
    const run = await runOf(workbook({ sheets: [cover, data, { ...data, name: 'Salinan' }] }));
    const sheet = { nama: 'Data', tersembunyi: true, lain: 2, barisTersembunyi: 1, rumusTanpaNilai: 0 };
    expect(run).toMatchObject({ kode: null, judul: 1, encoding: null, delimiter: null, lembar: sheet });
    expect(run.counts).toEqual({ lolos: 1, ditolak: 0, dilewati: 0 });
  });

  test('none may have one: then what the best of them lacks is said', async () => {
    const rows = `<row>${PESERTA.slice(2).map(inline).join('')}</row>`;
    const run = await runOf(workbook({ sheets: [cover, { rows }] }));
    expect(run).toMatchObject({ kode: 'HEADER_NOT_FOUND', rincian: { missing: ['nik', 'nama'] } });
  });

  test('all may be empty', async () => {
    const run = await runOf(workbook({ sheets: [{ rows: '' }, { rows: '<row><c s="1"/></row>' }] }));
    expect(run.kode).toBe('FILE_EMPTY');
  });
});

test('titles merged above the header, and rows that lie far apart, keep the numbers of their rows', async () => {
  const rows = `<row r="2"><c r="B2" t="str"><v>DAFTAR PESERTA</v></c></row>${HEADER.replace('r="1"', 'r="5"')}<row r="9">${['x', ...PERSON.slice(1)].map(inline).join('')}</row><row r="12">${PERSON.map(inline).join('')}</row>`;
  const after = '<mergeCells count="1"><mergeCell ref="B2:I3"/></mergeCells>';
  const run = await runOf(workbook({ sheets: [{ rows, after }] }));
  expect(run).toMatchObject({ judul: 5, counts: { lolos: 1, ditolak: 1, dilewati: 5 } });
  expect(run.contoh.NIK_FORMAT).toEqual([{ baris: 9, kolom: 0, nilai: null }]);
});

test('prefixed names and the strict namespace are read alike', async () => {
  const rows = `${HEADER}<row r="2">${PERSON.map(inline).join('')}</row>`;
  const prefixed = rows.replace(/<(\/?)(row|c|is|t)\b/g, '<$1x:$2');
  const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
  const run = await runOf(
    workbook({
      sheets: [{ rows }],
      parts: {
        '_rels/.rels': `<r:Relationships xmlns:r="r"><r:Relationship Id="a" Type="${strict}/officeDocument" Target="/xl/workbook.xml"/></r:Relationships>`,
        'xl/worksheets/sheet1.xml': `\ufeff<?xml version='1.0'?><!-- x --><x:worksheet xmlns:x='${MAIN}'><x:dimension ref='A1'/><x:sheetData>\n${prefixed}\n</x:sheetData></x:worksheet>`,
      },
    }),
  );
  expect(run.counts).toEqual({ lolos: 1, ditolak: 0, dilewati: 0 });
});

describe('a file is refused', () => {
  const good = textWorkbook([PESERTA, PERSON]);
  const ole = (text: string) =>
    Uint8Array.from([
      0xd0,
      0xcf,
      0x11,
      0xe0,
      0xa1,
      0xb1,
      0x1a,
      0xe1,
      ...new Uint8Array(504),
      ...Buffer.from(text, 'utf16le'),
    ]);
  const sheet = (text: string) => workbook({ sheets: [{ rows: '' }], parts: { 'xl/worksheets/sheet1.xml': text } });
  test.each<[string, Uint8Array, Unreadable['reason']]>([
    ['that is empty', new Uint8Array(), 'NOT_ZIP'],
    ['that is CSV', Buffer.from(PESERTA.join()), 'NOT_ZIP'],
    ['that is an old workbook', ole('Workbook'), 'OLD_EXCEL'],
    ['that has a password', ole('EncryptedPackage'), 'ENCRYPTED'],
    ['that is cut off', good.subarray(0, good.length - 40), 'ZIP_BROKEN'],
    ['whose beginning is lost', Uint8Array.from([0x50, 0x4b, ...good.subarray(200)]), 'ZIP_BROKEN'],
    ['that is another kind of zip file', Uint8Array.from(zipSync({ 'content.xml': strToU8('<a/>') })), 'NOT_WORKBOOK'],
    [
      'that holds a document type',
      sheet(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>',
      ),
      'XML_DTD',
    ],
    [
      'that refers to an entity of its own',
      sheet('<worksheet><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>'),
      'XLSX_BROKEN',
    ],
    ['whose sheet ends too early', sheet('<worksheet><sheetData><row>'), 'XLSX_BROKEN'],
    ['whose sheet is no XML', sheet('nik;nama'), 'XLSX_BROKEN'],
    [
      'whose rows go backwards',
      sheet('<worksheet><sheetData><row r="3"/><row r="2"/></sheetData></worksheet>'),
      'XLSX_BROKEN',
    ],
    [
      'that refers to a text that is not there',
      sheet('<worksheet><sheetData><row><c t="s"><v>9</v></c></row></sheetData></worksheet>'),
      'XLSX_BROKEN',
    ],
    [
      'that blows up',
      sheet(`<worksheet><sheetData>${'<a></a>'.repeat(10_000_000)}</sheetData></worksheet>`),
      'XLSX_BOMB',
    ],
    ['that repeats one text over and over', repeating(), 'XLSX_BOMB'],
  ])('%s', async (_, bytes, reason) => {
    expect(await refusal(bytes)).toBe(reason);
    const run = await runOf(Uint8Array.from(bytes));
    expect(run).toMatchObject({
      kode: 'UNREADABLE',
      rincian: { reason },
      counts: { lolos: 0, ditolak: 0, dilewati: 0 },
    });
  });

  /** A text of 30,000 characters that 4,000 rows refer to. */
  function repeating(): Uint8Array {
    const cell = '<c t="s"><v>0</v></c>';
    const rows = `${HEADER}${`<row>${cell}</row>`.repeat(4000)}`;
    return workbook({ sheets: [{ rows }], strings: `<si><t>${'x'.repeat(30_000)}</t></si>` });
  }
});

function inline(text: string): string {
  return `<c t="inlineStr"><is><t>${text}</t></is></c>`;
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function textOf(parts: WorkbookParts): Promise<string> {
  return all(workbook(parts), 'target');
}

async function all(bytes: Uint8Array, jenis: Jenis): Promise<string> {
  const pieces: string[] = [];
  const { pieces: records } = await openWorkbook(once(bytes), jenis, KERNEL);
  for await (const piece of records) pieces.push(Buffer.from(piece).toString());
  return pieces.join('');
}

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await all(bytes, 'peserta');
    return 'read';
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return error.reason;
  }
}

async function runOf(bytes: Uint8Array) {
  const ports = memoryPorts();
  const key = '2023-08/8171/peserta.xlsx';
  await ports.uploads.write(key, bytes);
  const judged = await ingest({ kind: 'created', key, version: 'v' }, ports);
  if ('passedOver' in judged || judged.run === null) throw new Error('not read');
  const run = await ports.work.read(judged.run);
  return Run.parse(JSON.parse(new TextDecoder().decode(run)));
}

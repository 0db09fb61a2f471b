/**
 * A workbook for the uploads of a region and kind, that spoils nothing: text stays text, codes are chosen from lists.
 *
 * The example stands above the header, where reading does not look, and once more as the first row of data, so that the sheet is
 * accepted as it is; there it is to be written over, and where it is forgotten it counts nobody as active. Four sheets: the rows,
 * how to fill in each column, what the codes mean, and the region's areas. No cell holds a formula.
 */
import writeWorkbook, { type CellObject, type SheetData } from 'write-excel-file/universal';
import type { Sentence } from '../rules/codes.ts';
import { type Jenis, requiredColumns } from '../rules/columns.ts';
import { NIK_DIGITS } from '../rules/nik.ts';
import type { Regions } from '../rules/regions.ts';
import { areasOf } from './areas.ts';
import { type Filling, fillings } from './columns.ts';
import { type CellRule, entrySheet, letters } from './entry.ts';
import { meaningOf } from './meanings.ts';

/** Rows of the first sheet, counted from 1: title, hints, example, header, and from there on what the clerk enters. */
const EXAMPLE_ROW = 3;
const HEADER_ROW = 4;
const FIRST_ROW = 5;

const TEXT = '@';
const NUMBER = '0';

export interface Template {
  readonly workbook: Blob;
  /** Areas in the list, and whether they are all that the region has. */
  readonly areas: number;
  readonly isWhole: boolean;
}

/**
 * @param region the sender's: the nation, a province, or a regency or city
 * @param filled whether the example is also the first row of data
 */
export async function template(
  jenis: Jenis,
  region: number,
  regions: Regions,
  language: keyof Sentence,
  filled = true,
): Promise<Template> {
  const { areas, isWhole } = areasOf(region, regions, jenis === 'komitmen' ? 'kabkota' : 'desa');
  const columns = fillings(jenis);
  const required = requiredColumns(jenis);
  const where = `${regions.name(region)} (${regions.code(region)})`;
  const example = exampleRow(
    columns,
    areas.map(({ code }) => code),
    jenis,
  );
  const values = columns.map(([, filling], i) => cellOf(example[i] ?? '', filling));
  const entry: SheetData = [
    [{ value: TITLE(jenis, where)[language], fontWeight: 'bold', fontSize: 14 }],
    [null, ...columns.map(([column]) => hint(required.includes(column), language))],
    [{ value: { id: 'contoh', en: 'example' }[language], ...FAINT }, ...values],
    [null, ...columns.map(([column]) => ({ value: column, ...HEADER }))],
    ...(filled ? [[{ value: OVERWRITE[language], ...FAINT }, ...values]] : []),
  ];
  const sheets = [
    {
      sheet: jenis,
      data: entry,
      columns: [{ width: 9 }, ...columns.map(([, { width }]) => ({ width }))],
      conditionalFormatting: [faint(EXAMPLE_ROW, columns.length)],
      stickyRowsCount: HEADER_ROW,
      stickyColumnsCount: jenis === 'peserta' ? 3 : 2, // the labels, and what tells one row from the next stays in sight
    },
    { sheet: 'petunjuk', data: guide(jenis, regions.code(region), columns, required, example), columns: GUIDE_WIDTHS },
    {
      sheet: 'kode',
      data: codes(columns),
      columns: columns.flatMap(() => [{ width: 24 }, { width: 48 }, { width: 3 }]),
    },
    {
      sheet: 'wilayah',
      data: [
        ['kode', 'nama', 'tingkat', 'di'].map((value) => ({ value, ...HEADER })),
        ...areas.map(({ code, name, level, within }) => [{ value: code, format: TEXT }, name, level, within]),
      ],
      columns: [{ width: 14 }, { width: 36 }, { width: 12 }, { width: 36 }],
      stickyRowsCount: 1,
    },
  ];
  const rules = columns.map(([column, filling], i) => ruleOf(column, filling, i + 1, areas.length, isWhole, columns));
  const features = [
    entrySheet(
      rules.map((rule) => inLanguage(rule, language)),
      EXAMPLE_ROW,
      FIRST_ROW,
    ),
  ];
  return { workbook: await writeWorkbook(sheets, { features, ...FONT }).toBlob(), areas: areas.length, isWhole };
}

/** Named, or each program takes one of its own for cells with a style. */
const FONT = { fontFamily: 'Arial', fontSize: 11 };
const FAINT = { fontStyle: 'italic', textColor: '#808080' } as const;
const HEADER = { fontWeight: 'bold', backgroundColor: '#1f5f4a', textColor: '#ffffff', format: TEXT } as const;
const GUIDE_WIDTHS = [{ width: 18 }, { width: 10 }, { width: 70 }, { width: 70 }, { width: 24 }];

/** Shown so, and not formatted so: whole columns take their format from the example. */
function faint(row: number, columns: number) {
  const cellRange = { from: { row, column: 2 }, to: { row, column: columns + 1 } };
  return { cellRange, condition: { formula: 'TRUE' }, style: FAINT };
}

const TITLE = (jenis: Jenis, where: string): Sentence => ({
  id: `${jenis.toUpperCase()} · ${where}: isi mulai baris ${FIRST_ROW}. Contoh di baris ${EXAMPLE_ROW} tidak dibaca.`,
  en: `${jenis.toUpperCase()} · ${where}: fill in from row ${FIRST_ROW} on. The example in row ${EXAMPLE_ROW} is not read.`,
});

/** Beside the first row of data: the column has no title, so nothing reads it. */
const OVERWRITE: Sentence = { id: 'contoh: timpa', en: 'example: write over' };

function hint(isRequired: boolean, language: keyof Sentence): CellObject {
  const said: Sentence = isRequired ? { id: 'wajib', en: 'required' } : { id: 'boleh kosong', en: 'may be empty' };
  return { value: said[language], ...FAINT };
}

/** A row that is accepted; whoever it is about does not exist. */
function exampleRow(
  columns: readonly (readonly [string, Filling])[],
  areas: readonly string[],
  jenis: Jenis,
): string[] {
  const own = areas.find((code) => code !== '00') ?? '';
  const village = areas.find((code) => code.length > 6) ?? areas.find((code) => code.length === 4) ?? own;
  const nik = `${village.slice(0, 4).padEnd(4, '0')}01${'170880'}${'9999'}`;
  return columns.map(([column, { example }]) => {
    if (column === 'nik') return nik;
    if (column === 'kode_wilayah') return jenis === 'peserta' ? village : own;
    return example;
  });
}

function cellOf(value: string, { isNumber }: Filling): CellObject {
  return isNumber ? { value: Number(value), format: NUMBER } : { value, format: TEXT };
}

interface Told extends Omit<CellRule, 'message'> {
  readonly how: Sentence;
}

function inLanguage({ how, ...rule }: Told, language: keyof Sentence): CellRule {
  return { ...rule, message: how[language] };
}

function ruleOf(
  column: string,
  { how, list, open }: Filling,
  place: number,
  areas: number,
  isWhole: boolean,
  columns: readonly (readonly [string, Filling])[],
): Told {
  const rule = { column: place, title: column, how };
  const cell = `${letters(place + 1)}${FIRST_ROW}`;
  if (column === 'nik') {
    // A number in this cell has lost its last digit already.
    return {
      ...rule,
      formula: { type: 'custom', text: `AND(ISTEXT(${cell}),LEN(${cell})=${NIK_DIGITS})` },
      strict: true,
    };
  }
  if (column === 'kode_wilayah') {
    return { ...rule, formula: { type: 'list', text: `wilayah!$A$2:$A$${areas + 1}` }, strict: isWhole };
  }
  if (!list) return { ...rule, formula: undefined, strict: false };
  const from = letters(listPlace(column, columns) + 1);
  return { ...rule, formula: { type: 'list', text: `kode!$${from}$2:$${from}$${list.length + 1}` }, strict: !open };
}

/** Where the sheet of codes has the list of a column, counted from 0: each takes two columns and a gap. */
function listPlace(column: string, columns: readonly (readonly [string, Filling])[]): number {
  return columns.filter(([, { list }]) => list).findIndex(([name]) => name === column) * 3;
}

function codes(columns: readonly (readonly [string, Filling])[]): SheetData {
  const lists = columns.flatMap(([column, { list }]) => (list ? [{ column, list }] : []));
  const longest = Math.max(...lists.map(({ list }) => list.length));
  const rows = Array.from({ length: longest }, (_, i) =>
    lists.flatMap(({ list }) => {
      const code = list[i];
      const said = code === undefined ? undefined : meaningOf(code);
      return [code === undefined ? null : { value: code, format: TEXT }, said ? `${said.id} (${said.en})` : null, null];
    }),
  );
  const header = lists.flatMap(({ column }) => [{ value: column, ...HEADER }, { value: 'arti', ...HEADER }, null]);
  return [header, ...rows];
}

function guide(
  jenis: Jenis,
  region: string,
  columns: readonly (readonly [string, Filling])[],
  required: readonly string[],
  example: readonly string[],
): SheetData {
  const steps: Sentence[] = [
    {
      id: `Isi lembar "${jenis}" mulai baris ${FIRST_ROW}. Baris di atas judul, juga contohnya, tidak dibaca.`,
      en: `Fill in the sheet "${jenis}" from row ${FIRST_ROW} on. What stands above the header, the example too, is not read.`,
    },
    {
      id: 'Menempel dari berkas lain: Beranda > Tempel > Tempel Khusus > Nilai, supaya kolom tetap berformat Teks.',
      en: 'Pasting from another file: Home > Paste > Paste Special > Values, so that columns stay Text.',
    },
    {
      id: `Unggah sebagai <periode>/${region}/${jenis}.xlsx, misalnya 2023-08/${region}/${jenis}.xlsx. Periksa dahulu: cakupan check BERKAS.`,
      en: `Upload it as <period>/${region}/${jenis}.xlsx, such as 2023-08/${region}/${jenis}.xlsx. Check it first: cakupan check FILE.`,
    },
  ];
  return [
    ...steps.map(({ id, en }) => [null, null, { value: id, ...WRAPPED }, { value: en, ...WRAPPED }]),
    [],
    ['kolom', 'wajib', 'cara mengisi', 'how to fill it in', 'contoh'].map((value) => ({ value, ...HEADER })),
    ...columns.map(([column, { how }], i) => [
      { value: column, fontWeight: 'bold' as const },
      required.includes(column) ? 'ya' : null,
      { value: how.id, ...WRAPPED },
      { value: how.en, ...WRAPPED },
      { value: example[i] ?? '', format: TEXT },
    ]),
  ];
}

const WRAPPED = { wrap: true, alignVertical: 'top' } as const;

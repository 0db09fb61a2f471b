/** The quick reading of cells by their bytes, held against the rules applied to their text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detailsOf, kategoriOf, regionOf, statusOf } from '../../pipeline/claim.ts';
import { optionalDate } from '../../pipeline/ingest/cells.ts';
import { Kernel } from '../../pipeline/ingest/kernel.ts';
import { PesertaRows } from '../../pipeline/ingest/peserta.ts';
import {
  BLOCKS,
  CLAIM_BLOCKS_BYTES,
  CLAIM_WORDS,
  CLAIMS,
  LOOK_WANTED,
  MORE_WANTED,
  RANK,
  ROW_FOUND,
} from '../../pipeline/kernel/layout.ts';
import { codesOf, ERRORS, type RowCode } from '../../pipeline/rules/codes.ts';
import { isoDate, readDate, readMonth } from '../../pipeline/rules/dates.ts';
import { type InvalidKey, readKey, type UploadKey } from '../../pipeline/rules/keys.ts';
import { readNik } from '../../pipeline/rules/nik.ts';
import { clean } from '../../pipeline/rules/text.ts';
import { readGender, readKategori, readProgram, readStatus, readSumberDana } from '../../pipeline/rules/vocabulary.ts';
import { KERNEL, memoryPorts, REGIONS } from '../memory.ts';
import { nikErrors } from '../nik-errors.ts';

const COLUMNS = [
  'nik',
  'nama',
  'tanggal_lahir',
  'jenis_kelamin',
  'kode_wilayah',
  'kategori',
  'status',
  'program',
  'sumber_dana',
  'tmt',
  'iuran_sampai',
  'kpj',
] as const;
const END = 20230831;

const known = (key: UploadKey | InvalidKey): UploadKey => {
  if (!key.jenis) throw new Error('not an upload key');
  return key;
};
const upload = known(readKey('2023-08/81/peserta.csv', REGIONS));
const HEADER = { columns: new Map(COLUMNS.map((column, i) => [column, i])), cells: COLUMNS };
const PORTS = { ...memoryPorts(), cipher: { keyId: 'none', encrypt: () => {} } };

describe('a participant row', () => {
  test('means the same by its bytes as by its text, whatever its cells say', () => {
    fc.assert(
      fc.property(fc.tuple(...COLUMNS.map(cell)), (cells) => {
        const { rows, kernel, at, limit } = given(cells.map(quoted).join(','));
        expect(kernel.split(at, limit, true)).toBe(limit);
        expect(seen(rows.judge(), kernel)).toEqual(byText(cells.map(clean)));
      }),
      { numRuns: 5000 },
    );
  });

  test('means the same among many, read at one go, however lines end and wherever the pieces of a file do', () => {
    const row = fc.tuple(...COLUMNS.map(cell)).map((cells) => ({ cells, line: cells.map(quoted).join(',') }));
    const rows = fc.array(row, { minLength: 1, maxLength: 150 });
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.nat(30_000), (list, lineEnd, cut) => {
        const data = list.filter(({ cells }) => /\p{Nd}/u.test(cells[0] ?? ''));
        const want = data.map(({ cells }) => byText(cells.map(clean)));
        expect(readAtOneGo(data.map(({ line }) => line + lineEnd).join(''), cut)).toEqual(want);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a date', () => {
  test('means the same in every accepted form', () => {
    const day = fc
      .integer({ min: -25567, max: 376_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, (iso) => {
        const [y = '', m = '', d = ''] = iso.split('-');
        const month = new Date(`${iso}T00:00:00Z`).toLocaleString('id-ID', { month: 'long', timeZone: 'UTC' });
        const forms = [
          iso,
          `${y}/${m}/${d}`,
          `${d}-${m}-${y}`,
          `${d}/${m}/${y}`,
          `${d}.${m}.${y}`,
          `${d} ${month} ${y}`,
        ];
        for (const form of [...forms, `${Number(d)}/${Number(m)}/${y}`, `${iso} 00:00:00`]) {
          expect(isoDate(readDate(form)), form).toBe(iso);
        }
        expect(readMonth(`${y}-${m}`)).toBe(Number(y + m));
      }),
    );
  });

  test('that does not exist is none', () => {
    for (const cell of ['1990-02-29', '31/04/2000', '2023-13-01', '1899-12-31', '1-2-90', '2023-1/2', '00-01-2000']) {
      expect(readDate(cell), cell).toBe(-1);
    }
  });
});

/** A list of participants in a kernel's memory. */
function given(text: string) {
  const kernel = Kernel.borrowForLists(KERNEL);
  const bytes = new TextEncoder().encode(text);
  const at = kernel.room(bytes.length, 0);
  kernel.bytes.set(bytes, at);
  kernel.begin(0x2c, true);
  const rows = new PesertaRows(kernel, upload, HEADER, PORTS, 'a folder');
  return { rows, kernel, bytes, at, limit: at + bytes.length };
}

/** What was found in the row last judged, and what it claims. */
function seen(findings: number, kernel: Kernel) {
  const errors = codesOf(findings & ERRORS).sort();
  return { errors, claim: errors.length === 0 ? claimed(kernel, kernel.claims - 1) : undefined };
}

function claimed({ bytes }: Kernel, index: number) {
  const words = new Uint32Array(bytes.buffer, CLAIMS + index * CLAIM_WORDS * 4, CLAIM_WORDS);
  const block = BLOCKS + index * CLAIM_BLOCKS_BYTES;
  const [, , bornAndGender = 0] = new Uint32Array(bytes.buffer, block + 16, 4);
  const details = detailsOf(words, 0);
  return {
    region: regionOf(words, 0),
    kategori: kategoriOf(words, 0),
    status: statusOf(words, 0),
    program: details >> 5,
    dana: (details >> 1) & 15,
    tmt: dateOf(0x7ffff - ((words[RANK]! >> 4) & 0x7ffff)),
    born: bornAndGender >> 1,
    gender: bornAndGender & 1,
    arrears: (details & 1) === 1,
    nik: new TextDecoder().decode(bytes.subarray(block, block + 16)),
  };
}

/** `yyyymmdd` of the number by which claims compare days. */
function dateOf(number: number): number {
  if (number === 0) return 0;
  const [year, day] = [Math.floor((number - 1) / 372), (number - 1) % 372];
  return (1900 + year) * 10000 + (Math.floor(day / 31) + 1) * 100 + (day % 31) + 1;
}

/** A list read as an upload is, in two pieces. */
function readAtOneGo(text: string, cut: number) {
  const { rows, kernel, bytes, at: start } = given(text);
  const found: ReturnType<typeof seen>[] = [];
  let at = start;
  for (const end of [Math.min(cut, bytes.length), bytes.length]) {
    kernel.changed();
    for (const limit = start + end; at < limit; ) {
      const why = rows.read(at, limit, end === bytes.length, 0);
      // A row that was found has been claimed, too, where it has warnings alone.
      const isClaimed = why === ROW_FOUND && (kernel.findings & ERRORS) === 0;
      for (let i = kernel.passed; i > 0; i--) {
        found.push({ errors: [], claim: claimed(kernel, kernel.claims - i - Number(isClaimed)) });
      }
      if (why === MORE_WANTED) {
        at = kernel.stopped;
        break;
      }
      found.push(seen(why === LOOK_WANTED ? rows.judge() : kernel.findings, kernel));
      at = kernel.next;
    }
  }
  return found;
}

/** The rules, cell by cell, on text alone. */
function byText(cells: readonly string[]) {
  const get = (column: (typeof COLUMNS)[number]) => cells[COLUMNS.indexOf(column)] ?? '';
  const errors: RowCode[] = [];
  const nik = readNik(get('nik'));
  errors.push(...(typeof nik === 'number' ? codesOf(nik) : nikErrors(nik, REGIONS)));
  if (!/\p{L}/u.test(get('nama'))) errors.push('NAME_MISSING');
  const born = readDate(get('tanggal_lahir'));
  if (born < 0 || born > END) errors.push('BIRTHDATE_INVALID');
  const gender = readGender(get('jenis_kelamin'));
  if (gender < 0) errors.push('GENDER_INVALID');
  const code = get('kode_wilayah').replaceAll('.', '');
  const region = code === '00' ? -1 : REGIONS.find(code);
  if (region < 0) errors.push('REGION_UNKNOWN');
  else if (!code.startsWith('81')) errors.push('REGION_OUTSIDE');
  const kategori = readKategori(get('kategori'));
  if (kategori < 0) errors.push('CATEGORY_UNKNOWN');
  const status = readStatus(get('status'));
  if (status < 0) errors.push('STATUS_UNKNOWN');
  const program = readProgram(get('program'));
  if (program < 0 || (status === 0 && (program & 3) !== 3)) errors.push('PROGRAM_INVALID');
  const dana = readSumberDana(get('sumber_dana')) + 1;
  if (dana === 0 && (get('sumber_dana') !== '' || status === 0)) errors.push('FUNDING_UNKNOWN');
  const tmt = optionalDate(get('tmt'));
  if (tmt < 0) errors.push('TMT_INVALID');
  const paid = get('iuran_sampai') === '' ? 0 : readMonth(get('iuran_sampai'));
  if (paid < 0) errors.push('PAID_UNTIL_INVALID');
  const arrears = status === 0 && paid > 0 && paid < 202308;
  const claim = { region, kategori, status, program, dana, tmt: tmt > END ? 0 : tmt, born, gender, arrears, nik };
  return { errors: errors.sort(), claim: errors.length === 0 ? claim : undefined };
}

/** Mostly what people write, with the damage that happens to it. */
function cell(column: (typeof COLUMNS)[number]): fc.Arbitrary<string> {
  const usual: Record<(typeof COLUMNS)[number], string[]> = {
    nik: [
      '8171011708800001',
      '8171.0117.0880.0002',
      '8171015708800003',
      '9999991708800001',
      '8171013102800001',
      '8171012902000000',
      '8.17101E+15',
      '817101170880001',
    ],
    nama: ['Contoh Satu', 'Élisa', '李', '12', '-', ''],
    tanggal_lahir: [
      '1980-08-17',
      '17/08/1980',
      '17.08.1980',
      '17 Agustus 1980',
      '7-Agu-1980',
      '1980/8/7',
      '1980-08-17 00:00',
      '2023-09-01',
      '29-02-1999',
      '1980-08/17',
    ],
    jenis_kelamin: ['L', 'P', 'l', 'Laki-laki', 'PEREMPUAN', 'x', ''],
    kode_wilayah: [
      '8171012001',
      '81.71.01.2001',
      '8171',
      '81',
      '817101',
      '00',
      '7309012004',
      '8171019999',
      '81710120011',
      "'8171012001",
    ],
    kategori: ['PEKERJA_RENTAN', 'rentan', 'RT/RW', 'Honorer', 'ｂｐｕ', 'petani', ''],
    status: ['AKTIF', 'aktif', 'Non Aktif', 'BELUM', 'usulan', 'ya', ''],
    program: ['JKK+JKM', 'jkk, jkm, jht', 'JKK', '', 'JKK;JKM|JP', 'BPJS', 'ＪＫＫ JKM'],
    sumber_dana: ['APBD_KAB', 'DD', 'dana desa', '', 'hibah'],
    tmt: ['', '2023-01-01', '01/02/2023', '2024-01-01', '31/02/2023', '-'],
    iuran_sampai: ['', '2023-08', '7/2023', 'Juli 2023', '2023-07-31', '13/2023', '—'],
    kpj: ['', '12345678901', 'x'],
  };
  const damage = fc.constantFrom(...' \u00a0\u200b\'"-.,;\t0123456789aXÉ'.split(''));
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...usual[column]) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...usual[column]), fc.nat(20), damage)
        .map(([text, at, mark]) => text.slice(0, at) + mark + text.slice(at)),
    },
    {
      weight: 1,
      arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\0', '').toWellFormed()),
    },
  );
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Mutated uploads: whatever arrives, there is a report, and memory and time keep their bounds.
 * `npm run test:fuzz -- --csv 100000 --xlsx 10000 --seed 1`
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { Random } from '../bench/bytes.ts';
import { ingest } from '../pipeline/ingest/ingest.ts';
import { writeReport } from '../pipeline/ingest/report.ts';
import { memoryPorts } from './memory.ts';
import { plainRecords } from './plain-records.ts';
import { textWorkbook, workbook } from './xlsx/workbook.ts';

export interface Fuzzed {
  readonly inputs: number;
  /** How many inputs were judged with each code; `-` for those accepted. */
  readonly codes: Readonly<Record<string, number>>;
  /** The longest that one input took, ms. */
  readonly slowest: number;
  /** The most that was resident, bytes. */
  readonly memory: number;
}

/** @throws when an input has no report, or the program fails on it: the message names the seed that makes it again */
export async function fuzz(kind: 'csv' | 'xlsx', inputs: number, seed: number): Promise<Fuzzed> {
  const originals = kind === 'csv' ? texts() : workbooks();
  const random = new Random();
  const codes: Record<string, number> = {};
  let [slowest, memory] = [0, 0];
  for (let i = 0; i < inputs; i++) {
    random.seed(seed, i, kind.length);
    const original = originals[random.below(originals.length)]!;
    const bytes = kind === 'csv' ? mutated(original, random) : mutatedWorkbook(original, random);
    const isGzip = kind === 'csv' && random.chance(0.05);
    const began = performance.now();
    const code = await judged(isGzip ? gzipSync(bytes) : bytes, isGzip ? 'csv.gz' : kind).catch((error) => {
      throw new Error(`${kind} input ${i} of seed ${seed}`, { cause: error });
    });
    slowest = Math.max(slowest, performance.now() - began);
    if (i % 100 === 0) memory = Math.max(memory, process.memoryUsage.rss());
    codes[code] = (codes[code] ?? 0) + 1;
  }
  return { inputs, codes, slowest, memory };
}

/** Reads an upload, writes its report, and answers its code. */
async function judged(bytes: Uint8Array, extension: string): Promise<string> {
  const ports = memoryPorts();
  const key = `2023-08/8171/peserta.${extension}`;
  await ports.uploads.write(key, bytes);
  const outcome = await ingest({ kind: 'created', key, version: 'v' }, ports);
  if ('passedOver' in outcome) throw new Error(`passed over: ${outcome.passedOver}`);
  await writeReport(outcome, { seen: outcome, accepted: null, held: null }, ports);
  const found = await ports.reports.list('');
  for (const name of ['report.json', 'report.html']) {
    const path = found.find((one) => one.endsWith(name));
    const size = path === undefined ? 0 : ((await ports.reports.head(path))?.size ?? 0);
    if (size < 100 || size > LARGEST_REPORT) throw new Error(`${name} has ${size} bytes`);
  }
  return outcome.kode ?? '-';
}

const LARGEST_REPORT = 300_000;

const CASES = join(import.meta.dirname, 'journeys');

/** The smaller lists of the cases: each tries some rule at its border. */
function texts(): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const name of ['handmade', 'parsing', 'rows', 'dates-and-numbers', 'file-rejections']) {
    const folder = join(CASES, name, 'uploads');
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.csv')) continue;
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      if (bytes.length < LONGEST) found.push(bytes);
    }
  }
  return found;
}

const LONGEST = 8000;

function workbooks(): Uint8Array[] {
  const lists = texts().flatMap((bytes) => {
    const records = plainRecords(new TextDecoder().decode(bytes), ',');
    return records === 'open' ? [] : [textWorkbook(records)];
  });
  const rows =
    '<row r="1"><c r="A1" s="1"><v>29450.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>x</v></c></row>';
  const all = workbook({ sheets: [{ rows, state: 'hidden' }, { rows }], formats: ['dd/mm/yyyy'], since1904: true });
  return [...lists, all];
}

/** Pieces that readers stumble over. */
const ODD = [
  '"',
  '""',
  ';',
  ',',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\ufeff',
  '\u200b',
  "'",
  '=1+1',
  '8.17E+15',
  '9'.repeat(400),
  ' ',
  '-',
]
  .map((text) => strToU8(text))
  .concat([Uint8Array.of(0xff, 0xfe), Uint8Array.of(0xc3), Uint8Array.of(0xed, 0xa0, 0x80)]);

const ODD_XML = [
  '<',
  '>',
  '</row>',
  '<row>',
  '<row r="1048577">',
  '<c r="XFE1">',
  '<c t="s"><v>99999999</v></c>',
  '&amp',
  '&#0;',
  '&#xffffffff;',
  '<!--',
  ']]>',
  '<![CDATA[',
  '<!DOCTYPE x>',
  '<is>',
  '</t>',
  '<rPh>',
  '"',
  "'",
  '/>',
  '<v>1e999</v>',
  '<v>-1</v>',
  ' hidden="1"',
].map((text) => strToU8(text));

function mutated(original: Uint8Array, random: Random, odd: readonly Uint8Array[] = ODD): Uint8Array<ArrayBuffer> {
  let bytes = Uint8Array.from(original);
  for (let times = 1 + random.below(6); times > 0; times--) {
    const at = random.below(bytes.length + 1);
    const length = random.below(40);
    switch (random.below(6)) {
      case 0:
        bytes[Math.min(at, bytes.length - 1)] = random.below(256);
        break;
      case 1:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
        break;
      case 2:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...odd[random.below(odd.length)]!, ...bytes.subarray(at)]);
        break;
      case 3:
        bytes = Uint8Array.from([...bytes.subarray(0, at + length), ...bytes.subarray(at)]);
        break;
      case 4:
        bytes = bytes.slice(0, at);
        break;
      default:
        bytes.copyWithin(random.below(bytes.length + 1), at, at + length);
    }
  }
  return bytes;
}

/** Half of them in the zip file's own bytes, half in a part of it, so that it still opens. */
function mutatedWorkbook(original: Uint8Array, random: Random): Uint8Array {
  if (random.chance(0.5)) return mutated(original, random);
  const parts = unzipSync(original);
  const names = Object.keys(parts);
  const name = random.chance(0.5) ? 'xl/worksheets/sheet1.xml' : names[random.below(names.length)]!;
  const part = parts[name]!;
  // Mostly at a tag: elsewhere it is mostly text.
  const text = strFromU8(part);
  const tag = text.indexOf('<', random.below(text.length + 1));
  const piece = ODD_XML[random.below(ODD_XML.length)]!;
  parts[name] =
    tag >= 0 && random.chance(0.5)
      ? strToU8(text.slice(0, tag) + strFromU8(piece) + text.slice(tag))
      : mutated(part, random, ODD_XML);
  return zipSync(parts, { level: 1 });
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      csv: { type: 'string', default: '100000' },
      xlsx: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
    },
  });
  for (const kind of ['csv', 'xlsx'] as const) {
    const { inputs, codes, slowest, memory } = await fuzz(kind, Number(values[kind]), Number(values.seed));
    const judgements = Object.entries(codes).map(([code, count]) => `${code} ${count}`);
    console.log(
      `${inputs} ${kind}: slowest ${slowest.toFixed(0)} ms, ${(memory / 1e6).toFixed(0)} MB; ${judgements.join(', ')}`,
    );
  }
}

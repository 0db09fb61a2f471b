/** Opens an upload as UTF-8 text of records, whatever it is: CSV, CSV in gzip, or a sheet of a workbook. */
import type { SheetRead } from '../contracts/run.ts';
import type { Ports } from '../ports.ts';
import type { UploadKey } from '../rules/keys.ts';
import { openWorkbook } from '../xlsx/open.ts';
import { asUtf8, type Encoding } from './encoding.ts';

export interface Source {
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Null where the file is no text. */
  readonly encoding: Encoding | null;
  /** Whether the bytes may turn out not to be UTF-8. */
  readonly doubted: boolean;
  /** What parts its cells, where that is known. */
  readonly delimiter: string | undefined;
  /** The sheet that was read, once it is; null for text, and where no sheet has a header. */
  readonly sheet: () => SheetRead | null;
}

/** @param legacy whether to read as Windows-1252 what has no UTF-16 BOM; @throws Unreadable */
export async function openSource(key: UploadKey, ports: Ports, legacy: boolean): Promise<Source> {
  const raw = counted(ports.uploads.stream(key.key), (bytes) => ports.progress(0, bytes));
  if (key.extension === 'xlsx') {
    const { pieces, delimiter, sheet } = await openWorkbook(raw, key.jenis, ports.kernel);
    return { pieces, encoding: null, doubted: false, delimiter, sheet };
  }
  const { encoding, pieces } = await asUtf8(key.extension === 'csv.gz' ? ports.gunzip(raw) : raw, legacy);
  const doubted = encoding === 'utf-8' || encoding === 'utf-8-bom';
  return { pieces, encoding, doubted, delimiter: undefined, sheet: () => null };
}

async function* counted(source: AsyncIterable<Uint8Array>, count: (bytes: number) => void) {
  for await (const piece of source) {
    count(piece.length);
    yield piece;
  }
}

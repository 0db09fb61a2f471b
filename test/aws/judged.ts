/** Small uploads that tests write themselves, and what the deployed stack says of any. */

import { Report } from '../../pipeline/contracts/report.ts';
import { reportOf } from '../../pipeline/ingest/report.ts';
import type { KeyRecord } from '../../pipeline/registry.ts';
import { readKey } from '../../pipeline/rules/keys.ts';
import { sha256 } from '../../platform/crypto.ts';
import { REGIONS } from '../memory.ts';
import { registry, reports } from './deployed.ts';

const HEADER = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana';

/** A list of so many people, each of them accepted, from serial number `first` on. */
export function people(count: number, first = 1): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const serial = String(first + i).padStart(4, '0');
    return `817101170880${serial},Contoh,1980-08-17,L,8171012001,PEKERJA_RENTAN,AKTIF,JKK+JKM,DANA_DESA`;
  });
  return [HEADER, ...rows, ''].join('\n');
}

/** The report of one version; undefined where it has none. */
export async function reportFor(key: string, version: string): Promise<Report | undefined> {
  const read = readKey(key, REGIONS);
  const folder = reportOf({ key, version, slot: read.jenis ? read.slot : null }, { sha256 });
  const bytes = await reports.read(`${folder}/report.json`);
  return bytes && Report.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** What the table knows of a key. */
export async function recordOf(key: string): Promise<KeyRecord | undefined> {
  return registry.key(readKey(key, REGIONS).periode ?? null, key);
}

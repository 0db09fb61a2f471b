/** files.csv, issues.csv and reporting.csv: what became of every file, and who has reported. */
import type { PlannedKey } from '../contracts/plan.ts';
import type { Bytes } from '../ports.ts';
import { KABKOTA, PROVINSI, type Regions } from '../rules/regions.ts';
import { Csv } from './csv.ts';

/** @param keys in byte order */
export function filesTable(keys: readonly PlannedKey[]): Bytes {
  const csv = new Csv('kunci,slot,hasil,kode,berlaku,baris_lolos,baris_ditolak,baris_dilewati');
  for (const { key, slot, kode, inForce, counts, withdrawn } of keys) {
    if (withdrawn) continue;
    csv
      .text(key)
      .word(slot ?? '')
      .word(kode ? 'ditolak' : 'diterima')
      .word(kode ?? '')
      .word(inForce ? 'ya' : 'tidak');
    csv.number(counts.lolos).number(counts.ditolak).number(counts.dilewati).end();
  }
  return csv.bytes();
}

/** @param keys in byte order */
export function issuesTable(keys: readonly PlannedKey[]): Bytes {
  const csv = new Csv('kunci,kode,jumlah');
  for (const { key, issues, withdrawn } of keys) {
    if (withdrawn) continue;
    for (const [code, count] of Object.entries(issues).sort(([a], [b]) => (a < b ? -1 : 1))) {
      csv.text(key).word(code).number(count).end();
    }
  }
  return csv.bytes();
}

/** MELAPOR: a file is in force. DITOLAK: there are live files, none in force. DITARIK: only withdrawn ones. */
type Status = 'MELAPOR' | 'DITOLAK' | 'DITARIK' | 'BELUM_LAPOR';

/** For the nation, every province and every kabupaten/kota, over the participants files whose territory it is. */
export function reportingTables(
  periode: string,
  keys: readonly PlannedKey[],
  regions: Regions,
): { exact: Bytes; public: Bytes } {
  const files = Map.groupBy(
    keys.filter(({ jenis }) => jenis === 'peserta'),
    ({ wilayah }) => regions.find(wilayah ?? ''),
  );
  const of = (region: number) => files.get(region) ?? [];
  const head = 'periode,kode_wilayah,status,berkas_berlaku,berkas_tidak_berlaku';
  const exact = new Csv(`${head},baris_diterima,baris_ditolak,kabkota_lapor,kabkota_total`);
  const open = new Csv(`${head},kabkota_lapor,kabkota_total`);
  for (const region of [regions.nation, ...range(regions, PROVINSI), ...range(regions, KABKOTA)]) {
    const live = of(region).filter(({ withdrawn }) => !withdrawn);
    const inForce = live.flatMap((key) => (key.inForce ? [key.inForce.counts] : []));
    const below = kabkotaOf(regions, region);
    for (const csv of [exact, open]) {
      csv
        .word(periode)
        .word(regions.code(region))
        .word(statusOf(of(region)));
      csv.number(inForce.length).number(live.length - inForce.length);
    }
    exact.number(inForce.reduce((sum, { lolos }) => sum + lolos, 0));
    exact.number(inForce.reduce((sum, { ditolak }) => sum + ditolak, 0));
    for (const csv of [exact, open]) {
      if (below.length === 0) csv.empty(2);
      else csv.number(below.filter((kabkota) => statusOf(of(kabkota)) === 'MELAPOR').length).number(below.length);
      csv.end();
    }
  }
  return { exact: exact.bytes(), public: open.bytes() };
}

function statusOf(files: readonly PlannedKey[]): Status {
  if (files.some(({ inForce }) => inForce)) return 'MELAPOR';
  if (files.some(({ withdrawn }) => !withdrawn)) return 'DITOLAK';
  return files.length > 0 ? 'DITARIK' : 'BELUM_LAPOR';
}

/** The kabupaten/kota of the nation or of a province; none of a kabupaten/kota. */
function kabkotaOf(regions: Regions, region: number): number[] {
  if (region === regions.nation) return range(regions, KABKOTA);
  if (regions.level(region) !== PROVINSI) return [];
  return numbers(regions.firstChild[region]!, regions.lastChild[region]!);
}

function range(regions: Regions, level: number): number[] {
  return numbers(regions.first[level]!, regions.first[level - 1]!);
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Recomputes reporting.csv from the keys in the manifest and from files.csv, and holds the claims against it. */
import type { Bytes } from '../../pipeline/ports.ts';
import { KABKOTA, PROVINSI, type Regions } from '../../pipeline/rules/regions.ts';
import { wholeNumber } from './arithmetic.ts';
import type { Coverage } from './coverage.ts';
import { readRows } from './csv.ts';
import type { Sheet } from './fault.ts';
import type { Judged } from './files.ts';
import type { Inputs } from './inputs.ts';
import { LAW } from './laws.ts';
import { KLAIM } from './layout.ts';

/** Accepted rows by territory. */
export type Accepted = ReadonlyMap<number, number>;

/** @throws Unsound */
export function checkReporting(
  sheet: Sheet,
  bytes: Bytes,
  { keys }: Inputs,
  judged: ReadonlyMap<string, Judged>,
  regions: Regions,
): Accepted {
  const lists = keys.filter(({ slot }) => slot?.jenis === 'peserta');
  const files = Map.groupBy(lists, ({ slot }) => slot?.region ?? -1);
  const statusOf = (region: number) => {
    const mine = files.get(region) ?? [];
    if (mine.some(({ key }) => key.inForce !== null)) return 'MELAPOR';
    if (mine.some(({ key }) => !key.withdrawn)) return 'DITOLAK';
    return mine.length > 0 ? 'DITARIK' : 'BELUM_LAPOR';
  };
  const reported = new Map<number, number>();
  for (const kabkota of files.keys()) {
    if (regions.level(kabkota) !== KABKOTA || statusOf(kabkota) !== 'MELAPOR') continue;
    for (const above of [regions.parent[kabkota]!, regions.nation]) reported.set(above, (reported.get(above) ?? 0) + 1);
  }
  const rows = readRows(sheet, bytes);
  const accepted = new Map<number, number>();
  const all = reporters(regions);
  for (const [i, region] of all.entries()) {
    const code = regions.code(region);
    const [periode, kode, status, berlaku, tidak, diterima = '', ditolak = '', lapor, total] = rows[i] ?? [];
    if (kode !== code) throw sheet.unsound(code, 'kode_wilayah', kode ?? null, code, LAW.present);
    const live = (files.get(region) ?? []).filter(({ key }) => !key.withdrawn);
    const inForce = live.filter(({ key }) => key.inForce !== null);
    const below = kabkotaIn(regions, region);
    const should: Record<string, string> = {
      periode: sheet.checks.periode ?? '',
      status: statusOf(region),
      berkas_berlaku: String(inForce.length),
      berkas_tidak_berlaku: String(live.length - inForce.length),
      kabkota_lapor: below > 0 ? String(reported.get(region) ?? 0) : '',
      kabkota_total: below > 0 ? String(below) : '',
    };
    const says = [periode, status, berlaku, tidak, lapor, total];
    const columns = Object.keys(should);
    for (const [c, column] of columns.entries()) {
      sheet.equal(code, column, says[c] ?? '', should[column] ?? '', LAW.reporting);
    }
    const [passed, rejected] = [wholeNumber(diterima), wholeNumber(ditolak)];
    if (passed < 0) throw sheet.unsound(code, 'baris_diterima', diterima, null, LAW.number);
    if (rejected < 0) throw sheet.unsound(code, 'baris_ditolak', ditolak, null, LAW.number);
    checkRows(sheet, code, { passed, rejected }, inForce, judged);
    accepted.set(region, passed);
  }
  const more = rows[all.length];
  if (more) throw sheet.unsound(more[1] ?? '', null, more.join(','), null, LAW.absent);
  return accepted;
}

/**
 * files.csv tells of latest versions. One in force behind a later one passed, so it has rows; a later one that is held has
 * fewer than half of them.
 */
function checkRows(
  sheet: Sheet,
  code: string,
  { passed, rejected }: { passed: number; rejected: number },
  inForce: Inputs['keys'],
  judged: ReadonlyMap<string, Judged>,
): void {
  let [known, knownRejected, unknown] = [0, 0, 0];
  for (const { key } of inForce) {
    const lolos = judged.get(key.key)?.lolos ?? 0;
    if (key.inForce !== key.version) unknown += key.kode === 'SHRUNK' ? 2 * lolos + 1 : 1;
    known += key.inForce === key.version ? lolos : 0;
    knownRejected += key.inForce === key.version ? (judged.get(key.key)?.ditolak ?? 0) : 0;
  }
  if (unknown === 0) {
    sheet.equal(code, 'baris_diterima', passed, known, LAW.reporting);
    sheet.equal(code, 'baris_ditolak', rejected, knownRejected, LAW.reporting);
    return;
  }
  sheet.atLeast(code, 'baris_diterima', passed, known + unknown, LAW.reporting);
  sheet.atLeast(code, 'baris_ditolak', rejected, knownRejected, LAW.reporting);
  sheet.atMost(code, 'baris_ditolak', rejected, knownRejected + passed - known, LAW.reporting);
}

/** Every accepted row of a participants file is one claim, inside the territory that sent it. @throws Unsound */
export function checkClaims(sheet: Sheet, coverage: Coverage, accepted: Accepted): void {
  const { regions } = coverage;
  const own = (region: number) => accepted.get(region) ?? 0;
  /** What a territory and those below it sent. */
  const inside = new Map(accepted);
  for (const [region, rows] of accepted) {
    if (regions.level(region) !== KABKOTA) continue;
    const province = regions.parent[region]!;
    inside.set(province, (inside.get(province) ?? 0) + rows);
  }
  const all = [...accepted.values()].reduce((sum, rows) => sum + rows, 0);
  sheet.equal('00 SEMUA', 'klaim', coverage.of(regions.nation, 0, KLAIM), all, LAW.claimsRead);
  for (const [region, rows] of inside) {
    const claims = coverage.of(region, 0, KLAIM);
    if (region === regions.nation || (claims === 0 && rows === 0)) continue;
    const wider = own(regions.nation) + (regions.level(region) === KABKOTA ? own(regions.parent[region]!) : 0);
    const name = `${regions.code(region)} SEMUA`;
    sheet.atLeast(name, 'klaim', claims, rows, LAW.claimsRead);
    sheet.atMost(name, 'klaim', claims, rows + wider, LAW.claimsRead);
  }
}

/** The nation, the provinces, the kabupaten/kota, each by code. */
function reporters(regions: Regions): number[] {
  const found = [regions.nation];
  for (let province = regions.first[PROVINSI]!; province < regions.nation; province++) found.push(province);
  for (let kabkota = regions.first[KABKOTA]!; kabkota < regions.first[PROVINSI]!; kabkota++) found.push(kabkota);
  return found;
}

/** How many kabupaten/kota there are below the nation or a province; none below a kabupaten/kota. */
function kabkotaIn(regions: Regions, region: number): number {
  if (region === regions.nation) return regions.first[PROVINSI]! - regions.first[KABKOTA]!;
  return regions.level(region) === PROVINSI ? regions.lastChild[region]! - regions.firstChild[region]! : 0;
}

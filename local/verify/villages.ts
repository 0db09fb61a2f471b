/** Recomputes what the reference says in villages100.csv, and holds the rest against coverage.csv and funding.csv. */
import type { Bytes } from '../../pipeline/ports.ts';
import { KABKOTA, PROVINSI } from '../../pipeline/rules/regions.ts';
import { KATEGORI_PUBLISHED, SUMBER_DANA } from '../../pipeline/rules/vocabulary.ts';
import { percentage, wholeNumber } from './arithmetic.ts';
import type { Coverage } from './coverage.ts';
import { readRows } from './csv.ts';
import type { Sheet } from './fault.ts';
import type { Funding } from './funding.ts';
import type { Inputs } from './inputs.ts';
import { LAW } from './laws.ts';
import { AKTIF, KLAIM } from './layout.ts';

const RENTAN = KATEGORI_PUBLISHED.indexOf('PEKERJA_RENTAN');
const DANA_DESA = SUMBER_DANA.indexOf('DANA_DESA');
const REACHED = 100;

/** @throws Unsound */
export function checkVillages(
  sheet: Sheet,
  bytes: Bytes,
  coverage: Coverage,
  funding: Funding,
  { keys }: Inputs,
): void {
  const { regions } = coverage;
  const own = new Set(
    keys.flatMap(({ key, slot }) => (slot?.jenis === 'peserta' && key.inForce !== null ? [slot.region] : [])),
  );
  const rows = readRows(sheet, bytes);
  let at = 0;
  for (let kabkota = regions.first[KABKOTA]!; kabkota < regions.first[PROVINSI]!; kabkota++) {
    if (!own.has(kabkota) && coverage.of(kabkota, 0, KLAIM) === 0) continue;
    const code = regions.code(kabkota);
    const [periode, kode, jumlah = '', tercapai = '', persen = ''] = rows[at++] ?? [];
    if (kode !== code) {
      const isEarly = kode !== undefined && kode < code;
      throw sheet.unsound(
        isEarly ? kode : code,
        'kode_wilayah',
        kode ?? null,
        code,
        isEarly ? LAW.absent : LAW.present,
      );
    }
    sheet.equal(code, 'periode', periode ?? '', sheet.checks.periode, LAW.itself);
    const villages = villagesOf(coverage, kabkota);
    sheet.equal(code, 'jumlah_desa', jumlah, String(villages.length), LAW.villages);
    const reached = wholeNumber(tercapai);
    if (reached < 0) throw sheet.unsound(code, 'desa_tercapai', tercapai, null, LAW.number);
    const [least, most] = bounds(villages, coverage, funding, kabkota);
    sheet.atLeast(code, 'desa_tercapai', reached, least, LAW.reached);
    sheet.atMost(code, 'desa_tercapai', reached, most, LAW.reached);
    sheet.equal(code, 'persen', persen, percentage(reached, villages.length), LAW.percent);
  }
  const more = rows[at];
  if (more) throw sheet.unsound(more[1] ?? '', null, more.join(','), null, LAW.absent);
}

/** The villages of type *desa*. */
function villagesOf({ regions }: Coverage, kabkota: number): number[] {
  const found: number[] = [];
  for (let kecamatan = regions.firstChild[kabkota]!; kecamatan < regions.lastChild[kabkota]!; kecamatan++) {
    for (let village = regions.firstChild[kecamatan]!; village < regions.lastChild[kecamatan]!; village++) {
      if (regions.code(village)[6] === '2') found.push(village);
    }
  }
  return found;
}

/**
 * Which source pays in a village is not published, but it is for its kabupaten/kota. At most as many villages reached it as
 * have 100 active ones, or as village funds pay for; at least those that others cannot have paid for.
 */
function bounds(
  villages: readonly number[],
  coverage: Coverage,
  funding: Funding,
  kabkota: number,
): [least: number, most: number] {
  const paid = funding.get(kabkota)?.[RENTAN * SUMBER_DANA.length + DANA_DESA] ?? 0;
  const active = villages.map((village) => coverage.of(village, RENTAN, AKTIF)).filter((aktif) => aktif >= REACHED);
  let others = coverage.of(kabkota, RENTAN, AKTIF) - paid;
  let spared = 0;
  for (const aktif of active.sort((a, b) => a - b)) {
    others -= aktif - REACHED + 1;
    if (others < 0) break;
    spared++;
  }
  return [active.length - spared, Math.min(active.length, Math.floor(paid / REACHED))];
}

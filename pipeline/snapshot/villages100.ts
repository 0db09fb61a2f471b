/** villages100.csv: in how many villages 100 vulnerable workers are paid from village funds (Instruction 4/2022). */
import type { PlannedKey } from '../contracts/plan.ts';
import type { Bytes } from '../ports.ts';
import { percent } from '../rules/numbers.ts';
import { KABKOTA, type Regions } from '../rules/regions.ts';
import { Csv } from './csv.ts';

/** Active vulnerable workers whose counting claim is paid by DANA_DESA, from so many on a village has reached it. */
export const REACHED = 100;

/** Whether a village code is of type *desa*: its seventh digit is 2. */
export function isDesa(code: string): boolean {
  return code[6] === '2';
}

/**
 * For every kabupaten/kota with a participants file of its own in force, or a claim in it.
 * @param claimed whether a region has a claim
 * @param reached kabupaten/kota → how many of its villages reached it
 */
export function villages100Table(
  periode: string,
  keys: readonly PlannedKey[],
  regions: Regions,
  claimed: (region: number) => boolean,
  reached: ReadonlyMap<number, number>,
): Bytes {
  const csv = new Csv('periode,kode_wilayah,jumlah_desa,desa_tercapai,persen');
  const own = new Set(keys.flatMap((key) => (key.jenis === 'peserta' && key.inForce ? [key.wilayah] : [])));
  for (let region = regions.first[KABKOTA]!; region < regions.first[KABKOTA - 1]!; region++) {
    if (!own.has(regions.code(region)) && !claimed(region)) continue;
    const villages = countDesa(regions, region);
    const done = reached.get(region) ?? 0;
    csv.word(periode).word(regions.code(region)).number(villages).number(done).word(percent(done, villages)).end();
  }
  return csv.bytes();
}

function countDesa(regions: Regions, kabkota: number): number {
  let count = 0;
  for (let kecamatan = regions.firstChild[kabkota]!; kecamatan < regions.lastChild[kabkota]!; kecamatan++) {
    for (let village = regions.firstChild[kecamatan]!; village < regions.lastChild[kecamatan]!; village++) {
      if (isDesa(regions.code(village))) count++;
    }
  }
  return count;
}

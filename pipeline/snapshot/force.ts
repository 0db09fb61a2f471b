/** Which target and commitment rows are in force for a period (data contract, section 5): they stand until replaced. */

import type { StandingFile } from '../contracts/plan.ts';
import { type KomitmenRow, Run, type TargetRow } from '../contracts/run.ts';
import { inTurn } from '../in-turn.ts';
import type { ObjectStore } from '../ports.ts';
import { joinKomitmen } from '../rules/komitmen.ts';
import { readStored } from '../stored.ts';

export interface TargetInForce extends TargetRow {
  /** The period that it comes from. */
  readonly sejak: string;
  readonly slot: string;
}

export interface KomitmenInForce extends KomitmenRow {
  readonly sejak: string;
}

/** The latest period decides; within it the wider territory, then the smaller slot. */
export async function targetsInForce(files: readonly StandingFile[], work: ObjectStore): Promise<TargetInForce[]> {
  const found = new Map<string, TargetInForce>();
  const order = files.toSorted(
    (a, b) => compare(b.periode, a.periode) || width(a.wilayah) - width(b.wilayah) || compare(a.slot, b.slot),
  );
  const runs = await inTurn(order, ({ run }) => readStored(work, run, Run));
  order.forEach(({ periode, slot }, i) => {
    for (const row of runs[i]?.targets ?? []) {
      const key = `${row.wilayah} ${row.kategori}`;
      if (!found.has(key)) found.set(key, { ...row, sejak: periode, slot });
    }
  });
  return [...found.values()];
}

/** All rows of the latest period that has any for a region and instruction, as one. */
export async function komitmenInForce(files: readonly StandingFile[], work: ObjectStore): Promise<KomitmenInForce[]> {
  const found = new Map<string, KomitmenInForce>();
  const order = files.toSorted((a, b) => compare(b.periode, a.periode));
  const runs = await inTurn(order, ({ run }) => readStored(work, run, Run));
  order.forEach(({ periode }, i) => {
    for (const row of runs[i]?.komitmen ?? []) {
      const key = `${row.wilayah} ${row.instruksi}`;
      const known = found.get(key);
      if (!known) found.set(key, { ...row, sejak: periode });
      else if (known.sejak === periode) found.set(key, { ...joinKomitmen(known, row), sejak: periode });
    }
  });
  return [...found.values()];
}

/** The nation is wider than a province, a province than a kabupaten/kota. */
function width(wilayah: string): number {
  return wilayah === '00' ? 0 : wilayah.length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

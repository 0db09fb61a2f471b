/** What the manifest says of the uploads behind a revision: held to the rules of keys and slots (data contract, section 1). */
import type { Manifest } from '../../pipeline/contracts/published.ts';
import { byBytes } from '../../pipeline/rules/keys.ts';
import { KABKOTA, type Regions } from '../../pipeline/rules/regions.ts';
import type { Sheet } from './fault.ts';
import { LAW } from './laws.ts';

export type Key = Manifest['keys'][number];

/** `2023-08/8171/peserta-desa`, taken apart. */
export interface Slot {
  readonly slot: string;
  readonly periode: string;
  /** The territory: a region, and its code. */
  readonly region: number;
  readonly wilayah: string;
  readonly jenis: string;
}

export interface Inputs {
  /** In byte order, each with what its slot says; none for a path that fits no slot. */
  readonly keys: readonly { readonly key: Key; readonly slot: Slot | undefined }[];
  /** Target and commitment files that stand, by slot. */
  readonly standing: ReadonlyMap<string, Slot>;
}

/** @throws Unsound */
export function readInputs(sheet: Sheet, manifest: Manifest, regions: Regions): Inputs {
  const { periode } = manifest;
  const holders = new Map<string, Key>();
  const keys = manifest.keys.map((key, i) => {
    const before = manifest.keys[i - 1];
    if (before && byBytes(before.key, key.key) >= 0) {
      throw sheet.unsound(key.key, 'key', key.key, `> ${before.key}`, LAW.inputs);
    }
    const slot = slotOf(key.key, periode, regions);
    sheet.equal(key.key, 'slot', key.slot, slot?.slot ?? null, LAW.inputs);
    checkForce(sheet, key);
    if (slot && key.inForce !== null) {
      if (holders.has(slot.slot)) throw sheet.unsound(key.key, 'inForce', key.inForce, null, LAW.inputs);
      holders.set(slot.slot, key);
    } else if (key.kode === 'SLOT_CONFLICT' && !holders.has(key.slot ?? '')) {
      throw sheet.unsound(key.key, 'kode', key.kode, null, LAW.inputs);
    }
    return { key, slot };
  });
  const standing = new Map<string, Slot>();
  for (const { slot: name, version } of manifest.standing) {
    const slot = readSlot(name, regions);
    const isOdd = !slot || slot.jenis === 'peserta' || slot.periode > periode || standing.has(name);
    if (isOdd) throw sheet.unsound(name, 'standing', name, null, LAW.inputs);
    if (slot.periode === periode)
      sheet.equal(name, 'standing', version, holders.get(name)?.inForce ?? null, LAW.inputs);
    standing.set(name, slot);
  }
  for (const name of holders.keys()) {
    if (readSlot(name, regions)?.jenis !== 'peserta' && !standing.has(name)) {
      throw sheet.unsound(name, 'standing', null, name, LAW.inputs);
    }
  }
  return { keys, standing };
}

/** An accepted version is in force; a rejected one, or one of a withdrawn key, is not. */
function checkForce(sheet: Sheet, { key, slot, withdrawn, version, kode, inForce }: Key): void {
  // A path that fits no slot is not read; that may fail like any reading.
  const unread = kode === 'PATH_INVALID' || (slot === null && kode === 'PROCESSING_FAILED');
  sheet.equal(key, 'kode', unread, slot === null, LAW.inputs);
  const may =
    slot !== null && !withdrawn && (inForce === version ? kode === null : kode !== null && kode !== 'SLOT_CONFLICT');
  sheet.checks.count++;
  if (inForce !== null && !may) throw sheet.unsound(key, 'inForce', inForce, null, LAW.inputs);
}

/** The slot that a key names, or undefined. */
function slotOf(key: string, periode: string, regions: Regions): Slot | undefined {
  const [, month, territory = '', stem] =
    /^([^/]+)\/(\d\d|\d{4}|\d\d\.\d\d)\/([^/]+)\.(?:csv\.gz|csv|xlsx)$/i.exec(key) ?? [];
  return month === periode ? readSlot(`${month}/${territory.replace('.', '')}/${stem}`, regions) : undefined;
}

function readSlot(slot: string, regions: Regions): Slot | undefined {
  const [, periode = '', wilayah = '', jenis = ''] =
    /^(\d{4}-\d\d)\/(\d\d|\d{4})\/(peserta|target|komitmen)(?:-[a-z0-9-]+)?$/.exec(slot) ?? [];
  const region = regions.find(wilayah);
  // The nation, provinces and kabupaten/kota upload.
  return region < 0 || regions.level(region) > KABKOTA ? undefined : { slot, periode, region, wilayah, jenis };
}

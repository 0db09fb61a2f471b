/** `cakupan diff [A B]`: cells that differ between two revisions of a period, and the uploads that can have changed them. */
import { join, resolve } from 'node:path';
import { type Changes, Index } from '../pipeline/contracts/published.ts';
import { NotFound, type ObjectStore } from '../pipeline/ports.ts';
import { difference, readSide } from '../pipeline/snapshot/difference.ts';
import { readIfStored } from '../pipeline/stored.ts';
import { revisionOf } from './deed-words.ts';
import { DiskStore } from './disk.ts';
import { EXIT, Failure } from './failure.ts';
import { type Language, numbers } from './language.ts';

/** Cells shown; --json gives all that are named. */
const SHOWN = 40;

export interface DiffFlags {
  readonly out?: string | undefined;
  readonly periode?: string | undefined;
  readonly json: boolean;
}

/** @returns the exit code. @throws Failure when there is no such revision */
export function diffVerb(operands: readonly string[], flags: DiffFlags, language: Language): Promise<number> {
  return diff(operands, flags, new DiskStore(join(resolve(flags.out ?? 'cakupan-out'), 'snapshots')), language);
}

/** @param snapshots of one machine or of a stack. @returns the exit code. @throws Failure when there is no such revision */
export async function diff(
  operands: readonly string[],
  flags: DiffFlags,
  snapshots: ObjectStore,
  language: Language,
): Promise<number> {
  const [periode, before, now] = await sides(operands, flags.periode, snapshots);
  const changes = difference(await side(periode, before, snapshots), await side(periode, now, snapshots));
  process.stdout.write(flags.json ? `${JSON.stringify(changes)}\n` : text(changes, language));
  return EXIT.done;
}

async function side(periode: string, revision: string, snapshots: ObjectStore) {
  try {
    return await readSide(periode, revision, snapshots);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw new Failure({
      id: `Revisi ${revision} dari ${periode} tidak ada. Lihat yang berlaku dengan cakupan status.`,
      en: `There is no revision ${revision} of ${periode}. See which one is current with cakupan status.`,
    });
  }
}

/** The two named; without names the current revision and the one before it. */
async function sides(
  operands: readonly string[],
  periode: string | undefined,
  snapshots: ObjectStore,
): Promise<[periode: string, before: string, now: string]> {
  const [a, b] = operands;
  if (a !== undefined && b !== undefined) {
    const [[of, before], [other, now]] = [revisionOf(a, periode), revisionOf(b, periode)];
    if (of === other) return [of, before, now];
  }
  if (a === undefined) {
    const { periods } = (await readIfStored(snapshots, 'index.json', Index)) ?? { periods: [] };
    const wanted = periods.filter((one) => periode === undefined || one.periode === periode);
    const [only] = wanted;
    if (only && wanted.length === 1 && only.revision !== 'r1') {
      return [only.periode, `r${Number(only.revision.slice(1)) - 1}`, only.revision];
    }
  }
  throw new Failure({
    id: 'Sebutkan dua revisi dari satu periode, misalnya: cakupan diff 2023-08/r1 2023-08/r2.',
    en: 'Name two revisions of one period, such as: cakupan diff 2023-08/r1 2023-08/r2.',
  });
}

function text({ periode, revision, previous, slots, penyebab, cells, more }: Changes, language: Language): string {
  const say = (id: string, en: string) => ({ id, en })[language];
  const number = (value: number) => numbers(language).format(value);
  const lines = [`${periode}  ${previous} → ${revision}`];
  const list = (title: string, names: readonly string[]) => {
    if (names.length > 0) lines.push(`  ${title}: ${names.join(', ')}`);
  };
  list(say('ditambahkan', 'added'), slots.added);
  list(say('diganti', 'superseded'), slots.superseded);
  list(say('ditarik', 'withdrawn'), slots.withdrawn);
  for (const { kode_wilayah, kategori, kolom, sebelum, sesudah, sebab } of cells.slice(0, SHOWN)) {
    const causes = sebab.map((place) => penyebab[place]).join(', ');
    lines.push(`  ${kode_wilayah} ${kategori} ${kolom}: ${sebelum || '-'} → ${sesudah || '-'}  (${causes || '-'})`);
  }
  const left = cells.length - SHOWN + more;
  if (left > 0)
    lines.push(say(`  … dan ${number(left)} sel lagi (--json).`, `  … and ${number(left)} more cells (--json).`));
  if (cells.length === 0)
    lines.push(say('  tidak ada sel coverage.csv yang berubah', '  no cell of coverage.csv has changed'));
  return `${lines.join('\n')}\n`;
}

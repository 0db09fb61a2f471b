/** `cakupan check` on the command line: the report of files before they are uploaded. Writes nothing, needs no output folder. */
import { type Aim, aim, type Given } from '../../pipeline/aim.ts';
import { type Checked, type CheckPorts, check } from '../../pipeline/check.ts';
import { conflicts } from '../../pipeline/conflicts.ts';
import type { Report } from '../../pipeline/contracts/report.ts';
import { People } from '../../pipeline/people.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { JENIS } from '../../pipeline/rules/columns.ts';
import { isIgnored, readKey } from '../../pipeline/rules/keys.ts';
import type { Regions } from '../../pipeline/rules/regions.ts';
import { deflate } from '../../platform/deflate.ts';
import { gunzip } from '../../platform/gunzip.ts';
import { EXIT, Failure } from '../failure.ts';
import type { Language } from '../language.ts';
import { readKernel, readRegions } from '../ports.ts';
import { Progress } from '../progress.ts';
import { type Source, STANDARD_INPUT, sourcesOf } from './sources.ts';
import { checksText } from './text.ts';
import { watch } from './watch.ts';

export interface CheckFlags {
  readonly wilayah?: string | undefined;
  readonly periode?: string | undefined;
  readonly jenis?: string | undefined;
  readonly watch: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** @returns the exit code. @throws Failure for wrong usage, and for what cannot be read */
export async function checkVerb(operands: readonly string[], flags: CheckFlags, language: Language): Promise<number> {
  const regions = await readRegions();
  const given = givenBy(flags, regions);
  const round = async () => {
    const told = await checkAll(operands, given, regions, flags, language);
    tell(told, flags, language);
    return told.checks.some(({ report }) => hasErrors(report)) ? EXIT.rejected : EXIT.done;
  };
  if (!flags.watch) return round();
  if (operands.includes(STANDARD_INPUT)) {
    throw new Failure({
      id: '--watch tidak berlaku untuk masukan standar (-): sebutkan berkasnya.',
      en: '--watch does not go with standard input (-): name the file.',
    });
  }
  return watch(operands, round, language);
}

/** Rows may be rejected in a file that is accepted. */
function hasErrors({ temuan }: Report): boolean {
  return temuan.some(({ level }) => level === 'error');
}

/** @throws Failure for a region or a kind that there is not */
export function givenBy(
  { periode, wilayah, jenis }: { readonly [of in 'periode' | 'wilayah' | 'jenis']?: string | undefined },
  regions: Regions,
) {
  const known = JENIS.find((one) => one === jenis);
  if (jenis !== undefined && !known) {
    throw new Failure({
      id: `--jenis ${jenis} tidak ada: pakai peserta, target, atau komitmen.`,
      en: `There is no --jenis ${jenis}: use peserta, target or komitmen.`,
    });
  }
  if (wilayah !== undefined && !readKey(`2000-01/${wilayah}/peserta.csv`, regions).jenis) {
    throw new Failure({
      id: `--wilayah ${wilayah} bukan wilayah pengirim: tulis kode Kemendagri provinsi (81) atau kabupaten/kota (8171), atau 00.`,
      en: `--wilayah ${wilayah} is no sending region: write the Kemendagri code of a province (81) or a regency or city (8171), or 00.`,
    });
  }
  return { periode, wilayah, jenis: known };
}

/** A file, what nobody said of it, and what was found. */
export interface Check extends Checked {
  readonly name: string;
  readonly guesses: Aim['guesses'];
  /** The file that fills its slot instead. */
  readonly holder: string | undefined;
}

interface Told {
  readonly checks: readonly Check[];
  readonly notices: readonly Sentence[];
}

async function checkAll(
  operands: readonly string[],
  given: Given,
  regions: Regions,
  { quiet, json }: CheckFlags,
  language: Language,
): Promise<Told> {
  const { sources, notices } = await sourcesOf(operands);
  const progress = new Progress(process.stderr, quiet || json, language);
  const ports: CheckPorts = {
    regions,
    kernel: await readKernel(),
    gunzip,
    deflate,
    progress: progress.read,
    keepsFiles: false,
    people: new People(),
  };
  const opened: { source: Source; content: Blob }[] = [];
  for (const source of sources) opened.push({ source, content: await source.open() });
  const bytes = opened.reduce((sum, { content }) => sum + content.size, 0);
  progress.stage('read', opened.length, bytes);
  const found: Omit<Check, 'holder'>[] = [];
  const passedOver: Sentence[] = [];
  try {
    for (const { source, content } of opened) {
      const one = await checkOne(source, content, given, ports);
      if (one) found.push(one);
      else passedOver.push(inDraft(source.name));
      progress.fileDone();
    }
  } finally {
    progress.end();
  }
  return { checks: settled(found, regions), notices: [...notices, ...passedOver] };
}

/** @returns undefined for a file that an upload folder passes over */
async function checkOne(
  { name, path }: Source,
  content: Blob,
  given: Given,
  ports: CheckPorts,
): Promise<Omit<Check, 'holder'> | undefined> {
  const today = new Date().toISOString().slice(0, 'yyyy-mm'.length);
  const { keys, guesses } = await aim(path, content, given, today, ports.regions);
  if (keys.some(isIgnored)) return undefined;
  try {
    return { ...(await check(keys, content, ports)), name, guesses };
  } catch (error) {
    // What a blob says of a file that is no longer as it was when it was opened.
    if (!(error instanceof DOMException) || error.name !== 'NotReadableError') throw error;
    throw new Failure({
      id: `${name} berubah selagi dibaca. Tunggu sampai selesai disimpan, lalu ulangi.`,
      en: `${name} changed while it was read. Wait until it is saved, then try again.`,
    });
  }
}

function settled(found: readonly Omit<Check, 'holder'>[], regions: Regions): Check[] {
  const files = found.map(({ key, report }) => ({ key, isAccepted: report.kode === null }));
  const held = conflicts(files, regions);
  return found.map((one, place) => {
    const holder = found[held.get(place) ?? -1]?.name;
    return holder === undefined ? { ...one, holder } : { ...one, holder, report: one.refused('SLOT_CONFLICT') };
  });
}

function tell({ checks, notices }: Told, { json, quiet }: CheckFlags, language: Language): void {
  if (json) process.stdout.write(`${JSON.stringify(checks.map(({ report }) => report))}\n`);
  else if (!quiet) process.stdout.write(checksText(checks, language));
  if (!json && !quiet) for (const notice of notices) process.stderr.write(`${notice[language]}\n`);
}

function inDraft(name: string): Sentence {
  return {
    id: `${name}: di folder yang namanya diawali titik atau garis bawah, jadi dilewati juga bila diunggah.`,
    en: `${name}: in a folder whose name begins with a dot or an underscore, so an upload would be passed over too.`,
  };
}

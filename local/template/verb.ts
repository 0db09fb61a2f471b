/** `cakupan template` on the command line: writes a workbook to fill in, for a region and kind. */
import { writeFile } from 'node:fs/promises';
import { template } from '../../pipeline/template/template.ts';
import { givenBy } from '../check/verb.ts';
import { EXIT, Failure, systemCode } from '../failure.ts';
import { type Language, numbers } from '../language.ts';
import { readRegions } from '../ports.ts';

export interface TemplateFlags {
  readonly wilayah?: string | undefined;
  readonly jenis?: string | undefined;
  readonly out?: string | undefined;
  /** Whether the first row is left for the clerk, without the example. */
  readonly empty: boolean;
  readonly quiet: boolean;
}

/** @returns the exit code. @throws Failure for wrong usage, and where the file cannot be written or is there already */
export async function templateVerb(flags: TemplateFlags, language: Language): Promise<number> {
  const regions = await readRegions();
  const { jenis = 'peserta', wilayah = '00' } = givenBy(flags, regions);
  const region = regions.find(wilayah.replace('.', ''));
  const path = flags.out ?? `template-${jenis}-${regions.code(region)}.xlsx`;
  const { workbook, areas, isWhole } = await template(jenis, region, regions, language, !flags.empty);
  await writeFile(path, new Uint8Array(await workbook.arrayBuffer()), { flag: 'wx' }).catch((error) => {
    throw unwritable(path, error);
  });
  if (flags.quiet) return EXIT.done;
  const count = numbers(language).format(areas);
  const told = {
    id: `${path}: ${jenis} untuk ${regions.name(region)}, ${count} wilayah dalam daftar pilihan.`,
    en: `${path}: ${jenis} for ${regions.name(region)}, ${count} areas in its list.`,
  };
  process.stdout.write(`${told[language]}\n`);
  if (!isWhole) process.stdout.write(`${NOT_WHOLE[language]}\n`);
  return EXIT.done;
}

const NOT_WHOLE = {
  id: 'Desa se-Indonesia terlalu banyak untuk satu daftar: sebutkan --wilayah (misalnya 8171) agar desanya dapat dipilih. Kode lain tetap boleh diketik.',
  en: 'The villages of the whole nation are too many for a list: name --wilayah (such as 8171) to have its villages to choose from. Other codes may still be typed.',
};

/** A sheet that somebody has filled in is not written over. */
function unwritable(path: string, error: unknown): Failure {
  const code = systemCode(error) ?? '';
  if (code === 'EEXIST') {
    return new Failure({
      id: `${path} sudah ada dan tidak ditimpa. Sebutkan nama lain dengan --out.`,
      en: `${path} is there already and is not written over. Name another with --out.`,
    });
  }
  return new Failure({
    id: `${path} tidak dapat ditulis (${code}). Sebutkan tempat lain dengan --out.`,
    en: `${path} cannot be written (${code}). Name another place with --out.`,
  });
}

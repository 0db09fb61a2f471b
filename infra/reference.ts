/** Writes the reference of regions as the pipeline loads it: one file of `code<tab>name`, from the package's CSV files. */
import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';

/** Lines `code<tab>name`, codes without dots; provinces first, villages last. */
export async function reference(): Promise<string> {
  const levels = [await getProvinces(), await getRegencies(), await getDistricts(), await getVillages()];
  return levels
    .flat()
    .map(({ code, name }) => `${code.replaceAll('.', '')}\t${name}\n`)
    .join('');
}

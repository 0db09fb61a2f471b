/** Writes the reference of regions as the pipeline loads it: one file of `code<tab>name`, from the package's CSV files. */
import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';

/** Lines `code<tab>name`, codes without dots: villages first, provinces last, each level in the order of its codes. */
export async function reference(): Promise<string> {
  const levels = [await getVillages(), await getDistricts(), await getRegencies(), await getProvinces()];
  return levels
    .flatMap((level) => level.map(({ code, name }) => ({ code: code.replaceAll('.', ''), name })).sort(byCode))
    .map(({ code, name }) => `${code}\t${name}\n`)
    .join('');
}

function byCode(a: { code: string }, b: { code: string }): number {
  return a.code < b.code ? -1 : 1;
}

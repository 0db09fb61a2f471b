/** The regions that the sample is about: their names, kecamatan and villages, from the reference of regions. */
import { readGenerated } from '../ports.ts';

export interface Place {
  /** 2 or 4 digits. */
  readonly code: string;
  readonly name: string;
  /** Codes of 6 digits. */
  readonly kecamatan: readonly string[];
  /** Codes of 10 digits, towns' kelurahan included. */
  readonly villages: readonly string[];
}

/** The place with a code of 2 or 4 digits. */
export type Places = (code: string) => Place;

/** Reads the part of the reference that lies in these provinces; the whole country would cost time at every start. */
export async function readPlaces(provinces: readonly string[]): Promise<Places> {
  const reference = new TextDecoder().decode(await readGenerated('regions.tsv'));
  const names = new Map<string, string>();
  for (const line of reference.split('\n')) {
    if (!provinces.includes(line.slice(0, 2))) continue;
    const tab = line.indexOf('\t');
    names.set(line.slice(0, tab), line.slice(tab + 1));
  }
  const codes = [...names.keys()].sort();
  const known = new Map<string, Place>();
  return (code) => {
    let place = known.get(code);
    if (!place) {
      const name = names.get(code);
      if (name === undefined) throw new Error(`the reference has no region ${code} for the sample`);
      const inside = codes.filter((other) => other.startsWith(code));
      const withDigits = (digits: number) => inside.filter((other) => other.length === digits);
      place = { code, name, kecamatan: withDigits(6), villages: withDigits(10) };
      known.set(code, place);
    }
    return place;
  };
}

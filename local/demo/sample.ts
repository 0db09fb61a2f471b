/**
 * Writes a folder of uploads to try the program with: invented people in the regions, periods and numbers that the news
 * has told of, spelled, saved and mistaken as real uploads are. What comes out of it is in `promise.ts`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Chance } from './chance.ts';
import { participants } from './participants.ts';
import { Residents } from './people.ts';
import { readPlaces } from './places.ts';
import { pledges } from './pledges.ts';
import { refused } from './refused.ts';
import { bytesOf, type Sheet } from './sheet.ts';

/** The same bytes at every call. Files of these names are replaced, others left alone. */
export async function writeSample(folder: string): Promise<void> {
  const places = await readPlaces(['73', '81']);
  const chance = new Chance(SEED);
  const residents = new Residents(places, chance);
  const write = async (sheet: Sheet) => {
    const path = join(folder, sheet.key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytesOf(sheet));
  };
  for (const sheet of participants(places, residents, chance)) await write(sheet);
  for (const sheet of refused(places, residents, chance)) await write(sheet);
  for (const sheet of pledges(places)) await write(sheet);
}

/** Any number: it decides who the invented people are. */
const SEED = 8171;

/**
 * Where each province stands on the tile map: one tile a province, the size of the country's idea and not of its forests.
 * West to east, north to south; no outline map with a fit licence has today's 38 provinces.
 */

/** By code: column and row, from 0, and the short name that fits into a tile. */
export const TILES: Readonly<Record<string, readonly [column: number, row: number, short: string]>> = {
  '11': [0, 0, 'Aceh'],
  '12': [0, 1, 'Sumut'],
  '13': [0, 2, 'Sumbar'],
  '14': [1, 1, 'Riau'],
  '15': [1, 2, 'Jambi'],
  '16': [1, 3, 'Sumsel'],
  '17': [0, 3, 'Bkulu'],
  '18': [1, 4, 'Lmpung'],
  '19': [2, 2, 'Babel'],
  '21': [2, 1, 'Kepri'],
  '31': [3, 4, 'DKI'],
  '32': [3, 5, 'Jabar'],
  '33': [4, 5, 'Jateng'],
  '34': [4, 6, 'DIY'],
  '35': [5, 5, 'Jatim'],
  '36': [2, 5, 'Banten'],
  '51': [6, 5, 'Bali'],
  '52': [7, 5, 'NTB'],
  '53': [8, 5, 'NTT'],
  '61': [4, 1, 'Kalbar'],
  '62': [4, 2, 'Kalteng'],
  '63': [5, 2, 'Kalsel'],
  '64': [5, 1, 'Kaltim'],
  '65': [5, 0, 'Kaltara'],
  '71': [8, 1, 'Sulut'],
  '72': [8, 2, 'Sulteng'],
  '73': [7, 3, 'Sulsel'],
  '74': [8, 3, 'Sultra'],
  '75': [7, 1, 'Gtalo'],
  '76': [7, 2, 'Sulbar'],
  '81': [9, 3, 'Maluku'],
  '82': [9, 1, 'Malut'],
  '91': [12, 2, 'Papua'],
  '92': [11, 2, 'Pabar'],
  '93': [12, 4, 'Pasel'],
  '94': [11, 3, 'Pateng'],
  '95': [12, 3, 'Papeg'],
  '96': [10, 2, 'PBD'],
};

export const COLUMNS = 13;
export const ROWS = 7;

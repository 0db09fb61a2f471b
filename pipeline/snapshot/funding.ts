/** funding.csv in both tiers: active people by source of funds, for nasional, provinsi and kabkota. */

import { DANA_0 } from '../kernel/counters.ts';
import { LEVELS } from '../rules/regions.ts';
import { KATEGORI_PUBLISHED, SUMBER_DANA } from '../rules/vocabulary.ts';
import { disclosed, type RegionNumbers } from './coverage.ts';
import type { Csv } from './csv.ts';

export const FUNDING_HEADER = 'periode,level,kode_wilayah,kategori,sumber_dana,aktif';

export function fundingRows(exact: Csv, open: Csv, periode: string, region: RegionNumbers): void {
  KATEGORI_PUBLISHED.forEach((kategori, k) => {
    SUMBER_DANA.forEach((dana, d) => {
      const aktif = region.counters.get(region.place, k, DANA_0 + d);
      const row = (csv: Csv, count: number) =>
        csv
          .word(periode)
          .word(LEVELS[region.level] ?? '')
          .word(region.code)
          .word(kategori)
          .word(dana)
          .number(count)
          .end();
      if (aktif > 0) row(exact, aktif);
      const shown = disclosed(aktif);
      if (shown !== undefined) row(open, shown);
    });
  });
}

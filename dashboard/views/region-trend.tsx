/** A region over the periods. */
import { coverageCell, numberIn } from '../data/cells.ts';
import { coverageIn, editions, PERIODS_SHOWN } from '../data/history.ts';
import type { Found, Kategori } from '../data/region.ts';
import { useReading, useShown } from '../page.ts';
import { Trend } from '../parts/trend.tsx';

export function Periods({ found, kategori }: { found: Found; kategori: Kategori }) {
  const { of, index, words, format } = useShown();
  const { kode } = found.region;
  const all = editions(of, index).slice(-PERIODS_SHOWN);
  const reading = useReading(`tren ${of.periode} ${of.revision} ${of.tier} ${kode} ${kategori}`, () =>
    Promise.all(
      all.map(async (edition) => ({
        periode: edition.periode,
        // One that cannot be read is a gap in the line, as one that has no number is.
        row: await coverageIn(edition, kode, kategori).catch(() => undefined),
      })),
    ),
  );
  if (reading.kind !== 'there' || all.length < 2) return null;
  const points = (column: 'aktif' | 'cakupan_persen', text: (value: number) => string) =>
    reading.value.map(({ periode, row }) => {
      const value = numberIn(coverageCell(row, column));
      return { periode, value, said: value === null ? '–' : text(value) };
    });
  const coverage = points('cakupan_persen', (value) => format.percent(value));
  return (
    <section>
      <h2>{words.trenJudul}</h2>
      <p class="note">{words.trenCatatan}</p>
      <div class="columns">
        <Trend label={words.kolom.aktif} points={points('aktif', (value) => format.count(value))} />
        {coverage.some(({ value }) => value !== null) ? <Trend label={words.cakupan} points={coverage} /> : null}
      </div>
    </section>
  );
}

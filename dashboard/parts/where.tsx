/** Where the reader is: the way down to the region, the period, the revision; and the choice of others. */
import { lineage } from '../address.ts';
import { placeName } from '../data/region.ts';
import { readSummary } from '../data/revision.ts';
import { linkFrom, useReading, useShown } from '../page.ts';

export function Where() {
  const { address, of, index, latest, words, format } = useShown();
  const summary = useReading(`ringkas ${of.periode} ${of.revision} ${of.tier}`, () => readSummary(of));
  const nameOf = (kode: string) => {
    const entry = summary.kind === 'there' ? summary.value.wilayah.find((one) => one.kode === kode) : undefined;
    return entry ? placeName(entry.nama) : kode === '00' ? 'Indonesia' : kode;
  };
  const go = (event: Event, to: (value: string) => Partial<typeof address>) => {
    const { value } = event.currentTarget instanceof HTMLSelectElement ? event.currentTarget : { value: '' };
    location.hash = linkFrom(address, { query: address.query, ...to(value) });
  };
  const revisions = latest.revisions ?? [{ revision: latest.revision, status: 'berlaku' as const }];
  const codes = lineage(address.kode);
  return (
    <div class="where">
      <nav class="crumbs" aria-label={words.jejak}>
        <ol>
          {codes.map((kode) => (
            <li key={kode}>
              {kode === address.kode ? (
                <span aria-current="location">{nameOf(kode)}</span>
              ) : (
                <a href={linkFrom(address, { kode, query: address.query })}>{nameOf(kode)}</a>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <div class="choices">
        <label>
          {words.periode}
          <select value={of.periode} onChange={(event) => go(event, (periode) => ({ periode, revision: null }))}>
            {index.periods
              .toSorted((a, b) => (a.periode < b.periode ? 1 : -1))
              .map(({ periode }) => (
                <option key={periode} value={periode}>
                  {format.month(periode)}
                </option>
              ))}
          </select>
        </label>
        <label>
          {words.revisi}
          <select
            value={of.revision}
            onChange={(event) =>
              go(event, (revision) => ({
                periode: of.periode,
                revision: revision === latest.revision ? null : revision,
              }))
            }
          >
            {revisions.toReversed().map(({ revision, status }) => (
              <option key={revision} value={revision}>
                {revision} · {words.statusRevisi[status]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}

/** Two publications side by side: what differs, where, and which files caused it. */

import type { Latest } from '../../pipeline/contracts/published.ts';
import type { ChangesView } from '../../pipeline/contracts/view.ts';
import { KATEGORI_PUBLISHED } from '../../pipeline/rules/vocabulary.ts';
import { figure } from '../data/cells.ts';
import { causesOf, type Differing, differing, MAIN_COLUMNS, stepsBetween } from '../data/compare.ts';
import { periodBefore, revisionBefore } from '../data/history.ts';
import { findRegion, kategoriOf, placeName } from '../data/region.ts';
import { type Revision, readLatest, sameRevision } from '../data/revision.ts';
import { linkFrom, useReading, useShown } from '../page.ts';
import { Choice } from '../parts/choice.tsx';
import { Fault, Read } from '../parts/fault.tsx';
import { Num } from '../parts/number.tsx';
import { type Column, Sheet } from '../parts/sheet.tsx';
import { Title } from '../parts/title.tsx';

export function CompareView() {
  const { address, index, of, words } = useShown();
  const reading = useReading(`semua ${index.periods.map(({ periode }) => periode).join()}`, () =>
    // A period whose pointer cannot be read is left out: the others can be compared all the same.
    Promise.all(index.periods.map(({ periode }) => readLatest(periode).catch(() => null))),
  );
  return (
    <>
      <Title text={words.banding.judul} />
      <p class="note">{words.banding.catatan}</p>
      <Read reading={reading} of={of}>
        {(latests) => <Chosen key={address.kode} latests={latests.filter((one) => one !== null)} />}
      </Read>
    </>
  );
}

function Chosen({ latests }: { latests: readonly Latest[] }) {
  const { address, of, index, latest, words, format } = useShown();
  const all = latests
    .toSorted((a, b) => (a.periode < b.periode ? 1 : -1))
    .flatMap(({ periode, revision, revisions }) =>
      (revisions ?? [{ revision, status: 'berlaku' as const }]).toReversed().map((one) => ({ periode, ...one })),
    );
  const options = all.map(
    ({ periode, revision, status }) =>
      [`${periode}/${revision}`, `${format.month(periode)} ${revision} · ${words.statusRevisi[status]}`] as const,
  );
  const usual = revisionBefore(of, latest) ?? periodBefore(of, index);
  const asked = all.find(({ periode, revision }) => `${periode}/${revision}` === address.query.dari);
  const from: Revision | null = asked ? { ...of, periode: asked.periode, revision: asked.revision } : usual;
  if (!from) return <p class="banner">{words.banding.satuTerbitan}</p>;
  return (
    <>
      <div class="filters">
        <Choice
          label={words.banding.dari}
          name="dari"
          value={`${from.periode}/${from.revision}`}
          usual=""
          options={options}
        />
        <label>
          {words.banding.ke}
          <select
            value={`${of.periode}/${of.revision}`}
            onChange={(event) => {
              const [periode = null, revision = null] = event.currentTarget.value.split('/');
              const query = { ...address.query, dari: `${from.periode}/${from.revision}` };
              location.hash = linkFrom(address, { periode, revision, query });
            }}
          >
            {options.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {sameRevision(from, of) ? <p class="banner">{words.banding.samaDua}</p> : <Differences from={from} />}
    </>
  );
}

function Differences({ from }: { from: Revision }) {
  const { address, of, words } = useShown();
  const { kode } = address;
  const name = `${from.periode} ${from.revision} ${of.periode} ${of.revision} ${of.tier} ${kode}`;
  const reading = useReading(name, () => Promise.all([findRegion(from, kode), findRegion(of, kode)]));
  const causes = useReading(name, () => stepsBetween(from, of));
  const steps = causes.kind === 'there' ? causes.value : null;
  return (
    <>
      <Read reading={reading} of={of}>
        {([before, after]) =>
          before && after ? (
            <Cells
              rows={differing(before, after, address.query.angka === 'semua' ? 'all' : MAIN_COLUMNS)}
              steps={steps}
            />
          ) : (
            <p class="banner">{words.salah.wilayah(kode)}</p>
          )
        }
      </Read>
      {causes.kind === 'failed' ? <Fault error={causes.error} /> : null}
      {causes.kind === 'there' ? <Slots from={from} steps={causes.value} /> : null}
    </>
  );
}

function Cells({ rows, steps }: { rows: readonly Differing[]; steps: readonly ChangesView[] | null }) {
  const { address, of, words, tier, format } = useShown();
  const wanted = address.query.kategori === undefined ? null : kategoriOf(address.query.kategori);
  const shown = rows.filter(({ kategori }) => wanted === null || kategori === wanted);
  const causes = steps ? causesOf(steps) : null;
  const number = (cell: Differing['before'], kolom: Differing['kolom']) =>
    figure(cell, null, tier).kind === 'tiada' && typeof cell === 'string' ? (
      cell
    ) : (
      <Num cell={cell} as={kolom.includes('persen') ? 'percent' : 'count'} />
    );
  const columns: Column<Differing>[] = [
    {
      key: 'wilayah',
      label: words.wilayah,
      cell: ({ kode, nama }) => <a href={linkFrom(address, { kode, query: address.query })}>{placeName(nama)}</a>,
      sort: ({ nama }) => nama,
    },
    {
      key: 'kategori',
      label: words.kategori,
      cell: ({ kategori }) => words.kategoriNama[kategori],
      sort: ({ kategori }) => KATEGORI_PUBLISHED.indexOf(kategori),
    },
    { key: 'angka', label: words.banding.kolom, cell: ({ kolom }) => words.kolom[kolom], sort: ({ kolom }) => kolom },
    {
      key: 'sebelum',
      label: words.banding.sebelum,
      number: true,
      cell: ({ before, kolom }) => number(before, kolom),
    },
    { key: 'sesudah', label: words.banding.sesudah, number: true, cell: ({ after, kolom }) => number(after, kolom) },
    {
      key: 'selisih',
      label: words.banding.selisih,
      number: true,
      cell: ({ change, kolom }) =>
        change === null ? '–' : kolom.includes('persen') ? format.points(change) : format.change(change),
      sort: ({ change }) => (change === null ? null : Math.abs(change)),
    },
    ...(causes
      ? [
          {
            key: 'sebab',
            label: words.banding.sebab,
            cell: (row: Differing) =>
              causes(row).map((slot) => (
                <code class="small" key={slot}>
                  {slot}
                </code>
              )),
          },
        ]
      : []),
  ];
  const label = `${of.periode}/${of.revision}`;
  return (
    <section>
      <div class="filters">
        <Choice
          label={words.kategori}
          name="kategori"
          value={wanted ?? ''}
          usual=""
          options={[
            ['', words.monev.semua],
            ...KATEGORI_PUBLISHED.map((one) => [one, words.kategoriNama[one]] as const),
          ]}
        />
        <Choice
          label={words.banding.kolom}
          name="angka"
          value={address.query.angka === 'semua' ? 'semua' : ''}
          usual=""
          options={[
            ['', MAIN_COLUMNS.map((column) => words.kolom[column]).join(', ')],
            ['semua', words.banding.semuaAngka],
          ]}
        />
      </div>
      {shown.length === 0 ? (
        <p role="status">{words.banding.sama}</p>
      ) : (
        <Sheet
          caption={`${words.banding.judul} ${label}`}
          columns={columns}
          rows={shown}
          keyOf={({ kode, kategori, kolom }) => `${kode} ${kategori} ${kolom}`}
        />
      )}
    </section>
  );
}

/** The files that changed on the way. */
function Slots({ from, steps }: { from: Revision; steps: readonly ChangesView[] | null }) {
  const { of, words, tier, format } = useShown();
  if (steps === null) {
    const why =
      tier === 'public' && from.periode === of.periode ? words.banding.sebabPejabat : words.banding.sebabHanyaRevisi;
    return <p class="note">{why}</p>;
  }
  const more = steps.reduce((sum, { lainnya }) => sum + lainnya, 0);
  return (
    <section>
      <h2>{words.banding.slotJudul}</h2>
      {steps.map(({ revision, previous, slots }) => (
        <div key={revision}>
          <h3>{words.banding.langkah(previous ?? '–', revision)}</h3>
          {slots.added.length + slots.superseded.length + slots.withdrawn.length === 0 ? (
            <p class="note">{words.banding.tiadaSlot}</p>
          ) : (
            <dl class="states">
              {(['added', 'superseded', 'withdrawn'] as const)
                .filter((kind) => slots[kind].length > 0)
                .map((kind) => (
                  <div key={kind}>
                    <dt>{words.banding[kind]}</dt>
                    <dd>
                      {slots[kind].map((slot) => (
                        <code class="small" key={slot}>
                          {slot}
                        </code>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          )}
        </div>
      ))}
      {more > 0 ? <p class="note">{words.banding.lainnya(format.count(more))}</p> : null}
    </section>
  );
}

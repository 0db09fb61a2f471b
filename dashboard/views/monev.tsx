/** What monitoring asks: who has not reported or begun, who promised what by when, how villages do, how good the data are. */

import type { MonevView, SummaryView } from '../../pipeline/contracts/view.ts';
import { lineage } from '../address.ts';
import { type Filter, type Monitored, matching, monitored } from '../data/monitored.ts';
import { placeName } from '../data/region.ts';
import { readMonev, readSummary } from '../data/revision.ts';
import { linkFrom, setQuery, useReading, useShown } from '../page.ts';
import { Read } from '../parts/fault.tsx';
import { Title } from '../parts/title.tsx';
import { DataQuality } from './monev-quality.tsx';
import { CommitmentMatrix, NotBegun, NotReported, VillageCounts } from './monev-tables.tsx';

const PARTS = ['lapor', 'mulai', 'komitmen', 'desa100', 'mutu'] as const;
type Part = (typeof PARTS)[number];

export function MonevPage() {
  const { of } = useShown();
  const reading = useReading(`monev ${of.periode} ${of.revision} ${of.tier}`, () =>
    Promise.all([readSummary(of), readMonev(of)]),
  );
  return (
    <Read reading={reading} of={of}>
      {([summary, monev]) => <Monev summary={summary} monev={monev} />}
    </Read>
  );
}

function Monev({ summary, monev }: { summary: SummaryView; monev: MonevView }) {
  const { address, of, words, format } = useShown();
  const part = PARTS.find((one) => one === address.query.bagian) ?? 'lapor';
  const level = address.query.tingkat === 'provinsi' ? 'provinsi' : 'kabkota';
  const filter: Filter = { kode: address.kode, level, search: address.query.cari ?? '' };
  const rows = matching(monitored(summary, monev), filter);
  const place = summary.wilayah.find(({ kode }) => kode === lineage(address.kode).slice(0, 3).at(-1))?.nama ?? '';
  return (
    <>
      <Title text={words.monev.judul} />
      <p class="note">
        {placeName(place)} · {words.keadaan(format.month(of.periode))} · {words.revisiKe(of.revision)}
      </p>
      <nav class="tabs" aria-label={words.monev.judul}>
        {PARTS.map((one) => (
          <a
            key={one}
            href={linkFrom(address, { query: { bagian: one, cari: address.query.cari ?? '' } })}
            aria-current={one === part ? 'page' : undefined}
          >
            {words.monev.tab[one]}
          </a>
        ))}
      </nav>
      <Filters summary={summary} level={level} />
      <Table part={part} rows={rows} monev={monev} />
      <p class="note screen">{words.monev.salinTautan}</p>
    </>
  );
}

function Table({ part, rows, monev }: { part: Part; rows: readonly Monitored[]; monev: MonevView }) {
  if (part === 'mulai') return <NotBegun rows={rows} />;
  if (part === 'komitmen') return <CommitmentMatrix rows={rows} />;
  if (part === 'desa100') return <VillageCounts rows={rows} />;
  if (part === 'mutu') return <DataQuality rows={rows} elsewhere={monev.tanpa_wilayah} />;
  return <NotReported rows={rows} />;
}

function Filters({ summary, level }: { summary: SummaryView; level: Filter['level'] }) {
  const { address, words } = useShown();
  const province = address.kode === '00' ? '00' : address.kode.slice(0, 2);
  return (
    <div class="filters">
      <label>
        {words.monev.provinsi}
        <select
          value={province}
          onChange={(event) => {
            location.hash = linkFrom(address, { kode: event.currentTarget.value, query: address.query });
          }}
        >
          <option value="00">{words.monev.semuaProvinsi}</option>
          {summary.wilayah
            .filter(({ kode }) => kode.length === 2 && kode !== '00')
            .map(({ kode, nama }) => (
              <option key={kode} value={kode}>
                {placeName(nama)}
              </option>
            ))}
        </select>
      </label>
      <label>
        {words.monev.tingkat}
        <select
          value={level}
          onChange={(event) => setQuery(address, { tingkat: event.currentTarget.value.replace('kabkota', '') })}
        >
          <option value="kabkota">{words.monev.tingkatPilihan.kabkota}</option>
          <option value="provinsi">{words.monev.tingkatPilihan.provinsi}</option>
        </select>
      </label>
      <label>
        {words.monev.cari}
        <input
          type="search"
          value={address.query.cari ?? ''}
          onInput={(event) => setQuery(address, { cari: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}

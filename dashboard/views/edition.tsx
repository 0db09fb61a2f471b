/** Which period and revision is looked at: finds it in the index, says when it is not the current one, and shows a view of it. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Index, Latest } from '../../pipeline/contracts/published.ts';
import type { View } from '../address.ts';
import { DataFault } from '../data/content.ts';
import { folderOf, readChangelog, readIndex, readLatest } from '../data/revision.ts';
import { addressOf } from '../data/source.ts';
import { linkFrom, type Shown, ShownContext, usePage, useReading, useShown } from '../page.ts';
import { Fault, Read } from '../parts/fault.tsx';
import { Foot } from '../parts/foot.tsx';
import { Where } from '../parts/where.tsx';
import { ChangelogView } from './changelog.tsx';
import { CompareView } from './compare.tsx';
import { DownloadsView } from './downloads.tsx';
import { MonevPage } from './monev.tsx';
import { RegionPage } from './region.tsx';

export function Edition() {
  const { address, words } = usePage();
  const reading = useReading(`index ${address.periode}`, () => find(address.periode));
  const index = useReading('index', readIndex);
  if (reading.kind !== 'there') {
    return (
      <main class="wide" id="isi" tabIndex={-1}>
        <Read reading={reading}>{() => null}</Read>
        {reading.kind === 'failed' && index.kind === 'there' ? <Others index={index.value} /> : null}
      </main>
    );
  }
  const { latest } = reading.value;
  const { periods } = reading.value.index;
  if (latest) return <Body index={reading.value.index} latest={latest} />;
  return (
    <main class="wide" id="isi" tabIndex={-1}>
      <div class="banner" role="alert">
        {periods.length === 0 ? (
          <>
            <p>{words.salah.kosong}</p>
            <p>{words.salah.kosongObat}</p>
          </>
        ) : (
          <p>{words.salah.tanpaPeriode(address.periode ?? '')}</p>
        )}
        <Periods index={reading.value.index} />
      </div>
    </main>
  );
}

/** The period that is asked for, or the newest. */
async function find(periode: string | null): Promise<{ index: Index; latest: Latest | null }> {
  const index = await readIndex();
  const wanted = index.periods.find((one) => one.periode === periode) ?? (periode === null ? newest(index) : undefined);
  return { index, latest: wanted ? await readLatest(wanted.periode) : null };
}

function newest({ periods }: Index) {
  return periods.toSorted((a, b) => (a.periode < b.periode ? -1 : 1)).at(-1);
}

function Body({ index, latest }: { index: Index; latest: Latest }) {
  const page = usePage();
  const { address, tier } = page;
  const revision = address.revision ?? latest.revision;
  const shown = useMemo<Shown>(
    () => ({ ...page, index, latest, of: { periode: latest.periode, revision, tier } }),
    [page, index, latest, revision, tier],
  );
  const View = VIEWS[address.view === 'periksa' || address.view === 'kode' ? 'wilayah' : address.view];
  const exists = latest.revisions?.some((one) => one.revision === revision) ?? true;
  return (
    <ShownContext.Provider value={shown}>
      <main class="wide" id="isi" tabIndex={-1}>
        <Where />
        <Superseded />
        {exists ? <View /> : <Fault error={new DataFault('missing', `${latest.periode}/${revision}`)} />}
      </main>
      <Foot />
    </ShownContext.Provider>
  );
}

const VIEWS: Readonly<Record<Exclude<View, 'periksa' | 'kode'>, () => JSX.Element>> = {
  wilayah: RegionPage,
  monev: MonevPage,
  banding: CompareView,
  catatan: ChangelogView,
  unduh: DownloadsView,
};

/** A banner on a revision that is not the current one, with the way to that. */
function Superseded() {
  const { address, of, latest, words, tier } = useShown();
  const current = latest.revision;
  const isCurrent = of.revision === current;
  const state = latest.revisions?.find(({ revision }) => revision === of.revision)?.status;
  const takenBack = state === 'ditarik_kembali';
  const changelog = useReading(`catatan ${of.periode} ${isCurrent || !takenBack} ${tier}`, async () =>
    isCurrent || !takenBack || tier === 'public' ? null : readChangelog(of.periode),
  );
  if (isCurrent) return null;
  const entry =
    changelog.kind === 'there'
      ? changelog.value?.entries.findLast(({ kind, previous }) => kind === 'kembali' && previous === of.revision)
      : undefined;
  return (
    <div class="banner" role="status">
      <p>{(takenBack ? words.spanduk.ditarik : words.spanduk.digantikan)(of.revision, current)}</p>
      {entry ? <p>{words.spanduk.alasan(entry.who ?? '?', entry.reason ?? '')}</p> : null}
      <p>
        <a href={linkFrom(address, { periode: of.periode, revision: null, query: address.query })}>
          {words.spanduk.taut(current)}
        </a>
        {' · '}
        <a
          href={linkFrom(address, {
            ...{ view: 'banding', periode: of.periode, revision: current },
            query: { dari: `${of.periode}/${of.revision}` },
          })}
        >
          {words.spanduk.bandingkan}
        </a>
      </p>
    </div>
  );
}

/** Where the pointer of a period cannot be read: the other periods, and of each the tables that the index knows. */
function Others({ index }: { index: Index }) {
  const { words, tier } = usePage();
  return (
    <>
      <h2>{words.salah.periodeLain}</h2>
      <Periods index={index} />
      <h2>{words.salah.masihBisa}</h2>
      <ul>
        {index.periods.map(({ periode, revision }) => (
          <li key={periode}>
            <a href={addressOf(`${folderOf({ periode, revision, tier })}/coverage.csv`)} download>
              {periode} {revision} coverage.csv
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Periods({ index }: { index: Index }) {
  const { address, format } = usePage();
  return (
    <ul>
      {index.periods.map(({ periode }) => (
        <li key={periode}>
          <a href={linkFrom(address, { periode, revision: null })}>{format.month(periode)}</a>
        </li>
      ))}
    </ul>
  );
}

/** The three numbers of a region, what the third is a share of and who says so, and what changed. */
import type { Cell } from '../../pipeline/contracts/view.ts';
import { KATEGORI_PUBLISHED } from '../../pipeline/rules/vocabulary.ts';
import { cellOf, coverageCell, figure, numberIn, wordIn } from '../data/cells.ts';
import { coverageIn, difference, periodBefore, revisionBefore } from '../data/history.ts';
import { explanation, type Found, type Kategori } from '../data/region.ts';
import type { Revision } from '../data/revision.ts';
import { linkFrom, useReading, useShown } from '../page.ts';
import { Num, State } from '../parts/number.tsx';

interface Props {
  readonly found: Found;
  readonly kategori: Kategori;
}

export function Headline({ found, kategori }: Props) {
  const { words, tier, format } = useShown();
  const row = found.region.coverage?.[kategori];
  const status = explanation(found, found.region);
  const cell = (column: Parameters<typeof coverageCell>[1]) => coverageCell(row, column);
  const active = figure(cell('aktif'), status, tier);
  const coverage = figure(cell('cakupan_persen'), status, tier);
  const hasPotensi = numberIn(cell('potensi')) !== null;
  const listed = figure(cell('terdata'), status, tier);
  return (
    <>
      <dl class="headline">
        <div class="figure">
          <dt>{words.aktif}</dt>
          <dd>
            <span class="big" data-angka="aktif">
              <Big what={active} text={(value) => format.count(value)} />
            </span>
            {listed.kind === 'angka' ? <span class="of">{words.dariTerdata(format.count(listed.value))}</span> : null}
          </dd>
        </div>
        <div class="figure">
          <dt>{words.potensi}</dt>
          <dd>
            <span class="big" data-angka="potensi">
              {hasPotensi ? <Num cell={cell('potensi')} /> : <span class="state">{words.belumAdaPotensi}</span>}
            </span>
            {hasPotensi ? <span class="of">{wordIn(cell('potensi_dasar'))}</span> : null}
          </dd>
        </div>
        <div class="figure">
          <dt>{words.cakupan}</dt>
          <dd>
            <span class="big" data-angka="cakupan">
              {coverage.kind === 'angka' || coverage.kind === 'tersembunyi' ? (
                <Big what={coverage} text={(value) => format.percent(value)} />
              ) : (
                <span class="state">{hasPotensi ? words.potensiNol : '–'}</span>
              )}
            </span>
            {hasPotensi && numberIn(cell('aktif_dasar')) !== null ? (
              <span class="of">
                {words.perbandingan(
                  format.count(numberIn(cell('aktif_dasar')) ?? 0),
                  format.count(numberIn(cell('potensi')) ?? 0),
                )}
              </span>
            ) : null}
          </dd>
        </div>
      </dl>
      <Source found={found} kategori={kategori} row={row} />
      {hasPotensi ? null : <Others found={found} kategori={kategori} />}
      <Changes found={found} kategori={kategori} row={row} />
    </>
  );
}

/** A word in place of a number is not shouted. */
function Big({ what, text }: { what: ReturnType<typeof figure>; text: (value: number) => string }) {
  return what.kind === 'angka' ? <span>{text(what.value)}</span> : <State kind={what.kind} />;
}

type WithRow = Props & { readonly row: readonly Cell[] | undefined };

/** Where the denominator comes from, over which areas, in a sentence. */
function Source({ found, kategori, row }: WithRow) {
  const { words, format } = useShown();
  const base = wordIn(coverageCell(row, 'potensi_dasar'));
  const target = found.region.targets?.[kategori];
  const percent = numberIn(cellOf('targets', target, 'target_persen'));
  const dated = wordIn(cellOf('targets', target, 'tanggal_acuan'));
  const withPotensi = found.children.filter(
    ({ coverage }) => numberIn(coverageCell(coverage?.[kategori], 'potensi')) !== null,
  );
  const isSum = base === 'JUMLAH' || base === 'SEBAGIAN';
  return (
    <p class="source">
      {base === 'DINYATAKAN' || isSum ? words.dasar[base] : words.dasarTiada}{' '}
      {isSum && found.children.length > 0 ? words.dasarAnak(withPotensi.length, found.children.length) : null}
      {target
        ? words.sumberTarget(
            wordIn(cellOf('targets', target, 'sumber')),
            dated === '' ? '' : format.day(dated),
            format.month(wordIn(cellOf('targets', target, 'sejak'))),
          )
        : null}{' '}
      {percent === null ? null : <strong>{words.targetPersen(format.percent(percent))}.</strong>}
    </p>
  );
}

/** Where this choice has no denominator: those that have one. */
function Others({ found, kategori }: Props) {
  const { address, words, format } = useShown();
  const others = KATEGORI_PUBLISHED.flatMap((one) => {
    const percent = numberIn(coverageCell(found.region.coverage?.[one], 'cakupan_persen'));
    return one === kategori || percent === null ? [] : [{ one, percent }];
  });
  if (others.length === 0) return null;
  return (
    <>
      <p class="source screen">{words.potensiLain}</p>
      <ul class="others screen">
        {others.map(({ one, percent }) => (
          <li key={one}>
            <a href={linkFrom(address, { query: { kategori: one === 'SEMUA' ? '' : one } })}>
              {words.kategoriNama[one]}
            </a>{' '}
            {format.percent(percent)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Against the revision before, and the period before. */
function Changes({ found, kategori, row }: WithRow) {
  const { of, latest, index, words, format } = useShown();
  const revision = revisionBefore(of, latest);
  const period = periodBefore(of, index);
  if (!revision && !period) return null;
  return (
    <ul class="changes">
      {revision ? (
        <Change {...{ found, kategori, row }} before={revision} name={words.revisiSebelumnya(revision.revision)} />
      ) : null}
      {period ? <Change {...{ found, kategori, row }} before={period} name={format.month(period.periode)} /> : null}
    </ul>
  );
}

function Change({
  found,
  kategori,
  row,
  before,
  name,
}: WithRow & { readonly before: Revision; readonly name: string }) {
  const { words, format } = useShown();
  const { kode } = found.region;
  const reading = useReading(`${before.periode} ${before.revision} ${before.tier} ${kode} ${kategori}`, () =>
    coverageIn(before, kode, kategori),
  );
  if (reading.kind === 'waiting') return null;
  const earlier = reading.kind === 'there' ? reading.value : undefined;
  const active = difference(earlier, row, 'aktif');
  const coverage = difference(earlier, row, 'cakupan_persen');
  const potensi = difference(earlier, row, 'potensi');
  return (
    <li>
      {active === null ? (
        words.beda.tiada(name)
      ) : (
        <>
          {words.kolom.aktif} {words.beda.aktif(format.change(active), name)}
          {coverage === null ? '' : `; ${words.cakupan.toLowerCase()} ${format.points(coverage)} ${words.poin}`}
          {potensi === null || potensi === 0 ? '' : ` (${words.kolom.potensi.toLowerCase()} ${format.change(potensi)})`}
        </>
      )}
    </li>
  );
}

/** A region, from the nation down to a village: what is known of it, and of the regions below. */

import { KATEGORI_PUBLISHED } from '../../pipeline/rules/vocabulary.ts';
import { levelOf } from '../address.ts';
import { type Found, findRegion, kategoriOf, placeName } from '../data/region.ts';
import { setQuery, useReading, useShown } from '../page.ts';
import { Read } from '../parts/fault.tsx';
import { States } from '../parts/states.tsx';
import { TileMap } from '../parts/tile-map.tsx';
import { Title } from '../parts/title.tsx';
import { Children } from './region-children.tsx';
import { Commitments, Files, Villages } from './region-deeds.tsx';
import { Headline } from './region-headline.tsx';
import { Categories, Doubled, Funding, Programmes, Statuses } from './region-tables.tsx';
import { Periods } from './region-trend.tsx';

export function RegionPage() {
  const { address, of } = useShown();
  const { kode } = address;
  const reading = useReading(`${of.periode} ${of.revision} ${of.tier} ${kode}`, () => findRegion(of, kode));
  return (
    <Read reading={reading} of={of}>
      {(found) => (found ? <Region found={found} /> : <Unknown />)}
    </Read>
  );
}

/** So many regions fit on the first sheet of a printed report; where there are more, what follows begins after them. */
const SUMMARY_ROWS = 16;

function Region({ found }: { found: Found }) {
  const { address, of, latest, words, format } = useShown();
  const { kode, nama } = found.region;
  const level = levelOf(kode);
  const kategori = kategoriOf(address.query.kategori);
  const published = latest.revisions?.find(({ revision }) => revision === of.revision)?.publishedAt;
  return (
    <>
      <Title text={placeName(nama)} kode={kode} />
      <p class="note">
        {words.level[level]} · {words.keadaan(format.month(of.periode))} · {words.revisiKe(of.revision)}
        {published ? `, ${words.terbitPada(format.moment(published))}` : ''}
      </p>
      <div class="filters">
        <label>
          {words.kategori}
          <select
            value={kategori}
            onChange={(event) => setQuery(address, { kategori: event.currentTarget.value.replace('SEMUA', '') })}
          >
            {KATEGORI_PUBLISHED.map((one) => (
              <option key={one} value={one}>
                {words.kategoriNama[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="paper">
        {words.kategori}: {words.kategoriNama[kategori]}
      </p>
      <Headline found={found} kategori={kategori} />
      {level === 'nasional' ? (
        <section>
          <h2>{words.peta}</h2>
          <TileMap found={found} kategori={kategori} />
        </section>
      ) : null}
      <Periods found={found} kategori={kategori} />
      <Children found={found} kategori={kategori} />
      <div class={found.children.length > SUMMARY_ROWS ? undefined : 'sheet'}>
        <Categories found={found} />
        <div class="columns">
          <Programmes found={found} kategori={kategori} />
          <Funding found={found} kategori={kategori} />
          <Statuses found={found} kategori={kategori} />
          <Doubled found={found} kategori={kategori} />
        </div>
        <Commitments found={found} />
        <Villages found={found} />
        <Files found={found} />
        <States />
      </div>
    </>
  );
}

function Unknown() {
  const { address, words, tier } = useShown();
  const hidden = tier === 'public' && address.kode.length > 4;
  return (
    <div class={hidden ? 'banner' : 'banner fault'} role="alert">
      <p>{hidden ? words.hanyaPejabat : words.salah.wilayah(address.kode)}</p>
    </div>
  );
}

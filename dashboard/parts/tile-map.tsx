/** The 38 provinces as tiles, coloured by coverage; each is a link, and says in words what its colour says. */
import { coverageCell, figure, HIDDEN } from '../data/cells.ts';
import { explanation, type Found, type Kategori, placeName } from '../data/region.ts';
import { linkFrom, usePage } from '../page.ts';
import { STEPS, stepOf } from '../scale.ts';
import { TILES } from '../tiles.ts';

export function TileMap({ found, kategori }: { found: Found; kategori: Kategori }) {
  const { words } = usePage();
  const provinces = found.children.toSorted((a, b) => order(a.kode) - order(b.kode));
  return (
    <>
      <p class="note">{words.petaCatatan}</p>
      <ul class="tiles">
        {provinces.map((province) => (
          <Tile key={province.kode} province={province} kategori={kategori} status={explanation(found, province)} />
        ))}
      </ul>
      <Legend />
    </>
  );
}

interface TileProps {
  readonly province: Found['children'][number];
  readonly kategori: Kategori;
  readonly status: string | null;
}

function Tile({ province, kategori, status }: TileProps) {
  const { address, words, format, tier } = usePage();
  const [column, row, short] = TILES[province.kode] ?? [0, 0, province.kode];
  const cells = province.coverage?.[kategori];
  const coverage = figure(coverageCell(cells, 'cakupan_persen'), status, tier);
  const active = figure(coverageCell(cells, 'aktif'), status, tier);
  const look =
    coverage.kind === 'angka'
      ? `s${stepOf(coverage.value)}`
      : cells === undefined && active.kind !== 'angka'
        ? 'silent'
        : 'none';
  const said =
    coverage.kind === 'angka'
      ? `${words.cakupan} ${format.percent(coverage.value)}`
      : active.kind === 'angka'
        ? `${format.count(active.value)} ${words.kolom.aktif.toLowerCase()}, ${words.belumAdaPotensi}`
        : words.state[active.kind];
  return (
    <li style={{ gridColumn: column + 1, gridRow: row + 1 }}>
      <a
        class={`tile ${look}`}
        href={linkFrom(address, { kode: province.kode, query: address.query })}
        title={`${placeName(province.nama)}: ${said}`}
      >
        <span class="hidden">
          {placeName(province.nama)}: {said}
        </span>
        <span class="short" aria-hidden="true">
          {short}
        </span>
        <span class="value" aria-hidden="true">
          {coverage.kind === 'angka' ? format.roughly(coverage.value) : null}
          {coverage.kind === 'tersembunyi' || active.kind === 'tersembunyi' ? HIDDEN : null}
          {coverage.kind !== 'angka' && active.kind === 'angka' ? (
            <span class="people">{format.about(active.value)}</span>
          ) : null}
          {coverage.kind !== 'angka' && active.kind !== 'angka' && active.kind !== 'tersembunyi' ? '–' : null}
        </span>
      </a>
    </li>
  );
}

function Legend() {
  const { words } = usePage();
  const edges = [0, ...STEPS];
  return (
    <ul class="legend" aria-label={words.legenda}>
      {edges.map((from, i) => (
        <li key={from}>
          <span class={`swatch s${i}`} />
          {i === edges.length - 1 ? `≥ ${from} %` : `${from}–${edges[i + 1]} %`}
        </li>
      ))}
      <li>
        <span class="swatch none" />
        {words.tanpaCakupan}
      </li>
      <li>
        <span class="swatch silent" />
        {words.tanpaLaporan}
      </li>
    </ul>
  );
}

/** Read aloud and passed by the keyboard as the eye goes: row by row. */
function order(kode: string): number {
  const [column, row] = TILES[kode] ?? [0, 0];
  return row * 100 + column;
}

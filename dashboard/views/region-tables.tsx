/** What a region's people are: by kategori, programme, source of funds and status, and how many are listed twice. */

import { KATEGORI, SUMBER_DANA } from '../../pipeline/rules/vocabulary.ts';
import { levelOf } from '../address.ts';
import { type CoverageColumn, coverageCell, numberIn } from '../data/cells.ts';
import { explanation, type Found, type Kategori } from '../data/region.ts';
import { linkFrom, setQuery, useShown } from '../page.ts';
import { Bar } from '../parts/bar.tsx';
import { Num } from '../parts/number.tsx';
import { Scroll } from '../parts/scroll.tsx';

interface Props {
  readonly found: Found;
  readonly kategori: Kategori;
}

export function Categories({ found }: { found: Found }) {
  const { address, words } = useShown();
  const { coverage, kode } = found.region;
  const status = explanation(found, found.region);
  const level = levelOf(kode);
  const monitored = level === 'nasional' || level === 'provinsi';
  return (
    <section>
      <h2>{words.kategoriJudul}</h2>
      <p class="note">{words.kategoriCatatan}</p>
      <Scroll label={words.kategoriJudul}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.kategori}</th>
              <th scope="col" class="number">
                {words.kolom.aktif}
              </th>
              <th scope="col" class="number">
                {words.kolom.terdata}
              </th>
              <th scope="col" class="number">
                {words.kolom.potensi}
              </th>
              <th scope="col" class="number">
                {words.cakupan}
              </th>
              {monitored ? (
                <th scope="col" class="number">
                  {words.belumMulai}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {KATEGORI.map((one) => {
              const row = coverage?.[one];
              return (
                <tr key={one} data-kategori={one}>
                  <th scope="row">
                    <button type="button" class="plain" onClick={() => setQuery(address, { kategori: one })}>
                      {words.kategoriNama[one]}
                    </button>
                  </th>
                  <td class="number">
                    <Num cell={coverageCell(row, 'aktif')} reporting={status} />
                  </td>
                  <td class="number">{row ? <Num cell={coverageCell(row, 'terdata')} /> : '–'}</td>
                  <td class="number">
                    {numberIn(coverageCell(row, 'potensi')) === null ? (
                      '–'
                    ) : (
                      <Num cell={coverageCell(row, 'potensi')} />
                    )}
                  </td>
                  <td class="number">
                    {coverageCell(row, 'cakupan_persen') == null ? (
                      '–'
                    ) : (
                      <Num cell={coverageCell(row, 'cakupan_persen')} as="percent" />
                    )}
                  </td>
                  {monitored ? (
                    <td class="number">
                      <NotBegun found={found} kategori={one} />
                    </td>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** How many of the kabupaten/kota have nobody active in a kategori, and the way to which they are. */
function NotBegun({ found, kategori }: Props) {
  const { address, words } = useShown();
  const { kode } = found.region;
  const without = found.children.filter(({ coverage }) => hasNot(coverageCell(coverage?.[kategori], 'aktif')));
  return (
    <a href={linkFrom(address, { view: 'monev', query: { bagian: 'mulai', kategori } })}>
      <span class="hidden">
        {words.belumMulai}: {words.kategoriNama[kategori]}:{' '}
      </span>
      {kode === '00' ? words.lihatDaftar : words.belumMulaiTautan(without.length, found.children.length)}
    </a>
  );
}

/** Nobody, as far as the tables say: no row, or zero. A hidden number is one. */
export function hasNot(cell: ReturnType<typeof coverageCell>): boolean {
  return cell === undefined || cell === null || cell === 0;
}

export function Programmes({ found, kategori }: Props) {
  const { words } = useShown();
  const row = found.region.coverage?.[kategori];
  return (
    <section>
      <h2>{words.programJudul}</h2>
      <p class="note">{words.programCatatan}</p>
      <Lines
        caption={words.programJudul}
        whole={numberIn(coverageCell(row, 'aktif')) ?? 0}
        status={explanation(found, found.region)}
        lines={PROGRAM_COLUMNS.map((column) => [words.programNama[column], coverageCell(row, column)] as const)}
      />
    </section>
  );
}

const PROGRAM_COLUMNS = ['jkk', 'jkm', 'jht', 'jp', 'jkp'] as const;

export function Funding({ found, kategori }: Props) {
  const { words, tier } = useShown();
  const { kode, funding, coverage } = found.region;
  const ofKategori = funding?.[kategori];
  const lines = SUMBER_DANA.flatMap((source) => {
    const active = ofKategori?.[source];
    return active === undefined ? [] : [[words.danaNama[source], active] as const];
  });
  return (
    <section>
      <h2>{words.danaJudul}</h2>
      <p class="note">
        {words.danaCatatan} {tier === 'public' ? words.danaPublik : ''}
      </p>
      {lines.length === 0 ? (
        <p class="note">{kode.length > 4 ? words.danaHanya : words.tiadaDana}</p>
      ) : (
        <Lines
          caption={words.danaJudul}
          whole={numberIn(coverageCell(coverage?.[kategori], 'aktif')) ?? 0}
          status={null}
          lines={lines.toSorted((a, b) => b[1] - a[1])}
        />
      )}
    </section>
  );
}

export function Statuses({ found, kategori }: Props) {
  const { words } = useShown();
  return (
    <section>
      <h2>{words.statusJudul}</h2>
      <p class="note">{words.statusCatatan}</p>
      <Columns {...{ found, kategori }} caption={words.statusJudul} of="terdata" columns={STATUS_COLUMNS} />
    </section>
  );
}

const STATUS_COLUMNS = ['aktif', 'non_aktif', 'diusulkan', 'belum', 'menunggak'] as const;

export function Doubled({ found, kategori }: Props) {
  const { words } = useShown();
  return (
    <section>
      <h2>{words.gandaJudul}</h2>
      <p class="note">{words.gandaCatatan}</p>
      <Columns {...{ found, kategori }} caption={words.gandaJudul} of="klaim" columns={DOUBLED_COLUMNS} />
    </section>
  );
}

const DOUBLED_COLUMNS = ['klaim', 'duplikat', 'konflik', 'status_berbeda'] as const;

interface ColumnsProps extends Props {
  readonly caption: string;
  /** The column that the bars are a part of. */
  readonly of: CoverageColumn;
  readonly columns: readonly CoverageColumn[];
}

function Columns({ found, kategori, caption, of, columns }: ColumnsProps) {
  const { words } = useShown();
  const row = found.region.coverage?.[kategori];
  return (
    <Lines
      caption={caption}
      whole={numberIn(coverageCell(row, of)) ?? 0}
      status={explanation(found, found.region)}
      lines={columns.map((column) => [words.kolom[column], coverageCell(row, column)] as const)}
    />
  );
}

interface LinesProps {
  readonly caption: string;
  readonly whole: number;
  readonly status: string | null;
  readonly lines: readonly (readonly [label: string, cell: ReturnType<typeof coverageCell>])[];
}

function Lines({ caption, whole, status, lines }: LinesProps) {
  return (
    <table>
      <caption class="hidden">{caption}</caption>
      <tbody>
        {lines.map(([label, cell]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td class="bar">
              <Bar value={numberIn(cell)} whole={whole} />
            </td>
            <td class="number">
              <Num cell={cell} reporting={status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

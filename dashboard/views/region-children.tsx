/** The regions below one, ranked. */
import { levelOf } from '../address.ts';
import { cellOf, coverageCell, numberIn, wordIn } from '../data/cells.ts';
import { explanation, type Found, type Kategori, placeName } from '../data/region.ts';
import { linkFrom, useShown } from '../page.ts';
import { Bar } from '../parts/bar.tsx';
import { Num } from '../parts/number.tsx';
import { type Column, Sheet } from '../parts/sheet.tsx';

type Child = Found['children'][number];

export function Children({ found, kategori }: { found: Found; kategori: Kategori }) {
  const { address, words, format, tier } = useShown();
  const level = levelOf(found.region.kode);
  if (level === 'desa') return null;
  if (found.children.length === 0) {
    return <p class="note">{tier === 'public' && level === 'kabkota' ? words.hanyaPejabat : words.tiadaAnak}</p>;
  }
  const cell = (child: Child, column: Parameters<typeof coverageCell>[1]) =>
    coverageCell(child.coverage?.[kategori], column);
  const number = (column: Parameters<typeof coverageCell>[1]) => (child: Child) => numberIn(cell(child, column));
  const target = (child: Child) => numberIn(cellOf('targets', child.targets?.[kategori], 'target_persen'));
  const covered = found.children.some((child) => number('cakupan_persen')(child) !== null);
  const measure = covered ? ('cakupan_persen' as const) : ('aktif' as const);
  const whole = covered ? 100 : Math.max(...found.children.map((child) => number('aktif')(child) ?? 0));
  const columns: Column<Child>[] = [
    {
      key: 'nama',
      label: words.anak[level],
      cell: ({ kode, nama }) => (
        <a href={linkFrom(address, { kode, query: { kategori: address.query.kategori ?? '' } })}>{placeName(nama)}</a>
      ),
      sort: ({ nama }) => placeName(nama).replace(/^(Kabupaten|Kota) /, ''),
    },
    ...(covered
      ? [
          {
            key: 'cakupan',
            label: words.cakupan,
            number: true,
            // Without a row of its own, why there is none stands under the active ones.
            cell: (child: Child) =>
              child.coverage?.[kategori] && cell(child, 'potensi') === null ? (
                <span class="state">{words.belumAdaPotensi}</span>
              ) : child.coverage?.[kategori] ? (
                <Num cell={cell(child, 'cakupan_persen')} as="percent" />
              ) : (
                '–'
              ),
            sort: number('cakupan_persen'),
          },
        ]
      : []),
    {
      key: 'batang',
      label: <span class="hidden">{covered ? words.cakupan : words.kolom.aktif}</span>,
      class: 'bar',
      cell: (child) => <Bar value={number(measure)(child)} whole={whole} target={covered ? target(child) : null} />,
    },
    {
      key: 'aktif',
      label: words.kolom.aktif,
      number: true,
      cell: (child) => <Num cell={cell(child, 'aktif')} reporting={explanation(found, child)} />,
      sort: number('aktif'),
    },
    ...(covered
      ? [
          {
            key: 'potensi',
            label: words.kolom.potensi,
            number: true,
            cell: (child: Child) =>
              number('potensi')(child) === null ? (
                '–'
              ) : (
                <>
                  <Num cell={cell(child, 'potensi')} />
                  <span class="small">{wordIn(cell(child, 'potensi_dasar'))}</span>
                </>
              ),
            sort: number('potensi'),
          },
          {
            key: 'target',
            label: words.target,
            number: true,
            cell: (child: Child) => {
              const percent = target(child);
              return percent === null ? '–' : format.percent(percent);
            },
            sort: target,
          },
        ]
      : []),
  ];
  const title = (covered ? words.peringkat : words.peringkatAktif)(words.anak[level]);
  return (
    <section>
      <h2>{title}</h2>
      <p class="note">{covered ? words.peringkatCatatan : words.peringkatAktifCatatan}</p>
      <Sheet
        caption={title}
        columns={columns}
        rows={found.children}
        keyOf={({ kode }) => kode}
        order={covered ? '-cakupan' : '-aktif'}
      />
    </section>
  );
}

/** How good each region's data are: what was rejected, what is doubtful, who is listed twice. */
import type { Quality } from '../../pipeline/contracts/view.ts';
import { coverageCell, numberIn } from '../data/cells.ts';
import type { Monitored } from '../data/monitored.ts';
import { useShown } from '../page.ts';
import { Num } from '../parts/number.tsx';
import { RuleLink } from '../parts/rule-link.tsx';
import type { Column } from '../parts/sheet.tsx';
import { Result, useNames } from './monev-tables.tsx';

interface Props {
  readonly rows: readonly Monitored[];
  /** Files whose folder is no region's. */
  readonly elsewhere: Quality | undefined;
}

export function DataQuality({ rows, elsewhere }: Props) {
  const { words, format, tier } = useShown();
  const counted = (column: 'berkas' | 'berkas_ditolak' | 'baris_lolos' | 'baris_ditolak', label: string) => ({
    key: column,
    label,
    number: true,
    cell: ({ kualitas }: Monitored) => (kualitas ? format.count(kualitas[column]) : '–'),
    sort: ({ kualitas }: Monitored) => kualitas?.[column] ?? null,
    mark: ({ kualitas }: Monitored) => (column === 'berkas_ditolak' && kualitas?.berkas_ditolak ? 'late' : undefined),
  });
  const columns: Column<Monitored>[] = [
    ...useNames(),
    ...(tier === 'public'
      ? []
      : [
          counted('berkas', words.monev.berkas),
          counted('berkas_ditolak', words.monev.berkasDitolak),
          counted('baris_lolos', words.barisLolos),
          counted('baris_ditolak', words.barisDitolak),
          {
            key: 'temuan',
            label: words.monev.temuan,
            cell: ({ kualitas }: Monitored) => (kualitas ? <Findings quality={kualitas} /> : '–'),
          },
        ]),
    ...(['duplikat', 'konflik', 'status_berbeda'] as const).map((column) => ({
      key: column,
      label: words.kolom[column],
      number: true,
      cell: ({ semua }: Monitored) => (semua ? <Num cell={coverageCell(semua, column)} /> : '–'),
      sort: ({ semua }: Monitored) => numberIn(coverageCell(semua, column)),
    })),
  ];
  const shown = rows.filter(({ kualitas, semua }) => kualitas !== undefined || semua !== null);
  return (
    <>
      <p class="note">{tier === 'public' ? words.monev.mutuPublik : words.monev.mutuCatatan}</p>
      {elsewhere ? (
        <p>
          {words.monev.tanpaWilayah(format.count(elsewhere.berkas))} <Findings quality={elsewhere} />
        </p>
      ) : null}
      <Result
        {...{ shown, rows, columns }}
        caption={words.monev.tab.mutu}
        order={tier === 'public' ? '-duplikat' : '-baris_ditolak'}
      />
    </>
  );
}

/** As many as a row of a table can hold. */
const FINDINGS_SHOWN = 3;

function Findings({ quality }: { quality: Quality }) {
  const { format } = useShown();
  const byCount = (codes: Readonly<Record<string, number | undefined>>) =>
    Object.entries(codes)
      .map(([code, rows]) => ({ code, rows: rows ?? 0 }))
      .sort((a, b) => b.rows - a.rows);
  const all = [...byCount(quality.kode_berkas), ...byCount(quality.kode)];
  if (all.length === 0) return <>–</>;
  return (
    <>
      {all.slice(0, FINDINGS_SHOWN).map(({ code, rows }) => (
        <span key={code} class="small">
          <RuleLink kode={code} /> {format.count(rows)}
        </span>
      ))}
      {all.length > FINDINGS_SHOWN ? <span class="small">+{all.length - FINDINGS_SHOWN}</span> : null}
    </>
  );
}
